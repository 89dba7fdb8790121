/** The two texts about signed headers in every canonical request. */
export interface CanonicalHeaders {
  /** One `name:value` line per header, each with its line feed; names sorted, values trimmed. */
  readonly lines: string;
  /** The names, joined with semicolons. */
  readonly names: string;
}

/** Canonical form of the headers whose lower-case names `isSigned` accepts. */
export function canonicalHeaders(
  headers: Readonly<Record<string, string>>,
  isSigned: (name: string) => boolean,
): CanonicalHeaders {
  const signed = Object.entries(headers)
    .filter(([name]) => isSigned(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    lines: signed.map(([name, value]) => `${name}:${value.trim()}\n`).join(""),
    names: signed.map(([name]) => name).join(";"),
  };
}
