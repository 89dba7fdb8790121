import type { Pool, PoolMember } from "../../src/model/pool.js";
import type { ProblemError } from "../../src/model/problem-error.js";
import type { ResourceRef } from "../../src/model/resource-ref.js";
import { mapOutcomes, readByIds, readChildren } from "../../src/providers/kit/keyed-reads.js";
import { listingOf, mapListing } from "../../src/providers/kit/listing.js";
import type { Resource } from "../../src/providers/kit/rest-collection.js";
import type { Listing, Reads } from "../../src/providers/provider.js";
import type { Call } from "../../src/transport/call.js";
import { textIn, unreadable } from "../../src/transport/shape.js";
import type { WireObject } from "../../src/transport/wire.js";
import { LISTENERS, LOAD_BALANCERS, listAll, show } from "./api.js";
import type { Context } from "./client.js";
import { nativeListener, toListener, toMember, toParent, toPool } from "./mapping.js";
import { readListener, readLoadBalancer, readLoadBalancerId, readMember } from "./wire.js";

export function readsOf(context: Context): Reads {
  const { account } = context;
  const toModel = (raw: WireObject) => toListener(readListener(raw), account);
  const byId = (resource: Resource, refs: readonly ResourceRef[], call: Call) =>
    readByIds<WireObject>(
      refs.map(({ key }) => key),
      {
        one: (id) => show(context, resource, id, call),
        list: (until) => listAll(context, resource, {}, call, until),
        idOf: ({ id }) => textIn(id) ?? "",
      },
    );
  return {
    readListeners: async (refs, call) => mapOutcomes(await byId(LISTENERS, refs, call), toModel),
    readPools: async (refs, call) =>
      mapOutcomes(await byId(LISTENERS, refs, call), (raw) => toPool(readListener(raw), account)),
    readParents: async (refs, call) =>
      mapOutcomes(await byId(LOAD_BALANCERS, refs, call), (raw) => toParent(readLoadBalancer(raw), account)),

    async listenersOfParents(parents, call) {
      const found = await readChildren<WireObject>(
        parents.map(({ nativeId }) => nativeId),
        {
          ofOne: (id) => listAll(context, LISTENERS, { load_balancer_id: id }, call),
          ofAll: (until) => listAll(context, LISTENERS, {}, call, until),
          parentOf: (raw) => readLoadBalancerId(raw).loadBalancerId,
        },
      );
      return mapOutcomes(found, (raw) => mapListing(raw, toModel));
    },

    /** A pool is part of its listener, so it has been read. */
    poolsOfListeners: async (listeners) =>
      new Map(listeners.map((one) => [one.ref.key, listingOf([toPool(nativeListener(one), account)])])),

    membersOfPools: async (pools) => new Map(pools.map((pool) => [pool.ref.key, membersOf(pool)])),

    healthMonitorsOfPools: async (pools) => new Map(pools.map(({ ref }) => [ref.key, null])),
  };
}

function membersOf(pool: Pool): Listing<PoolMember> | ProblemError {
  const { id, members } = nativeListener(pool);
  if (members === null) return unreadable("listener", id, "members");
  return mapListing(listingOf(members), (raw) => toMember(readMember(raw), pool));
}
