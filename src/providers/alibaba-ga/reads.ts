import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText } from "../kit/cut-page.js";
import {
  everyOrProblem,
  mapOutcomes,
  type Outcomes,
  readByIds,
  readChildren,
  readEach,
  type WaysToIds,
} from "../kit/keyed-reads.js";
import { listingOf, mapListing } from "../kit/listing.js";
import { problemOr } from "../outcomes.js";
import type { Listing, ProviderService } from "../provider.js";
import * as api from "./api.js";
import type { GaAccount } from "./context.js";
import { membersOf } from "./endpoints.js";
import { groupBehind, toAccelerator, toHealthMonitor, toListener, toPool } from "./mapping.js";
import { readAnywhere } from "./read-anywhere.js";
import type { WireEndpointGroup, WireEndpointHealth, WireListener } from "./wire-types.js";

type Reads = Pick<
  ProviderService,
  | "readListeners"
  | "readPools"
  | "readParents"
  | "listenersOfParents"
  | "poolsOfListeners"
  | "membersOfPools"
  | "healthMonitorsOfPools"
>;

/** Reads by key. A ref's hint is the accelerator's id, which turns many reads of one thing into one of a list. */
export function createReads({ account, client }: GaAccount): Reads {
  return {
    async readListeners(refs, call) {
      const one = (id: string) => api.describeListener(client, id, call);
      const wires = await byAccelerator<WireListener>(refs, call, one, (AcceleratorId) => ({
        one,
        list: (until) => api.listListeners(client, { AcceleratorId }, call, until),
        idOf: ({ ListenerId }) => ListenerId,
      }));
      return mapOutcomes(wires, (wire) => toListener(wire, account));
    },

    async readPools(refs, call) {
      const one = (id: string) => api.describeEndpointGroup(client, id, call);
      const wires = await byAccelerator<WireEndpointGroup>(refs, call, one, (AcceleratorId) => ({
        one: (EndpointGroupId) => api.findEndpointGroup(client, { AcceleratorId, EndpointGroupId }, call),
        list: (until) => api.listEndpointGroups(client, { AcceleratorId }, call, until),
        idOf: ({ EndpointGroupId }) => EndpointGroupId,
      }));
      return mapOutcomes(wires, (wire) => toPool(wire, account));
    },

    async readParents(refs, call) {
      const wires = await readByIds(
        refs.map(({ key }) => key),
        {
          one: (id) => api.describeAccelerator(client, id, call),
          list: (until) => api.listAccelerators(client, call, until),
          idOf: ({ AcceleratorId }) => AcceleratorId,
        },
      );
      return mapOutcomes(wires, (wire) => toAccelerator(wire, account));
    },

    async listenersOfParents(parents, call) {
      const lists = await readEach(
        parents.map(({ ref }) => ref.key),
        (AcceleratorId) => api.listListeners(client, { AcceleratorId }, call),
      );
      return mapOutcomes(lists, ({ items, problems }) => {
        const listeners = items.map((wire) => toListener(wire, account));
        return listingOf(
          listeners.sort((a, b) => byText(a.ref.key, b.ref.key)),
          problems,
        );
      });
    },

    async poolsOfListeners(listeners, call) {
      const groups = [...groupedBy(listeners, ({ parentRef, ref }) => parentRef?.key ?? ref.hint ?? "")];
      const found = await Promise.all(
        groups.map(([acceleratorId, siblings]) => poolsOfSiblings(acceleratorId, siblings, call)),
      );
      return new Map(found.flatMap((one) => [...one]));
    },

    /**
     * The members' health takes a call per listener. It is asked for only when all pools belong to the same one, as on a
     * page about one listener; in longer lists the health of members that are checked is UNKNOWN.
     */
    async membersOfPools(pools, call) {
      const health = await healthOf(pools, call);
      return new Map(pools.map((pool) => [pool.ref.key, listingOf(membersOf(pool, health))]));
    },

    async healthMonitorsOfPools(pools) {
      return new Map(pools.map((pool) => [pool.ref.key, toHealthMonitor(groupBehind(pool))]));
    },
  };

  /** Keys with a hint are read by accelerator, the others wherever they are. An accelerator that fails takes only its own keys along. */
  async function byAccelerator<T>(
    refs: readonly ResourceRef[],
    call: Call,
    one: WaysToIds<T>["one"],
    waysOn: (acceleratorId: string) => WaysToIds<T>,
  ): Promise<Outcomes<T>> {
    const groups = [...groupedBy(refs, ({ hint }) => hint ?? "")];
    const found = await Promise.all(
      groups.map(async ([acceleratorId, group]): Promise<Outcomes<T>> => {
        const ids = [...new Set(group.map(({ key }) => key))];
        if (acceleratorId !== "") return everyOrProblem(ids, readByIds(ids, waysOn(acceleratorId)));
        return readAnywhere(ids, {
          one,
          listAcceleratorIds: async () =>
            mapListing(await api.listAccelerators(client, call), ({ AcceleratorId }) => AcceleratorId),
          listOn: (id) => waysOn(id).list(() => false),
          idOf: waysOn("").idOf,
        });
      }),
    );
    return new Map(found.flatMap((one) => [...one]));
  }

  /** One listener's groups by its id; several listeners' through the accelerator's list, unless that has more pages than there are listeners. */
  async function poolsOfSiblings(
    AcceleratorId: string,
    listeners: readonly Listener[],
    call: Call,
  ): Promise<Outcomes<Listing<Pool>>> {
    const ids = listeners.map(({ ref }) => ref.key);
    const reading = readChildren<WireEndpointGroup>(ids, {
      ofOne: (ListenerId) => api.listEndpointGroups(client, { AcceleratorId, ListenerId }, call),
      ofAll: (until) => api.listEndpointGroups(client, { AcceleratorId }, call, until),
      parentOf: ({ ListenerId }) => ListenerId,
    });
    return mapOutcomes(await everyOrProblem(ids, reading), ({ items, problems }) =>
      listingOf(
        defaultFirst(items).map((wire) => toPool(wire, account)),
        problems,
      ),
    );
  }

  async function healthOf(pools: readonly Pool[], call: Call): Promise<readonly WireEndpointHealth[]> {
    const checked = pools.map(groupBehind).filter(({ HealthCheckEnabled }) => HealthCheckEnabled);
    const [group] = checked;
    if (!group || pools.some((pool) => groupBehind(pool).ListenerId !== group.ListenerId)) return [];
    const { AcceleratorId, ListenerId } = group;
    const health = await problemOr(api.getHealthStatus(client, { AcceleratorId, ListenerId }, call));
    if (!(health instanceof ProblemError)) return health;
    call.log.warn(
      { err: health, requestId: call.requestId },
      "could not read what health checks saw; health is unknown",
    );
    return [];
  }
}

const isDefault = ({ EndpointGroupType }: WireEndpointGroup) => EndpointGroupType !== "virtual";

function defaultFirst(groups: readonly WireEndpointGroup[]): WireEndpointGroup[] {
  return [...groups].sort(
    (a, b) => Number(isDefault(b)) - Number(isDefault(a)) || byText(a.EndpointGroupId, b.EndpointGroupId),
  );
}

function groupedBy<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}
