const LONGEST = 60;

/**
 * A value as a message shows it, whether from a configuration file or from an input: as written there, truncated when
 * long.
 */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "no value";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return "a map";
  if (typeof value !== "string") return String(value);
  if (value === "") return "an empty text";
  const isLong = value.length > LONGEST;
  // Control characters and invisible ones are escaped: they could rewrite a terminal's lines.
  const printable = JSON.stringify(isLong ? value.slice(0, LONGEST) : value).replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
  );
  return isLong ? `${printable} and ${value.length - LONGEST} more characters` : printable;
}

/** A path in a configuration file, one level deeper. Unusual names are quoted. */
export function below(path: string, name: string): string {
  const step = /^[A-Za-z0-9_*-]{1,64}$/.test(name) ? name : name === "" ? '""' : shown(name);
  return path === "" ? step : `${path}.${step}`;
}
