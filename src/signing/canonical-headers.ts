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
  const names = Object.keys(headers).filter(isSigned).sort();
  let lines = "";
  for (const name of names) lines += `${name}:${headers[name]!.trim()}\n`;
  return { lines, names: names.join(";") };
}
