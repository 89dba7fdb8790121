import { allListeners, allPools } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList } from "../../contract/paging/paged-list.js";
import { found, foundOne, walked } from "../../contract/paging/reading.js";
import { ofListeners, ofMembers, ofParents, queryOf } from "../huawei-shared/paged-lists.js";

function dialect(many: string): Dialect {
  return {
    kind: "markers",
    questionIn(request) {
      return { size: Number(queryOf(request).get("limit")), marker: queryOf(request).get("marker") ?? undefined };
    },
    entriesIn: (body) => (body as Record<string, Entry[]>)[many]!,
    tell: (body, { items, next }) => ({
      ...(body as object),
      [many]: items,
      page_info:
        next === undefined
          ? undefined
          : { current_count: items.length, ...(next === null ? {} : { next_marker: next }) },
    }),
    unknownMarker: {
      status: 404,
      body: { error_code: "GA.9002", error_msg: "The marker is not there.", request_id: "r" },
    },
  };
}

const mostPerPage = 2_000;

export const pagedLists: readonly PagedList[] = [
  {
    name: "ListAccelerators",
    idField: "id",
    mostPerPage,
    dialect: dialect("accelerators"),
    prepare: ofParents("ListAccelerators"),
  },
  {
    name: "ListListeners",
    idField: "id",
    mostPerPage,
    dialect: dialect("listeners"),
    prepare: ofListeners,
  },
  {
    name: "ListEndpointGroups",
    idField: "id",
    mostPerPage,
    dialect: dialect("endpoint_groups"),
    async prepare(subject) {
      const { service, call } = subject;
      const [pool] = (await allPools(subject)).filter(
        ({ listenerRefs, status }) => listenerRefs && status === "ACTIVE",
      );
      const listener = (await allListeners(subject)).find(({ ref }) => ref.key === pool!.listenerRefs![0]!.key)!;
      return {
        asks: (action) => action === "ListEndpointGroups",
        isSample: ({ id }) => id === pool!.nativeId,
        ways: {
          "list of pools": () => walked((page) => service.listPools({}, page, call())),
          "pools of a listener": () => found(service.poolsOfListeners([listener], call())),
        },
        decides: { run: () => service.deleteListener(listener, { cascade: true }, call()), writes: /^Delete/ },
      };
    },
  },
  {
    name: "ListEndpoints",
    idField: "id",
    mostPerPage,
    dialect: dialect("endpoints"),
    prepare: ofMembers("ListEndpoints", { address: "203.0.113.9" }, /^(Create|Update|Delete)/),
  },
  {
    name: "ListHealthChecks",
    idField: "id",
    mostPerPage,
    dialect: dialect("health_checks"),
    async prepare(subject) {
      const { service, call } = subject;
      const pools = await allPools(subject);
      const monitors = await service.healthMonitorsOfPools(pools, call());
      const without = pools.find(({ ref }) => monitors.get(ref.key) === null)!;
      return {
        asks: (action) => action === "ListHealthChecks",
        // A pool whose check is not on what could be read may have one on the rest.
        ways: { "health monitor of a pool": () => foundOne(service.healthMonitorsOfPools([without], call())) },
        sample: subject.cloud.emulator.snapshot().health_checks![0] as Entry,
      };
    },
  },
];
