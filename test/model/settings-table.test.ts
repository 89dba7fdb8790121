import { describe, expect, it } from "vitest";
import { brokenConstraints, instanceOf } from "../../src/model/broken-constraints.js";
import { etagOf } from "../../src/model/etag.js";
import { LISTENER } from "../../src/model/meanings.js";
import {
  always,
  flag,
  host,
  int,
  objects,
  port,
  reported,
  required,
  text,
  texts,
} from "../../src/model/setting-fields.js";
import { type GivenSettings, type ShownSettings, settingsTable } from "../../src/model/settings-table.js";

const about = "For tests.";
const overrides = settingsTable(
  { key: "toy", name: "ToyOverride", about, input: about },
  { from: required(port("From.", { max: 100 })), to: required(port("To.")) },
);
const toy = settingsTable(
  { key: "toy", name: "ToySettings", about, input: about },
  {
    mode: text("A mode.", { oneOf: ["slow", "fast"] }),
    host: always(host("A host.", { minLength: 1, maxLength: 5, pattern: /^[a-z]*$/, asks: "be of letters" })),
    delay: int("Seconds.", { min: 5, max: 300 }),
    names: texts("Names.", { minCount: 1, maxCount: 2 }),
    overrides: objects(overrides, "Overrides.", { maxCount: 2 }),
    isBusy: reported(flag("Whether it is busy.")),
  },
);
type Shown = ShownSettings<typeof toy>;
type Given = GivenSettings<typeof toy>;

const shown = (isBusy: boolean): Shown =>
  toy.of({ mode: "fast", host: "a", delay: 5, names: null, overrides: [], isBusy });
const told = (given: object) =>
  brokenConstraints(instanceOf(toy.input!, given)).map(({ at, message }) => [at?.join("."), message]);

describe("settings from a table", () => {
  it("show what they were made of; what is merely reported is not part of the etag", () => {
    const settings = shown(true);
    expect(settings).toBeInstanceOf(toy.output);
    expect(settings).toMatchObject({ mode: "fast", host: "a", delay: 5, names: null, overrides: [], isBusy: true });
    const etag = (other: object) => etagOf(LISTENER, { settings: other });
    expect(etag(settings)).toBe(etag(shown(false)));
    expect(etag(settings)).not.toBe(etag(toy.of({ ...shown(true), isBusy: true, delay: 6 })));
  });

  it("show the vendor's words as the document spells them, and mean the same in any order and spelling", () => {
    const one = {
      ...shown(true),
      host: "a.example",
      names: ["x", "y"],
      overrides: [
        { from: 1, to: 2 },
        { from: 3, to: 4 },
      ],
    };
    const other = {
      ...one,
      mode: "FAST",
      host: "A.example.",
      names: ["y", "x"],
      overrides: [...one.overrides].reverse(),
    };
    expect(toy.of(other)).toMatchObject({ mode: "fast", host: "A.example." });
    expect(etagOf(LISTENER, { settings: toy.of(other) })).toBe(etagOf(LISTENER, { settings: toy.of(one) }));
    expect(toy.of({ ...one, mode: "other" }).mode).toBe("other");
  });

  it("are found in inputs, and named by their place", () => {
    const given: Given = toy.in({ settings: { toy: { mode: "slow" }, other: {} } });
    expect(given.mode).toBe("slow");
    expect([toy.in({ settings: null }), toy.in({ settings: { toy: null } }), toy.in({})]).toEqual([{}, {}, {}]);
    expect(toy.at("overrides", 0, "from")).toEqual(["toy", "overrides", 0, "from"]);
  });

  it("are checked by what the table says, down to nested ones", () => {
    const fine = { mode: null, host: "abc", delay: 300, names: ["x"], overrides: [{ from: 1, to: 65_535 }] };
    expect(told(fine)).toEqual([]);
    expect(told({})).toEqual([]);
    expect(told({ mode: "medium", host: "", delay: 4 })).toEqual([
      ["mode", '`mode` must be one of slow, fast; got "medium".'],
      ["host", "`host` must be 1 to 5 characters long; got 0."],
      ["delay", "`delay` must be between 5 and 300; got 4."],
    ]);
    expect(told({ host: "A" })).toEqual([["host", '`host` must be of letters; got "A".']]);
    expect(told({ names: [] })).toEqual([["names", "`names` must hold 1 to 2 entries; got 0."]]);
    expect(told({ names: ["x", "x"] })).toEqual([["names", '`names` must name every entry once; got "x".']]);
    expect(
      told({
        overrides: [
          { from: 1, to: 2 },
          { from: 101, to: 0 },
        ],
      }),
    ).toEqual([
      ["overrides.1.from", "`from` must be between 1 and 100; got 101."],
      ["overrides.1.to", "`to` must be between 1 and 65535; got 0."],
    ]);
  });
});
