import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { readByIds, readChildren, runKeyed } from "../../../src/providers/kit/keyed-reads.js";
import { listingOf } from "../../../src/providers/kit/listing.js";
import { readByPosition } from "../../../src/providers/kit/pages-by-position.js";
import type { Until } from "../../../src/providers/kit/reading.js";

interface Thing {
  readonly id: string;
  readonly parent: string;
}

const outage = new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "Out of order." });
const missing = new ProblemError({ code: "NOT_FOUND", message: "No such thing." });

/** A cloud with this many things on ten parents, ten in a page, and the calls that it was asked. */
function cloudWith(count: number, totalOf = (length: number): number | null => length) {
  const calls = { pages: 0, single: 0 };
  const things = Array.from({ length: count }, (_, index) => ({ id: `t${index}`, parent: `p${index % 10}` }));
  const list = (until: Until) =>
    readByPosition<Thing>(
      {
        what: "the things",
        mostPerPage: 10,
        beginnings: "anywhere",
        idOf: ({ id }) => id,
        async read({ start, size }) {
          calls.pages += 1;
          return { items: things.slice(start, start + size), total: totalOf(count) };
        },
      },
      until,
    );
  const single = async <T>(answer: T): Promise<T> => {
    calls.single += 1;
    return answer;
  };
  return {
    calls,
    things,
    byIds: (...ids: string[]) =>
      readByIds<Thing>(ids, {
        one: (id) => single(things.find((thing) => thing.id === id) ?? null),
        list,
        idOf: ({ id }) => id,
      }),
    children: (...parents: string[]) =>
      readChildren<Thing>(parents, {
        ofOne: (parent) => single(listingOf(things.filter((thing) => thing.parent === parent))),
        ofAll: list,
        parentOf: ({ parent }) => parent,
      }),
  };
}

describe("things by their ids", () => {
  it.each<[string, string[], { pages: number; single: number }]>([
    ["one alone by itself", ["t50"], { pages: 0, single: 1 }],
    ["those on the first page with it", ["t1", "t2", "t9"], { pages: 1, single: 0 }],
    ["few on later pages one by one", ["t1", "t50", "t90"], { pages: 1, single: 2 }],
  ])("are read in the fewest calls: %s", async (_how, ids, calls) => {
    const cloud = cloudWith(100);
    expect([...(await cloud.byIds(...ids)).keys()].sort()).toEqual(ids);
    expect(cloud.calls).toEqual(calls);
  });

  it("are found however long the list is said to be; what is nowhere is missing", async () => {
    for (const total of [0, null, 30, 1_000_000]) {
      const cloud = cloudWith(30, () => total);
      const found = await cloud.byIds("t1", "t12", "t15", "t28", "t29", "t99");
      expect([...found.keys()].sort()).toEqual(["t1", "t12", "t15", "t28", "t29"]);
    }
  });

  it("are not said to be missing by a list that was not read to its end", async () => {
    const found = await readByIds<Thing>(["a", "b"], {
      one: async () => null,
      list: async () => ({ items: [{ id: "a", parent: "p" }], problems: [outage], isOver: true }),
      idOf: ({ id }) => id,
    });
    expect(found.get("a")).toMatchObject({ id: "a" });
    expect(found.get("b")).toBe(outage);
  });
});

describe("what belongs to parents", () => {
  it("is read through one list, or parent by parent where that is less", async () => {
    const many = cloudWith(30);
    const found = await many.children("p0", "p1", "p2", "p3", "none");
    expect([...found.keys()]).toEqual(["p0", "p1", "p2", "p3", "none"]);
    expect(found.get("p3")).toEqual(listingOf(many.things.filter(({ parent }) => parent === "p3")));
    expect(found.get("none")).toEqual(listingOf([]));
    expect(many.calls).toEqual({ pages: 4, single: 0 });
    const few = cloudWith(100);
    expect((await few.children("p0", "p1")).size).toBe(2);
    expect(few.calls).toEqual({ pages: 1, single: 2 });
  });

  it("is partial for every parent when the list is, and never another parent's", async () => {
    const ways = {
      ofAll: async () => ({ items: [{ id: "a", parent: "p" }], problems: [outage], isOver: true }),
      ofOne: async () => listingOf([{ id: "a", parent: "p" }]),
      parentOf: ({ parent }: Thing) => parent,
    };
    const both = await readChildren<Thing>(["p", "q"], ways);
    expect(both.get("p")).toMatchObject({ items: [{ id: "a" }], problems: [outage] });
    expect(both.get("q")).toEqual(listingOf([], [outage]));
    expect((await readChildren<Thing>(["q"], ways)).get("q")).toEqual(listingOf([]));
  });

  it("may be any parent's where it does not say whose it is", async () => {
    const odd = new ProblemError({ code: "UNREADABLE", message: "It does not say." });
    const things = [
      { id: "a", parent: "p" },
      { id: "b", parent: "?" },
    ];
    const ways = {
      ofAll: async () => ({ ...listingOf(things), isOver: true }),
      ofOne: async () => listingOf(things),
      parentOf({ parent }: Thing) {
        if (parent === "?") throw odd;
        return parent;
      },
    };
    const both = await readChildren<Thing>(["p", "q"], ways);
    expect(both.get("p")).toMatchObject({ items: [{ id: "a" }], problems: [{ message: odd.message }] });
    expect(both.get("q")).toMatchObject({ items: [], problems: [{ message: odd.message }] });
    expect((await readChildren<Thing>(["p"], ways)).get("p")).toEqual(listingOf(things));
  });
});

describe("tasks that serve keys", () => {
  const finds = (key: string) => ({ keys: [key], run: async () => new Map([[key, key]]) });
  const fails = (keys: string[], problem = outage) => ({ keys, run: () => Promise.reject(problem) });

  it("fail for their own keys, unless another task has found them", async () => {
    const found = await runKeyed<string>([fails(["a", "b"]), finds("a"), finds("c")]);
    expect(found).toEqual(
      new Map<string, unknown>([
        ["a", "a"],
        ["b", outage],
        ["c", "c"],
      ]),
    );
  });

  it("fail together when all do", async () => {
    await expect(runKeyed<string>([fails(["a"], missing), fails(["b"])])).rejects.toBe(missing);
  });
});
