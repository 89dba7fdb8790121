import type { CloudAccount } from "../../model/cloud-account.js";
import type { ResourceStatus } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { HealthMonitor, Pool } from "../../model/pool.js";
import { coversPort } from "../../model/port-range.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { byText, cutPage, keyOf } from "../kit/cut-page.js";
import { mapOutcomes, type Outcomes, readByIds, readChildren, readEach } from "../kit/keyed-reads.js";
import { filterListing, joinListings, listingOf } from "../kit/listing.js";
import { pageByMarker } from "../kit/pages-by-marker.js";
import type { Listing, ProviderService } from "../provider.js";
import {
  ACCELERATORS,
  ENDPOINT_GROUPS,
  endpointsOf,
  type Filters,
  HEALTH_CHECKS,
  LISTENERS,
  listAll,
  listOf,
  type Resource,
  show,
} from "./api.js";
import { refOf, toAccelerator, toHealthMonitor, toListener, toMember, toPool } from "./mapping.js";
import type { GaAccelerator, GaEndpoint, GaEndpointGroup, GaHealthCheck, GaListener } from "./wire-types.js";

/** The reading half of the service. */

type Reads = Pick<
  ProviderService,
  | "listListeners"
  | "listPools"
  | "listParents"
  | "readListeners"
  | "readPools"
  | "readParents"
  | "listenersOfParents"
  | "poolsOfListeners"
  | "membersOfPools"
  | "healthMonitorsOfPools"
>;

/** The one status that the cloud can filter by; PENDING stands for two of ours. */
function statusFilter(statuses: readonly ResourceStatus[] | undefined): string | undefined {
  const wanted = new Set(
    statuses?.map((status) => (status === "CREATING" || status === "UPDATING" ? "PENDING" : status)),
  );
  const [only, ...others] = wanted;
  return others.length === 0 && only !== "UNKNOWN" ? only : undefined;
}

const contains = (name: string | null, text: string | undefined): boolean =>
  text === undefined || (name ?? "").toLowerCase().includes(text.toLowerCase());

const keysOf = (refs: readonly { readonly key: string }[]) => refs.map(({ key }) => key);
const idsOf = (objects: readonly { readonly nativeId: string }[]) => objects.map(({ nativeId }) => nativeId);

/** The entries in the order of their ids, as models. */
function inOrder<W extends { readonly id: string }, T>(
  { items, problems }: Listing<W>,
  toModel: (wire: W) => T,
): Listing<T> {
  return listingOf([...items].sort((a, b) => byText(a.id, b.id)).map(toModel), problems);
}

