import { isIPv6 } from "node:net";
import { domainToASCII } from "node:url";

/** Lower-case ASCII without a trailing dot: already normalised. */
const PLAIN = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * Normalises an address, host name or resource id: host names in lower case, in ASCII (IDNA, "xn--…") and without the
 * trailing dot, IPv6 addresses as in RFC 5952.
 */
export function spelledOnce(address: string): string {
  if (PLAIN.test(address)) return address;
  const lower = address.trim().toLowerCase();
  if (isIPv6(lower)) return lower.includes("%") ? lower : new URL(`http://[${lower}]`).hostname.slice(1, -1);
  const name = lower.endsWith(".") ? lower.slice(0, -1) : lower;
  return (!ASCII.test(name) && domainToASCII(name)) || name;
}

/** Whether two spellings name the same address, host name or resource. */
export const isSameAddress = (one: string, other: string): boolean => spelledOnce(one) === spelledOnce(other);

/** The identity of a server within its pool: two entries with the same identity are the same server. */
export const serverOf = ({ address, port }: { readonly address: string; readonly port?: number | null }): string =>
  `${spelledOnce(address)}|${port ?? ""}`;
