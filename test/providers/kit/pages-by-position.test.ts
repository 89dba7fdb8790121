import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { knownEnd } from "../../../src/providers/kit/known-ends.js";
import { MOST_AT_ONCE, MOST_PAGES } from "../../../src/providers/kit/page-limits.js";
import { type PositionedList, readByPosition } from "../../../src/providers/kit/pages-by-position.js";
import type { Span } from "../../../src/providers/kit/spans.js";

const numbers = (count: number, from = 1) => Array.from({ length: count }, (_, index) => from + index);

interface Cloud {
  /** What there is, at the time of a page. */
  readonly items?: (page: number) => readonly number[];
  /** What it says of the length. */
  readonly total?: (items: readonly number[], page: number) => number | null;
  /** What it makes of a question. */
  readonly cut?: (items: readonly number[], span: Span, page: number) => readonly number[];
  readonly beginnings?: PositionedList<number>["beginnings"];
  readonly mostPerPage?: number;
}

const honest = (items: readonly number[], { start, size }: Span) => items.slice(start, start + size);

function listOf({ items = () => [], total = ({ length }) => length, cut = honest, ...rest }: Cloud) {
  const spans: Span[] = [];
  const list: PositionedList<number> = {
    what: "the things",
    mostPerPage: 10,
    beginnings: "anywhere",
    idOf: String,
    async read(span) {
      spans.push(span);
      const there = items(spans.length);
      return { items: cut(there, span, spans.length), total: total(there, spans.length) };
    },
    ...rest,
  };
  return { spans, list };
}

describe.each(["anywhere", "whole pages"] as const)("a list whose pages begin at %s", (beginnings) => {
  it.each([0, 1, 9, 10, 11, 19, 20, 28, 95, 400])("is read whole, of %i entries", async (count) => {
    const { list, spans } = listOf({ items: () => numbers(count), beginnings });
    expect(await readByPosition(list)).toMatchObject({ items: numbers(count), problems: [], isOver: true });
    for (const { start, size } of spans) {
      expect(size).toBeLessThanOrEqual(10);
      if (beginnings === "whole pages") expect(start % size).toBe(0);
    }
    expect(spans.length).toBeLessThanOrEqual(2 + Math.ceil(count / 6));
  });

  it.each([0, null, 3, 10, 1_000_000, Number.MAX_SAFE_INTEGER])(
    "is read whole whatever the total, such as %s",
    async (total) => {
      for (const count of [7, 10, 26]) {
        const { list, spans } = listOf({ items: () => numbers(count), total: () => total, beginnings });
        expect(await readByPosition(list)).toMatchObject({ items: numbers(count), problems: [] });
        expect(spans.length).toBeLessThanOrEqual(Math.ceil(count / 9) + MOST_AT_ONCE);
      }
    },
  );

  it("is read whole where the cloud's pages are smaller than those that were asked for", async () => {
    const cut = (items: readonly number[], { start, size }: Span) => {
      const capped = Math.min(size, 4);
      const from = beginnings === "anywhere" ? start : (start / size) * capped;
      return items.slice(from, from + capped);
    };
    const { list } = listOf({ items: () => numbers(30), cut, beginnings });
    expect(await readByPosition(list)).toMatchObject({ items: numbers(30), problems: [] });
  });

  it("misses nothing when it gets shorter meanwhile, whether the total says so or not", async () => {
    for (const total of [undefined, () => null, () => 30]) {
      const items = (page: number) => numbers(30).filter((item) => page < 2 || item !== 4);
      const { list } = listOf({ items, total, beginnings });
      const { items: read, problems } = await readByPosition(list);
      expect([...read].sort((a, b) => a - b)).toEqual(items(2));
      expect(problems).toEqual([]);
    }
  });

  it("misses nothing when something goes and something comes, so that the total stays", async () => {
    const items = (page: number) => (page < 2 ? numbers(30) : [...numbers(30).filter((item) => item !== 4), 31]);
    const { list } = listOf({ items, beginnings });
    expect(new Set((await readByPosition(list)).items)).toEqual(new Set(items(2)));
  });

  it("is said to be incomplete when it gets shorter with each page", async () => {
    const items = (page: number) => numbers(60).slice(2 * page);
    const { list, spans } = listOf({ items, total: () => 60, beginnings });
    const { problems } = await readByPosition(list);
    expect(problems).toMatchObject([{ code: "UNREADABLE", retry: "never" }]);
    expect(problems[0]!.message).toContain("the things");
    expect(spans.length).toBeLessThan(40);
  });

  it("ends with a problem where the place is not heeded, after the first page with nothing new", async () => {
    const { list, spans } = listOf({
      items: () => numbers(30),
      cut: (items) => items.slice(0, 10),
      total: () => null,
      beginnings,
    });
    const { items, problems } = await readByPosition(list);
    expect(items).toEqual(numbers(10));
    expect(problems).toMatchObject([{ code: "UNREADABLE" }]);
    expect(spans.length).toBe(2);
  });

  it("is not followed for ever", async () => {
    const endless = numbers(20 * MOST_PAGES);
    const { list, spans } = listOf({ items: () => endless, beginnings, mostPerPage: 20, total: () => null });
    const { items, problems } = await readByPosition(list);
    expect(problems).toMatchObject([{ code: "UNREADABLE" }]);
    expect(items.length).toBeGreaterThan(50_000);
    expect(spans.length).toBeLessThanOrEqual(MOST_PAGES + MOST_AT_ONCE);
  });
});

