import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { asksForNoCheck } from "../../model/part-checks.js";
import type { Call } from "../../transport/call.js";
import { knownAs, NEW_ID, readBack, refuseWhatTakesTooLong, removal, step } from "../kit/change-steps.js";
import { createOnce, holdsAll, sought } from "../kit/create-once.js";
import { mapListing, whole } from "../kit/listing.js";
import { isEmpty } from "../kit/wire-body.js";
import { allDone } from "../outcomes.js";
import type { CreatePoolCommand, PoolChanges } from "../provider.js";
import { create, find, HEALTH_MONITORS, LISTENERS, listAll, POOLS, remove, update } from "./api.js";
import { deletePoolWithAll } from "./cascades.js";
import type { Context } from "./client.js";
import { nativePool, toPool } from "./mapping.js";
import { addMembers, replaceMembers } from "./members.js";
import {
  createHealthMonitorRequest,
  createPoolRequest,
  isPoolAsSent,
  updateHealthMonitorRequest,
  updatePoolRequest,
} from "./requests.js";
import { readHealthMonitor, readListener, readPool, type WireHealthMonitor, type WirePool } from "./wire.js";

/** Changes of pools, with their members and their health monitor. */

export function poolChangesOf(context: Context): PoolChanges {
  const { account } = context;
  return {
    /** The cloud's answer to a create or update is the complete pool, so it is read again only after further steps. */
    async createPool(command, call) {
      const { members, healthMonitor } = command.input;
      const requests = members?.length ?? 0;
      const work = [{ action: "CreateMember", requests }];
      refuseWhatTakesTooLong(context, { what: `Adding ${requests} members`, path: ["members"], work }, call);
      const created = await createBarePool(context, command, call);
      const check = healthMonitor && !asksForNoCheck(healthMonitor) ? healthMonitor : null;
      call.exists?.(toPool(created, account));
      if (!check && !members?.length) return toPool(created, account);
      await allDone([
        addMembers(context, created, members ?? [], () => true, call),
        ...(check ? [createHealthMonitor(context, created, check, call)] : []),
      ]);
      return toPool(await latest(context, created.id, created, call), account);
    },

    async updatePool(pool, input, call) {
      const current = nativePool(pool);
      const body = updatePoolRequest(current, input);
      const description = `Change the pool ${knownAs(current)}.`;
      const run = async () => readPool(await update(context, POOLS, current.id, body, call));
      const updated = isEmpty(body) ? null : await step(call, { action: "UpdatePool", description }, run, current);
      const { healthMonitor } = input;
      if (healthMonitor !== undefined) await changeHealthMonitor(context, current, healthMonitor, call);
      const isKnown = updated !== null && healthMonitor === undefined;
      return toPool(isKnown ? updated : await latest(context, current.id, null, call), account);
    },

    /** Without cascade the cloud refuses while there are members or a health monitor. */
    async deletePool(pool, { cascade }, call) {
      const current = nativePool(pool);
      if (cascade) await deletePoolWithAll(context, current, call);
      else
        await removal(call, { action: "DeletePool", description: `Delete the pool ${knownAs(current)}.` }, () =>
          remove(context, POOLS, current.id, call),
        );
    },

    async setPoolMembers(pool, members, call) {
      const current = nativePool(pool);
      await replaceMembers(context, current, members, call);
      return toPool(await latest(context, current.id, null, call), account);
    },
  };
}

/** Pools have no creation time, so the result of a lost create is recognised by not having existed before. */
async function createBarePool(context: Context, command: CreatePoolCommand, call: Call): Promise<WirePool> {
  const { listener, parent } = command;
  const body = createPoolRequest(command);
  const name = command.input.name ?? "";
  const onListener = async () => {
    const raw = await find(context, LISTENERS, listener?.nativeId ?? "", call);
    const poolId = raw && readListener(raw).defaultPoolId;
    const pool = poolId && (await find(context, POOLS, poolId, call));
    return pool ? [readPool(pool)] : [];
  };
  const onLoadBalancer = async () =>
    whole(mapListing(await listAll(context, POOLS, { loadbalancer_id: parent.key }, call), readPool));
  const there = listener ? onListener : onLoadBalancer;
  // The rules refuse a listener that has a default pool already.
  const before = new Set(listener ? [] : (await onLoadBalancer()).map(({ id }) => id));
  const owner = listener ? `listener ${listener.nativeId}` : `load balancer ${parent.key}`;
  return createOnce<WirePool>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreatePool", description: `Create the pool ${name} for the ${owner}.` },
          async () => readPool(await create(context, POOLS, body, call)),
          readPool({ id: NEW_ID, ...body, loadbalancers: [{ id: parent.key }] }),
        ),
      find: async () => (await there()).filter((pool) => (pool.name ?? "") === name && pool.protocol === body.protocol),
      idOf: ({ id }) => id,
      isAsSent: (pool) => isPoolAsSent(body, pool),
      before,
      // A listener has one default pool; a load balancer accepts any number of pools of the same name.
      refusesSecond: listener !== null,
      what: `${sought(body.protocol, "pool", name)} of ${owner}`,
    },
    call,
  );
}

function latest(context: Context, id: string, answered: WirePool | null, call: Call): Promise<WirePool> {
  const read = async () => {
    const raw = await find(context, POOLS, id, call);
    return raw && readPool(raw);
  };
  return readBack(answered, id, read, call);
}

async function createHealthMonitor(
  context: Context,
  pool: WirePool,
  input: HealthMonitorInput,
  call: Call,
): Promise<void> {
  const body = createHealthMonitorRequest(pool.id, pool.protocol, input);
  await createOnce<WireHealthMonitor>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateHealthmonitor", description: `Create the health monitor of the pool ${knownAs(pool)}.` },
          async () => readHealthMonitor(await create(context, HEALTH_MONITORS, body, call)),
          readHealthMonitor({ id: NEW_ID, ...body }),
        ),
      find: async () => {
        const raw = await find(context, POOLS, pool.id, call);
        const id = raw && readPool(raw).healthMonitorId;
        const monitor = id && (await find(context, HEALTH_MONITORS, id, call));
        return monitor ? [readHealthMonitor(monitor)] : [];
      },
      idOf: ({ id }) => id,
      isAsSent: (wire) => holdsAll({ type: body.type, delaySeconds: body.delay, timeoutSeconds: body.timeout }, wire),
      // There was none, or it would have been changed.
      before: new Set(),
      // A pool has one.
      refusesSecond: true,
      what: `a health monitor of pool ${pool.id}`,
    },
    call,
  );
}

/** Null deletes the monitor. Switched off, it stays, with its numbers: its admin_state_up says whether checks run. */
async function changeHealthMonitor(
  context: Context,
  pool: WirePool,
  input: HealthMonitorInput | null,
  call: Call,
): Promise<void> {
  const { healthMonitorId } = pool;
  if (healthMonitorId === null) {
    if (input && !asksForNoCheck(input)) await createHealthMonitor(context, pool, input, call);
    return;
  }
  if (!input) {
    const planned = { action: "DeleteHealthmonitor", description: `Delete the health monitor ${healthMonitorId}.` };
    await removal(call, planned, () => remove(context, HEALTH_MONITORS, healthMonitorId, call));
    return;
  }
  const body = updateHealthMonitorRequest(input);
  if (isEmpty(body)) return;
  const planned = { action: "UpdateHealthmonitor", description: `Change the health monitor ${healthMonitorId}.` };
  await step(call, planned, () => update(context, HEALTH_MONITORS, healthMonitorId, body, call), {});
}
