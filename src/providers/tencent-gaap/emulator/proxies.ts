import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields, Values } from "../../../sandbox/fields.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import { refuse } from "./errors.js";
import { filters, id, number, operation, page, sliceOf, tags, text } from "./fields.js";
import type { State } from "./state.js";

/** Largest page. Source: DescribeProxies, DescribeProxyGroupList. */
const MOST = 100;
const FILTERS = [
  "ProjectId",
  "AccessRegion",
  "RealServerRegion",
  "GroupId",
  "IPAddressVersion",
  "PackageType",
] as const;
const SORT_FIELDS: Readonly<Record<string, string>> = {
  create_time: "CreateTime",
  proxy_id: "ProxyId",
  bandwidth: "Bandwidth",
  concurrent_connections: "Concurrent",
};

const proxyFilters = {
  type: "list",
  of: { ...filters.of, Name: { type: "text", oneOf: FILTERS, required: true } },
} as const;
const ids = { type: "list", of: text, most: MOST, otherwise: [] } as const;
const listed = {
  InstanceIds: ids,
  ProxyIds: ids,
  Filters: proxyFilters,
  TagSet: tags,
  Independent: number,
  Order: text,
  OrderField: { type: "text", oneOf: Object.keys(SORT_FIELDS), otherwise: "create_time" },
  ...page(MOST),
} as const satisfies Fields;
const groups = page(MOST);

/** The status of a group is a number in this response. */
const GROUP_STATUS: Readonly<Record<string, number>> = {
  RUNNING: 0,
  CREATING: 1,
  DESTROYING: 4,
  MOVING: 11,
  CHANGING: 12,
};

/** Channels, and groups of them. */
export const proxies: Noun<State, RpcOperation<State>> = {
  shows: {
    parents: (_state, { value: { attributes } }: { readonly value: { readonly attributes: Attributes } }) => attributes,
  },
  operations: {
    DescribeProxies: operation(listed, (state, values) => {
      const { TotalCount, items } = sliceOf(sorted(wanted(state, values), values), values);
      // The same list, also under its old name.
      return { TotalCount, ProxySet: items, InstanceSet: items };
    }),

    DescribeProxiesStatus: operation({ InstanceIds: ids, ProxyIds: ids }, (state, { ProxyIds, InstanceIds }) => ({
      InstanceStatusSet: [...ProxyIds, ...InstanceIds].map((InstanceId) => ({
        InstanceId,
        Status: proxyNamed(state, InstanceId).Status,
      })),
    })),

    DescribeProxyDetail: operation({ ProxyId: id }, (state, { ProxyId }) => ({
      ProxyDetail: proxyNamed(state, ProxyId),
    })),

    DescribeProxyGroupList: operation(
      {
        Offset: { ...groups.Offset, required: true },
        Limit: { ...groups.Limit, required: true },
        ProjectId: { ...number, required: true },
        Filters: { ...proxyFilters, otherwise: [] },
        TagSet: tags,
      } as const,
      (state, { Filters, ...slice }) => {
        const { TotalCount, items } = sliceOf(filtered(parentsOf(state, "group"), Filters), slice);
        // Fields that only the details have.
        return { TotalCount, ProxyGroupList: items.map(({ IsSupportTLSChoice: _, ...shown }) => shown) };
      },
    ),

    DescribeProxyGroupDetails: operation({ GroupId: id }, (state, { GroupId }) => {
      const parent = state.parents.get(GroupId)?.value;
      if (parent?.kind !== "group") return refuse("ResourceNotFound", `The proxy group ${GroupId} is not found.`);
      const { Status, ...rest } = parent.attributes;
      return { ProxyGroupDetail: { ...rest, Status: GROUP_STATUS[String(Status)] ?? 0 } };
    }),
  },
};

type Attributes = Readonly<Record<string, unknown>>;

const parentsOf = (state: State, kind: "proxy" | "group"): Attributes[] =>
  state.parents.all(({ value }) => value.kind === kind).map(({ value }) => value.attributes);

function wanted(state: State, { ProxyIds, InstanceIds, Filters }: Values<typeof listed>): Attributes[] {
  const named = [...ProxyIds, ...InstanceIds];
  if (named.length > MOST) refuse("InvalidParameterValue", `At most ${MOST} ids.`);
  if (named.length > 0 && Filters) refuse("InvalidParameter", "ProxyIds can not be set together with Filters.");
  const all = parentsOf(state, "proxy");
  return named.length > 0 ? all.filter(({ ProxyId }) => named.includes(String(ProxyId))) : filtered(all, Filters ?? []);
}

function filtered(parents: readonly Attributes[], given: NonNullable<Values<typeof listed>["Filters"]>): Attributes[] {
  return parents.filter((parent) => given.every(({ Name, Values }) => Values.includes(String(parent[Name] ?? ""))));
}

function sorted(parents: readonly Attributes[], { OrderField, Order }: Values<typeof listed>): Attributes[] {
  const field = SORT_FIELDS[OrderField]!;
  const sign = Order === "asc" ? 1 : -1;
  const compare = (a: Attributes, b: Attributes) => {
    const [left, right] = [a[field] as string | number, b[field] as string | number];
    return left === right ? 0 : left < right ? -sign : sign;
  };
  return [...parents].sort(compare);
}

function proxyNamed(state: State, name: string): Attributes {
  const parent = state.parents.get(name)?.value;
  return parent?.kind === "proxy" ? parent.attributes : refuse("ResourceNotFound", `The proxy ${name} is not found.`);
}
