import type { HealthMonitor, Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { textIn } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { byText, keyOf } from "../kit/cut-page.js";
import { mapOutcomes, type Outcomes, readByIds, readChildren, readEach } from "../kit/keyed-reads.js";
import { filterListing, listingOf, mapListing } from "../kit/listing.js";
import type { Resource } from "../kit/rest-collection.js";
import type { Listing, Reads } from "../provider.js";
import { ACCELERATORS, ENDPOINT_GROUPS, endpointsOf, HEALTH_CHECKS, LISTENERS, listAll, show } from "./api.js";
import type { Context } from "./client.js";
import { nativeStatus, toHealthMonitor, toListener, toMember, toParent, toPool } from "./mapping.js";
import {
  readAccelerator,
  readAcceleratorId,
  readEndpoint,
  readEndpointGroup,
  readHealthCheck,
  readListener,
  readListenersOf,
} from "./wire.js";

const idsOf = (objects: readonly { readonly nativeId: string }[]) => objects.map(({ nativeId }) => nativeId);

/** The entries in the order of their ids, as models. */
function inOrder<T extends { readonly ref: ResourceRef }>(
  raw: Listing<WireObject>,
  toModel: (raw: WireObject) => T,
): Listing<T> {
  const { items, problems } = mapListing(raw, toModel);
  return listingOf(
    [...items].sort((a, b) => byText(keyOf(a), keyOf(b))),
    problems,
  );
}

/**
 * Objects by their ids. The cloud reads one by its id, or pages through all of a kind; it does not report their number
 * beforehand. So the pages are read as long as they are fewer than the single reads.
 */
function byId(context: Context, resource: Resource, refs: readonly ResourceRef[], call: Call) {
  return readByIds<WireObject>(
    refs.map(({ key }) => key),
    {
      one: (id) => show(context, resource, id, call),
      list: (until) => listAll(context, resource, {}, call, until),
      idOf: ({ id }) => textIn(id) ?? "",
    },
  );
}

/** The objects of each of these parents, by the filter that names one. */
function childrenOf(
  context: Context,
  resource: Resource,
  filter: string,
  parentOf: (raw: WireObject) => string | null,
  parentIds: readonly string[],
  call: Call,
): Promise<Outcomes<Listing<WireObject>>> {
  return readChildren<WireObject>(parentIds, {
    ofOne: (id) => listAll(context, resource, { [filter]: id }, call),
    ofAll: (until) => listAll(context, resource, {}, call, until),
    parentOf,
  });
}

/** The pools of listeners, which know their accelerators; the groups themselves do not name them. */
export async function poolsOfListeners(
  context: Context,
  listeners: readonly { readonly id: string; readonly parentRef: ResourceRef | null }[],
  call: Call,
): Promise<Outcomes<Listing<Pool>>> {
  const parentOf = new Map(listeners.map(({ id, parentRef }) => [id, parentRef]));
  const listenerOf = (raw: WireObject) => readListenersOf(raw).listeners[0]?.id ?? null;
  const groups = await childrenOf(context, ENDPOINT_GROUPS, "listener_id", listenerOf, [...parentOf.keys()], call);
  return mapOutcomes(groups, (raw, id) =>
    inOrder(raw, (one) => toPool(readEndpointGroup(one), context.account, parentOf.get(id) ?? null)),
  );
}

/** An object that is being deleted takes no traffic and runs no checks, and is not what was just created. */
const isStaying = ({ status }: WireObject): boolean => nativeStatus({ status: textIn(status) }) !== "DELETING";

export function readsOf(context: Context): Reads {
  const { account } = context;
  const toModel = (raw: WireObject) => toListener(readListener(raw), account);
  return {
    readListeners: async (refs, call) => mapOutcomes(await byId(context, LISTENERS, refs, call), toModel),

    readPools: async (refs, call) =>
      mapOutcomes(await byId(context, ENDPOINT_GROUPS, refs, call), (raw) =>
        toPool(readEndpointGroup(raw), account, null),
      ),

    readParents: async (refs, call) =>
      mapOutcomes(await byId(context, ACCELERATORS, refs, call), (raw) => toParent(readAccelerator(raw), account)),

    async listenersOfParents(parents, call) {
      const parentOf = (raw: WireObject) => readAcceleratorId(raw).acceleratorId;
      const found = await childrenOf(context, LISTENERS, "accelerator_id", parentOf, idsOf(parents), call);
      return mapOutcomes(found, (raw) => inOrder(raw, toModel));
    },

    poolsOfListeners: (listeners, call) =>
      poolsOfListeners(
        context,
        listeners.map(({ nativeId, parentRef }) => ({ id: nativeId, parentRef })),
        call,
      ),

    /** The group's id is in the path, so there is no call for several groups. */
    async membersOfPools(pools, call) {
      const found = await readEach(idsOf(pools), (id) => listAll(context, endpointsOf(id), {}, call));
      return mapOutcomes(found, (raw) => {
        return inOrder(filterListing(raw, isStaying), (one) => toMember(readEndpoint(one), account));
      });
    },

    async healthMonitorsOfPools(pools, call) {
      const parentOf = (raw: WireObject) => readHealthCheck(raw).groupId;
      const found = await childrenOf(context, HEALTH_CHECKS, "endpoint_group_id", parentOf, idsOf(pools), call);
      return new Map(
        [...found].map(([id, raw]): [string, HealthMonitor | null | ProblemError] => {
          if (raw instanceof ProblemError) return [id, raw];
          const { items, problems } = mapListing(filterListing(raw, isStaying), readHealthCheck);
          const [check] = items;
          // It may be among those that could not be read.
          return [id, check ? toHealthMonitor(check) : (problems[0] ?? null)];
        }),
      );
    },
  };
}
