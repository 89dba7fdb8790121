import { describe, expect, it } from "vitest";
import { freezeOf } from "../../src/loaders/serving.js";
import { Listener } from "../../src/model/listener.js";
import type { ListenerParent } from "../../src/model/listener-parent.js";
import { Pool, poolEtag } from "../../src/model/pool.js";
import { ProblemError } from "../../src/model/problem-error.js";
import { whole } from "../../src/providers/kit/listing.js";
import type { AnyProviderManifest, Kept } from "../../src/providers/provider.js";
import { listedUnder } from "../support/listed.js";
import { again, againFrom, keptOf } from "./again.js";
import { fitting, memberInputs, spareMemberFields } from "./inputs.js";
import { allListeners, allParents, allPools, foundIn, keysOf, shown, type Thing } from "./listing.js";
import { createListener, placeFor, poolFor, reread, rereadPool } from "./places.js";
import { type Subject, subjectFor } from "./subject.js";

/** Objects made again from what was kept of them are those that were read, for the graph and for their provider. */
export function describeKept(manifest: AnyProviderManifest): void {
  describe("what was kept", () => {
    describe("of an inventory", () => {
      const subject = subjectFor(manifest, "for all tests");

      it("has nothing that JSON would lose", async () => {
        for (const { native } of await everything(subject()))
          expect(JSON.parse(JSON.stringify(native))).toStrictEqual(native);
      });

      it("makes the same again, in every field", async () => {
        const parents = new Map((await allParents(subject())).map((parent) => [parent.ref.key, parent]));
        const things = await everything(subject());
        expect(new Set(things.map((thing) => thing.constructor)).size).toBe(3);
        for (const thing of things) {
          const made = again(subject().service, thing);
          expect(made.constructor).toBe(thing.constructor);
          expect(made.account).toBe(subject().account);
          expect(made.native).toEqual(thing.native);
          expect(await inFull(made, parents)).toStrictEqual(await inFull(thing, parents));
        }
      });

      it("leads to the same listeners, pools, members and monitors", async () => {
        const { service, call } = subject();
        const [parents, listeners, pools] = await Promise.all([
          allParents(subject()),
          allListeners(subject()),
          allPools(subject()),
        ]);
        const made = <T extends Thing>(things: readonly T[]): T[] => things.map((thing) => again(service, thing));

        const ofParents = await service.listenersOfParents(made(parents), call());
        const ofParentsRead = await service.listenersOfParents(parents, call());
        for (const key of keysOf(parents))
          expect(listedUnder(ofParents, key).map(shown)).toEqual(listedUnder(ofParentsRead, key).map(shown));

        const ofListeners = await service.poolsOfListeners(made(listeners), call());
        const ofListenersRead = await service.poolsOfListeners(listeners, call());
        for (const key of keysOf(listeners))
          expect(listedUnder(ofListeners, key).map(shown)).toEqual(listedUnder(ofListenersRead, key).map(shown));

        const madePools = made(pools);
        const [members, membersRead] = await Promise.all(
          [madePools, pools].map((of) => service.membersOfPools(of, call())),
        );
        const [monitors, monitorsRead] = await Promise.all(
          [madePools, pools].map((of) => service.healthMonitorsOfPools(of, call())),
        );
        expect(members).toEqual(membersRead);
        expect(monitors).toEqual(monitorsRead);
        expect(await service.healthOfPools?.(madePools, call())).toEqual(await service.healthOfPools?.(pools, call()));
        const etagsOf = (of: readonly Pool[]) =>
          of.map((pool) => poolEtag(pool, whole(foundIn(members!, pool.ref.key)), foundIn(monitors!, pool.ref.key)));
        expect(etagsOf(madePools)).toEqual(etagsOf(pools));
      });

      it("is UNREADABLE where something is missing, and what is missing has a name", async () => {
        const { service } = subject();
        const [listeners, pools, parents] = [
          await allListeners(subject()),
          await allPools(subject()),
          await allParents(subject()),
        ];
        for (const thing of [listeners[0]!, pools[0]!, parents[0]!]) {
          const kept = keptOf(thing);
          for (const native of [undefined, null, 1, "text", [], {}, { id: thing.nativeId }])
            expect(problemOf(() => againFrom(service, thing, { ...kept, native }))).toMatchObject({
              code: "UNREADABLE",
              message: expect.stringContaining(thing.ref.key),
              nativeId: thing.nativeId,
            });
          for (const field of Object.keys(kept.native as object)) {
            const { [field]: _dropped, ...native } = kept.native as Record<string, unknown>;
            expect(outcomeOf(service, thing, { ...kept, native })).toSatisfy(
              (outcome) => outcome === JSON.stringify(shown(thing)) || (outcome as string).includes(`\`${field}\``),
            );
          }
        }
      });
    });

    describe("before a change", () => {
      const subject = subjectFor(manifest, "for one test");

      async function newListener() {
        const {
          parent,
          freePorts: [port],
        } = await placeFor(subject());
        const made = again(subject().service, parent);
        return { listener: await createListener(subject(), made, port!), parent: made };
      }

      it("takes the change as if it had just been read, and nothing else changes", async () => {
        const { service, call } = subject();
        const { listener } = await newListener();
        const input = { id: listener.id, name: "contract-kept" };
        const { name } = await service.updateListener(again(service, listener), input, call());
        expect(name).toBe("contract-kept");
        const { name: _before, etag: _etag, updatedAt: _time, ...others } = shown(listener);
        expect(shown(await reread(subject(), listener))).toMatchObject({ ...others, name });
      });

      it("takes members, and goes", async () => {
        const { service, call } = subject();
        const { listener, parent } = await newListener();
        const pool = again(service, await poolFor(subject(), again(service, listener), parent));
        const needed = { poolId: pool.id, members: memberInputs(subject(), 2) };
        const spare = { members: await spareMemberFields(subject(), 2) };
        const { members } = fitting(subject(), "setPoolMembers", needed, spare, { pool });
        await service.setPoolMembers(pool, members, call());
        const now = again(service, await rereadPool(subject(), pool));
        expect(listedUnder(await service.membersOfPools([now], call()), pool.ref.key)).toHaveLength(2);
        const last = again(service, await reread(subject(), listener));
        await service.deleteListener(last, { cascade: true }, call());
        expect(await service.readListeners([listener.ref], call())).toEqual(new Map());
      });
    });
  });
}

