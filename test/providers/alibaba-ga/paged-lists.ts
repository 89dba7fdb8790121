import type { Listener } from "../../../src/model/listener.js";
import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { allListeners } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList } from "../../contract/paging/paged-list.js";
import { found, walked } from "../../contract/paging/reading.js";
import type { Subject } from "../../contract/subject.js";

const parametersOf = ({ query }: ReceivedRequest) => new URLSearchParams(query);

function dialect(member: string): Dialect {
  return {
    kind: "totals",
    questionIn(request) {
      const parameters = parametersOf(request);
      const [number, size] = [Number(parameters.get("PageNumber")), Number(parameters.get("PageSize"))];
      return { number, size, start: (number - 1) * size };
    },
    entriesIn: (body) => (body as Record<string, Entry[]>)[member]!,
    tell: (body, { items, total }) => ({ ...(body as object), [member]: items, TotalCount: total }),
  };
}

/** A listener with siblings and pools. */
async function lobby(subject: Subject): Promise<Listener> {
  return (await allListeners(subject)).find(({ name }) => name === "lobby")!;
}

export const pagedLists: readonly PagedList[] = [
  {
    name: "ListAccelerators",
    idField: "AcceleratorId",
    mostPerPage: 50,
    dialect: dialect("Accelerators"),
    prepare: async ({ service, call }) => ({
      asks: (action) => action === "ListAccelerators",
      ways: { "list of parents": () => walked((page) => service.listParents({}, page, call())) },
    }),
  },
  {
    name: "ListListeners",
    idField: "ListenerId",
    mostPerPage: 50,
    dialect: dialect("Listeners"),
    async prepare(subject) {
      const { service, call } = subject;
      const { parentRef } = await lobby(subject);
      const parents = (await service.readParents([parentRef!], call())).get(parentRef!.key);
      return {
        asks: (action, request) =>
          action === "ListListeners" && parametersOf(request).get("AcceleratorId") === parentRef!.key,
        ways: {
          "list of listeners": () => walked((page) => service.listListeners({}, page, call())),
          "list of one protocol": () =>
            walked((page) => service.listListeners({ parent: parentRef!, protocols: ["UDP"] }, page, call())),
          "listeners of a parent": () => found(service.listenersOfParents([parents as never], call())),
        },
      };
    },
  },
  {
    name: "ListEndpointGroups",
    idField: "EndpointGroupId",
    mostPerPage: 50,
    dialect: dialect("EndpointGroups"),
    async prepare(subject) {
      const { service, call } = subject;
      const listener = await lobby(subject);
      const siblings = (await allListeners(subject)).filter(
        ({ parentRef }) => parentRef?.key === listener.parentRef?.key,
      );
      return {
        asks(action, request) {
          const parameters = parametersOf(request);
          const isHere = parameters.get("AcceleratorId") === listener.parentRef?.key;
          const ofListener = parameters.get("ListenerId");
          return action === "ListEndpointGroups" && isHere && [null, listener.nativeId].includes(ofListener);
        },
        isSample: ({ ListenerId }) => ListenerId === listener.nativeId,
        ways: {
          "list of pools": () => walked((page) => service.listPools({}, page, call())),
          "pools of a listener": () => found(service.poolsOfListeners([listener], call())),
          "pools of several listeners": () => found(service.poolsOfListeners(siblings, call())),
        },
        decides: { run: () => service.deleteListener(listener, { cascade: true }, call()), writes: /^Delete/ },
      };
    },
  },
];
