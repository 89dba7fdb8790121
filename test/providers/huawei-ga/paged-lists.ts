import { ProblemError } from "../../../src/model/problem-error.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { allListeners, allPools } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList } from "../../contract/paging/paged-list.js";
import { found, foundOne, walked } from "../../contract/paging/reading.js";

const queryOf = ({ query }: ReceivedRequest) => new URLSearchParams(query);

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
    prepare: async ({ service, call }) => ({
      asks: (action) => action === "ListAccelerators",
      ways: {
        "list of parents": () => walked((page) => service.listParents({}, page, call())),
        "list of some parents": () => walked((page) => service.listParents({ nameContains: "" }, page, call())),
      },
    }),
  },
  {
    name: "ListListeners",
    idField: "id",
    mostPerPage,
    dialect: dialect("listeners"),
    async prepare(subject) {
      const { service, call } = subject;
      const [listener] = await allListeners(subject);
      const parent = (await service.readParents([listener!.parentRef!], call())).get(listener!.parentRef!.key);
      return {
        asks: (action) => action === "ListListeners",
        isSample: ({ id }) => id === listener!.nativeId,
        ways: {
          "list of listeners": () => walked((page) => service.listListeners({}, page, call())),
          "list of some listeners": () =>
            walked((page) => service.listListeners({ nameContains: listener!.name!.slice(1) }, page, call())),
          "listeners of a parent": () => found(service.listenersOfParents([parent as never], call())),
        },
      };
    },
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
    async prepare(subject) {
      const { service, call } = subject;
      const pools = (await allPools(subject)).filter(({ status }) => status === "ACTIVE");
      const members = await service.membersOfPools(pools, call());
      const pool = pools.find(({ ref }) => {
        const listing = members.get(ref.key)!;
        return !(listing instanceof ProblemError) && listing.items.length > 1;
      })!;
      return {
        asks: (action, { path }) => action === "ListEndpoints" && path.includes(pool.nativeId),
        ways: { "members of a pool": () => found(service.membersOfPools([pool], call())) },
        decides: {
          run: () => service.setPoolMembers(pool, [{ address: "203.0.113.9" }], call()),
          writes: /^(Create|Update|Delete)/,
        },
      };
    },
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
