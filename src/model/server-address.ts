import { isIPv4, isIPv6 } from "node:net";
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

/** Groups of an IPv6 address. */
const GROUPS = 8;

/**
 * A text by which addresses are ordered: IPv4 addresses by their numbers, then IPv6 addresses by theirs, then host names
 * and ids by their letters.
 */
export function addressRank(address: string): string {
  const once = spelledOnce(address);
  if (isIPv4(once))
    return `4 ${once
      .split(".")
      .map((part) => part.padStart(3, "0"))
      .join(".")}`;
  if (!isIPv6(once)) return `n ${once}`;
  const [groups = "", zone = ""] = once.split("%");
  const [before = [], after = []] = groups.split("::").map((side) => (side === "" ? [] : side.split(":")));
  const zeros = Array.from({ length: GROUPS - before.length - after.length }, () => "0");
  const all = [...before, ...zeros, ...after].map((group) => group.padStart(4, "0")).join(":");
  return zone === "" ? `6 ${all}` : `6 ${all}%${zone}`;
}

/** Whether two spellings name the same address, host name or resource. */
export const isSameAddress = (one: string, other: string): boolean => spelledOnce(one) === spelledOnce(other);

/** The identity of a server within its pool: two entries with the same identity are the same server. */
export const serverOf = ({ address, port }: { readonly address: string; readonly port?: number | null }): string =>
  `${spelledOnce(address)}|${port ?? ""}`;
