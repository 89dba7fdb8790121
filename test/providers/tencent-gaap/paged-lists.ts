import type { ReceivedRequest } from "../../../src/sandbox/signatures/received-request.js";
import { allListeners } from "../../contract/listing.js";
import type { Dialect, Entry, PagedList } from "../../contract/paging/paged-list.js";
import { found, foundOne, walked } from "../../contract/paging/reading.js";

const fieldsOf = ({ body }: ReceivedRequest) => JSON.parse(body.toString("utf8")) as Readonly<Record<string, unknown>>;

function dialect(member: string): Dialect {
  const responseOf = (body: unknown) => (body as { Response: Record<string, unknown> }).Response;
  return {
    kind: "totals",
    questionIn(request) {
      const { Offset = 0, Limit = 20 } = fieldsOf(request);
      return { start: Number(Offset), size: Number(Limit) };
    },
    entriesIn: (body) => responseOf(body)[member] as Entry[],
    tell: (body, { items, total }) => ({ Response: { ...responseOf(body), [member]: items, TotalCount: total } }),
  };
}

const listenersOf = (protocol: string): PagedList => ({
  name: `Describe${protocol}Listeners`,
  idField: "ListenerId",
  mostPerPage: 50,
  dialect: dialect("ListenerSet"),
  async prepare(subject) {
    const { service, call } = subject;
    const parentRef = (await allListeners(subject)).find((listener) => listener.protocol === protocol)!.parentRef!;
    const parent = (await service.readParents([parentRef], call())).get(parentRef.key);
    return {
      asks: (action, request) =>
        action === `Describe${protocol}Listeners` &&
        [fieldsOf(request).ProxyId, fieldsOf(request).GroupId].includes(parentRef.key),
      ways: {
        ...(protocol === "TCP" && {
          "list of listeners": () => walked((page) => service.listListeners({}, page, call())),
        }),
        "listeners of a parent": () => found(service.listenersOfParents([parent as never], call())),
      },
    };
  },
});

export const pagedLists: readonly PagedList[] = [
  ...["TCP", "UDP", "HTTP", "HTTPS"].map(listenersOf),
  {
    name: "DescribeProxies",
    idField: "ProxyId",
    mostPerPage: 100,
    dialect: dialect("ProxySet"),
    prepare: async ({ service, call }) => ({
      asks: (action) => action === "DescribeProxies",
      ways: { "list of parents": () => walked((page) => service.listParents({}, page, call())) },
    }),
  },
  {
    name: "DescribeProxyGroupList",
    idField: "GroupId",
    mostPerPage: 100,
    dialect: dialect("ProxyGroupList"),
    prepare: async ({ service, call, account }) => {
      const unknown = { accountId: account.id, kind: "accelerator", key: "lg-00000000" } as const;
      return {
        asks: (action) => action === "DescribeProxyGroupList",
        ways: {
          "list of parents": () => walked((page) => service.listParents({}, page, call())),
          // A group that is not on the pages that could be read may be on the others.
          "a group by its id": () => foundOne(service.readParents([unknown], call())),
        },
      };
    },
  },
  {
    name: "DescribeRealServers",
    idField: "RealServerId",
    mostPerPage: 50,
    dialect: dialect("RealServerSet"),
    async prepare(subject) {
      const { service, call } = subject;
      const listener = (await allListeners(subject)).find(({ protocol }) => protocol === "TCP")!;
      const [pool] = (await service.listPools({}, { after: null, limit: 201 }, call())).items.filter(
        ({ listenerRefs }) => listenerRefs?.[0]?.key === listener.ref.key,
      );
      const members = [{ address: "203.0.113.201", port: 80 }];
      return {
        asks: (action) => action === "DescribeRealServers",
        sample: { RealServerId: "rs-00000000", RealServerIP: "203.0.113.200", RealServerName: "a", ProjectId: 0 },
        ways: {},
        decides: { run: () => service.setPoolMembers(pool!, members, call()), writes: /^(Add|Bind)/ },
      };
    },
  },
];
