import { describe, expect, it } from "vitest";
import type { FoundRow, SeenObject, SeenStore, SweptPage } from "../../src/store/seen.js";
import { allOf, claimed, newAccount, seenObject, stateOf, sweep, whole } from "./seen-contract.js";
import { type OpenStore, storesOf } from "./store-contract.js";

const HOUR_MS = 3_600_000;
const FORMAT = "1";

/** Every listener of an account, with its age. */
const rowsOf = (seen: SeenStore, accountId: string): Promise<readonly FoundRow[]> =>
  seen.find({ accountIds: [accountId], kind: "listener", conditions: {}, limit: 1_000 });

/** A time of a read by key after everything so far: far enough ahead not to depend on how fast the test is. */
const later = async (seen: SeenStore, accountId: string) => (await stateOf(seen, accountId)).now + HOUR_MS;

/** What a read by key tells of an object itself: its name. */
const pageNow = (): SweptPage => ({ since: performance.now(), withOwnOf: ({ name }, swept) => ({ ...swept, name }) });

/** What reads other than sweeps note of kept objects, in either database. */
export function seenLiveContract(openOne: OpenStore): void {
  const openStore = storesOf(openOne);
  const open = async (): Promise<SeenStore> => (await openStore()).seen;

  /** An account that holds these objects, swept once. */
  async function holding(seen: SeenStore, objects: readonly SeenObject[]) {
    const id = newAccount();
    const { claim } = await sweep(seen, id, objects);
    return { id, begunAt: claim.begunAt, rows: await rowsOf(seen, id) };
  }
  const renamed = (row: FoundRow, name: string): SeenObject => {
    const { accountId: _, seenAt: __, ...object } = row;
    return { ...object, name };
  };

  describe("a read by key", () => {
    it("makes the objects that it finds as they were younger, never older, and changes nothing else", async () => {
      const seen = await open();
      const objects = ["a", "b", "c"].map((key) => seenObject({ key }));
      const { id, begunAt, rows } = await holding(seen, objects);
      for (const { seenAt } of rows) expect(seenAt).toBeGreaterThanOrEqual(begunAt);
      const at = await later(seen, id);
      const [a, b, c] = rows as [FoundRow, FoundRow, FoundRow];
      const asFound = [a, b].map((row) => ({ before: row, after: renamed(row, row.name as never) }));
      expect(await seen.see(id, asFound, { at, format: FORMAT })).toEqual([]);
      expect(await seen.see(id, asFound, { at: at - 1, format: FORMAT })).toEqual([]);
      expect((await rowsOf(seen, id)).map(({ seenAt }) => seenAt)).toEqual([at, at, c.seenAt]);
      expect(await allOf(seen, id)).toEqual(objects);
      expect(await seen.see(id, [], { at, format: FORMAT })).toEqual([]);
    });

    it("writes the objects that differ, with what they are found by, and the next sweep finds nothing new", async () => {
      const seen = await open();
      const old = seenObject({
        ...{ key: "a", name: "old", terms: [{ name: "tag", value: "old" }] },
        ports: [{ from: 80, to: 80 }],
      });
      const many = Array.from({ length: 60 }, (_, n) => seenObject({ key: `b${n}` }));
      const { id, begunAt, rows } = await holding(seen, [old, ...many]);
      const at = await later(seen, id);
      const moved = {
        ...old,
        name: "new",
        terms: [{ name: "tag", value: "new" }],
        ports: [{ from: 81, to: 81 }],
      } as const;
      const sightings = rows.map((before) => ({
        before,
        after: before.key === "a" ? moved : renamed(before, "renamed"),
      }));
      const differences = await seen.see(id, sightings, { at, format: FORMAT });
      expect(differences).toHaveLength(61);
      // For the history, with those of the next sweep.
      const pending = (await seen.pending(id, 100))!;
      expect(pending).toMatchObject({ readAt: begunAt, more: 0 });
      expect(pending.differences).toHaveLength(61);
      expect(differences).toContainEqual({ before: old, after: moved });
      const count = (conditions: object) => seen.count({ accountIds: [id], kind: "listener", conditions });
      expect(await count({ coversPort: 80 })).toBe(0);
      expect(await count({ coversPort: 81 })).toBe(1);
      expect(await count({ terms: { tag: ["old"] } })).toBe(0);
      expect(await count({ terms: { tag: ["new"] } })).toBe(1);
      expect(new Set((await rowsOf(seen, id)).map(({ seenAt }) => seenAt))).toEqual(new Set([at]));
      expect((await sweep(seen, id, await allOf(seen, id))).differences).toEqual([]);
      expect(await count({})).toBe(61);
    });

    it("is not noted when its object was written or deleted after it was found", async () => {
      const seen = await open();
      const [a, b] = ["a", "b"].map((key) => seenObject({ key }));
      const { id, rows } = await holding(seen, [a!, b!]);
      const newer = { ...a!, name: "newer" };
      await sweep(seen, id, [newer]);
      const at = await later(seen, id);
      const sightings = rows.map((before) => ({ before, after: renamed(before, "late") }));
      expect(await seen.see(id, sightings, { at, format: FORMAT })).toEqual([]);
      expect(await allOf(seen, id)).toEqual([newer]);
    });

    it("is not noted when a sweep began later, when the account was not read completely, or in another format", async () => {
      const seen = await open();
      const { id, begunAt, rows } = await holding(seen, [seenObject({ key: "a" })]);
      const [before] = rows as [FoundRow];
      const sightings = [{ before, after: renamed(before, "late") }];
      const at = await later(seen, id);
      expect(await seen.see(id, sightings, { at: begunAt, format: FORMAT })).toEqual([]);
      // It has found everything as it was, and written nothing.
      const { claim } = await sweep(seen, id, [seenObject({ key: "a" })]);
      expect((await rowsOf(seen, id))[0]!.seenAt).toBe(before.seenAt);
      expect(await seen.see(id, sightings, { at: claim.begunAt, format: FORMAT })).toEqual([]);
      expect(await seen.see(id, sightings, { at, format: "2" })).toEqual([]);
      expect(await seen.see(newAccount(), sightings, { at, format: FORMAT })).toEqual([]);
      // A sweep in another format has begun: what is kept is no longer used.
      const other = await seen.claim([id], "2", HOUR_MS);
      expect(await seen.see(id, sightings, { at, format: "2" })).toEqual([]);
      await seen.end(other!, { ...whole, isWhole: false });
      const again = await claimed(seen, id);
      await seen.end(again, { ...whole, isWhole: false });
      expect((await rowsOf(seen, id))[0]).toEqual(before);
      await sweep(seen, id, [seenObject({ key: "a" })]);
      expect(await seen.see(id, sightings, { at, format: FORMAT })).toHaveLength(1);
    });

    it("is not kept when its object has become too large", async () => {
      const seen = await open();
      const { id, rows } = await holding(seen, [seenObject({ key: "a" })]);
      const [before] = rows as [FoundRow];
      const after = { ...renamed(before, "large"), kept: JSON.stringify("x".repeat(1_100_000)) };
      expect(await seen.see(id, [{ before, after }], { at: await later(seen, id), format: FORMAT })).toEqual([]);
      expect((await rowsOf(seen, id))[0]).toEqual(before);
    });
  });

  describe("a sweep beside reads by key", () => {
    it("keeps what a later one saw of an object, and takes everything else", async () => {
      const seen = await open();
      const old = seenObject({ key: "a", name: "old" });
      const { id, rows } = await holding(seen, [old, seenObject({ key: "b", name: "old" })]);
      const [a] = rows as [FoundRow];
      const claim = await claimed(seen, id);
      const at = await later(seen, id);
      await seen.see(id, [{ before: a, after: renamed(a, "new") }], { at, format: FORMAT });
      // The page was read before that.
      const swept = ["a", "b"].map((key) => seenObject({ key, name: "old", hasUnhealthyMembers: true }));
      const differences = await seen.put(claim, swept, HOUR_MS, pageNow());
      expect(differences).toEqual([
        { before: { ...old, name: "new" }, after: { ...swept[0], name: "new" } },
        { before: { ...old, key: "b", place: "b", nativeId: "b" }, after: swept[1] },
      ]);
      expect(await seen.put(claim, swept, HOUR_MS, pageNow())).toEqual([]);
      expect(await seen.end(claim, whole)).toEqual([]);
      expect(
        (await rowsOf(seen, id)).map(({ name, hasUnhealthyMembers, seenAt }) => [
          name,
          hasUnhealthyMembers,
          seenAt === at,
        ]),
      ).toEqual([
        ["new", true, true],
        ["old", true, false],
      ]);
    });

    it("takes everything from a page that was read after it", async () => {
      const seen = await open();
      const { id, rows } = await holding(seen, [seenObject({ key: "a", name: "old" })]);
      const [a] = rows as [FoundRow];
      // Of before this sweep: it is as old as the account at most.
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { now: at } = await stateOf(seen, id);
      expect(await seen.see(id, [{ before: a, after: renamed(a, "between") }], { at, format: FORMAT })).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const claim = await claimed(seen, id);
      const newest = seenObject({ key: "a", name: "newest" });
      expect(await seen.put(claim, [newest], HOUR_MS, pageNow())).toEqual([
        { before: seenObject({ key: "a", name: "between" }), after: newest },
      ]);
      await seen.end(claim, whole);
      expect((await rowsOf(seen, id))[0]!.seenAt).toBeGreaterThan(at);
    });

    it("never takes back what is put as it was kept", async () => {
      const seen = await open();
      const { id, rows } = await holding(seen, [seenObject({ key: "a", name: "old" })]);
      const [a] = rows as [FoundRow];
      const { now: at } = await stateOf(seen, id);
      await seen.see(id, [{ before: a, after: renamed(a, "new") }], { at: at + 1, format: FORMAT });
      const claim = await claimed(seen, id);
      const asKept = [seenObject({ key: "a", name: "old" })];
      expect(await seen.put(claim, asKept, HOUR_MS, { ...pageNow(), since: Number.NEGATIVE_INFINITY })).toEqual([]);
      expect(await seen.end(claim, whole)).toEqual([]);
      expect((await rowsOf(seen, id))[0]).toMatchObject({ name: "new", seenAt: at + 1 });
    });

    it("does not delete what one saw after the sweep had begun", async () => {
      const seen = await open();
      const { id, rows } = await holding(
        seen,
        ["a", "b"].map((key) => seenObject({ key })),
      );
      const claim = await claimed(seen, id);
      const at = await later(seen, id);
      const [a] = rows as [FoundRow];
      await seen.see(id, [{ before: a, after: renamed(a, a.name as never) }], { at, format: FORMAT });
      expect((await seen.end(claim, whole)).map(({ before }) => before!.key)).toEqual(["b"]);
      expect((await rowsOf(seen, id)).map(({ key }) => key)).toEqual(["a"]);
    });
  });
}
