import { allListeners } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList } from "../../contract/paging/paged-list.js";
import { found, walked } from "../../contract/paging/reading.js";

const dialect = (many: string): Dialect => ({
  kind: "markers",
  questionIn({ query }) {
    const asked = new URLSearchParams(query);
    return { size: Number(asked.get("limit")), marker: asked.get("marker") ?? undefined };
  },
  entriesIn: (body) => (body as Record<string, Entry[]>)[many]!,
  tell: (_body, { items, next }) => ({ [many]: items, next }),
  unknownMarker: { status: 404, body: { code: "NoSuchThing", message: "There is no such marker." } },
});

/** The lists of the cloud, and the ways on which each is read. */
export const pagedLists: readonly PagedList[] = [
  {
    name: "ListLoadBalancers",
    idField: "id",
    mostPerPage: 100,
    dialect: dialect("load_balancers"),
    prepare: async ({ service, call }) => ({
      asks: (action) => action === "ListLoadBalancers",
      ways: { "list of parents": () => walked((page) => service.listParents({}, page, call())) },
    }),
  },
  {
    name: "ListListeners",
    idField: "id",
    mostPerPage: 100,
    dialect: dialect("listeners"),
    async prepare(subject) {
      const { service, call } = subject;
      const [listener] = await allListeners(subject);
      const parents = await service.listParents({}, { after: null, limit: 200 }, call());
      const parent = parents.items.filter(({ ref }) => ref.key === listener!.parentRef!.key);
      return {
        asks: (action) => action === "ListListeners",
        isSample: ({ id }) => id === listener!.nativeId,
        ways: {
          "list of listeners": () => walked((page) => service.listListeners({}, page, call())),
          "list of pools": () => walked((page) => service.listPools({}, page, call())),
          "listeners of a parent": () => found(service.listenersOfParents(parent, call())),
        },
      };
    },
  },
];