it("takes an answer without a list for an empty one, unless it says that there are some", async () => {
  const without = (total: number | null) => ({ ...listOf({}).list, read: async () => ({ items: null, total }) });
  for (const total of [0, null])
    expect(await readByPosition(without(total))).toMatchObject({ items: [], problems: [] });
  expect(await readByPosition(without(3))).toMatchObject({ items: [], problems: [{ code: "UNREADABLE" }] });
  const { list } = listOf({ items: () => numbers(25) });
  const read: typeof list.read = async (span) => ({
    ...(await list.read(span)),
    ...(span.start > 0 && { items: null }),
  });
  expect(await readByPosition({ ...list, read })).toMatchObject({
    items: numbers(10),
    problems: [{ code: "UNREADABLE" }],
  });
});

it("keeps a repeated entry of one page once", async () => {
  const { list } = listOf({ items: () => [1, 2, 2, 3, 1] });
  expect((await readByPosition(list)).items).toEqual([1, 2, 3]);
});

it("is whole where a cloud cuts pages in its own way, when each page says the number that was read", async () => {
  const pages = [numbers(10), numbers(5, 11), numbers(5, 16), numbers(4, 21)];
  const list = (total: number) =>
    listOf({
      cut: (_items, { start, size }) => pages[start / size] ?? [],
      total: () => total,
      beginnings: "whole pages",
    }).list;
  expect(await readByPosition(list(24))).toMatchObject({ items: numbers(24), problems: [] });
  expect((await readByPosition(list(25))).problems).toMatchObject([{ code: "UNREADABLE" }]);
});

it("is whole where a cloud refuses pages that overlap", async () => {
  for (const beginnings of ["anywhere", "whole pages"] as const) {
    const { list } = listOf({ items: () => numbers(34), beginnings });
    const read: typeof list.read = async (span) => {
      if (span.start % 10 > 0 || span.size !== 10)
        throw new ProblemError({ code: "INVALID_INPUT", message: "Offsets are multiples of 10." });
      return list.read(span);
    };
    expect(await readByPosition({ ...list, read })).toMatchObject({ items: numbers(34), problems: [] });
  }
});

it("asks for as many pages side by side as the total makes likely, and for no more than a few", async () => {
  const gauge = { now: 0, most: 0 };
  const { list } = listOf({ items: () => numbers(95), beginnings: "anywhere" });
  const read: typeof list.read = async (span) => {
    gauge.now += 1;
    gauge.most = Math.max(gauge.most, gauge.now);
    await new Promise((resolve) => setImmediate(resolve));
    gauge.now -= 1;
    return list.read(span);
  };
  await readByPosition({ ...list, read });
  expect(gauge.most).toBe(MOST_AT_ONCE);
});

it("asks once only what is behind a page that is full to the end", async () => {
  const owner = {};
  const { list, spans } = listOf({ items: () => numbers(10) });
  const end = () => knownEnd(owner, "things");
  for (const calls of [2, 1, 1]) {
    spans.length = 0;
    expect((await readByPosition({ ...list, end: end() })).items).toEqual(numbers(10));
    expect(spans).toHaveLength(calls);
  }
  const { list: longer } = listOf({ items: () => numbers(15), total: (_items, page) => (page === 1 ? 10 : 5) });
  expect((await readByPosition({ ...longer, end: knownEnd({}, "things") })).items).toEqual(numbers(15));
});

it("stops where the rest is not wanted", async () => {
  const { list, spans } = listOf({ items: () => numbers(95) });
  const reading = await readByPosition(list, ({ found }) => found.has("7"));
  expect(reading).toMatchObject({ items: numbers(10), isOver: false });
  expect(spans).toHaveLength(1);
});

it("does not mind a failure behind the end", async () => {
  const { list } = listOf({ items: () => numbers(15), total: () => 40 });
  const read: typeof list.read = async (span) => {
    if (span.start >= 15) throw new Error("behind the end");
    return list.read(span);
  };
  expect((await readByPosition({ ...list, read })).items).toEqual(numbers(15));
});

it("keeps the place of what cannot be read, and tells why beside the others", async () => {
  const odd = (nativeId: string) =>
    new ProblemError({ code: "UNREADABLE", message: `No port in ${nativeId}.`, nativeId });
  const { list } = listOf({ items: () => numbers(30) });
  const read: typeof list.read = async (span) => {
    const { items, total } = await list.read(span);
    return {
      items: items!.map((item) => (typeof item === "number" && item % 10 === 0 ? odd(String(item)) : item)),
      total,
    };
  };
  const { items, problems } = await readByPosition({ ...list, read });
  expect(items).toEqual(numbers(30).filter((item) => item % 10 !== 0));
  expect(problems.map(({ nativeId }) => nativeId)).toEqual(["10", "20", "30"]);
});
