import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import type { ResourceRef } from "../../../src/model/resource-ref.js";
import type { MarkedList, MarkedPage } from "../../../src/providers/kit/marker-walk.js";
import { MOST_EMPTY_PAGES, MOST_ENTRIES } from "../../../src/providers/kit/page-limits.js";
import { pageByMarker, readByMarker } from "../../../src/providers/kit/pages-by-marker.js";

const ids = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => String(from + index).padStart(7, "0"));

type Read = MarkedList<string>["read"];

function listOf(read: Read, isInOrderOfIds = true) {
  const markers: (string | undefined)[] = [];
  const list: MarkedList<string> = {
    what: "the things",
    mostPerPage: 10,
    isInOrderOfIds,
    idOf: (item) => item,
    async read(limit, marker) {
      markers.push(marker);
      return read(limit, marker);
    },
  };
  return { list, markers };
}

/** What an honest cloud answers, which refuses the marker of what is gone. */
function honest(there: readonly string[], says: "next" | "nothing" = "next"): Read {
  return async (limit, marker) => {
    const at = marker === undefined ? 0 : there.indexOf(marker) + 1;
    if (marker !== undefined && at === 0) throw new ProblemError({ code: "NOT_FOUND", message: "No such marker." });
    const items = there.slice(at, at + limit);
    const next = there.length > at + limit ? { marker: items.at(-1)! } : ("last" as const);
    return { items, next: says === "nothing" ? undefined : next };
  };
}

const toModel = (id: string) => ({ ref: { accountId: "a", kind: "listener", key: id } satisfies ResourceRef });
const keysOf = (page: { items: readonly { ref: ResourceRef }[] }) => page.items.map(({ ref }) => ref.key);

it("asks for no more than one page of the cloud holds", async () => {
  const limits: number[] = [];
  const { list } = listOf(async (limit, marker) => {
    limits.push(limit);
    return honest(ids(25))(limit, marker);
  });
  expect(keysOf(await pageByMarker(list, { toModel }, { after: null, limit: 21 }))).toEqual(ids(21));
  expect(limits).toEqual([10, 10, 1]);
});

