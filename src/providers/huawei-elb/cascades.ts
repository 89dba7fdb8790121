import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { unreadable } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { knownAs, refuseWhatTakesTooLong, removal, step } from "../kit/change-steps.js";
import { mapListing, whole } from "../kit/listing.js";
import { afterwards, NO_TRAIL, orPutBack, type Trail } from "../kit/put-back.js";
import { allDone, unlessMissing } from "../outcomes.js";
import {
  create,
  find,
  HEALTH_MONITORS,
  LISTENERS,
  LOAD_BALANCERS,
  listAll,
  membersOf,
  POOLS,
  remove,
  update,
} from "./api.js";
import type { Context } from "./client.js";
import { policiesBy, policiesOf, refuseRedirectedTo, refuseSentTo, removePolicies } from "./l7-policies.js";
import { FROZEN } from "./mapping.js";
import { healthMonitorAgainRequest, memberAgainRequest } from "./requests.js";
import type { WireListener, WirePool } from "./wire.js";
import { readListener, readLoadBalancer, readMemberId, readPool } from "./wire.js";

/**
 * Deletes objects with their dependents. The cloud has withdrawn its own cascade and refuses to delete a listener that
 * has a default pool or forwarding policies, and a pool that has members, a monitor or policies that use it. Sources:
 * "withdrawal of cascaded deletion", delete listener and delete pool pages.
 */

/** A listener with its policies: the default pool is detached and deleted last, when it no longer serves anyone. */
export async function deleteListenerWithAll(context: Context, listener: WireListener, call: Call): Promise<void> {
  const { id, defaultPoolId } = listener;
  const what = `the listener ${knownAs(listener)}`;
  const [policies, hanging] = await Promise.all([
    policiesOf(context, listener, call),
    defaultPoolId === null ? null : lookInto(context, defaultPoolId, id, call),
    refuseFrozen(context, listener.loadBalancerId, call),
    refuseRedirectedTo(context, listener, call),
  ]);
  const members = hanging?.memberIds.length ?? 0;
  refuseTooMuch(context, `Deleting a listener with ${members} members and ${policies.length} policies`, call, [
    ["DeleteMember", members],
    ["DeleteL7policy", policies.length],
  ]);
  await orPutBack(context, { what, isGone: isGone(context, id) }, call, async (trail) => {
    if (hanging) await detach(context, hanging.pool, id, trail, call);
    await removePolicies(context, policies, trail, call);
    await removal(call, { action: "DeleteListener", description: `Delete ${what}.` }, () =>
      remove(context, LISTENERS, id, call),
    );
  });
  if (hanging && !hanging.isShared)
    await afterwards(
      what,
      `its pool ${knownAs(hanging.pool)}`,
      dismantle(context, hanging, NO_TRAIL, call),
      async () => (await find(context, POOLS, hanging.pool.id, call)) === null,
    );
}

/**
 * A pool with its members and monitor. It is detached from its listeners first: deleting a pool in use was seen to be
 * refused, although the page allows it (issue 2377 of terraform-provider-opentelekomcloud).
 */
export async function deletePoolWithAll(context: Context, pool: WirePool, call: Call): Promise<void> {
  const { id, listenerIds, healthMonitorId } = pool;
  const what = `the pool ${knownAs(pool)}`;
  const [hanging, monitor] = await Promise.all([
    lookInto(context, id, null, call),
    healthMonitorId === null ? null : find(context, HEALTH_MONITORS, healthMonitorId, call),
    refuseFrozen(context, pool.loadBalancerIds[0] ?? null, call),
    refuseSentTo(context, pool, call),
  ]);
  if (!hanging) return;
  const members = hanging.memberIds.length;
  refuseTooMuch(context, `Deleting a pool with ${members} members`, call, [
    ["DeleteMember", members],
    ["UpdateListener", listenerIds.length],
  ]);
  const isPoolGone = async (later: Call) => (await find(context, POOLS, id, later)) === null;
  await orPutBack(context, { what, isGone: isPoolGone }, call, async (trail) => {
    for (const listenerId of listenerIds) await detach(context, pool, listenerId, trail, call);
    await dismantle(context, { ...hanging, monitor }, trail, call);
  });
}

const isGone = (context: Context, listenerId: string) => async (call: Call) =>
  (await find(context, LISTENERS, listenerId, call)) === null;

// Looked up before anything is deleted

async function refuseFrozen(context: Context, loadBalancerId: string | null, call: Call): Promise<void> {
  const raw = loadBalancerId === null ? null : await find(context, LOAD_BALANCERS, loadBalancerId, call);
  if (!raw || readLoadBalancer(raw).operatingStatus !== FROZEN) return;
  throw new ProblemError({
    code: "RESOURCE_FROZEN",
    provider: context.account.provider,
    message: "The load balancer is frozen. Ask the cloud to release it first.",
  });
}

