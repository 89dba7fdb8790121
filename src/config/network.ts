import { isIP } from "node:net";
import type { Rule } from "./rule.js";

/** A range of addresses. */
export interface Network {
  readonly address: string;
  /** Leading bits that all its addresses share. */
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

/** Parses 10.0.0.0/8, fd00::/8 or a single address; null for anything else. */
export function parseNetwork(text: unknown): Network | null {
  if (typeof text !== "string") return null;
  const [, address = "", length] = /^([^/]+?)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0 || address.includes("%")) return null;
  const most = version === 4 ? 32 : 128;
  const prefix = length === undefined ? most : Number(length);
  return prefix <= most ? { address, prefix, family: version === 4 ? "ipv4" : "ipv6" } : null;
}

/** An address or a range of them. */
export const network: Rule = {
  is: "an IP address such as 10.1.2.3, or a network such as 10.0.0.0/8",
  takes: (value) => parseNetwork(value) !== null,
};
