import { type Parameters, sliceOf, structuresIn, textIn, textsIn } from "./check-fields.js";
import { refuse } from "./refusal.js";
import type { State } from "./state.js";

/** Most in one call. Source: DescribeProxies, DescribeProxyGroupList. */
const MOST_PER_PAGE = 100;

type Attributes = Readonly<Record<string, unknown>>;

const parentsOf = (state: State, kind: "proxy" | "group"): Attributes[] =>
  state.parents.all(({ value }) => value.kind === kind).map(({ value }) => value.attributes);

const FILTERS = ["ProjectId", "AccessRegion", "RealServerRegion", "GroupId", "IPAddressVersion", "PackageType"];

function filtered(parents: readonly Attributes[], parameters: Parameters): Attributes[] {
  const filters = structuresIn(parameters, "Filters");
  for (const filter of filters) {
    const name = textIn(filter, "Name")!;
    if (!FILTERS.includes(name)) refuse("InvalidParameterValue", `There is no filter ${name}.`);
    if (textsIn(filter, "Values").length > 5) refuse("InvalidParameterValue", "At most 5 values for a filter.");
  }
  return parents.filter((parent) =>
    filters.every((filter) => textsIn(filter, "Values").includes(String(parent[textIn(filter, "Name")!] ?? ""))),
  );
}

const SORT_FIELDS: Readonly<Record<string, string>> = {
  create_time: "CreateTime",
  proxy_id: "ProxyId",
  bandwidth: "Bandwidth",
  concurrent_connections: "Concurrent",
};

function sorted(parents: readonly Attributes[], parameters: Parameters): Attributes[] {
  const field = SORT_FIELDS[textIn(parameters, "OrderField") ?? "create_time"];
  if (!field) return refuse("InvalidParameterValue", "There is no such OrderField.");
  const sign = textIn(parameters, "Order") === "asc" ? 1 : -1;
  const compare = (a: Attributes, b: Attributes) => {
    const [left, right] = [a[field] as string | number, b[field] as string | number];
    return left === right ? 0 : left < right ? -sign : sign;
  };
  return [...parents].sort(compare);
}

function describeProxies(state: State, parameters: Parameters) {
  const ids = [...textsIn(parameters, "ProxyIds"), ...textsIn(parameters, "InstanceIds")];
  if (ids.length > MOST_PER_PAGE) refuse("InvalidParameterValue", `At most ${MOST_PER_PAGE} ids.`);
  if (ids.length > 0 && parameters.Filters)
    refuse("InvalidParameter", "ProxyIds can not be set together with Filters.");
  const proxies = parentsOf(state, "proxy");
  const wanted =
    ids.length > 0 ? proxies.filter(({ ProxyId }) => ids.includes(String(ProxyId))) : filtered(proxies, parameters);
  const { TotalCount, items } = sliceOf(sorted(wanted, parameters), parameters, MOST_PER_PAGE);
  // The same list under its old name as well.
  return { TotalCount, ProxySet: items, InstanceSet: items };
}

function describeGroups(state: State, parameters: Parameters) {
  const { TotalCount, items } = sliceOf(filtered(parentsOf(state, "group"), parameters), parameters, MOST_PER_PAGE);
  // What only the details tell.
  return { TotalCount, ProxyGroupList: items.map(({ IsSupportTLSChoice: _, ...listed }) => listed) };
}

function proxyNamed(state: State, id: string): Attributes {
  const parent = state.parents.get(id)?.value;
  return parent?.kind === "proxy" ? parent.attributes : refuse("ResourceNotFound", `The proxy ${id} is not found.`);
}

/** Here the status of a group is a number. */
const GROUP_STATUS: Readonly<Record<string, number>> = {
  RUNNING: 0,
  CREATING: 1,
  DESTROYING: 4,
  MOVING: 11,
  CHANGING: 12,
};

function describeGroup(state: State, parameters: Parameters) {
  const id = textIn(parameters, "GroupId")!;
  const parent = state.parents.get(id)?.value;
  if (parent?.kind !== "group") return refuse("ResourceNotFound", `The proxy group ${id} is not found.`);
  const { Status, ...rest } = parent.attributes;
  return { ProxyGroupDetail: { ...rest, Status: GROUP_STATUS[String(Status)] ?? 0 } };
}

function describeCertificates(state: State, parameters: Parameters) {
  const type = parameters.CertificateType;
  const all = state.certificates
    .all(({ value }) => type === undefined || value.CertificateType === type)
    .map(({ id, value }) => ({ CertificateId: id, CertificateName: value.CertificateAlias, ...value }));
  const { TotalCount, items } = sliceOf(all, parameters, 50);
  return { TotalCount, CertificateSet: items };
}

export const parentOperations = {
  DescribeProxies: describeProxies,
  DescribeProxyGroupList: describeGroups,
  DescribeProxyDetail: (state: State, parameters: Parameters) => ({
    ProxyDetail: proxyNamed(state, textIn(parameters, "ProxyId")!),
  }),
  DescribeProxiesStatus: (state: State, parameters: Parameters) => {
    const ids = [...textsIn(parameters, "ProxyIds"), ...textsIn(parameters, "InstanceIds")];
    return { InstanceStatusSet: ids.map((id) => ({ InstanceId: id, Status: proxyNamed(state, id).Status })) };
  },
  DescribeProxyGroupDetails: describeGroup,
  DescribeCertificates: describeCertificates,
};
