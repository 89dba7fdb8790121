import { isDeepStrictEqual } from "node:util";
import { etagOf } from "../../model/etag.js";
import { Listener } from "../../model/listener.js";
import { LISTENER, POOL } from "../../model/meanings.js";
import { Pool, type PoolMember } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import { type ResourceRef, urnOf } from "../../model/resource-ref.js";
import type { Found, Page, PageRequest, ProviderService } from "../../providers/provider.js";
import type { Call } from "../../transport/call.js";

/** How watched objects of one kind are read and compared. */
export interface WatchedKind<T> {
  readonly name: string;
  list(service: ProviderService, parent: ResourceRef | undefined, page: PageRequest, call: Call): Promise<Page<T>>;
  read(service: ProviderService, refs: readonly ResourceRef[], call: Call): Promise<Found<T>>;
  /** Digests of the parts that are read separately, by object key; omits objects whose parts could not all be read. */
  parts?(service: ProviderService, items: readonly T[], call: Call): Promise<ReadonlyMap<string, string>>;
  /** Whether two readings of one object show no difference. Times of changes do not count. */
  isSame(before: T, after: T): boolean;
}

const urn = (ref: ResourceRef | null): string | null => ref && urnOf(ref);

/** Equal native objects make equal objects; only others are compared in detail. */
const bySight =
  <T extends { readonly native: unknown }>(lookOf: (item: T) => readonly unknown[]) =>
  (before: T, after: T): boolean =>
    isDeepStrictEqual(before.native, after.native) || isDeepStrictEqual(lookOf(before), lookOf(after));

export const WATCHED_LISTENERS: WatchedKind<Listener> = {
  name: "listeners",
  list: (service, parent, page, call) => service.listListeners({ parent }, page, call),
  read: (service, refs, call) => service.readListeners(refs, call),
  isSame: bySight((listener) => [
    etagOf(LISTENER, listener),
    listener.status,
    listener.nativeStatus,
    listener.nativeProtocol,
    listener.region,
    urn(listener.parentRef),
    listener.frozen,
  ]),
};

export const WATCHED_POOLS: WatchedKind<Pool> = {
  name: "pools",
  list: (service, parent, page, call) => service.listPools({ parent }, page, call),
  read: (service, refs, call) => service.readPools(refs, call),
  isSame: bySight((pool) => [
    etagOf(POOL, pool),
    pool.status,
    pool.nativeStatus,
    pool.protocol,
    pool.region,
    urn(pool.parentRef),
    pool.listenerRefs?.map(urnOf).sort(),
  ]),

  async parts(service, pools, call) {
    const [members, healths, monitors] = await Promise.all([
      service.membersOfPools(pools, call),
      service.healthOfPools?.(pools, call),
      service.healthMonitorsOfPools(pools, call),
    ]);
    const parts = new Map<string, string>();
    for (const { ref } of pools) {
      const [listing, health, monitor] = [members.get(ref.key), healths?.get(ref.key), monitors.get(ref.key)];
      if (!listing || listing instanceof ProblemError || listing.problems.length > 0) continue;
      if (health instanceof ProblemError || monitor instanceof ProblemError) continue;
      const seen = listing.items.map((member) => lookOfMember(member, health?.get(member.ref.key) ?? member.health));
      parts.set(ref.key, JSON.stringify([seen.sort(), monitor ?? null]));
    }
    return parts;
  },
};

const lookOfMember = ({ address, port, weight, targetType, targetId }: PoolMember, health: string | null): string =>
  JSON.stringify([address, port, weight, targetType, targetId, health]);

/** The state in which a deleted object is reported; everything else is as it was last read. */
const GONE = { status: "DELETING", nativeStatus: null } as const;

export function goneListener(last: Listener): Listener {
  const { tls, timeouts, frozen, tags, settings, createdAt, updatedAt } = last;
  const details = () => ({ tls, timeouts, frozen, tags, settings, createdAt, updatedAt });
  return new Listener({ ...last, ...GONE, details });
}

export function gonePool(last: Pool): Pool {
  const { settings, createdAt, updatedAt } = last;
  return new Pool({ ...last, ...GONE, details: () => ({ settings, createdAt, updatedAt }) });
}
