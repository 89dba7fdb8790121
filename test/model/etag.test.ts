import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { etagOf } from "../../src/model/etag.js";

describe("etag", () => {
  it("does not depend on the order of fields, nor on null against left out", () => {
    expect(etagOf({ a: 1, b: { c: 2, d: [3] } })).toBe(etagOf({ b: { d: [3], c: 2 }, a: 1, e: null, f: undefined }));
  });

  it("differs when a value differs", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        fc.pre(
          a !== null &&
            b !== null &&
            JSON.stringify(a) !== JSON.stringify(b) &&
            JSON.stringify([a]).length + JSON.stringify([b]).length < 200,
        );
        fc.pre(typeof a !== "object" && typeof b !== "object");
        expect(etagOf({ value: a })).not.toBe(etagOf({ value: b }));
      }),
    );
  });

  it("knows the order of a list", () => {
    expect(etagOf({ list: [1, 2] })).not.toBe(etagOf({ list: [2, 1] }));
  });
});
