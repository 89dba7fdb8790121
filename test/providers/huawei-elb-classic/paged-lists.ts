import type { Dialect, Entry, PagedList } from "../../contract/paging/paged-list.js";
import { walked } from "../../contract/paging/reading.js";
import { ofListeners, ofMembers, ofParents, queryOf } from "../huawei-shared/paged-lists.js";

const wholeList: Dialect = {
  kind: "unpaged",
  questionIn: () => ({ size: Number.POSITIVE_INFINITY }),
  entriesIn: (body) => body as Entry[],
  tell: (_body, { items }) => items,
};

const SERVER_ID = "00000000-0000-4000-8000-000000000001";

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
    prepare: ofParents("ListLoadbalancers"),
  },
  {
    name: "ListListeners",
    idField: "id",
    mostPerPage: 50,
    dialect: wholeList,
    async prepare(subject) {
      const { service, call } = subject;
      const prepared = await ofListeners(subject);
      // Each listener implies a pool.
      const pools = () => walked((page) => service.listPools({}, page, call()));
      return { ...prepared, ways: { ...prepared.ways, "list of pools": pools } };
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
    prepare: ofMembers("ListMembers", { address: "10.9.8.7", targetId: SERVER_ID }, /^(Add|Remove)Members$/),
  },
];