/** All parents, listeners and pools, the pools also as their listeners lead to them. */
async function everything(subject: Subject): Promise<Thing[]> {
  const listeners = await allListeners(subject);
  const ofListeners = await subject.service.poolsOfListeners(listeners, subject.call());
  return [
    ...(await allParents(subject)),
    ...listeners,
    ...(await allPools(subject)),
    ...keysOf(listeners).flatMap((key) => listedUnder(ofListeners, key)),
  ];
}

/** All that the graph shows: a listener's parent says whether it is frozen where the listener does not. */
async function inFull(thing: Thing, parents: ReadonlyMap<string, ListenerParent>): Promise<object> {
  const fields: Record<string, unknown> = { ...shown(thing) };
  if (thing instanceof Listener || thing instanceof Pool) fields.settings = thing.settings && reported(thing.settings);
  if (thing instanceof Listener) {
    const parent = { load: async ({ key }: { readonly key: string }) => parents.get(key) ?? null };
    fields.frozen = await freezeOf(thing, { parent } as unknown as Parameters<typeof freezeOf>[1]);
  }
  return fields;
}

/** Settings with those that the cloud merely reports. */
const reported = (settings: object): object =>
  Object.fromEntries(
    Object.keys(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(settings)))
      .concat(Object.keys(settings))
      .map((name) => [name, (settings as Record<string, unknown>)[name]]),
  );

function problemOf(make: () => unknown): unknown {
  try {
    return make();
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

/** What is made, or why it cannot be. */
function outcomeOf(service: Subject["service"], like: Thing, kept: Kept): string {
  const made = problemOf(() => againFrom(service, like, kept));
  return made instanceof ProblemError ? `${made.code} ${made.message}` : JSON.stringify(shown(made as Thing));
}
