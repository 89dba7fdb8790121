import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressRank } from "../../src/model/server-address.js";

const inOrder = (addresses: readonly string[]) =>
  [...addresses].sort((a, b) => (addressRank(a) < addressRank(b) ? -1 : 1));

describe("addresses in an order", () => {
  it("are IPv4 addresses and then IPv6 addresses by their numbers, then names and ids", () => {
    const addresses = [
      "9.255.0.1",
      "10.0.0.2",
      "10.0.0.10",
      "192.0.2.1",
      "::",
      "::1",
      "1::",
      "fe80::1%eth0",
      "fe80::1:0",
      "ffff::",
      "10.example.com",
      "i-0a1b",
      "web-1.example.com",
    ];
    expect(inOrder([...addresses].reverse())).toEqual(addresses);
  });

  it("rank alike in every spelling", () => {
    for (const [one, other] of [
      ["2001:DB8:0:0::1", "2001:db8::1"],
      ["Web-1.Example.com.", "web-1.example.com"],
      ["::ffff:10.0.0.1", "::FFFF:a00:1"],
    ] as const)
      expect(addressRank(one)).toBe(addressRank(other));
  });

  it("are compared as the numbers that they stand for", () => {
    const numberOf = (address: string) =>
      address.includes(":")
        ? BigInt(`0x${addressRank(address).slice(2).replaceAll(":", "")}`)
        : address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(fc.tuple(fc.ipV4(), fc.ipV4()), ([a, b]) => {
        expect(addressRank(a) < addressRank(b)).toBe(numberOf(a) < numberOf(b));
      }),
    );
    fc.assert(
      fc.property(bytes, (all) => {
        const hex = Buffer.from(all).toString("hex");
        expect(numberOf(hex.match(/..../g)!.join(":"))).toBe(BigInt(`0x${hex}`));
      }),
    );
  });
});