function refuseTooMuch(
  context: Context,
  what: string,
  call: Call,
  counts: readonly (readonly [action: string, requests: number])[],
): void {
  const work = counts.map(([action, requests]) => ({ action, requests }));
  const instead = "Remove members with setPoolMembers first";
  refuseWhatTakesTooLong(context, { what, path: ["cascade"], work, instead }, call);
}

interface Hanging {
  readonly pool: WirePool;
  readonly memberIds: readonly string[];
  /** Their earlier state, for creating them again. */
  readonly members: readonly WireObject[];
  readonly monitor?: WireObject | null;
  /** Whether other listeners use it too. */
  readonly isShared: boolean;
}

/**
 * A pool with its dependents; null when it is gone.
 * @param listenerId the listener to delete, if that is the reason
 */
async function lookInto(
  context: Context,
  poolId: string,
  listenerId: string | null,
  call: Call,
): Promise<Hanging | null> {
  const [raw, listed, policies] = await Promise.all([
    find(context, POOLS, poolId, call),
    unlessMissing(listAll(context, membersOf(poolId), {}, call)),
    listenerId === null ? [] : policiesBy(context, "redirect_pool_id", poolId, call),
  ]);
  if (!raw || !listed) return null;
  const pool = readPool(raw);
  if (pool.hasOddListeners) throw unreadable("pool", poolId, "listeners").with({ mayHaveHappened: false });
  const members = whole(listed);
  const users = [...pool.listenerIds, ...policies.map(({ wire }) => wire.listenerId)];
  return {
    pool,
    members,
    memberIds: whole(mapListing(listed, readMemberId)).map((member) => member.id),
    isShared: users.some((id) => id !== listenerId),
  };
}

// Removing and restoring

async function detach(context: Context, pool: WirePool, listenerId: string, trail: Trail, call: Call): Promise<void> {
  const attached = (poolId: string | null, later: Call) =>
    unlessMissing(update(context, LISTENERS, listenerId, { default_pool_id: poolId }, later));
  trail.takesAway({
    what: `the pool ${knownAs(pool)} as the default pool of listener ${listenerId}`,
    async bringBack(later) {
      const raw = await find(context, LISTENERS, listenerId, later);
      if (!raw || readListener(raw).defaultPoolId !== null) return false;
      return (await attached(pool.id, later)) !== null;
    },
  });
  const description = `Detach the pool ${knownAs(pool)} from listener ${listenerId}.`;
  await step(call, { action: "UpdateListener", description }, () => attached(null, call), null);
}

/** Members and monitor first, then the pool. An object that is already gone is not a problem. */
async function dismantle(
  context: Context,
  { pool, memberIds, members, monitor }: Hanging,
  trail: Trail,
  call: Call,
): Promise<void> {
  const { id, healthMonitorId } = pool;
  const deleting = (action: string, what: string, work: () => Promise<void>) =>
    removal(call, { action, description: `Delete ${what}.` }, () => work());
  trail.takesAway({
    what: `${members.length} members of the pool ${knownAs(pool)}`,
    bringBack: (later) => membersAgain(context, id, members, later),
  });
  if (monitor)
    trail.takesAway({
      what: `the health monitor of the pool ${knownAs(pool)}`,
      bringBack: (later) => monitorAgain(context, id, monitor, later),
    });
  const monitors = healthMonitorId === null ? [] : [healthMonitorId];
  await allDone([
    ...monitors.map((monitorId) =>
      deleting("DeleteHealthmonitor", `the health monitor ${monitorId}`, () =>
        remove(context, HEALTH_MONITORS, monitorId, call),
      ),
    ),
    ...memberIds.map((memberId) =>
      deleting("DeleteMember", `the member ${memberId} of pool ${id}`, () =>
        remove(context, membersOf(id), memberId, call),
      ),
    ),
  ]);
  await deleting("DeletePool", `the pool ${knownAs(pool)}`, () => remove(context, POOLS, id, call));
}

async function membersAgain(
  context: Context,
  poolId: string,
  members: readonly WireObject[],
  call: Call,
): Promise<boolean> {
  const there = await unlessMissing(listAll(context, membersOf(poolId), {}, call));
  if (!there) return false;
  const placeOf = (raw: WireObject) => `${raw.address}:${raw.protocol_port}`;
  const places = new Set(whole(there).map(placeOf));
  const missing = members.filter((raw) => !places.has(placeOf(raw)));
  await allDone(missing.map((raw) => create(context, membersOf(poolId), memberAgainRequest(raw), call)));
  return missing.length > 0;
}

async function monitorAgain(context: Context, poolId: string, monitor: WireObject, call: Call): Promise<boolean> {
  const raw = await find(context, POOLS, poolId, call);
  if (!raw || readPool(raw).healthMonitorId !== null) return false;
  await create(context, HEALTH_MONITORS, healthMonitorAgainRequest(poolId, monitor), call);
  return true;
}
