import type { ProviderCapabilities } from "../model/capabilities.js";
import type { Listener } from "../model/listener.js";
import type { UpdateListenerInput } from "../model/listener-inputs.js";
import type { Meanings } from "../model/meaning.js";
import { LISTENER, POOL } from "../model/meanings.js";
import { type HealthMonitor, type Pool, type PoolMember, poolEtag } from "../model/pool.js";
import type { UpdatePoolInput } from "../model/pool-inputs.js";
import { ProblemError } from "../model/problem-error.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import { whole } from "../providers/kit/listing.js";
import { problemOr } from "../providers/outcomes.js";
import type { ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { touchedListener, touchedPool } from "./allowed.js";
import type { Existing, Reader, Target } from "./change-runner.js";
import type { ReadAgain } from "./replay.js";
import type { Present } from "./what-differs.js";

export const listenerTarget: Target = { member: "id", what: "listener", kinds: ["listener"] };
export const parentTarget: Target = {
  member: "parentId",
  what: "load balancer or accelerator",
  kinds: ["load-balancer", "accelerator"],
};
export const poolTarget: Target = { member: "id", what: "pool", kinds: ["pool"] };

/** How a change finds the fields that differ from the current state. */
export interface Comparison<I, R extends Existing> {
  readonly meanings: Meanings;
  /** Fields that the cloud does not support. */
  unsupported(capabilities: ProviderCapabilities): readonly string[];
  /** The current fields of the resource, including separately read ones if the input names them. */
  present(service: ProviderService, resource: R, input: I, call: Call): Promise<Present>;
}

const fieldsOf = (resource: object, meanings: Meanings): Present =>
  Object.fromEntries(Object.keys(meanings).map((name) => [name, (resource as Present)[name]]));

/** Undefined when it cannot be read. */
async function monitorOf(service: ProviderService, pool: Pool, call: Call): Promise<HealthMonitor | null | undefined> {
  const monitors = await problemOr(service.healthMonitorsOfPools([pool], call));
  const monitor = monitors instanceof ProblemError ? undefined : monitors.get(pool.ref.key);
  return monitor instanceof ProblemError ? undefined : monitor;
}

/** A listener's health monitor is that of its only, implied pool. */
export const listenerComparison: Comparison<UpdateListenerInput, Listener> = {
  meanings: LISTENER,
  unsupported: ({ unsupportedListenerFields }) => unsupportedListenerFields,
  async present(service, listener, { healthMonitor }, call) {
    const fields = fieldsOf(listener, LISTENER);
    if (healthMonitor === undefined) return fields;
    const found = await problemOr(service.poolsOfListeners([listener], call));
    const pools = found instanceof ProblemError ? undefined : found.get(listener.ref.key);
    const implied = pools instanceof ProblemError ? undefined : pools?.items.find(({ isImplicit }) => isImplicit);
    return implied ? { ...fields, healthMonitor: await monitorOf(service, implied, call) } : fields;
  },
};

export const poolComparison: Comparison<UpdatePoolInput, Pool> = {
  meanings: POOL,
  unsupported: ({ unsupportedPoolFields }) => unsupportedPoolFields,
  async present(service, pool, { healthMonitor }, call) {
    const fields = fieldsOf(pool, POOL);
    return healthMonitor === undefined ? fields : { ...fields, healthMonitor: await monitorOf(service, pool, call) };
  },
};

export const listenerReader: Reader<Listener> = {
  target: listenerTarget,
  read: async (service, ref, call) => oneOf(await service.readListeners([ref], call), ref.key),
  readAwaited: (awaiting, ...at) => awaiting.listener(...at),
  etag: async (_service, listener) => listener.etag,
  touched: async (_service, listener) => [touchedListener(listener)],
};

export const poolReader: Reader<Pool> = {
  target: poolTarget,
  read: async (service, ref, call) => oneOf(await service.readPools([ref], call), ref.key),
  readAwaited: (awaiting, ...at) => awaiting.pool(...at),
  etag: async (service, pool, call) => {
    const [members, monitors] = await Promise.all([
      membersOf(service, pool, call),
      service.healthMonitorsOfPools([pool], call),
    ]);
    return poolEtag(pool, members, oneOf(monitors, pool.ref.key));
  },
  touched: touchedPool,
};

/** How to read the object of an earlier change again. */
export const againBy =
  <R extends Existing>(reader: Reader<R>): ReadAgain<R> =>
  ({ service }, ref, call) =>
    reader.read(service, ref, call);

export async function membersOf(service: ProviderService, pool: Pool, call: Call): Promise<readonly PoolMember[]> {
  const listed = oneOf(await service.membersOfPools([pool], call), pool.ref.key);
  return listed ? whole(listed) : [];
}
