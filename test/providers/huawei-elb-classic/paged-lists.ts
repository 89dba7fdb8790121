import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { allListeners, allParents, allPools } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList } from "../../contract/paging/paged-list.js";
import { found, walked } from "../../contract/paging/reading.js";

const queryOf = ({ query }: ReceivedRequest) => new URLSearchParams(query);

const wholeList: Dialect = {
  kind: "unpaged",
  questionIn: () => ({ size: Number.POSITIVE_INFINITY }),
  entriesIn: (body) => body as Entry[],
  tell: (_body, { items }) => items,
};

export const pagedLists: readonly PagedList[] = [
  {
    name: "ListLoadbalancers",
    idField: "id",
    mostPerPage: 50,
    dialect: {
      ...wholeList,
      entriesIn: (body) => (body as { loadbalancers: Entry[] }).loadbalancers,
      tell: (_body, { items }) => ({ loadbalancers: items }),
    },
    prepare: async ({ service, call }) => ({
      asks: (action) => action === "ListLoadbalancers",
      ways: { "list of parents": () => walked((page) => service.listParents({}, page, call())) },
    }),
  },
  {
    name: "ListListeners",
    idField: "id",
    mostPerPage: 50,
    dialect: wholeList,
    async prepare(subject) {
      const { service, call } = subject;
      const [listener] = await allListeners(subject);
      const parents = (await allParents(subject)).filter(({ ref }) => ref.key === listener!.parentRef!.key);
      return {
        asks: (action) => action === "ListListeners",
        isSample: ({ id }) => id === listener!.nativeId,
        ways: {
          "list of listeners": () => walked((page) => service.listListeners({}, page, call())),
          "list of pools": () => walked((page) => service.listPools({}, page, call())),
          "listeners of a parent": () => found(service.listenersOfParents(parents, call())),
        },
      };
    },
  },
  {
    name: "ListMembers",
    idField: "id",
    mostPerPage: 500,
    dialect: {
      kind: "places",
      questionIn(request) {
        return { size: Number(queryOf(request).get("limit")), start: Number(queryOf(request).get("marker")) };
      },
      entriesIn: (body) => body as Entry[],
      tell: (_body, { items }) => items,
    },
    async prepare(subject) {
      const { service, call } = subject;
      const pools = await allPools(subject);
      const members = await service.membersOfPools(pools, call());
      const pool = pools.find(({ ref }) => {
        const listing = members.get(ref.key)!;
        return "items" in listing && listing.items.length > 1;
      })!;
      const targetId = "00000000-0000-4000-8000-000000000001";
      return {
        asks: (action, { path }) => action === "ListMembers" && path.includes(pool.nativeId),
        ways: { "members of a pool": () => found(service.membersOfPools([pool], call())) },
        decides: {
          run: () => service.setPoolMembers(pool, [{ address: "10.9.8.7", targetId }], call()),
          writes: /^(Add|Remove)Members$/,
        },
      };
    },
  },
];
