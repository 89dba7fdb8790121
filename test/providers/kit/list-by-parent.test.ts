import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import {
  listByParent,
  type Place,
  pageOfPart,
  partBehind,
  placeOf,
  placeText,
} from "../../../src/providers/kit/list-by-parent.js";
import { listingOf } from "../../../src/providers/kit/listing.js";

type Thing = readonly [parent: string, id: string];
const placeIn = ([parent, id]: Thing): Place => [parent, id];

/** Parents a, b, … with so many things each, returned in no particular order. */
function cloudWith(...counts: number[]) {
  const asked: string[][] = [];
  const parents = counts.map((_, index) => String.fromCharCode(97 + index));
  const thingsOf = (parent: string): Thing[] =>
    Array.from({ length: counts[parents.indexOf(parent)]! }, (_, index) => [parent, String(index).padStart(3, "0")]);
  const all = parents.flatMap(thingsOf);
  const round: string[] = [];
  async function page(after: string | null, limit: number, problem?: { of: string; problem: ProblemError }) {
    const start = after === null ? null : placeOf(after);
    const part = await listByParent<string, Thing>(
      {
        parents: start ? parents.filter((id) => id >= start[0]!) : parents,
        perCall: 10,
        async read(parent) {
          if (round.length === 0) queueMicrotask(() => asked.push(round.splice(0)));
          round.push(parent);
          const problems = problem?.of === parent ? [problem.problem] : [];
          return partBehind(start, [parent], listingOf(thingsOf(parent).reverse(), problems), ([, id]) => id);
        },
      },
      limit,
    );
    return pageOfPart(part, (item) => placeText(placeIn(item)));
  }
  return { all, asked, page };
}

describe("a list across parents", () => {
  it.each([1, 3, 10, 200])("is the same in pages of %i", async (limit) => {
    const { all, page } = cloudWith(3, 0, 12, 1, 0, 7);
    const seen: Thing[] = [];
    for (let after: string | null = null; ; ) {
      const { items, next }: { items: readonly Thing[]; next: string | null } = await page(after, limit);
      expect(items.length).toBeLessThanOrEqual(limit);
      seen.push(...items);
      if (next === null) break;
      after = next;
    }
    expect(seen).toEqual(all);
  });

  it("reads no more parents than the page needs, and more in parallel when they have few things", async () => {
    const full = cloudWith(10, 10, 10, 10, 10);
    await full.page(null, 20);
    expect(full.asked).toEqual([["a", "b"]]);
    const thin = cloudWith(1, 0, 1, 0, 1, 0, 1, 0, 1);
    await thin.page(null, 4);
    expect(thin.asked).toEqual([["a"], ["b", "c"], ["d", "e", "f"], ["g", "h"]]);
  });

  it("continues after a parent that was read in part, and reports its problem", async () => {
    const problem = new ProblemError({ code: "UNREADABLE", message: "No end." });
    const { all, page } = cloudWith(3, 3, 3);
    const first = await page(null, 4, { of: "b", problem });
    expect(first).toMatchObject({ items: all.slice(0, 4), problems: [problem], next: "b/000" });
    const second = await page(first.next, 10, { of: "b", problem });
    expect(second).toMatchObject({ items: all.slice(4), problems: [problem], next: null });
  });

  it("continues after a position whose thing or parent was deleted", async () => {
    const { all, page } = cloudWith(3, 3);
    expect((await page("a/0005", 10)).items).toEqual(all.slice(1));
    expect((await page("aa/000", 10)).items).toEqual(all.slice(3));
    expect(() => placeOf("nonsense")).toThrow(ProblemError);
  });
});
