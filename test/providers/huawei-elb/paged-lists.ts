import { allListeners, allPools } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList, Told } from "../../contract/paging/paged-list.js";
import { found, walked } from "../../contract/paging/reading.js";
import { ofListeners, ofMembers, ofParents, queryOf } from "../huawei-shared/paged-lists.js";

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
    prepare: ofParents("ListLoadbalancers"),
  },
  {
    name: "ListListeners",
    idField: "id",
    mostPerPage,
    dialect: dialect("listeners"),
    prepare: ofListeners,
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
    prepare: ofMembers("ListMembers", { address: "10.9.8.7", port: 80 }, /^(Create|Update|Delete)/),
  },
];