export function readsOf(client: CloudClient, account: CloudAccount): Reads {
  const listener = (wire: GaListener) => toListener(account, wire);
  const parent = (wire: GaAccelerator) => toAccelerator(account, wire);

  /**
   * Objects by their ids. The cloud reads one by its id, or pages through all of a sort; how many there are it does not
   * say beforehand. So the pages are read as long as they are fewer than the single reads.
   */
  function byId<T extends { readonly id: string }>(resource: Resource<T>, refs: readonly ResourceRef[], call: Call) {
    return readByIds<T>(keysOf(refs), {
      one: (id) => show(client, resource, id, call),
      list: (until) => listAll(client, resource, {}, call, until),
      idOf: ({ id }) => id,
    });
  }

  /** The objects under each of these parents, by the filter that names one. */
  function childrenOf<T extends { readonly id: string }>(
    resource: Resource<T>,
    filter: string,
    parentOf: (item: T) => string | null,
    parentIds: readonly string[],
    call: Call,
  ): Promise<Outcomes<Listing<T>>> {
    return readChildren<T>(parentIds, {
      ofOne: (id) => listAll(client, resource, { [filter]: id }, call),
      ofAll: (until) => listAll(client, resource, {}, call, until),
      parentOf,
    });
  }

  async function poolsOf(
    listeners: readonly { readonly id: string; readonly parentRef: ResourceRef | null }[],
    call: Call,
  ) {
    const parentOf = new Map(listeners.map(({ id, parentRef }) => [id, parentRef]));
    const ids = [...parentOf.keys()];
    const groups = await childrenOf(ENDPOINT_GROUPS, "listener_id", ({ listenerId }) => listenerId, ids, call);
    return mapOutcomes(groups, (wires, id) =>
      inOrder(wires, (wire) => toPool(account, wire, parentOf.get(id) ?? null)),
    );
  }

  return {
    /** Where the cloud cannot filter, large pages are read and filtered here, so that thin results do not cost a call per page. */
    listListeners({ parent, nameContains, protocols, statuses, coversPort: port }, page, call) {
      const filters: Filters = { accelerator_id: parent?.key, status: statusFilter(statuses) };
      const isPicked = nameContains !== undefined || port !== undefined || Boolean(protocols?.length);
      const fits = ({ name, protocol, portRanges }: Listener): boolean =>
        contains(name, nameContains) &&
        (!protocols?.length || protocols.includes(protocol)) &&
        (port === undefined || coversPort(portRanges, port));
      const query = { toModel: listener, fits: isPicked ? fits : undefined };
      return pageByMarker(listOf(client, LISTENERS, filters, call), query, page);
    },

    async listPools({ parent, nameContains }, page, call) {
      const hasName = nameFits<Pool>(nameContains);
      if (!parent) {
        const toModel = (wire: GaEndpointGroup) => toPool(account, wire, null);
        return pageByMarker(listOf(client, ENDPOINT_GROUPS, {}, call), { toModel, fits: hasName }, page);
      }
      const listeners = await listAll(client, LISTENERS, { accelerator_id: parent.key }, call);
      const parentRef = refOf(account, "accelerator", parent.key);
      const outcomes = await poolsOf(
        listeners.items.map(({ id }) => ({ id, parentRef })),
        call,
      );
      const pools = [...outcomes.values()].map((one) => {
        if (one instanceof ProblemError) throw one;
        return one;
      });
      const all = joinListings([listingOf<Pool>([], listeners.problems), ...pools]);
      return cutPage(hasName ? filterListing(all, hasName) : all, page, keyOf);
    },

    listParents: ({ nameContains }, page, call) =>
      pageByMarker(listOf(client, ACCELERATORS, {}, call), { toModel: parent, fits: nameFits(nameContains) }, page),

    readListeners: async (refs, call) => mapOutcomes(await byId(LISTENERS, refs, call), listener),
    readPools: async (refs, call) =>
      mapOutcomes(await byId(ENDPOINT_GROUPS, refs, call), (wire) => toPool(account, wire, null)),
    readParents: async (refs, call) => mapOutcomes(await byId(ACCELERATORS, refs, call), parent),

    async listenersOfParents(parents, call) {
      const idOf = ({ acceleratorId }: GaListener) => acceleratorId;
      const found = await childrenOf(LISTENERS, "accelerator_id", idOf, idsOf(parents), call);
      return mapOutcomes(found, (wires) => inOrder(wires, listener));
    },

    poolsOfListeners: (listeners, call) =>
      poolsOf(
        listeners.map(({ nativeId, parentRef }) => ({ id: nativeId, parentRef })),
        call,
      ),

    /** The group's id is in the path, so there is no call for several groups. */
    async membersOfPools(pools, call) {
      const found = await readEach(idsOf(pools), (id) => listAll(client, endpointsOf(id), {}, call));
      // A member on its way out takes no traffic, and is none of those that were asked for last.
      const isStaying = ({ status }: GaEndpoint) => status !== "DELETING";
      return mapOutcomes(found, (wires) => inOrder(filterListing(wires, isStaying), (wire) => toMember(account, wire)));
    },

    async healthMonitorsOfPools(pools, call) {
      const idOf = ({ groupId }: GaHealthCheck) => groupId;
      const found = await childrenOf(HEALTH_CHECKS, "endpoint_group_id", idOf, idsOf(pools), call);
      return new Map(
        [...found].map(([id, checks]): [string, HealthMonitor | null | ProblemError] => {
          if (checks instanceof ProblemError) return [id, checks];
          const [check] = checks.items;
          if (check) return [id, toHealthMonitor(check)];
          // It may be among those that could not be read.
          return [id, checks.problems[0] ?? null];
        }),
      );
    },
  };
}

/** Capitals do not matter. The cloud has no filter on parts of names. */
function nameFits<T extends { readonly name: string | null }>(nameContains: string | undefined) {
  return nameContains === undefined ? undefined : ({ name }: T): boolean => contains(name, nameContains);
}
