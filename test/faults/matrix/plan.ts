import { randomUUID } from "node:crypto";
import type { PoolMemberInput } from "../../../src/model/inputs-shared.js";
import type { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import type { Pool, PoolMember } from "../../../src/model/pool.js";
import { globalIdOf, type ResourceRef } from "../../../src/model/resource-ref.js";
import type { AnyProviderManifest } from "../../../src/providers/provider.js";
import { brokenRules, fitting, healthMonitorInput, memberInputs, spareMemberFields } from "../../contract/inputs.js";
import { allListeners, allParents } from "../../contract/listing.js";
import { listenerInput, placeFor } from "../../contract/places.js";
import type { Subject } from "../../contract/subject.js";
import { listedUnder } from "../../support/listed.js";
import { connectSandboxed } from "../../support/sandboxed-provider.js";

/**
 * The objects of every operation on one cloud. Emulators always start with the same inventory, so that targets are
 * looked up once.
 */
export interface Targets {
  readonly parentRef: ResourceRef;
  readonly newListener: CreateListenerInput;
  readonly listenerRef: ResourceRef;
  readonly listenerName: string | null;
  readonly poolRef: ResourceRef;
  readonly membersBefore: readonly string[];
  readonly newMembers: readonly PoolMemberInput[];
  readonly listenerCount: number;
}

/** The targets as ids of one account. */
export interface Plan {
  readonly accountId: string;
  readonly newListener: CreateListenerInput;
  readonly listenerId: string;
  readonly poolId: string;
  readonly newName: string;
  readonly newMembers: readonly PoolMemberInput[];
}

export const NEW_NAME = "renamed-meanwhile";

export const addressesOf = (members: readonly Pick<PoolMember, "address">[]): string[] =>
  members.map(({ address }) => address).sort();

/** Finds targets in the inventory of a cloud's emulator. @throws Error when it has no suitable ones */
export async function findTargets(manifest: AnyProviderManifest): Promise<Targets> {
  const subject: Subject = { ...(await connectSandboxed(manifest)), manifest };
  try {
    const { parent, freePorts } = await placeFor(subject);
    const newListener = withMonitor(subject, listenerInput(subject, parent, freePorts[0]!, "made-in-trouble"), parent);
    const active = new Set(
      (await allParents(subject)).filter(({ status }) => status === "ACTIVE").map(({ ref }) => ref.key),
    );
    const listeners = await allListeners(subject);
    for (const listener of listeners) {
      if (!listener.parentRef || !active.has(listener.parentRef.key)) continue;
      const found = await suitable(subject, listener);
      if (found)
        return {
          parentRef: parent.ref,
          newListener,
          listenerRef: listener.ref,
          listenerName: listener.name,
          ...found,
          listenerCount: listeners.length,
        };
    }
    throw new Error(`${manifest.key}'s inventory has no listener to change.`);
  } finally {
    await subject.stop();
  }
}

/** On some clouds the health check is a second step of a create. */
function withMonitor(
  subject: Subject,
  input: CreateListenerInput,
  parent: Awaited<ReturnType<typeof placeFor>>["parent"],
): CreateListenerInput {
  if (subject.account.capabilities.unsupportedListenerFields.includes("healthMonitor")) return input;
  const wanted = { ...input, healthMonitor: input.healthMonitor ?? healthMonitorInput() };
  return fitting(subject, "createListener", wanted, {}, { parent });
}

async function suitable(
  subject: Subject,
  listener: Listener,
): Promise<{ poolRef: ResourceRef; membersBefore: string[]; newMembers: PoolMemberInput[] } | null> {
  if (listener.protocol !== "TCP" || listener.status !== "ACTIVE") return null;
  if (brokenRules(subject, "updateListener", { id: listener.id, name: NEW_NAME }, { listener }).length > 0) return null;
  const pools = listedUnder(await subject.service.poolsOfListeners([listener], subject.call()), listener.ref.key);
  const [pool] = pools;
  if (pools.length !== 1 || pool?.status !== "ACTIVE" || (pool.listenerRefs ?? []).length > 1) return null;
  const members = listedUnder(await subject.service.membersOfPools([pool], subject.call()), pool.ref.key);
  if (members.length === 0) return null;
  const newMembers = await membersFor(subject, pool);
  return { poolRef: pool.ref, membersBefore: addressesOf(members), newMembers };
}

async function membersFor(subject: Subject, pool: Pool): Promise<PoolMemberInput[]> {
  const needed = { poolId: pool.id, members: memberInputs(subject, 2) };
  return fitting(subject, "setPoolMembers", needed, { members: await spareMemberFields(subject, 2) }, { pool }).members;
}

/** The targets with one account's ids. */
export function planFor(targets: Targets, accountId = `cell-${randomUUID()}`): Plan {
  const idOf = (ref: ResourceRef) => globalIdOf({ ...ref, accountId });
  const { newListener, newMembers, listenerRef, poolRef, parentRef } = targets;
  return {
    accountId,
    newListener: { ...newListener, parentId: idOf(parentRef) },
    listenerId: idOf(listenerRef),
    poolId: idOf(poolRef),
    newName: NEW_NAME,
    newMembers,
  };
}
