import { describe, expect, it } from "vitest";
import { type Cursor, decodeCursor, encodeCursor } from "../../src/loaders/cursor.js";

const textOf = (...parts: readonly string[]): string => Buffer.from(parts.join("\u001f")).toString("base64url");
const lack = (accountId: string) => ({ accountId, code: "TIMED_OUT" as const });
const place: Cursor = { accountId: "m", position: "parent/thing" };

describe("cursors", () => {
  it("come back as they were, with what the pages until then lack", () => {
    const cursor = { ...place, lacking: [lack("a"), lack("m")] };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });

  it("read as ever where nothing is lacking, and those of before are understood", () => {
    for (const lacking of [undefined, [], [lack("z")]])
      expect(encodeCursor({ ...place, lacking })).toBe(textOf("1", "m", "parent/thing"));
    expect(decodeCursor(textOf("1", "m", "parent/thing"))).toEqual({ ...place, lacking: [] });
  });

  it.each([
    "",
    "a",
    "a:",
    ":TIMED_OUT",
    "a:NO_SUCH_CODE",
    "a:constructor",
    "a:TIMED_OUT:more",
    "a:TIMED_OUT,",
    Array.from({ length: 51 }, (_, index) => `a${index}:TIMED_OUT`).join(","),
  ])("are not ones of this graph when they remember %j", (words) => {
    expect(() => decodeCursor(textOf("1", "m", "parent/thing", words))).toThrow(/must be a cursor of this graph/);
  });

  it("are not ones of this graph with anything behind that", () => {
    expect(() => decodeCursor(textOf("1", "m", "parent/thing", "a:TIMED_OUT", "more"))).toThrow(/must be a cursor/);
  });
});
