import { afterEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import {
  decimal,
  flag,
  integer,
  integers,
  list,
  mapped,
  moment,
  needed,
  object,
  or,
  type Read,
  readableList,
  shape,
  text,
  texts,
} from "../../src/transport/shape.js";

const readRange = shape("port range", "from", { from: needed(integer("from")), to: needed(integer("to")) });
const readTag = shape("tag", "key", { key: needed(text("key")), value: or(text("value"), "") });
const readThing = shape("thing", "id", {
  id: needed(text("id")),
  name: text("name"),
  size: integer("size"),
  share: decimal("share"),
  isOn: flag("enabled"),
  words: texts("words"),
  codes: integers("codes"),
  madeAt: moment("made_at"),
  ranges: list("ranges", readRange),
  tags: readableList("tags", readTag),
  freeze: object("freeze", shape("freeze", "status", { status: needed(integer("status")) })),
  shout: mapped(text("name"), (name) => name?.toUpperCase() ?? null),
});
const whole = {
  id: "t-1",
  name: "a",
  size: 3,
  share: 75.5,
  enabled: true,
  words: ["x"],
  codes: [200],
  made_at: "2026-01-01T00:00:00Z",
  ranges: [{ from: 1, to: 2 }],
  tags: [{ key: "k", value: "v" }],
  freeze: { status: 1 },
};
const nothing: Read<typeof readThing> = {
  id: "t-1",
  name: null,
  size: null,
  share: null,
  isOn: null,
  words: [],
  codes: [],
  madeAt: null,
  ranges: [],
  tags: [],
  freeze: null,
  shout: null,
};

describe("an object of a shape", () => {
  it("is read field by field", () => {
    expect(readThing(whole)).toEqual({
      id: "t-1",
      name: "a",
      size: 3,
      share: 75.5,
      isOn: true,
      words: ["x"],
      codes: [200],
      madeAt: "2026-01-01T00:00:00Z",
      ranges: [{ from: 1, to: 2 }],
      tags: [{ key: "k", value: "v" }],
      freeze: { status: 1 },
      shout: "A",
    });
  });

  it("needs nothing but its identity", () => {
    expect(readThing({ id: "t-1" })).toEqual(nothing);
    const nulls = Object.fromEntries(Object.keys(whole).map((name) => [name, null]));
    expect(readThing({ ...nulls, id: "t-1" })).toEqual(nothing);
    const odd = Object.fromEntries(Object.keys(whole).map((name) => [name, Symbol("odd")]));
    expect(readThing({ ...odd, id: "t-1" })).toEqual(nothing);
  });

  it.each([
    [
      { size: "3", share: "75.5", enabled: "True", codes: ["200", "x"], id: 17, name: 4 },
      { size: 3, share: 75.5, isOn: true, codes: [200], id: "17", name: "4" },
    ],
    [
      { enabled: "false", size: " 4 " },
      { isOn: false, size: 4 },
    ],
    [
      { enabled: 0, size: 2 ** 31 },
      { isOn: false, size: null },
    ],
    [
      { enabled: "perhaps", size: 1.5, share: Number.NaN },
      { isOn: null, size: null, share: null },
    ],
    [{ words: ["a", null, 7, {}] }, { words: ["a", "7"] }],
    [{ tags: [{ key: "a" }, { value: "b" }, null, 5] }, { tags: [{ key: "a", value: "" }] }],
    [{ freeze: { status: "unknown" } }, { freeze: null }],
    [{ name: "x".repeat(20_000) }, { name: null }],
  ])("is read where a vendor writes %j", (odd, expected) => {
    expect(readThing({ ...whole, ...odd })).toMatchObject(expected);
  });

  it.each([
    [{ ...whole, id: null }, "a thing without an id", "id", undefined],
    [{ ...whole, id: "" }, "the thing ", "id", undefined],
    [{ ...whole, ranges: [{ from: 1 }] }, "the thing t-1", "ranges", "t-1"],
  ])("is unreadable without what it cannot be without", (item, which, field, nativeId) => {
    let problem: unknown;
    try {
      readThing(item);
    } catch (error) {
      problem = error;
    }
    expect(problem).toBeInstanceOf(ProblemError);
    expect(problem).toMatchObject({ code: "UNREADABLE", retry: "never" });
    expect((problem as ProblemError).message).toContain(which);
    expect((problem as ProblemError).message).toContain(`\`${field}\``);
    expect((problem as ProblemError).nativeId ?? undefined).toBe(nativeId);
  });
});

describe("a process that may not make code", () => {
  afterEach(() => vi.unstubAllGlobals());

  it("reads the same, field by field", () => {
    class Refusing {
      constructor() {
        throw new EvalError("Code generation from strings disallowed for this context");
      }
    }
    vi.stubGlobal("Function", Refusing);
    const fields = { id: needed(text("id")), ranges: list("ranges", readRange), size: integer("size") };
    const readOneByOne = shape("thing", "id", fields);
    vi.unstubAllGlobals();
    const readAtOnce = shape("thing", "id", fields);
    for (const item of [whole, { id: "t-1" }, { ...whole, size: "7" }])
      expect(readOneByOne(item)).toEqual(readAtOnce(item));
    for (const item of [{ ...whole, ranges: [{ from: 1 }] }, { size: 3 }]) {
      const messageOf = (read: typeof readAtOnce) => {
        try {
          return read(item);
        } catch (error) {
          return (error as Error).message;
        }
      };
      expect(messageOf(readOneByOne)).toEqual(messageOf(readAtOnce));
      expect(messageOf(readAtOnce)).toMatch(/could not be read/);
    }
  });
});
