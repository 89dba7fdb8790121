import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeCursor } from "../../src/loaders/cursor.js";
import { Accounts, type Answer, alike, type Made } from "./fake-accounts.js";

/** All pages, as a client walks who has all the time that it takes. */
async function walk(accounts: Accounts, first: number, keep?: RegExp): Promise<readonly Answer[]> {
  const asking = { first, keep, deadlineMs: 3_600_000 };
  const pages = [await accounts.list(asking)];
  for (let last = pages[0]!; last.hasNextPage; pages.push(last))
    last = await accounts.list({ ...asking, after: last.endCursor });
  return pages;
}

const untimed = (pages: readonly Answer[]) => pages.map(({ took, ...page }) => page);

const made: fc.Arbitrary<readonly Made[]> = fc
  .array(
    fc.record({
      entries: fc.nat({ max: 30 }),
      ms: fc.constantFrom(0, 1, 20, 30, 150, 450),
      perPage: fc.constantFrom(1, 7, 201),
      failsAt: fc.option(fc.nat({ max: 20 }), { nil: undefined, freq: 4 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all) => all.map((one, index) => ({ ...one, id: `a${index}` })));

describe("pages over many accounts", () => {
  it("are the same whatever is read ahead and remembered", async () => {
    await fc.assert(
      fc.asyncProperty(
        made,
        fc.constantFrom(1, 5, 20),
        fc.constantFrom(undefined, /[05]$/),
        fc.constantFrom({}, { maxAccountsAtOnce: 3 }, { maxAccountsReadAhead: 1 }),
        async (all, first, keep, limits) => {
          const inTurn = await walk(new Accounts(all, { maxAccountsAtOnce: 1 }), first, keep);
          const ahead = new Accounts(all, limits);
          expect(untimed(await walk(ahead, first, keep)), "at first").toEqual(untimed(inTurn));
          expect(untimed(await walk(ahead, first, keep)), "again").toEqual(untimed(inTurn));
          expect(ahead.clock.sleepers, "left under way").toBe(0);
        },
      ),
      { numRuns: 60 },
    );
  }, 60_000);

  it("hold every entry once and in order", async () => {
    const accounts = new Accounts(alike(6, { entries: 9, ms: 40, perPage: 4 }));
    const names = (await walk(accounts, 7)).flatMap((page) => page.names);
    expect(names).toHaveLength(6 * 9);
    expect(names).toEqual([...new Set(names)].sort());
  });

  it("have a total where every account was read to its end", async () => {
    const accounts = new Accounts(alike(3, { entries: 4, ms: 40 }));
    expect((await accounts.list({ first: 12 })).totalCount).toBe(12);
    expect((await accounts.list({ first: 11 })).totalCount).toBeNull();
  });
});

describe("an account that cannot be read", () => {
  const outage = () => new Accounts(alike(5, { entries: 6, ms: 40 }).map((one) => ({ ...one })));

  it("is reported on its page and on every later one, beside the others' entries", async () => {
    const accounts = outage();
    accounts.made[1]!.failsAt = 0;
    const [one, ...later] = await walk(accounts, 8);
    expect(one).toMatchObject({ isComplete: false, lacking: ["a01: PROVIDER_UNAVAILABLE"] });
    expect(one!.names.slice(5, 7)).toEqual(["a00-005", "a02-000"]);
    expect(later.length).toBeGreaterThan(1);
    for (const page of later) {
      expect(page).toMatchObject({ isComplete: false, totalCount: null, lacking: ["a01: PROVIDER_UNAVAILABLE"] });
      expect(page.messages[0]).toContain("without `after`");
    }
  });

  it("stays told of when it is well again, until the list is begun anew", async () => {
    const accounts = outage();
    accounts.made[0]!.failsAt = 2;
    const one = await accounts.list({ first: 4 });
    expect(one.names).toEqual(["a00-000", "a00-001", "a01-000", "a01-001"]);
    accounts.made[0]!.failsAt = undefined;
    const two = await accounts.list({ first: 4, after: one.endCursor });
    expect(two).toMatchObject({ isComplete: false, lacking: ["a00: PROVIDER_UNAVAILABLE"] });
    expect(await accounts.list({ first: 4 })).toMatchObject({ isComplete: true, lacking: [] });
  });

  it("is reported in its own words, and once, if a later page meets it again", async () => {
    const accounts = outage();
    accounts.made[0]!.failsAt = 3;
    const one = await accounts.list({ first: 2 });
    expect(one.isComplete).toBe(true);
    const two = await accounts.list({ first: 2, after: one.endCursor });
    expect(two).toMatchObject({ isComplete: false, messages: ["The cloud is down."] });
    // The place is in the account itself, which fails there a second time.
    const again = await accounts.list({ first: 2, after: two.cursors[0] });
    expect(again).toMatchObject({ lacking: ["a00: PROVIDER_UNAVAILABLE"], messages: ["The cloud is down."] });
  });

  it("is not part of cursors before it: a page that continues from there reads it", async () => {
    const accounts = outage();
    accounts.made[1]!.failsAt = 0;
    const { cursors, names } = await accounts.list({ first: 10 });
    expect(names[5]).toBe("a00-005");
    expect(decodeCursor(cursors[5]!)).toMatchObject({ lacking: [] });
    expect(decodeCursor(cursors[6]!)).toMatchObject({
      lacking: [{ accountId: "a01", code: "PROVIDER_UNAVAILABLE" }],
    });
    accounts.made[1]!.failsAt = undefined;
    expect(await accounts.list({ first: 10, after: cursors[5] })).toMatchObject({ isComplete: true });
  });

  it("is no matter of a page that is full before it", async () => {
    const accounts = outage();
    accounts.made[2]!.failsAt = 0;
    expect(await accounts.list({ first: 8 })).toMatchObject({ isComplete: true, lacking: [] });
  });

  it("is remembered with others as far as a cursor may be long", async () => {
    const accounts = new Accounts([...alike(80, { entries: 6, failsAt: 0 }), { id: "b", entries: 9 }]);
    const one = await accounts.list({ first: 4 });
    expect(one.lacking).toHaveLength(80);
    expect(one.endCursor!.length).toBeLessThan(2_500);
    const two = await accounts.list({ first: 4, after: one.endCursor });
    expect(two.isComplete).toBe(false);
    expect(two.lacking).toHaveLength(50);
  });

  it("means nothing in a cursor when the list has no such account", async () => {
    const accounts = outage();
    accounts.made[0]!.failsAt = 0;
    const { endCursor } = await accounts.list({ first: 4 });
    const others = new Accounts(accounts.made.slice(1));
    expect(await others.list({ first: 4, after: endCursor })).toMatchObject({ isComplete: true, lacking: [] });
  });
});
