/** Ids that a client could forge. */

const SEPARATOR = "\u001f";

/** A global id in this graph's format, with any content. */
export const forged = (accountId: string, kind: string, key: string, hint?: string): string =>
  Buffer.from(["1", accountId, kind, key, ...(hint === undefined ? [] : [hint])].join(SEPARATOR)).toString("base64url");

/** Keys that URL parsing would change. */
export const DOTTED_KEYS: readonly string[] = [
  ".",
  "..",
  "../..",
  "../listeners",
  "./x",
  "x/..",
  "x/../../y",
  "x/.",
  "a/../b",
  "..;x",
  "%2e%2e",
  "%2E",
  ".%2e",
  "%252e%252e",
  "..%2f..",
  "..\\..",
  "..?x=1",
  "..#x",
  "?",
  "#",
  "x?limit=1",
  "x#y",
  "//127.0.0.1/",
  "@127.0.0.1",
  "\u2025",
  "\uff0e\uff0e",
  "..\u200b",
  " ..",
  ".. ",
];
