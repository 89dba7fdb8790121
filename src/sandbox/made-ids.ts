import { createHash } from "node:crypto";

/** 32 hexadecimal digits derived from the name alone, so that an inventory has the same ids after every start. */
export function hexFor(name: string): string {
  return createHash("md5").update(name).digest("hex");
}

/** The same as a UUID. */
export function uuidFor(name: string): string {
  const id = hexFor(name);
  return [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `a${id.slice(17, 20)}`, id.slice(20)].join("-");
}

/**
 * A distinct address for each number, from the range for benchmarks (RFC 2544): 198.18.0.0 and the 131,071 after it.
 */
export function numberedAddress(number: number): string {
  return `198.${18 + ((number >> 16) & 1)}.${(number >> 8) & 255}.${number & 255}`;
}
