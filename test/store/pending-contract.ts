import { describe, expect, it } from "vitest";
import type { OutsideChange } from "../../src/store/journal.js";
import type { Store } from "../../src/store/store.js";
import { claimed, newAccount, seenObject, sweep, whole } from "./seen-contract.js";
import { type OpenStore, storesOf } from "./store-contract.js";

const HOUR_MS = 3_600_000;
/** Further differences than this are counted only. */
const MOST = 5_000;

const changeOf = (accountId: string): OutsideChange => ({
  action: "UPDATE_LISTENER",
  accountId,
  parentUrn: `${accountId}:accelerator:ga-1`,
  targetUrn: `${accountId}:listener:a`,
  before: { name: "old" },
  after: { name: "new" },
  differences: [{ path: ["name"], before: "old", after: "new" }],
  observedAfter: 1_000,
});

/**
 * Differences between their discovery and the history, in either database.
 * @param isShared whether several stores can be opened on one database
 */
export function pendingContract(openOne: OpenStore, isShared: boolean): void {
  const open = storesOf(openOne);
  const outsideOf = async ({ journal }: Store, accountId: string) =>
    (await journal.list({ accountIds: [accountId], origins: ["OUTSIDE"], limit: 100 })).changes.length;

  const a = seenObject({ key: "a", name: "old" });
  const b = seenObject({ key: "b" });
  const renamed = { ...a, name: "new" };

  describe("differences that the history has not taken in yet", () => {
    it("are kept with the objects, also by a sweep that does not end, and gone once they are recorded", async () => {
      const first = await open();
      const other = isShared ? await open() : first;
      const id = newAccount();
      const { claim } = await sweep(first.seen, id, [a, b]);
      expect(await other.seen.pending(id, 10)).toBeNull();
      // PostgreSQL does not support NUL in texts.
      const odd = { ...a, name: "nul \0" };
      // It has no time left: its process counts as dead.
      await first.seen.put(await claimed(first.seen, id, 0), [odd], 0);
      await sweep(other.seen, id, [odd]);
      const pending = (await other.seen.pending(id, 10))!;
      expect(pending).toMatchObject({ more: 0, readAt: claim.begunAt });
      expect(pending.differences).toEqual([
        { before: a, after: odd },
        { before: b, after: null },
      ]);
      expect(await other.seen.pending(id, 1)).toMatchObject({ differences: [pending.differences[0]] });
      expect(await other.journal.keepOutside([changeOf(id)], pending.ids)).toBe(true);
      expect([await outsideOf(first, id), await first.seen.pending(id, 10)]).toEqual([1, null]);
    });

    it("are recorded by one process only, all or none", async () => {
      const first = await open();
      const other = isShared ? await open() : first;
      const id = newAccount();
      await sweep(first.seen, id, [a, b]);
      await sweep(first.seen, id, [renamed, b]);
      const early = (await first.seen.pending(id, 10))!;
      await sweep(first.seen, id, [renamed]);
      const all = (await other.seen.pending(id, 10))!;
      expect(await first.journal.keepOutside([changeOf(id)], early.ids)).toBe(true);
      expect(await other.journal.keepOutside([changeOf(id), changeOf(id)], all.ids)).toBe(false);
      expect(await outsideOf(other, id)).toBe(1);
      const rest = (await other.seen.pending(id, 10))!;
      expect(rest.differences).toEqual([{ before: b, after: null }]);
      const answers = await Promise.all(
        [first, other].map(({ journal }) => journal.keepOutside([changeOf(id)], rest.ids)),
      );
      expect([answers.sort(), await outsideOf(other, id)]).toEqual([[false, true], 2]);
    });

    it("have the earliest of the reads before them, whichever sweeps found them", async () => {
      const { seen } = await open();
      const id = newAccount();
      const { claim } = await sweep(seen, id, [a, b]);
      await sweep(seen, id, [renamed, b]);
      await sweep(seen, id, [renamed]);
      expect(await seen.pending(id, 10)).toMatchObject({ readAt: claim.begunAt, differences: { length: 2 } });
    });

    it("are none of an account that was never read completely, that is read anew in another format, or that is gone", async () => {
      const { seen } = await open();
      const id = newAccount();
      await sweep(seen, id, [a], { ...whole, isWhole: false });
      await sweep(seen, id, [renamed, b]);
      expect(await seen.pending(id, 10)).toBeNull();
      await sweep(seen, id, [a, b]);
      expect(await seen.pending(id, 10)).not.toBeNull();
      const claim = (await seen.claim([id], "2", HOUR_MS))!;
      expect(await seen.pending(id, 10)).toBeNull();
      await seen.put(claim, [renamed, b], HOUR_MS);
      await seen.end(claim, whole);
      expect(await seen.pending(id, 10)).toBeNull();
      const next = (await seen.claim([id], "2", HOUR_MS))!;
      await seen.put(next, [a], HOUR_MS);
      expect(await seen.pending(id, 10)).toMatchObject({ differences: { length: 1 } });
      await seen.keepOnly(["other"]);
      expect(await seen.pending(id, 10)).toBeNull();
    });

    it("are only counted beyond a limit, for each sweep", async () => {
      const { seen, journal } = await open();
      const id = newAccount();
      await sweep(seen, id, [a]);
      const many = Array.from({ length: MOST - 1 }, (_, n) => seenObject({ key: `n-${n}` }));
      const claim = await claimed(seen, id);
      await seen.put(claim, many, HOUR_MS);
      await seen.put(claim, [renamed, b, seenObject({ key: "c" })], HOUR_MS);
      const found = (await seen.pending(id, 2 * MOST))!;
      expect([found.differences.length, found.more]).toEqual([MOST, 2]);
      expect(await journal.keepOutside([], found.ids)).toBe(true);
      expect(await seen.pending(id, 1)).toBeNull();
      await seen.end(claim, { ...whole, isWhole: false });
      await sweep(seen, id, [renamed], { ...whole, isWhole: false });
      await sweep(seen, id, [a], { ...whole, isWhole: false });
      expect((await seen.pending(id, 1))!.differences).toEqual([{ before: renamed, after: a }]);
    }, 60_000);
  });
}
