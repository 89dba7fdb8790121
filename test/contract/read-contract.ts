import { describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import { globalIdOf, parseGlobalId, parseUrn, type ResourceRef, urnOf } from "../../src/model/resource-ref.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { listedUnder } from "../support/listed.js";
import { allListeners, allParents, allPools, foundIn, keysOf, NOUNS, readToEnd, shown } from "./listing.js";
import { subjectFor } from "./subject.js";

/** A ref that looks like the given one and matches nothing. */
function unknownLike(ref: ResourceRef, taken: readonly string[]): ResourceRef {
  const last = ref.key.at(-1);
  const other = [..."0123456789abcdef"].map((end) => ref.key.slice(0, -1) + end);
  const key = other.find((candidate) => candidate.at(-1) !== last && !taken.includes(candidate));
  if (!key) throw new Error(`There is no free key like ${ref.key}.`);
  return { ...ref, key };
}

const withoutNulls = (fields: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

/** Reads take many keys and return results by key. Related objects are the same from every side. */
export function describeReads(manifest: AnyProviderManifest): void {
  describe("reads", () => {
    const subject = subjectFor(manifest, "for all tests");

    describe.each(NOUNS)("of $plural by ref", ({ list, read }) => {
      const all = () => readToEnd((page) => list(subject(), page));

      it("find each object under its key, equal to its list entry, in any order and for repeated keys", async () => {
        const things = await all();
        const refs = things.map(({ ref }) => ref);
        const found = await read(subject(), [...refs].reverse().concat(refs.slice(0, 2)));
        expect([...found.keys()].sort()).toEqual(keysOf(things).sort());
        for (const thing of things) expect(shown(foundIn(found, thing.ref.key))).toEqual(shown(thing));
      });

      it("omit what does not exist, and find the rest", async () => {
        const things = await all();
        const first = things[0]!;
        const unknown = unknownLike(first.ref, keysOf(things));
        const found = await read(subject(), [unknown, first.ref]);
        expect([...found.keys()]).toEqual([first.ref.key]);
        expect(await read(subject(), [unknown])).toEqual(new Map());
        expect(await read(subject(), [])).toEqual(new Map());
      });

      it("fail only the key that the cloud would not understand", async () => {
        const first = (await all())[0]!;
        const nonsense = { ...first.ref, key: "no such key, surely", hint: undefined };
        const found = await read(subject(), [nonsense, first.ref]);
        expect(shown(foundIn(found, first.ref.key))).toEqual(shown(first));
        const failed = found.get(nonsense.key);
        expect(failed === undefined || failed instanceof ProblemError).toBe(true);
      });

      it("find the object of a global id or a urn", async () => {
        for (const thing of (await all()).slice(0, 6)) {
          const fromId = parseGlobalId(thing.id);
          const fromUrn = parseUrn(thing.urn);
          expect([fromId && globalIdOf(fromId), fromUrn && urnOf(fromUrn)]).toEqual([thing.id, thing.urn]);
          expect(fromId).toMatchObject({ accountId: subject().account.id, kind: thing.ref.kind, key: thing.ref.key });
          for (const ref of [fromId!, fromUrn!]) {
            expect(shown(foundIn(await read(subject(), [ref]), thing.ref.key))).toEqual(shown(thing));
          }
        }
      });
    });

    it("list the listeners of each parent", async () => {
      const parents = await allParents(subject());
      const listeners = await allListeners(subject());
      const found = await subject().service.listenersOfParents(parents, subject().call());
      expect([...found.keys()].sort()).toEqual(keysOf(parents).sort());
      for (const parent of parents) {
        const own = listeners.filter(({ parentRef }) => parentRef?.key === parent.ref.key);
        expect(listedUnder(found, parent.ref.key).map(shown)).toEqual(own.map(shown));
      }
    });

    it("list the pools of each listener, and only pools that exist", async () => {
      const listeners = await allListeners(subject());
      const pools = new Map((await allPools(subject())).map((pool) => [pool.ref.key, pool]));
      const found = await subject().service.poolsOfListeners(listeners, subject().call());
      expect([...found.keys()].sort()).toEqual(keysOf(listeners).sort());
      const served = new Set<string>();
      for (const listener of listeners) {
        for (const pool of listedUnder(found, listener.ref.key)) {
          served.add(pool.ref.key);
          const flat = shown(pools.get(pool.ref.key)!);
          // Starting from the listener, a provider may know what its list of pools does not contain.
          const { parentRef = pool.parentRef, listenerRefs = pool.listenerRefs } = withoutNulls(flat);
          expect(shown(pool)).toEqual({ ...flat, parentRef, listenerRefs });
          if (pool.listenerRefs) expect(keysOf(pool.listenerRefs.map((ref) => ({ ref })))).toContain(listener.ref.key);
          if (pool.parentRef) expect(pool.parentRef.key).toBe(listener.parentRef?.key);
        }
      }
      for (const pool of pools.values()) expect((pool.listenerRefs ?? []).length > 0).toBe(served.has(pool.ref.key));
    });

    it("list the members and health monitor of each pool", async () => {
      const { service, call } = subject();
      const pools = await allPools(subject());
      const [members, monitors] = await Promise.all([
        service.membersOfPools(pools, call()),
        service.healthMonitorsOfPools(pools, call()),
      ]);
      expect([...members.keys()].sort()).toEqual(keysOf(pools).sort());
      expect([...monitors.keys()].sort()).toEqual(keysOf(pools).sort());
      expect(pools.some((pool) => listedUnder(members, pool.ref.key).length > 0)).toBe(true);
      const hasMonitors = !manifest.capabilities.unsupportedPoolFields.includes("healthMonitor");
      expect(pools.some((pool) => foundIn(monitors, pool.ref.key) !== null)).toBe(hasMonitors);
    });
  });
}
