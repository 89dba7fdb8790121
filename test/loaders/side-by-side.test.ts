import { describe, expect, it } from "vitest";
import { settled } from "../transport/virtual-clock.js";
import { Accounts, alike } from "./fake-accounts.js";

/** What any list may take, by the time of its slowest account. */
const mostOf = (ms: number): number => 1.5 * ms + 50;

describe("a page that one account fills", () => {
  it("asks that one alone when it answers at once, whatever is known", async () => {
    const accounts = new Accounts(alike(25, { entries: 30 }));
    for (const first of [1, 20, 29]) await accounts.list({ first });
    expect(accounts.asked).toEqual(["a00", "a00", "a00"]);
  });

  it.each([150, 300, 390])("asks that one alone also when it takes %i ms, once it is known to suffice", async (ms) => {
    const accounts = new Accounts(alike(25, { entries: 30, ms }));
    const cold = await accounts.list();
    accounts.forget();
    const warm = await accounts.list();
    expect(accounts.asked).toEqual(["a00"]);
    expect(warm).toMatchObject({ took: ms, names: cold.names });
  });

  it("knows that also when a smaller page was read meanwhile", async () => {
    const accounts = new Accounts(alike(25, { entries: 300, ms: 300 }));
    for (const first of [150, 20]) await accounts.list({ first });
    accounts.forget();
    await accounts.list({ first: 150 });
    expect(accounts.asked).toEqual(["a00"]);
  });

  it("does not wait for those that were begun beside it, and gives them up", async () => {
    const accounts = new Accounts([...alike(3, { entries: 30, ms: 100 }), { id: "slow", entries: 30, ms: 5_000 }]);
    const { took, isComplete, lacking } = await accounts.list();
    expect({ took, isComplete, lacking }).toEqual({ took: 100, isComplete: true, lacking: [] });
    expect(accounts.asked).toEqual(["a00", "a01", "a02", "slow"]);
    expect(accounts.givenUp).toContain("slow");
    expect(accounts.clock.sleepers).toBe(0);
  });
});

describe("a page that several accounts fill", () => {
  it("asks as many as had enough last time, all at once", async () => {
    const accounts = new Accounts(alike(25, { entries: 8, ms: 300 }));
    await accounts.list({ first: 200 });
    accounts.forget();
    const { took, names } = await accounts.list({ first: 30 });
    expect(accounts.asked).toEqual(["a00", "a01", "a02", "a03"]);
    expect({ took, names: names.length }).toEqual({ took: 300, names: 30 });
  });

  it("asks one more when one has a few less than last time, and all that are left when it has hardly any", async () => {
    const accounts = new Accounts(alike(25, { entries: 8, ms: 100 }));
    await accounts.list({ first: 200 });
    accounts.made[1]!.entries = 6;
    accounts.forget();
    await accounts.list({ first: 31 });
    expect(accounts.asked).toEqual(["a00", "a01", "a02", "a03", "a04"]);

    for (const made of accounts.made) made.entries = 1;
    accounts.forget();
    const { took } = await accounts.list({ first: 20 });
    expect(accounts.asked).toHaveLength(25);
    expect(took).toBe(200);
    expect((await accounts.list({ first: 20 })).took).toBe(100);
  });

  it("is not held up by one that takes longer than usual, and counts on it no more when it has failed", async () => {
    const accounts = new Accounts(alike(5, { entries: 30, ms: 100 }));
    await accounts.list();
    Object.assign(accounts.made[0]!, { ms: 2_000, failsAt: 0 });
    const { took, names, lacking } = await accounts.list();
    // The second one is asked after 400 ms, and there when the first one fails.
    expect({ took, first: names[0], lacking }).toEqual({
      took: 2_000,
      first: "a01-000",
      lacking: ["a00: PROVIDER_UNAVAILABLE"],
    });
    accounts.made[0]!.ms = 100;
    expect((await accounts.list()).took).toBe(100);
  });

  it("gives up what is behind the account that fills it, while one before is still read", async () => {
    const accounts = new Accounts([
      { id: "a", entries: 3, ms: 1_000 },
      { id: "b", entries: 30, ms: 100 },
      { id: "c", entries: 30, ms: 900 },
    ]);
    const answer = accounts.begin({});
    await accounts.clock.advance(200);
    expect([accounts.asked, accounts.givenUp]).toEqual([["a", "b", "c"], ["c"]]);
    await accounts.clock.advance(1_000);
    expect((await answer).names.slice(2, 4)).toEqual(["a-002", "b-000"]);
  });
});

