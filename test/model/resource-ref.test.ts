import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  canBeId,
  globalIdOf,
  parseGlobalId,
  parseUrn,
  RESOURCE_KINDS,
  type ResourceRef,
  urnOf,
} from "../../src/model/resource-ref.js";

const key = fc.stringMatching(/^[\w./:-]{1,60}$/);
const ref: fc.Arbitrary<ResourceRef> = fc.record(
  {
    accountId: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/),
    kind: fc.constantFrom(...RESOURCE_KINDS),
    key,
    hint: fc.stringMatching(/^[\w-]{1,20}$/),
  },
  { requiredKeys: ["accountId", "kind", "key"] },
);

describe("global ids and urns", () => {
  it("parse to the ref that they were made from", () => {
    fc.assert(
      fc.property(ref, (one) => {
        expect(parseGlobalId(globalIdOf(one))).toEqual(one);
        const { hint: _, ...identity } = one;
        expect(parseUrn(urnOf(one))).toEqual(identity);
      }),
    );
  });

  it("hold keys of any length and alphabet", () => {
    for (const key of ["ü".repeat(300), "漢字".repeat(150), "x".repeat(2000)]) {
      const text = Buffer.from(globalIdOf({ accountId: "a", kind: "pool", key }), "base64url").toString();
      expect(text.endsWith(key)).toBe(true);
    }
  });

  it("are different for different resources", () => {
    fc.assert(
      fc.property(
        ref,
        ref,
        (a, b) => (globalIdOf(a) === globalIdOf(b)) === (urnOf(a) === urnOf(b) && a.hint === b.hint),
      ),
    );
  });

  it("parse any text without throwing", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const parsed of [parseGlobalId(text), parseUrn(text)])
          expect(parsed === null || RESOURCE_KINDS.includes(parsed.kind)).toBe(true);
      }),
    );
  });

  it("are null when a character is replaced by one that ids cannot have", () => {
    fc.assert(
      fc.property(ref, fc.nat(), fc.constantFrom("!", " ", "=", "%", "\u0000"), (one, at, wrong) => {
        const id = globalIdOf(one);
        const place = at % id.length;
        expect(parseGlobalId(id.slice(0, place) + wrong + id.slice(place + 1))).toBeNull();
      }),
    );
  });

  it.each([
    "",
    "x",
    "MQ",
    Buffer.from("2\u001facct\u001flistener\u001fkey").toString("base64url"),
    Buffer.from("1\u001facct\u001fplanet\u001fkey").toString("base64url"),
    "A".repeat(5000),
  ])("are null for %j", (text) => expect(parseGlobalId(text)).toBeNull());

  it("can be built by another service", () => {
    expect(parseUrn("prod:listener:ga-1/lsr-2")).toEqual({ accountId: "prod", kind: "listener", key: "ga-1/lsr-2" });
  });
});

describe("the check of ids", () => {
  it.each(["lsr-bp14vep0nxwz45nhtyaif", "a.b..c", "app/web/50dc6c495c0c9188", "%41", "ü 漢字", "..."])(
    "accepts %j",
    (text) => {
      expect(canBeId(text)).toBe(true);
    },
  );
  it.each([
    "",
    ".",
    "..",
    "%2e",
    ".%2E",
    "a/..",
    "./a",
    "a/../b",
    "a\\..",
    "a%2f..%5Cb",
    "/a",
    "a/",
    "a//b",
    "a\u0000",
    "a\n",
    "\ud800",
    "a\udfffb",
    "x".repeat(1025),
  ])("refuses %j", (text) => {
    expect(canBeId(text)).toBe(false);
  });
});
