import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  coversPort,
  coversPortRanges,
  gapsBetween,
  normalisePortRanges,
  overlapOfPortRanges,
  PortRange,
  sizeOfPortRanges,
} from "../../src/model/port-range.js";

const range = fc
  .tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 0, max: 40 }))
  .map(([from, more]) => new PortRange(from, from + more));
const ranges = fc.array(range, { maxLength: 8 });
const portsOf = (list: readonly PortRange[]): Set<number> =>
  new Set(list.flatMap(({ fromPort, size }) => Array.from({ length: size }, (_, i) => fromPort + i)));

describe("port range algebra", () => {
  it("normalises to the same ports in sorted, separate ranges", () => {
    fc.assert(
      fc.property(ranges, (list) => {
        const normal = normalisePortRanges(list);
        expect(portsOf(normal)).toEqual(portsOf(list));
        for (const [index, { fromPort }] of normal.entries()) {
          if (index > 0) expect(fromPort).toBeGreaterThan(normal[index - 1]!.toPort + 1);
        }
        expect(normalisePortRanges(normal)).toEqual(normal);
      }),
    );
  });

  it("counts every port once", () => {
    fc.assert(fc.property(ranges, (list) => sizeOfPortRanges(list) === portsOf(list).size));
  });

  it("overlaps in exactly the ports that both hold, whichever comes first", () => {
    fc.assert(
      fc.property(ranges, ranges, (left, right) => {
        const both = new Set([...portsOf(left)].filter((port) => portsOf(right).has(port)));
        expect(portsOf(overlapOfPortRanges(left, right))).toEqual(both);
        expect(overlapOfPortRanges(left, right)).toEqual(overlapOfPortRanges(right, left));
      }),
    );
  });

  it("leaves in gaps exactly the ports of a range that are not taken, in the fewest ranges", () => {
    fc.assert(
      fc.property(ranges, range, (taken, within) => {
        const gaps = gapsBetween(taken, within);
        const held = portsOf(taken);
        expect(portsOf(gaps)).toEqual(new Set([...portsOf([within])].filter((port) => !held.has(port))));
        expect(normalisePortRanges(gaps)).toEqual(gaps);
      }),
    );
    expect(gapsBetween([], new PortRange(9, 8))).toEqual([]);
  });

  it("covers a port, or a set of ranges, exactly when it holds all of it", () => {
    fc.assert(
      fc.property(ranges, ranges, fc.integer({ min: 1, max: 350 }), (outer, inner, port) => {
        const held = portsOf(outer);
        expect(coversPort(outer, port)).toBe(held.has(port));
        expect(coversPortRanges(outer, inner)).toBe([...portsOf(inner)].every((one) => held.has(one)));
      }),
    );
  });
});
