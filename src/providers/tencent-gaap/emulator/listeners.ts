import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields, Values } from "../../../sandbox/fields.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { refuse } from "./errors.js";
import { number, operation, page, parent, sliceOf, switched, text } from "./fields.js";
import { listenerIsFree, parentIdIn, parentIn, parentRuns } from "./lookups.js";
import { boundServers } from "./members.js";
import { listenerGroup, type Protocol, type SandboxListener, type State, statusIn } from "./state.js";

/** What all listeners have in common: their fields in responses, and their deletion. */

const described = {
  ...parent,
  // The largest Limit that the vendor's own generators use; the maximum is not documented.
  ...page(50),
  ListenerId: text,
  ListenerName: text,
  Port: number,
  SearchValue: text,
} as const satisfies Fields;
const describedHttps = { ...described, Http3Supported: number } as const satisfies Fields;

const deleted = {
  ListenerIds: { type: "list", of: text, least: 1, required: true },
  Force: { ...switched, required: true },
  ...parent,
} as const satisfies Fields;

export const listeners: Noun<State, RpcOperation<State>> = {
  shows: { listeners: show },
  operations: {
    DescribeTCPListeners: operation(described, (state, values) => describe(state, values, "TCP")),
    DescribeUDPListeners: operation(described, (state, values) => describe(state, values, "UDP")),
    DescribeHTTPListeners: operation(described, (state, values) => describe(state, values, "HTTP")),
    DescribeHTTPSListeners: operation(describedHttps, (state, values) => describe(state, values, "HTTPS")),

    /** Deletes several listeners; some can succeed while others fail. */
    DeleteListeners: operation(deleted, (state, { ListenerIds, Force, ...parentIds }) => {
      const named = parentIn(state, parentIds);
      parentRuns(named);
      const ids = [...new Set(ListenerIds)];
      const known = ids.filter((id) => state.listeners.get(id)?.value.parentId === named.id);
      for (const id of known) listenerIsFree(state.listeners.get(id)!);
      const bound = Force === 1 ? [] : known.filter((id) => hasRealServers(state, id));
      if (ids.length === 1 && bound.length === 1)
        refuse("FailedOperation.RealServerAlreadyBound", "Real servers are bound to the listener.");
      const gone = known.filter((id) => !bound.includes(id));
      for (const id of gone) dropListener(state, id);
      return {
        OperationSucceedListenerSet: gone,
        OperationFailedListenerSet: bound,
        InvalidStatusListenerSet: ids.filter((id) => !known.includes(id)),
      };
    }),
  },
};

function describe(state: State, values: Values<typeof describedHttps>, protocol: Protocol) {
  const { ListenerId, ListenerName, Port, SearchValue: search, Http3Supported, ...slice } = values;
  if (search && (ListenerName !== undefined || Port !== undefined))
    refuse("InvalidParameter", "SearchValue can not be set together with ListenerName or Port.");
  const parentId = parentIdIn(values);
  if (parentId === null && !ListenerId)
    refuse("MissingParameter", "One of ProxyId, GroupId and ListenerId must be set.");
  if (ListenerId && values.ProxyId && state.deletedLayer7.has(ListenerId))
    refuse("InternalError", "An internal error has occurred.");
  if (parentId !== null) parentIn(state, values);
  const found = candidates(state, ListenerId, parentId, protocol).filter(
    ({ value: { attributes, Port: port } }) =>
      (ListenerName === undefined || attributes.ListenerName === ListenerName) &&
      (Port === undefined || port === Port) &&
      (Http3Supported === undefined || attributes.Http3Supported === Http3Supported) &&
      (!search || String(attributes.ListenerName).includes(search) || String(port) === search),
  );
  const { TotalCount, items } = sliceOf(found, slice);
  return { TotalCount, ListenerSet: items.map((entry) => show(state, entry)) };
}

function candidates(state: State, id: string | undefined, parentId: string | null, protocol: Protocol) {
  if (!id) return state.listeners.list({ group: listenerGroup(parentId!, protocol) });
  const single = state.listeners.get(id);
  const fits = single?.value.protocol === protocol && (parentId === null || single.value.parentId === parentId);
  return fits ? [single] : [];
}

/** Whether real servers are bound to a listener or to one of its rules. */
function hasRealServers(state: State, listenerId: string): boolean {
  const own = state.listeners.get(listenerId)?.value.bindings ?? [];
  const ofRules = state.rules.list({ group: listenerId }).some(({ value }) => value.bindings.length > 0);
  return own.length > 0 || ofRules;
}

function dropListener(state: State, id: string): void {
  const entry = state.listeners.get(id)!;
  const { protocol } = entry.value;
  if (protocol === "HTTP" || protocol === "HTTPS") state.deletedLayer7.add(id);
  for (const rule of state.rules.list({ group: id })) state.rules.remove(rule.id);
  for (const domain of state.domains.list({ group: id })) state.domains.remove(domain.id);
  entry.life?.begin("delete");
}

/** TCP: 0 abnormal, 1 normal. UDP: 0 normal, 1 abnormal. */
function bindStatus(protocol: Protocol, servers: readonly { readonly RealServerStatus: number }[]): number {
  const isAbnormal = servers.some(({ RealServerStatus }) => RealServerStatus === 1);
  return protocol === "UDP" ? Number(isAbnormal) : Number(!isAbnormal);
}

function certificates(state: State, attributes: Readonly<Record<string, unknown>>) {
  const { clientCertificateIds, ...rest } = attributes;
  const aliasOf = (id: string) => state.certificates.get(id)?.value.CertificateAlias ?? "";
  const ids = clientCertificateIds as readonly string[];
  return {
    ...rest,
    CertificateAlias: aliasOf(String(rest.CertificateId)),
    ClientCertificateId: ids[0] ?? "",
    ClientCertificateAlias: ids[0] ? aliasOf(ids[0]) : "",
    PolyClientCertificateAliasInfo: ids.map((id) => ({ CertificateId: id, CertificateAlias: aliasOf(id) })),
  };
}

/** A listener in the vendor's format. */
function show(state: State, entry: Entry<SandboxListener>) {
  const { id, value } = entry;
  const { parentId, protocol, Port, CreateTime, attributes, bindings } = value;
  const isGroup = state.parents.get(parentId)?.value.kind === "group";
  const common = {
    ListenerId: id,
    Port,
    Protocol: protocol,
    ListenerStatus: statusIn(entry),
    CreateTime,
    // Real responses have both null and an empty text here on listeners of the other kind of parent.
    ProxyId: isGroup ? "" : parentId,
    GroupId: isGroup ? parentId : null,
  };
  if (protocol === "HTTP") return { ...common, ...attributes };
  if (protocol === "HTTPS") return { ...common, ...certificates(state, attributes) };
  const RealServerSet = boundServers(state, bindings, attributes.HealthCheck === 1);
  return { ...common, ...attributes, BindStatus: bindStatus(protocol, RealServerSet), RealServerSet };
}
