import { BlockList, isIP } from "node:net";
import { type Network, parseNetwork } from "../config/network.js";

/** Limits of an X-Forwarded-For: hops, and characters of one. */
const MOST_HOPS = 16;
const LONGEST_HOP = 64;

/** Normalises addresses: without a zone, and IPv4 as IPv4 even if a socket maps it into IPv6. */
function plain(address: string): string {
  const [withoutZone = ""] = address.split("%");
  return /^::ffff:\d/i.test(withoutZone) ? withoutZone.slice("::ffff:".length) : withoutZone;
}

/** An address with or without a port; null for anything else. */
function addressIn(hop: string): string | null {
  if (hop.length > LONGEST_HOP) return null;
  const [, bracketed, dotted] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d+)?$/.exec(hop) ?? [];
  const address = plain(bracketed ?? dotted ?? hop);
  return isIP(address) === 0 ? null : address;
}

/** The key of a client: an IPv4 address, or the /64 network of an IPv6 address, which belongs to one customer. */
export function clientKey(address: string): string {
  const bare = plain(address);
  if (isIP(bare) !== 6) return bare;
  const [head = "", tail] = bare.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  // An IPv4 address at the end takes the place of two groups.
  const length = before.length + after.length + (bare.includes(".") ? 1 : 0);
  const groups = tail === undefined ? before : [...before, ...Array<string>(8 - length).fill("0"), ...after];
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

export interface Proxies {
  /** Whether this address is trusted to name its own clients. */
  trusts(address: string): boolean;
  /** The client of a request with this X-Forwarded-For: the nearest hop that is not a trusted proxy. */
  clientBehind(proxy: string, forwardedFor: string): string;
}

/** @param trusted addresses and networks, as in the configuration */
export function proxies(trusted: readonly string[]): Proxies {
  const list = new BlockList();
  for (const { address, prefix, family } of trusted.map(parseNetwork).filter((one): one is Network => one !== null))
    list.addSubnet(address, prefix, family);
  const trusts = (address: string) => {
    const bare = plain(address);
    return isIP(bare) !== 0 && list.check(bare, isIP(bare) === 4 ? "ipv4" : "ipv6");
  };
  return {
    trusts,
    clientBehind(proxy, forwardedFor) {
      let nearest = proxy;
      let end = forwardedFor.length;
      for (let hop = 0; hop < MOST_HOPS && end > 0; hop += 1) {
        const comma = forwardedFor.lastIndexOf(",", end - 1);
        const address = addressIn(forwardedFor.slice(comma + 1, end).trim());
        if (address === null) return nearest;
        nearest = address;
        if (!trusts(address)) return nearest;
        end = comma;
      }
      return nearest;
    },
  };
}