describe("the time of a list", () => {
  const cases = [5, 25, 50].flatMap((count) => [0, 10, 24, 26, 50, 150, 300, 2_000].map((ms) => ({ count, ms })));
  it.each(cases)("over $count accounts of $ms ms is hardly more than that of one", async ({ count, ms }) => {
    const accounts = new Accounts(alike(count, { entries: 24, ms }));
    for (const asking of [
      { first: 200 },
      { first: 200, keep: /7$/ },
      { first: 20, keep: /nothing/ },
      { first: 30 },
      { first: 1 },
    ]) {
      const cold = await accounts.list(asking);
      const warm = await accounts.list(asking);
      expect(cold.took, "at first").toBeLessThanOrEqual(mostOf(ms));
      expect(warm.took, "then").toBeLessThanOrEqual(mostOf(ms));
      expect(warm).toEqual({ ...cold, took: warm.took });
    }
  });

  it("of a walk through all pages stays within that on every page", async () => {
    const accounts = new Accounts(alike(12, { entries: 24, ms: 150 }));
    const { endCursor } = await accounts.list({ first: 200 });
    await accounts.list({ first: 200, after: endCursor });
    let after: string | null = null;
    let seen = 0;
    accounts.forget();
    for (let more = true; more; ) {
      const page = await accounts.list({ first: 20, after });
      expect(page.took).toBeLessThanOrEqual(mostOf(150));
      seen += page.names.length;
      after = page.endCursor;
      more = page.hasNextPage;
    }
    expect(seen).toBe(12 * 24);
    // Two for each page: the one that it begins in, and at most one more.
    expect(accounts.asked.length).toBeLessThanOrEqual(2 * Math.ceil(seen / 20));
  });
});

describe("reading ahead", () => {
  it("goes as far as is configured for one list, and slides on", async () => {
    const accounts = new Accounts(alike(50, { entries: 1, ms: 100 }), { maxAccountsAtOnce: 10 });
    const { took, names } = await accounts.list({ first: 200 });
    expect([accounts.atOnce, names.length]).toEqual([10, 50]);
    expect(took).toBeLessThanOrEqual(5 * 100 + 50);
  });

  it("asks one account after the other when one at a time is configured", async () => {
    const accounts = new Accounts(alike(5, { entries: 1, ms: 500 }), { maxAccountsAtOnce: 1 });
    expect((await accounts.list()).took).toBe(2_500);
    expect(accounts.atOnce).toBe(1);
  });

  it("goes as far as is configured for all lists, and every list goes on all the same", async () => {
    const accounts = new Accounts(alike(20, { entries: 1, ms: 100 }), { maxAccountsReadAhead: 6 });
    let done = 0;
    const lists = Array.from({ length: 4 }, () =>
      accounts.begin({ first: 200 }).then((answer) => {
        done += 1;
        return answer;
      }),
    );
    while (done < lists.length) await accounts.clock.advance(50);
    for (const { names } of await Promise.all(lists)) expect(names).toHaveLength(20);
    // One in hand for each list, and the six.
    expect(accounts.atOnce).toBe(10);
    accounts.forget();
    await accounts.list({ first: 200 });
    expect(accounts.atOnce, "places are given back").toBe(7);
  });

  it("is given up when the client goes, and teaches nothing then", async () => {
    const accounts = new Accounts(alike(10, { entries: 30, ms: 300 }));
    await accounts.list();
    const client = new AbortController();
    accounts.forget();
    const left = accounts.begin({ first: 200, clientSignal: client.signal });
    await accounts.clock.advance(100);
    const { asked } = accounts;
    expect(asked).toHaveLength(10);
    client.abort();
    await settled();
    expect((await left).isComplete).toBe(false);
    expect([...accounts.givenUp].sort()).toEqual([...asked].sort());
    expect(accounts.clock.sleepers).toBe(0);
    accounts.forget();
    await accounts.list();
    expect(accounts.asked).toEqual(["a00"]);
  });

  it("ends with the deadline, with what was read by then", async () => {
    const accounts = new Accounts([...alike(3, { entries: 2, ms: 100 }), { id: "hangs", entries: 9, ms: 60_000 }]);
    const { took, names, lacking } = await accounts.list({ deadlineMs: 1_000 });
    expect({ took, names: names.length, lacking }).toEqual({ took: 600, names: 6, lacking: ["hangs: TIMED_OUT"] });
  });
});
