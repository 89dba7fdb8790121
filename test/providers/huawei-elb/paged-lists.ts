import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { allListeners, allPools } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList, Told } from "../../contract/paging/paged-list.js";
import { found, walked } from "../../contract/paging/reading.js";

const queryOf = ({ query }: ReceivedRequest) => new URLSearchParams(query);

function dialect(collection: string): Dialect {
  const linksOf = ({ next }: Told) =>
    next === undefined
      ? undefined
      : [
          { rel: "previous", href: "https://elsewhere.example.com/?marker=x&page_reverse=True" },
          ...(next === null ? [] : [{ rel: "next", href: `https://elsewhere.example.com/?limit=1&marker=${next}` }]),
        ];
  return {
    kind: "markers",
    questionIn(request) {
      return { size: Number(queryOf(request).get("limit")), marker: queryOf(request).get("marker") ?? undefined };
    },
    entriesIn: (body) => (body as Record<string, Entry[]>)[collection]!,
    tell: (_body, told) => ({ [collection]: told.items, [`${collection}_links`]: linksOf(told) }),
    unknownMarker: {
      status: 404,
      body: { NeutronError: { type: "EntityNotFound", message: "The marker could not be found.", detail: "" } },
    },
  };
}

/** Whole lists are read in pages of so many. */
const mostPerPage = 1_000;

export const pagedLists: readonly PagedList[] = [
  {
    name: "ListLoadbalancers",
    idField: "id",
    mostPerPage,
    dialect: dialect("loadbalancers"),
    prepare: async ({ service, call }) => ({
      asks: (action) => action === "ListLoadbalancers",
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
    name: "ListPools",
    idField: "id",
    mostPerPage,
    dialect: dialect("pools"),
    async prepare(subject) {
      const { service, call } = subject;
      const pool = (await allPools(subject)).find(({ listenerRefs }) => (listenerRefs ?? []).length > 0)!;
      const listener = (await allListeners(subject)).find(({ ref }) => ref.key === pool.listenerRefs![0]!.key)!;
      return {
        asks: (action) => action === "ListPools",
        isSample: ({ id }) => id === pool.nativeId,
        ways: {
          "list of pools": () => walked((page) => service.listPools({}, page, call())),
          "pools of a listener": () => found(service.poolsOfListeners([listener], call())),
        },
      };
    },
  },
  {
    name: "ListMembers",
    idField: "id",
    mostPerPage,
    dialect: dialect("members"),
    async prepare(subject) {
      const { service, call } = subject;
      const pools = await allPools(subject);
      const members = await service.membersOfPools(pools, call());
      const pool = pools.find(({ ref }) => {
        const listing = members.get(ref.key)!;
        return "items" in listing && listing.items.length > 1;
      })!;
      const address = "10.9.8.7";
      return {
        asks: (action, { path }) => action === "ListMembers" && path.includes(pool.nativeId),
        ways: { "members of a pool": () => found(service.membersOfPools([pool], call())) },
        decides: {
          run: () => service.setPoolMembers(pool, [{ address, port: 80, subnetId: null }], call()),
          writes: /^(Create|Update|Delete)/,
        },
      };
    },
  },
];
