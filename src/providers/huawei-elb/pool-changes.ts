import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { asksForNoCheck } from "../../model/part-checks.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { readBack } from "../kit/change-steps.js";
import { createOnce, holdsAll } from "../kit/create-once.js";
import { allOf } from "../kit/listing.js";
import { allDone, unlessMissing } from "../outcomes.js";
import type { CreatePoolCommand, ProviderService } from "../provider.js";
import { create, HEALTH_MONITORS, LISTENERS, listAll, POOLS, remove, update } from "./api.js";
import { type ElbAccount, poolOf } from "./context.js";
import { byIds } from "./fewest-calls.js";
import { toPool } from "./mapping.js";
import { addMembers, refuseTooManyMembers, replaceMembers } from "./members.js";
import { removePool } from "./pool-removal.js";
import {
  createHealthMonitorBody,
  createPoolBody,
  isEmptyBody,
  isPoolAsSent,
  POOL_PROTOCOLS,
  updateHealthMonitorBody,
  updatePoolBody,
} from "./request-bodies.js";
import type { WireHealthMonitor, WirePool } from "./wire.js";

type PoolChanges = Pick<ProviderService, "createPool" | "updatePool" | "deletePool" | "setPoolMembers">;

export function poolChangesOf(context: ElbAccount): PoolChanges {
  const { account, elb } = context;
  return {
    /** The cloud's answer to a create or update is the whole pool, so it is read again only when more was done to it. */
    async createPool(command, call) {
      const { members, healthMonitor } = command.input;
      refuseTooManyMembers(context, members?.length ?? 0, call);
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
      const current = poolOf(pool);
      const body = updatePoolBody(input);
      const updated = isEmptyBody(body) ? null : await update(elb, POOLS, current.id, body, call);
      const { healthMonitor } = input;
      if (healthMonitor) await changeHealthMonitor(context, current, healthMonitor, call);
      const isKnown = updated !== null && !healthMonitor;
      return toPool(isKnown ? updated : await latest(context, current.id, null, call), account);
    },

    /** Without cascade the cloud refuses while there are members or a health monitor. */
    async deletePool(pool, { cascade }, call) {
      const current = poolOf(pool);
      if (cascade) await removePool(context, current, call);
      else await unlessMissing(remove(elb, POOLS, current.id, call));
    },

    async setPoolMembers(pool, members, call) {
      const current = poolOf(pool);
      await replaceMembers(context, current, members, call);
      return toPool(await latest(context, current.id, null, call), account);
    },
  };
}

/** Pools bear no time, so one that was made by a lost create is told by not having been there before. */
async function createBarePool({ elb }: ElbAccount, command: CreatePoolCommand, call: Call): Promise<WirePool> {
  const { input, listener, parent } = command;
  const protocol = input.protocol ?? (listener && POOL_PROTOCOLS[listener.protocol]);
  if (!protocol) {
    const message = "Say the protocol: without a listener it cannot be told.";
    throw new ProblemError({ code: "INVALID_INPUT", path: ["protocol"], message });
  }
  const place = listener ? { listenerId: listener.nativeId } : { loadBalancerId: parent.key };
  const body = createPoolBody(place, protocol, input);
  const name = input.name ?? "";
  const onListener = async () => {
    const [current] = await allOf(byIds(elb, LISTENERS, [listener?.nativeId ?? ""], call));
    return allOf(byIds(elb, POOLS, current?.defaultPoolId ? [current.defaultPoolId] : [], call));
  };
  const onLoadBalancer = () => allOf(listAll(elb, POOLS, { loadbalancer_id: parent.key }, call));
  const find = listener ? onListener : onLoadBalancer;
  // The rules refuse a listener that has a default pool already.
  const before = new Set(listener ? [] : (await onLoadBalancer()).map(({ id }) => id));
  const owner = listener ? `listener ${listener.nativeId}` : `load balancer ${parent.key}`;
  return createOnce<WirePool>(
    {
      attempt: () => create(elb, POOLS, body, call),
      find: async () => (await find()).filter((pool) => (pool.name ?? "") === name && pool.protocol === protocol),
      idOf: ({ id }) => id,
      isAsSent: (pool) => isPoolAsSent(body, pool),
      before,
      // A listener has one default pool; a load balancer takes any number of pools of the same name.
      refusesSecond: listener !== null,
      what: `a ${protocol} pool named ${name} of ${owner}`,
    },
    call,
  );
}

function latest({ elb }: ElbAccount, id: string, answered: WirePool | null, call: Call): Promise<WirePool> {
  return readBack(answered, id, async () => (await allOf(byIds(elb, POOLS, [id], call)))[0], call);
}

async function createHealthMonitor(
  { elb }: ElbAccount,
  pool: WirePool,
  input: HealthMonitorInput,
  call: Call,
): Promise<void> {
  const body = createHealthMonitorBody(pool.id, pool.protocol, input);
  await createOnce<WireHealthMonitor>(
    {
      attempt: () => create(elb, HEALTH_MONITORS, body, call),
      find: async () => {
        const [current] = await allOf(byIds(elb, POOLS, [pool.id], call));
        return allOf(byIds(elb, HEALTH_MONITORS, current?.healthMonitorId ? [current.healthMonitorId] : [], call));
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

/** Switched off, a monitor stays, with its numbers: its admin_state_up says whether checks are made. */
async function changeHealthMonitor(
  context: ElbAccount,
  pool: WirePool,
  input: HealthMonitorInput,
  call: Call,
): Promise<void> {
  const { healthMonitorId } = pool;
  if (healthMonitorId === null) {
    if (!asksForNoCheck(input)) await createHealthMonitor(context, pool, input, call);
    return;
  }
  const body = updateHealthMonitorBody(input);
  if (!isEmptyBody(body)) await update(context.elb, HEALTH_MONITORS, healthMonitorId, body, call);
}
