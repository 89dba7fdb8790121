import fc from "fast-check";
import type { Listener } from "../../../src/model/listener.js";
import type { AnyProviderManifest } from "../../../src/providers/provider.js";
import {
  fitting,
  healthMonitorInput,
  memberInputs,
  spareListenerFields,
  spareMemberFields,
  sparePoolFields,
} from "../../contract/inputs.js";
import { allListeners, allParents, allPools, foundIn } from "../../contract/listing.js";
import { placeFor } from "../../contract/places.js";
import type { Subject } from "../../contract/subject.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";
import type { Vocabulary } from "./arbitrary-input.js";
import type { RightInputs } from "./mutations.js";

/** Ports in which tests open listeners. */
const PORTS = { min: 20_000, max: 60_000 } as const;

const MOST_IDS = 12;

/** What one cloud's inventory has to name, and inputs that its rules are content with. */
export async function learn(manifest: AnyProviderManifest): Promise<{ words: Vocabulary; right: RightInputs }> {
  const subject: Subject = { ...(await connectSandboxed(manifest)), manifest };
  try {
    const parents = await allParents(subject);
    const active = new Set(parents.filter(({ status }) => status === "ACTIVE").map(({ ref }) => ref.key));
    // What belongs to a parent that is not ready is busy until the deadline, which would take most of the time.
    const isReady = ({ parentRef, status }: Listener) =>
      status === "ACTIVE" && parentRef !== null && active.has(parentRef.key);
    const listeners = (await allListeners(subject)).filter(isReady);
    const ready = new Set(listeners.map(({ ref }) => ref.key));
    const pools = (await allPools(subject)).filter(
      ({ status, listenerRefs }) => status === "ACTIVE" && listenerRefs?.every(({ key }) => ready.has(key)),
    );
    const certificateIds = [...new Set(listeners.flatMap(({ tls }) => tls?.certificateIds ?? []))];
    const regions = [...new Set(pools.flatMap(({ region }) => region ?? []))];
    const idsOf = (things: readonly { readonly id: string }[]) => things.slice(0, MOST_IDS).map(({ id }) => id);
    const words: Vocabulary = {
      settingsKey: manifest.settingsKey,
      parentIds: idsOf(parents.filter(({ ref }) => active.has(ref.key))),
      listenerIds: idsOf(listeners),
      poolIds: idsOf(pools),
      wrongIds: [
        ...idsOf(parents).slice(0, 1),
        ...idsOf(listeners).slice(0, 1),
        ...idsOf(pools).slice(0, 1),
        elsewhere(),
        unknown(subject),
      ],
      certificateIds,
      regions,
      etags: [...listeners.slice(0, 3).map(({ etag }) => etag), "no-etag"],
    };
    return { words, right: await rightInputs(subject, words, regions[0] ?? null) };
  } finally {
    await subject.stop();
  }
}

const encoded = (...parts: readonly string[]) => Buffer.from(["1", ...parts].join("\u001f")).toString("base64url");
const elsewhere = () => encoded("nobody", "listener", "x");
const unknown = ({ account }: Subject) => encoded(account.id, "listener", "no-such-thing");

async function rightInputs(subject: Subject, words: Vocabulary, region: string | null): Promise<RightInputs> {
  const { parent } = await placeFor(subject);
  const listeners = (await allListeners(subject)).filter(({ id }) => words.listenerIds.includes(id));
  const name = fc.stringMatching(/^[a-z]{4,12}$/);
  const port = fc.integer(PORTS);
  const minimal = {
    parentId: parent.id,
    name: "right",
    protocol: "TCP" as const,
    portRanges: [{ fromPort: PORTS.min }],
  };
  const newListener = fitting(subject, "createListener", minimal, spareListenerFields(subject), { parent });
  const listener = listeners.find(({ protocol, status }) => protocol === "TCP" && status === "ACTIVE")!;
  const pool = await poolOf(subject, listener.ref.key);
  const createPools = listeners.map((one) => newPool(subject, one, region)).filter((input) => input !== null);
  const updatePool = fitting(subject, "updatePool", { id: pool.id, healthMonitor: healthMonitorInput() }, {}, { pool });
  const spare = { members: await spareMemberFields(subject, 2) };
  const setMembers = fitting(subject, "setPoolMembers", { poolId: pool.id, members: memberInputs(subject, 2) }, spare, {
    pool,
  });
  const bare = (input: object): Record<string, unknown> => ({ ...(structuredClone(input) as Record<string, unknown>) });
  return {
    createListener: fc
      .tuple(name, port)
      .map(([chosen, fromPort]) => ({ ...bare(newListener), name: chosen, portRanges: [{ fromPort }] })),
    updateListener: fc.tuple(fc.constantFrom(...words.listenerIds), name).map(([id, chosen]) => ({ id, name: chosen })),
    deleteListener: fc
      .tuple(fc.constantFrom(...words.listenerIds), fc.boolean())
      .map(([id, cascade]) => ({ id, cascade })),
    createPool:
      createPools.length === 0
        ? fc.constantFrom(...words.listenerIds).map((listenerId) => ({ listenerId }))
        : fc.constantFrom(...createPools).map(bare),
    updatePool: fc.constantFrom(...words.poolIds).map((id) => ({ ...bare(updatePool), id })),
    deletePool: fc.tuple(fc.constantFrom(...words.poolIds), fc.boolean()).map(([id, cascade]) => ({ id, cascade })),
    setPoolMembers: fc.constantFrom(...words.poolIds).map((poolId) => ({ ...bare(setMembers), poolId })),
  };
}

/** A pool that the listener can take; null where it has one already, or pools are implied. */
function newPool(subject: Subject, listener: Listener, region: string | null): object | null {
  if (!subject.account.capabilities.hasExplicitPools) return null;
  const needed = { listenerId: listener.id, name: "right" };
  try {
    return fitting(subject, "createPool", needed, sparePoolFields(subject, region), { listener });
  } catch {
    return null;
  }
}

async function poolOf(subject: Subject, listenerKey: string) {
  const pools = await allPools(subject);
  const found = pools.find(({ listenerRefs }) => listenerRefs?.some(({ key }) => key === listenerKey));
  const pool = found ?? pools[0];
  if (!pool) throw new Error(`${subject.manifest.key}'s inventory has no pool.`);
  return foundIn(await subject.service.readPools([pool.ref], subject.call()), pool.ref.key);
}
