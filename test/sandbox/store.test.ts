import { describe, expect, it } from "vitest";
import { createFaults } from "../../src/sandbox/fault-switchboard.js";
import { createLifeCycles, GONE, type LifeCycle } from "../../src/sandbox/life-cycle.js";
import { ManualClock } from "../../src/sandbox/sandbox-clock.js";
import { Collection } from "../../src/sandbox/store.js";

// biome-ignore-start lint/suspicious/noThenProperty: a passage's end is called so
const cycle: LifeCycle = {
  create: { during: "making", lastsMs: 10, then: "ready" },
  update: { during: "changing", lastsMs: 10, then: "ready" },
  delete: { during: "leaving", lastsMs: 10, then: GONE },
};
// biome-ignore-end lint/suspicious/noThenProperty: a passage's end is called so

interface Item {
  parent: string;
}

function collectionOf(...ids: string[]) {
  const collection = new Collection<Item>(({ parent }) => parent);
  for (const id of ids) collection.insert(id, { parent: id[0]! });
  return collection;
}
const idsOf = (entries: readonly { id: string }[]) => entries.map(({ id }) => id);

describe("Collection", () => {
  it("lists in the order of ids, whenever they came", () => {
    const collection = collectionOf("b2", "a1", "c3");
    expect(idsOf(collection.all())).toEqual(["a1", "b2", "c3"]);
    for (const id of ["b1", "a0", "z9"]) collection.insert(id, { parent: id[0]! });
    expect(idsOf(collection.all())).toEqual(["a0", "a1", "b1", "b2", "c3", "z9"]);
    expect(collection.count()).toBe(6);
  });

  it("pages by marker, and says whether more follows", () => {
    const collection = collectionOf("a1", "a2", "a3", "a4");
    expect(collection.page({ limit: 2 })).toMatchObject({ entries: [{ id: "a1" }, { id: "a2" }], hasMore: true });
    expect(collection.page({ after: "a2", limit: 2 })).toMatchObject({
      entries: [{ id: "a3" }, { id: "a4" }],
      hasMore: false,
    });
    expect(collection.page({ after: "a4", limit: 2 })).toEqual({ entries: [], hasMore: false });
    collection.remove("a2");
    expect(idsOf(collection.page({ after: "a2", limit: 1 }).entries)).toEqual(["a3"]);
  });

  it("counts the limit after the condition", () => {
    const collection = collectionOf("a1", "b1", "a2", "b2", "a3");
    const where = ({ id }: { id: string }) => id.startsWith("a");
    expect(collection.page({ limit: 2, where })).toMatchObject({
      entries: [{ id: "a1" }, { id: "a2" }],
      hasMore: true,
    });
    expect([idsOf(collection.all(where)), collection.count({ where })]).toEqual([["a1", "a2", "a3"], 3]);
  });

  it("lists a group like the whole", () => {
    const collection = collectionOf("a2", "b1", "a1", "b2", "a3");
    expect(idsOf(collection.list({ group: "a" }))).toEqual(["a1", "a2", "a3"]);
    expect(idsOf(collection.page({ group: "b", after: "b1", limit: 9 }).entries)).toEqual(["b2"]);
    collection.remove("b1");
    collection.remove("b2");
    expect([idsOf(collection.list({ group: "b" })), collection.count({ group: "a" })]).toEqual([[], 3]);
    expect(() => new Collection().list({ group: "a" })).toThrow("no groups");
  });

  it("has nothing whose life has ended", () => {
    const clock = new ManualClock();
    const lives = createLifeCycles({ clock, faults: createFaults(), pace: 1 });
    const collection = collectionOf("a1", "a3");
    const { life } = collection.insert("a2", { parent: "a" }, lives.start(cycle, "ready"));
    life?.begin("delete");
    expect(collection.get("a2")?.life?.status).toBe("leaving");
    clock.advance(10);
    expect(idsOf(collection.page({ limit: 9, group: "a" }).entries)).toEqual(["a1", "a3"]);
    expect([collection.get("a2"), collection.count(), collection.remove("a2")]).toEqual([undefined, 2, false]);
    collection.insert("a2", { parent: "a" });
    expect(idsOf(collection.list({ group: "a" }))).toEqual(["a1", "a2", "a3"]);
  });

  it("refuses an id that is taken", () => {
    expect(() => collectionOf("a1", "a1")).toThrow("The id a1 is taken.");
  });

  it("returns copies in a snapshot", () => {
    const collection = collectionOf("a1");
    const before = collection.snapshot(({ id, value }) => ({ id, ...value }));
    collection.get("a1")!.value.parent = "b";
    expect(before).toEqual([{ id: "a1", parent: "a" }]);
    collection.clear();
    expect([collection.snapshot(), collection.count(), collection.list({ group: "a" })]).toEqual([[], 0, []]);
  });

  it("stays quick with a hundred thousand records", () => {
    const collection = new Collection<Item>(({ parent }) => parent);
    const count = 100_000;
    for (let n = 0; n < count; n += 1) collection.insert(`id-${(n * 7919) % count}`, { parent: `p-${n % 1_000}` });
    const before = performance.now();
    let after: string | undefined;
    let seen = 0;
    for (;;) {
      const { entries, hasMore } = collection.page({ after, limit: 100 });
      seen += entries.length;
      after = entries.at(-1)?.id;
      collection.insert(`new-${seen}`, { parent: "p-1" });
      collection.remove(`new-${seen}`);
      if (!hasMore) break;
    }
    for (let parent = 0; parent < 1_000; parent += 1) seen += collection.list({ group: `p-${parent}` }).length;
    expect(seen).toBe(2 * count);
    // A search through all records for each page or group would take well over ten seconds.
    expect(performance.now() - before).toBeLessThan(4_000);
  });
});