it("keeps entries without an id apart, and goes on behind the last one that has one", async () => {
  interface Thing {
    readonly id: string | null;
    readonly name: string;
  }
  const things: Thing[] = [
    { id: "1", name: "a" },
    { id: null, name: "b" },
    { id: null, name: "c" },
    { id: "4", name: "d" },
  ];
  const markers: (string | undefined)[] = [];
  const list: MarkedList<Thing> = {
    what: "the things",
    mostPerPage: 3,
    isInOrderOfIds: true,
    idOf: ({ id }) => id ?? "",
    async read(limit, marker) {
      markers.push(marker);
      const at = marker === undefined ? 0 : things.findIndex(({ id }) => id === marker) + 1;
      return { items: things.slice(at, at + limit), next: at + limit < things.length ? "unnamed" : "last" };
    },
  };
  const { items, problems } = await readByMarker(list);
  expect(items.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  expect(problems).toEqual([]);
  expect(markers[1]).toBe("1");
});

describe("a whole list", () => {
  it.each([0, 1, 9, 10, 11, 35])(
    "is read to its end, of %i entries, whether the cloud says more or not",
    async (count) => {
      for (const says of ["next", "nothing"] as const) {
        const { list } = listOf(honest(ids(count), says));
        expect(await readByMarker(list)).toMatchObject({ items: ids(count), problems: [], isOver: true });
      }
    },
  );

  const endless: readonly (readonly [
    string,
    (asked: number, marker: string | undefined) => MarkedPage<string>,
    number,
  ])[] = [
    ["whose marker points at itself", () => ({ items: ids(10), next: { marker: "a" } }), 2],
    ["whose marker comes again and again behind empty pages", () => ({ items: [], next: { marker: "a" } }), 2],
    [
      "whose markers go to and fro",
      (asked) => ({ items: ids(10, 10 * asked), next: { marker: asked % 2 ? "a" : "b" } }),
      3,
    ],
    ["whose marker is ignored", () => ({ items: ids(10), next: "unnamed" }), 2],
    ["that has a next page for ever", (asked) => ({ items: asked === 1 ? ids(10) : ids(3), next: "unnamed" }), 2],
    ["that is empty for ever", (asked) => ({ items: [], next: { marker: `m${asked}` } }), MOST_EMPTY_PAGES + 1],
    ["that does not say where its next page begins", () => ({ items: [], next: "unnamed" }), 1],
  ];
  it.each(endless)("%s ends with a problem, and what was read stands", async (_what, answer, calls) => {
    const { list, markers } = listOf(async (_limit, marker) => answer(markers.length, marker));
    const { items, problems } = await readByMarker(list);
    expect(problems).toMatchObject([
      { code: "UNREADABLE", retry: "never", message: expect.stringContaining("the things") },
    ]);
    expect(new Set(items).size).toBe(items.length);
    expect(items.slice(0, 10)).toEqual(answer(1, undefined).items.slice(0, 10));
    expect(markers).toHaveLength(calls);
  });

  it("goes on behind an empty page that has another behind it", async () => {
    const { list } = listOf(async (_limit, marker) => {
      if (marker === undefined) return { items: ids(10), next: { marker: "a" } };
      return marker === "a" ? { items: [], next: { marker: "b" } } : { items: ids(3, 11), next: "last" };
    });
    expect(await readByMarker(list)).toMatchObject({ items: ids(13), problems: [] });
  });

  it("of ever new entries is not followed for ever", async () => {
    const { list, markers } = listOf(async () => ({ items: ids(10_000, 10_000 * markers.length), next: "unnamed" }));
    const { items, problems } = await readByMarker(list);
    expect(problems).toMatchObject([{ code: "UNREADABLE" }]);
    expect(items).toHaveLength(MOST_ENTRIES);
  });

  it("begins anew when the entry that its next page was to begin after is gone", async () => {
    const there = ids(25);
    const { list, markers } = listOf((limit, marker) => {
      if (markers.length === 2) there.splice(there.indexOf(marker!), 1);
      return honest(there)(limit, marker);
    });
    expect(await readByMarker(list)).toMatchObject({ items: there, problems: [] });
  });
});

describe("a page", () => {
  const page = (after: string | null, limit: number) => ({ after, limit });

  it("is one call where nothing is picked, and goes on behind its last entry", async () => {
    const { list, markers } = listOf(honest(ids(25)));
    const first = await pageByMarker(list, { toModel }, page(null, 8));
    expect(keysOf(first)).toEqual(ids(8));
    expect(first).toMatchObject({ next: ids(8).at(-1), totalCount: null, problems: [] });
    const last = await pageByMarker(list, { toModel }, page(ids(20).at(-1)!, 8));
    expect(last).toMatchObject({ next: null, totalCount: null });
    expect(keysOf(last)).toEqual(ids(5, 21));
    expect(markers).toHaveLength(2);
    expect(await pageByMarker(list, { toModel }, page(null, 30))).toMatchObject({ next: null, totalCount: 25 });
  });

  it("is picked from the largest pages of the cloud", async () => {
    const { list, markers } = listOf(honest(ids(25)));
    const isEven = ({ ref: { key } }: { ref: ResourceRef }) => Number(key) % 2 === 0;
    const found = await pageByMarker(list, { toModel, fits: isEven }, page(null, 6));
    expect(keysOf(found).map(Number)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(found.next).toBe(ids(12).at(-1));
    expect(markers).toHaveLength(2);
    const rest = await pageByMarker(list, { toModel, fits: isEven }, page(found.next, 10));
    expect(keysOf(rest).map(Number)).toEqual([14, 16, 18, 20, 22, 24]);
    expect(rest.next).toBeNull();
  });

  it("is cut here where the entry that it begins after is gone and the cloud minds", async () => {
    const there = ids(25).filter((id) => id !== "0000009");
    const { list } = listOf(honest(there));
    const found = await pageByMarker(list, { toModel }, page("0000009", 3));
    expect(keysOf(found)).toEqual(ids(3, 10));
    expect(found.problems).toEqual([]);
  });

  it("does not guess where an entry stood that is gone from a list in another order", async () => {
    const there = ids(25)
      .filter((id) => id !== "0000009")
      .reverse();
    const { list } = listOf(honest(there));
    const found = await pageByMarker(list, { toModel }, page("0000009", 3));
    expect(found).toMatchObject({ items: [], next: null, problems: [{ code: "UNREADABLE" }] });
  });

  it.each([
    [true, 3, []],
    [false, 3, [{ code: "UNREADABLE" }]],
    [false, 25, []],
  ] as const)(
    "takes a list in the order of ids for one where that is documented (%s), or where its length of %i shows it",
    async (isDocumented, length, problems) => {
      const there = ids(length).filter((id) => id !== "0000002");
      const { list } = listOf(honest(there), isDocumented);
      const found = await pageByMarker(list, { toModel }, page("0000002", 1));
      expect(found.problems).toMatchObject(problems);
      expect(keysOf(found)).toEqual(problems.length > 0 ? [] : ["0000003"]);
    },
  );

  it("of a list that always begins at its start shows what is behind its place, and leads nowhere", async () => {
    const { list } = listOf(async (limit) => ({ items: ids(Math.min(limit, 25)), next: "unnamed" }));
    const found = await pageByMarker(list, { toModel }, page("0000008", 10));
    expect(keysOf(found)).toEqual(ids(2, 9));
    expect(found).toMatchObject({ next: null, totalCount: null, problems: [{ code: "UNREADABLE" }] });
  });
});

it("what cannot be read has its place on a page, and a problem of its own", async () => {
  const there = ids(25);
  const odd = (nativeId: string) =>
    new ProblemError({ code: "UNREADABLE", message: `No port in ${nativeId}.`, nativeId });
  const { list } = listOf(async (limit, marker) => {
    const { items, next } = await honest(there)(limit, marker);
    return { items: items.map((item) => (String(item).endsWith("0") ? odd(String(item)) : item)), next };
  });
  const readable = there.filter((id) => !id.endsWith("0"));
  const whole = await readByMarker(list);
  expect(whole.items).toEqual(readable);
  expect(whole.problems.map(({ nativeId }) => nativeId)).toEqual(there.filter((id) => id.endsWith("0")));
  const first = await pageByMarker(list, { toModel }, { after: null, limit: 12 });
  expect(keysOf(first)).toEqual(readable.slice(0, 12));
  expect(first).toMatchObject({ next: readable[11], problems: [{ nativeId: "0000010" }] });
});
