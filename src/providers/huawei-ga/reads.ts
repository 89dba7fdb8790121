import type { CloudAccount } from "../../model/cloud-account.js";
import type { ResourceStatus } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import { coversPort } from "../../model/port-range.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { cutPage, keyOf } from "../cut-page.js";
import type { ListenerQuery, Page, PageRequest, ProviderService } from "../provider.js";
import { ACCELERATORS, ENDPOINT_GROUPS, endpointsOf, type Filters, HEALTH_CHECKS, LISTENERS, listAll } from "./api.js";
import { byId, childrenOf, settled } from "./fewest-calls.js";
import { refOf, toAccelerator, toHealthMonitor, toListener, toMember, toPool } from "./mapping.js";
import { markedPage, sievedPage } from "./paging.js";
import type { GaAccelerator, GaEndpoint, GaEndpointGroup, GaListener } from "./wire-types.js";

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

function mapped<T, U>(found: ReadonlyMap<string, T | ProblemError>, map: (value: T, key: string) => U) {
  return new Map(
    [...found].map(([key, value]) => [key, value instanceof ProblemError ? value : map(value, key)] as const),
  );
}

const inOrder = <T extends { readonly id: string }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => (a.id < b.id ? -1 : 1));

export function readsOf(client: CloudClient, account: CloudAccount): Reads {
  const listener = (wire: GaListener) => toListener(account, wire);

  /** Where the cloud cannot filter, large pages are read and filtered here, so that thin results do not cost a call per page. */
  async function listListeners(query: ListenerQuery, page: PageRequest, call: Call): Promise<Page<Listener>> {
    const filters: Filters = { accelerator_id: query.parent?.key, status: statusFilter(query.statuses) };
    if (query.nameContains === undefined && query.coversPort === undefined && !query.protocols?.length) {
      return markedPage(client, LISTENERS, filters, page, call, listener);
    }
    const fits = ({ name, protocol, portRanges }: Listener): boolean =>
      contains(name, query.nameContains) &&
      (!query.protocols?.length || query.protocols.includes(protocol)) &&
      (query.coversPort === undefined || coversPort(portRanges, query.coversPort));
    const read = (part: PageRequest) => markedPage(client, LISTENERS, filters, part, call, listener);
    return sievedPage(read, fits, page);
  }

  async function poolsOf(
    listeners: readonly { readonly id: string; readonly parentRef: ResourceRef | null }[],
    call: Call,
  ) {
    const parentOf = new Map(listeners.map(({ id, parentRef }) => [id, parentRef]));
    const groups = await childrenOf(
      client,
      ENDPOINT_GROUPS,
      "listener_id",
      ({ listenerId }) => listenerId,
      [...parentOf.keys()],
      call,
    );
    return mapped(groups, (wires, id) => inOrder(wires).map((wire) => toPool(account, wire, parentOf.get(id) ?? null)));
  }

  return {
    listListeners,

    async listPools({ parent, nameContains }, page, call) {
      if (parent) {
        const listeners = await listAll(client, LISTENERS, { accelerator_id: parent.key }, call);
        const parentRef = refOf(account, "accelerator", parent.key);
        const ofParent = listeners.map(({ id }) => ({ id, parentRef }));
        const found = [...(await poolsOf(ofParent, call)).values()];
        const problem = found.find((pools) => pools instanceof ProblemError);
        if (problem instanceof ProblemError) throw problem;
        const pools = found.flatMap((one) => (one instanceof ProblemError ? [] : one));
        return cutPage(
          pools.filter(({ name }) => contains(name, nameContains)),
          page,
          keyOf,
        );
      }
      const pool = (wire: GaEndpointGroup) => toPool(account, wire, null);
      if (nameContains === undefined) return markedPage(client, ENDPOINT_GROUPS, {}, page, call, pool);
      const all = (await listAll(client, ENDPOINT_GROUPS, {}, call)).map(pool);
      return cutPage(
        all.filter(({ name }) => contains(name, nameContains)),
        page,
        keyOf,
      );
    },

    async listParents({ nameContains }, page, call) {
      const parent = (wire: GaAccelerator) => toAccelerator(account, wire);
      if (nameContains === undefined) return markedPage(client, ACCELERATORS, {}, page, call, parent);
      const all = (await listAll(client, ACCELERATORS, {}, call)).map(parent);
      return cutPage(
        all.filter(({ name }) => contains(name, nameContains)),
        page,
        keyOf,
      );
    },

    readListeners: async (refs, call) => mapped(await byId(client, LISTENERS, keysOf(refs), call), listener),
    readPools: async (refs, call) =>
      mapped(await byId(client, ENDPOINT_GROUPS, keysOf(refs), call), (wire) => toPool(account, wire, null)),
    readParents: async (refs, call) =>
      mapped(
        await byId(client, ACCELERATORS, keysOf(refs), call),
        (wire): ListenerParent => toAccelerator(account, wire),
      ),

    async listenersOfParents(parents, call) {
      const found = await childrenOf(
        client,
        LISTENERS,
        "accelerator_id",
        ({ acceleratorId }) => acceleratorId,
        idsOf(parents),
        call,
      );
      return mapped(found, (wires) => inOrder(wires).map(listener));
    },

    poolsOfListeners: (listeners, call) =>
      poolsOf(
        listeners.map(({ nativeId, parentRef }) => ({ id: nativeId, parentRef })),
        call,
      ),

    /** The group's id is in the path, so there is no call for several groups. */
    async membersOfPools(pools, call) {
      const found = await settled(idsOf(pools), (id) => listAll(client, endpointsOf(id), {}, call));
      // A member on its way out takes no traffic, and is none of those that were asked for last.
      const staying = (wires: readonly GaEndpoint[]) => wires.filter(({ status }) => status !== "DELETING");
      return mapped(found, (wires) => inOrder(staying(wires)).map((wire) => toMember(account, wire)));
    },

    async healthMonitorsOfPools(pools, call) {
      const found = await childrenOf(
        client,
        HEALTH_CHECKS,
        "endpoint_group_id",
        ({ groupId }) => groupId,
        idsOf(pools),
        call,
      );
      return mapped(found, ([check]) => (check ? toHealthMonitor(check) : null));
    },
  };
}
