import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { etagOf } from "../../src/model/etag.js";
import {
  address,
  asWritten,
  firstAndOthers,
  isSameMeaning,
  parts,
  ports,
  setOf,
  word,
} from "../../src/model/meaning.js";

const FIELDS = {
  text: asWritten,
  count: asWritten,
  word,
  address,
  ports,
  set: setOf(),
  servers: setOf(parts({ address, port: asWritten })),
  certificates: firstAndOthers,
  part: parts({ word, set: setOf(word) }),
};
const etag = (fields: object) => etagOf(FIELDS, fields);

const hostName = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}(\.[a-z]{2,8}){1,3}$/);
const port = fc.integer({ min: 1, max: 300 });
const range = fc.tuple(port, port).map((both) => ({ fromPort: Math.min(...both), toPort: Math.max(...both) }));
const object = fc.record({
  text: fc.string(),
  count: fc.integer(),
  word: fc.constantFrom("HTTP", "https", "Strict"),
  address: hostName,
  ports: fc.array(range, { maxLength: 6 }),
  set: fc.array(fc.string(), { maxLength: 5 }),
  servers: fc.array(fc.record({ address: hostName, port }), { maxLength: 5 }),
  certificates: fc.uniqueArray(fc.string(), { maxLength: 5 }),
  part: fc.record({ word: fc.constantFrom("a", "B"), set: fc.array(fc.constantFrom("x", "Y", "z"), { maxLength: 3 }) }),
});

/** Tells of each port on its own, some of them twice. */
const inOtherRanges = (ranges: readonly { fromPort: number; toPort: number }[]) =>
  ranges.flatMap(({ fromPort, toPort }) =>
    Array.from({ length: toPort - fromPort + 1 }, (_, index) => ({ fromPort: fromPort + index })).reverse(),
  );
const orNothing = <T>(value: T, nothing: unknown) =>
  value === "" || (Array.isArray(value) && value.length === 0) ? nothing : value;

describe("etag", () => {
  it("does not change with the form of a value", () => {
    fc.assert(
      fc.property(object, fc.constantFrom(null, undefined, "", []), (one, nothing) => {
        const [first, ...others] = one.certificates;
        const other = {
          part: {
            set: [...one.part.set, ...one.part.set].map((item) => item.toLowerCase()),
            word: one.part.word.toUpperCase(),
          },
          certificates: first === undefined ? nothing : [first, ...others.reverse()],
          servers: [...one.servers]
            .reverse()
            .map(({ address: name, port: at }) => ({ port: at, address: `${name.toUpperCase()}.` })),
          set: orNothing([...one.set].reverse(), nothing),
          ports: orNothing(inOtherRanges(one.ports), nothing),
          address: `${one.address.toUpperCase()}.`,
          word: ` ${one.word.toLowerCase()}`,
          count: one.count,
          text: orNothing(one.text, nothing),
          unknown: one,
        };
        expect(etag(other)).toBe(etag(one));
      }),
    );
  });

  it("changes with what a value means", () => {
    const different = <T>(values: fc.Arbitrary<T>, isSame: (one: T, other: T) => boolean, make: (value: T) => object) =>
      fc.assert(
        fc.property(values, values, (one, other) => {
          fc.pre(!isSame(one, other));
          expect(etag(make(one))).not.toBe(etag(make(other)));
        }),
      );
    const isEqual = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
    different(fc.string(), isEqual, (text) => ({ text }));
    different(fc.oneof(fc.integer(), fc.boolean()), isEqual, (count) => ({ count }));
    different(hostName, isEqual, (name) => ({ address: name }));
    different(
      fc.uniqueArray(fc.string({ minLength: 1 })),
      (a, b) => isEqual([...a].sort(), [...b].sort()),
      (set) => ({ set }),
    );
    const portsOf = (ranges: Parameters<typeof inOtherRanges>[0]) =>
      [...new Set(inOtherRanges(ranges).map(({ fromPort }) => fromPort))].sort();
    different(
      fc.array(range, { maxLength: 4 }),
      (a, b) => isEqual(portsOf(a), portsOf(b)),
      (ranges) => ({ ports: ranges }),
    );
    expect(etag({ certificates: ["a", "b"] })).not.toBe(etag({ certificates: ["b", "a"] }));
    expect(etag({ set: ["a"] })).not.toBe(etag({ certificates: ["a"] }));
  });

  it.each([
    ["münchen.example", "XN--MNCHEN-3YA.example."],
    ["2001:db8:0:0:0:0:0:1", "2001:DB8::1"],
    ["::ffff:192.0.2.1", "::FFFF:c000:201"],
    ["i-bp1ABC", "i-BP1abc"],
    ["192.0.2.1", "192.0.2.1"],
    ["fe80::1%eth0", "FE80::1%eth0"],
  ])("takes %s and %s for one address", (one, other) => {
    expect(etag({ address: one })).toBe(etag({ address: other }));
    expect(isSameMeaning(address, one, other)).toBe(true);
  });

  it.each([
    ["192.0.2.1", "192.0.2.10"],
    ["2001:db8::1", "2001:db8::10"],
    ["1.2", "1.0.0.2"],
    ["a.example", "a.example.com"],
  ])("takes %s and %s for two addresses", (one, other) => expect(isSameMeaning(address, one, other)).toBe(false));
});
