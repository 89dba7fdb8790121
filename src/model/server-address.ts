import { isIPv6 } from "node:net";
import { domainToASCII } from "node:url";

/** Lower-case ASCII without a dot at the end: one spelling of it is as good as any. */
const PLAIN = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
const ASCII = /^[\x00-\x7f]*$/;

/**
 * The one spelling of an address, host name or resource id that all others of it stand for: host names in lower case, in
 * their ASCII form (IDNA, "xn--…") and without the root's dot, IPv6 addresses as RFC 5952 writes them.
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

/** What tells one server of a pool from another: two that have it in common are the same. */
export const serverOf = ({ address, port }: { readonly address: string; readonly port?: number | null }): string =>
  `${spelledOnce(address)}|${port ?? ""}`;
