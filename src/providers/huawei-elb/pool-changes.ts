import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { asksForNoCheck } from "../../model/part-checks.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import { allOf } from "../kit/listing.js";
import { allDone, halfDone, unlessMissing } from "../outcomes.js";
import type { CreatePoolCommand, ProviderService } from "../provider.js";
import { create, HEALTH_MONITORS, LISTENERS, listAll, POOLS, remove, update } from "./api.js";
import { type ElbAccount, poolOf } from "./context.js";
import { byIds } from "./fewest-calls.js";
import { toPool } from "./mapping.js";
import { addMembers, replaceMembers } from "./members.js";
import { removePool } from "./pool-removal.js";
import {
  createHealthMonitorBody,
  createPoolBody,
  isEmptyBody,
  POOL_PROTOCOLS,
  updateHealthMonitorBody,
  updatePoolBody,
} from "./request-bodies.js";
import type { ElbPool } from "./wire-types.js";

type PoolChanges = Pick<ProviderService, "createPool" | "updatePool" | "deletePool" | "setPoolMembers">;

export function poolChangesOf(context: ElbAccount): PoolChanges {
  const { account, elb } = context;
  return {
    /** The cloud's answer to a create or update is the whole pool, so it is read again only when more was done to it. */
    async createPool(command, call) {
      const { members, healthMonitor } = command.input;
      const created = await createBarePool(context, command, call);
      const check = healthMonitor && !asksForNoCheck(healthMonitor) ? healthMonitor : null;
      if (!check && !members?.length) return toPool(account, created);
      try {
        await allDone([
          addMembers(context, created, members ?? [], () => true, call),
          ...(check ? [createHealthMonitor(context, created, check, call)] : []),
        ]);
        return toPool(account, await latest(context, created.id, call));
      } catch (error) {
        throw halfDone(error, `The pool ${created.id} was created, but not all that belongs to it.`);
      }
    },

    async updatePool(pool, input, call) {
      const current = poolOf(pool);
      const body = updatePoolBody(input);
      const updated = isEmptyBody(body) ? null : await update(elb, POOLS, current.id, body, call);
      const { healthMonitor } = input;
      if (healthMonitor) await changeHealthMonitor(context, current, healthMonitor, call);
      const isKnown = updated !== null && !healthMonitor;
      return toPool(account, isKnown ? updated : await latest(context, current.id, call));
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
      return toPool(account, await latest(context, current.id, call));
    },
  };
}

/** Pools bear no time, so one that was made by a lost create is told by not having been there before. */
async function createBarePool({ elb }: ElbAccount, command: CreatePoolCommand, call: Call): Promise<ElbPool> {
  const { input, listener, parent } = command;
  const protocol = input.protocol ?? (listener && POOL_PROTOCOLS[listener.protocol]);
  if (!protocol) {
    const message = "Say the protocol: without a listener it cannot be told.";
    throw new ProblemError({ code: "INVALID_INPUT", path: ["protocol"], message });
  }
  const place = listener ? { listenerId: listener.nativeId } : { loadBalancerId: parent.key };
  const body = createPoolBody(place, protocol, input);
  const isAlike = (pool: ElbPool) => pool.name === (input.name ?? "") && pool.protocol === protocol;
  const what = `a ${protocol} pool named ${input.name ?? ""}`;
  const attempt = () => create(elb, POOLS, body, call);
  if (listener) {
    // The rules refuse a listener that has a default pool already.
    const find = async () => {
      const [current] = await allOf(byIds(elb, LISTENERS, [listener.nativeId], call));
      const [pool] = await allOf(byIds(elb, POOLS, current?.defaultPoolId ? [current.defaultPoolId] : [], call));
      return pool && isAlike(pool) ? pool : null;
    };
    return createOnce({ attempt, find, what: `${what} of listener ${listener.nativeId}` }, call);
  }
  const there = () => allOf(listAll(elb, POOLS, { loadbalancer_id: parent.key }, call));
  const before = new Set((await there()).map(({ id }) => id));
  const find = async () => {
    const found = (await there()).filter((pool) => !before.has(pool.id) && isAlike(pool));
    return found.length > 1 ? "unclear" : (found[0] ?? null);
  };
  return createOnce<ElbPool>({ attempt, find, what: `${what} of load balancer ${parent.key}` }, call);
}

async function latest({ elb }: ElbAccount, id: string, call: Call): Promise<ElbPool> {
  const [pool] = await allOf(byIds(elb, POOLS, [id], call));
  if (pool) return pool;
  throw new ProblemError({ code: "NOT_FOUND", message: `The pool ${id} is not there any more.` });
}

async function createHealthMonitor(
  { elb }: ElbAccount,
  pool: ElbPool,
  input: HealthMonitorInput,
  call: Call,
): Promise<void> {
  await createOnce(
    {
      attempt: () => create(elb, HEALTH_MONITORS, createHealthMonitorBody(pool.id, pool.protocol, input), call),
      find: async () => {
        const [current] = await allOf(byIds(elb, POOLS, [pool.id], call));
        const made = current?.healthMonitorId ? [current.healthMonitorId] : [];
        return (await allOf(byIds(elb, HEALTH_MONITORS, made, call)))[0] ?? null;
      },
      what: `a health monitor of pool ${pool.id}`,
    },
    call,
  );
}

/** Switched off, a monitor stays, with its numbers: its admin_state_up says whether checks are made. */
async function changeHealthMonitor(
  context: ElbAccount,
  pool: ElbPool,
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
