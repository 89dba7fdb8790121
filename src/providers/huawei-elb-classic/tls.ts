/** TLS in the terms of the create listener page: two sets of versions, three named sets of ciphers. */

const STRICT = ["ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-AES128-GCM-SHA256"];

/**
 * The suites behind each value of ssl_ciphers. Extended has no GCM suite, so it does not contain the other two.
 * Source: create listener page, field ssl_ciphers.
 */
export const CIPHERS: Readonly<Record<string, readonly string[]>> = {
  Strict: STRICT,
  Default: [...STRICT, "ECDHE-RSA-AES256-SHA384", "ECDHE-RSA-AES128-SHA256"],
  Extended: [
    "ECDHE-ECDSA-AES128-SHA256",
    "ECDHE-RSA-AES128-SHA256",
    "AES128-SHA256",
    "AES256-SHA256",
    "ECDHE-ECDSA-AES256-SHA384",
    "ECDHE-RSA-AES256-SHA384",
    "ECDHE-ECDSA-AES128-SHA",
    "ECDHE-RSA-AES128-SHA",
    "DHE-RSA-AES128-SHA",
    "ECDHE-RSA-AES256-SHA",
    "ECDHE-ECDSA-AES256-SHA",
    "AES128-SHA",
    "AES256-SHA",
    "DHE-DSS-AES128-SHA",
    "CAMELLIA128-SHA",
    "EDH-RSA-DES-CBC3-SHA",
    "DES-CBC3-SHA",
    "ECDHE-RSA-RC4-SHA",
    "RC4-SHA",
    "DHE-RSA-AES256-SHA",
    "DHE-DSS-AES256-SHA",
    "DHE-RSA-CAMELLIA256-SHA",
    "DHE-DSS-CAMELLIA256-SHA",
    "CAMELLIA256-SHA",
    "EDH-DSS-DES-CBC3-SHA",
    "DHE-RSA-CAMELLIA128-SHA",
    "DHE-DSS-CAMELLIA128-SHA",
  ],
};

/** The values of ssl_protocols, newest version first. Source: create listener page, field ssl_protocols. */
export const VERSION_SETS: readonly (readonly string[])[] = [["TLSv1.2"], ["TLSv1.2", "TLSv1.1", "TLSv1"]];

/** The default of a listener. Source: create listener page. */
export const DEFAULT_TLS = { versions: ["TLSv1.2"], policy: "Default" } as const;

/** Whether the set includes versions before 1.2, which require the Extended ciphers. */
export function isOldVersionSet(versions: readonly string[]): boolean {
  return versions.includes("TLSv1");
}

/** The value of ssl_protocols for a set of versions in any order; null when the cloud has no such set. */
export function sslProtocolsOf(versions: readonly string[]): string | null {
  const set = VERSION_SETS.find(
    (known) => known.length === versions.length && known.every((one) => versions.includes(one)),
  );
  return set?.join(" ") ?? null;
}

/**
 * The versions in a value of ssl_protocols. Some regions' pages spell it "TLS 1.2 TLS 1.1 TLS 1.0" instead of
 * "TLSv1.2 TLSv1.1 TLSv1"; both are read.
 */
export function versionsIn(sslProtocols: string): string[] {
  return [...sslProtocols.matchAll(/TLS ?v?1(?:\.(\d))?/g)].map(([, minor]) =>
    minor && minor !== "0" ? `TLSv1.${minor}` : "TLSv1",
  );
}
