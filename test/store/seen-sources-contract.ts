import { afterEach, beforeEach, expect, it } from "vitest";
import type { Database } from "../../src/store/database.js";
import { createSeenStore } from "../../src/store/seen/create-seen-store.js";
import { rowsOf } from "../../src/store/seen/rows.js";
import { listsFor } from "../../src/store/seen/spelling.js";
import { readObjects, writeObjects } from "../../src/store/seen/written-objects.js";
import type { SeenKind, SeenObject, SeenStore, SweepClaim, SweepEnd, SweptSource } from "../../src/store/seen.js";
import { allOf, claimed, newAccount, seenObject, whole } from "./seen-contract.js";

const HOUR_MS = 3_600_000;

/** What sweeps need not compare, because it is made of the same as before; in either database. */
export function seenSourcesContract(openOne: () => Promise<Database>): void {
  let database: Database;
  let seen: SeenStore;
  let id: string;
  beforeEach(async () => {
    database = await openOne();
    seen = createSeenStore(database, "this process");
    id = newAccount();
  });
  afterEach(() => database.close());

  const listener = seenObject({ key: "l", poolKeys: ["p"] });
  const pool = seenObject({ key: "p", kind: "pool", refKind: "pool" });
  const member = (name: string, more: Partial<SeenObject> = {}) =>
    seenObject({ kind: "member", refKind: "member", key: `p/${name}`, parentKey: "p", ...more });
  const [a, b] = [member("a"), member("b")];

  /** Sweeps as far as the end: puts the objects and notes the sources, unless all was made of the same before. */
  async function see(claim: SweepClaim, kind: SeenKind, sighting: SweptSource, objects: readonly SeenObject[]) {
    const same = await seen.unchanged(claim, kind, [sighting]);
    if (same.size > 0) return "unchanged";
    const differences = await seen.put(claim, objects, HOUR_MS);
    await seen.settle(claim, kind, [sighting]);
    return differences.length;
  }

  async function sweepAll(source: string, members: readonly SeenObject[], end: SweepEnd = whole) {
    const claim = await claimed(seen, id);
    const ofPool = await see(claim, "pool", { key: "p", source, members: members.length }, [pool, ...members]);
    const ofListener = await see(claim, "listener", { key: "l", source: `of ${source}` }, [listener]);
    const gone = await seen.end(claim, end);
    return { ofPool, ofListener, gone: gone.map(({ before }) => before!.key) };
  }

  /** Writes as one who is no sweep. */
  async function writeApart(object: SeenObject): Promise<void> {
    const lists = listsFor(database);
    const known = await database.read((db) =>
      db.selectFrom("seen_objects").select(["id", "key"]).where("account_id", "=", id).execute(),
    );
    const own = known.filter(({ key }) => key === object.key).map((row) => row.id);
    const [before = null] = await database.read((db) => readObjects(db, lists, own));
    const changed = { object, before, seenAt: null, ...rowsOf(id, object) };
    await database.write((tx) => writeObjects(tx, lists, [changed], null));
  }

  it("are seen with the members of a pool, and nothing else of the account is deleted", async () => {
    expect(await sweepAll("1", [a, b])).toEqual({ ofPool: 3, ofListener: 1, gone: [] });
    expect(await sweepAll("1", [a, b])).toEqual({ ofPool: "unchanged", ofListener: "unchanged", gone: [] });
    expect(await allOf(seen, id)).toEqual([listener, pool, a, b]);
  });

  it("are compared when they are made of something else, and as often as a part could not be read", async () => {
    await sweepAll("1", [a, b]);
    expect(await sweepAll("2", [a, b])).toEqual({ ofPool: 0, ofListener: 0, gone: [] });
    expect(await sweepAll("2", [a, b])).toEqual({ ofPool: "unchanged", ofListener: "unchanged", gone: [] });
    for (const _ of [1, 2]) {
      const claim = await claimed(seen, id);
      const sighting = { key: "p", source: null, members: 2 };
      expect(await see(claim, "pool", sighting, [pool, a, b])).toBe(0);
      await seen.end(claim, { ...whole, isWhole: false });
    }
    expect(await sweepAll("2", [a, b])).toMatchObject({ ofPool: 0, ofListener: "unchanged" });
  });

  it("do not keep what no longer exists beside them", async () => {
    await sweepAll("1", [a, b]);
    const claim = await claimed(seen, id);
    const others = [seenObject({ key: "other" }), { ...member("c"), key: "q/c", parentKey: "q" }];
    await seen.put(claim, others, HOUR_MS);
    await seen.end(claim, { ...whole, isWhole: false });
    const { gone, ...same } = await sweepAll("1", [a, b]);
    expect(same).toEqual({ ofPool: "unchanged", ofListener: "unchanged" });
    expect(gone.sort()).toEqual(["other", "q/c"]);
    expect(await allOf(seen, id)).toEqual([listener, pool, a, b]);
  });

  it("do not include a pool with a member that an unfinished sweep has left behind", async () => {
    await sweepAll("1", [a, b]);
    expect(await sweepAll("2", [a], { ...whole, isWhole: false })).toMatchObject({ ofPool: 0, gone: [] });
    expect(await sweepAll("2", [a])).toEqual({ ofPool: 0, ofListener: "unchanged", gone: ["p/b"] });
    expect(await sweepAll("2", [a])).toMatchObject({ ofPool: "unchanged", gone: [] });
  });

  it("do not include what a sweep has begun to write and not settled", async () => {
    await sweepAll("1", [a, b]);
    const claim = await claimed(seen, id);
    expect(await seen.unchanged(claim, "pool", [{ key: "p", source: "2", members: 2 }])).toEqual(new Set());
    await seen.put(claim, [{ ...a, nativeId: "new" }], HOUR_MS);
    await seen.end(claim, { ...whole, isWhole: false });
    expect(await sweepAll("1", [a, b])).toMatchObject({ ofPool: 1 });
    expect(await allOf(seen, id)).toEqual([listener, pool, a, b]);
  });

  it.each([
    ["itself", { ...listener, name: "new" }],
    ["its new member", member("c")],
    ["its member", { ...a, nativeId: "new" }],
  ])("do not include what others have written since: %s", async (_, written) => {
    await sweepAll("1", [a, b]);
    await writeApart(written);
    const { kind } = written;
    const again = await sweepAll("1", [a, b]);
    expect(kind === "listener" ? again.ofListener : again.ofPool).toEqual(written.key === "p/c" ? 0 : 1);
    expect(await allOf(seen, id)).toEqual([listener, pool, a, b]);
    expect(await sweepAll("1", [a, b])).toEqual({ ofPool: "unchanged", ofListener: "unchanged", gone: [] });
  });

  it("do not include what others have written before it was settled", async () => {
    const claim = await claimed(seen, id);
    await seen.unchanged(claim, "pool", [{ key: "p", source: "1", members: 2 }]);
    await seen.put(claim, [pool, a, b], HOUR_MS);
    await writeApart({ ...b, nativeId: "new" });
    await seen.settle(claim, "pool", [{ key: "p", source: "1", members: 2 }]);
    await seen.end(claim, whole);
    expect(await sweepAll("1", [a, b])).toMatchObject({ ofPool: 1 });
  });

  it("do not include what is not kept, so that this is told again", async () => {
    const large = { ...a, kept: JSON.stringify("x".repeat(1_048_576)) };
    await sweepAll("1", [a, b]);
    for (const _ of [1, 2]) {
      expect(await sweepAll("2", [large, b])).toMatchObject({ ofPool: 0 });
      const { problems } = (await seen.accountsOf([id])).get(id)!;
      expect(problems).toMatchObject([{ kind: "member", nativeId: "p/a" }]);
    }
  });
}
