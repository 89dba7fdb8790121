import type { Entry } from "../../../sandbox/store.js";
import { integerIn, type Parameters, sliceOf, textIn } from "./check-fields.js";
import { parentIdIn, parentIn } from "./lookups.js";
import { refuse } from "./refusal.js";
import { type Binding, listenerGroup, type Protocol, type SandboxListener, type State, statusOf } from "./state.js";

/** What the vendor's own generators ask for at most; the highest Limit is not documented. */
const MOST_PER_PAGE = 50;

/** Real servers as they are shown: 1 is abnormal, and without probes all are normal. */
export function boundServers(state: State, bindings: readonly Binding[], isProbed: boolean) {
  return bindings.map((binding) => {
    const isDown = isProbed && !!state.realServers.get(binding.RealServerId)?.value.isDown;
    return { ...binding, RealServerStatus: isDown ? 1 : 0, DownIPList: [] };
  });
}

const isProbed = ({ attributes }: SandboxListener) => attributes.HealthCheck === 1;

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

/** A listener in the vendor's shape. */
export function showListener(state: State, entry: Entry<SandboxListener>) {
  const { id, value } = entry;
  const { parentId, protocol, Port, CreateTime, attributes, bindings } = value;
  const isGroup = state.parents.get(parentId)?.value.kind === "group";
  const common = {
    ListenerId: id,
    Port,
    Protocol: protocol,
    ListenerStatus: statusOf(entry),
    CreateTime,
    // Null and an empty text are both seen on the listeners of the other sort of parent.
    ProxyId: isGroup ? "" : parentId,
    GroupId: isGroup ? parentId : null,
  };
  if (protocol === "HTTP") return { ...common, ...attributes };
  if (protocol === "HTTPS") return { ...common, ...certificates(state, attributes) };
  const RealServerSet = boundServers(state, bindings, isProbed(value));
  return { ...common, ...attributes, BindStatus: bindStatus(protocol, RealServerSet), RealServerSet };
}

function describe(state: State, parameters: Parameters, protocol: Protocol) {
  const listenerId = textIn(parameters, "ListenerId");
  const search = textIn(parameters, "SearchValue");
  const name = textIn(parameters, "ListenerName");
  const port = integerIn(parameters, "Port");
  const http3 = integerIn(parameters, "Http3Supported");
  if (search && (name !== undefined || port !== undefined)) {
    refuse("InvalidParameter", "SearchValue can not be set together with ListenerName or Port.");
  }
  const parentId = parentIdIn(parameters);
  if (parentId === null && !listenerId) {
    refuse("MissingParameter", "One of ProxyId, GroupId and ListenerId must be set.");
  }
  if (listenerId && textIn(parameters, "ProxyId") && state.deletedLayer7.has(listenerId)) {
    refuse("InternalError", "An internal error has occurred.");
  }
  if (parentId !== null) parentIn(state, parameters);
  const single = listenerId ? state.listeners.get(listenerId) : undefined;
  const candidates = listenerId
    ? single?.value.protocol === protocol && (parentId === null || single.value.parentId === parentId)
      ? [single]
      : []
    : state.listeners.list({ group: listenerGroup(parentId!, protocol) });
  const found = candidates.filter(
    ({ value: { attributes, Port } }) =>
      (name === undefined || attributes.ListenerName === name) &&
      (port === undefined || Port === port) &&
      (http3 === undefined || attributes.Http3Supported === http3) &&
      (!search || String(attributes.ListenerName).includes(search) || String(Port) === search),
  );
  const { TotalCount, items } = sliceOf(found, parameters, MOST_PER_PAGE);
  return { TotalCount, ListenerSet: items.map((entry) => showListener(state, entry)) };
}

export const listenerReads = {
  DescribeTCPListeners: (state: State, parameters: Parameters) => describe(state, parameters, "TCP"),
  DescribeUDPListeners: (state: State, parameters: Parameters) => describe(state, parameters, "UDP"),
  DescribeHTTPListeners: (state: State, parameters: Parameters) => describe(state, parameters, "HTTP"),
  DescribeHTTPSListeners: (state: State, parameters: Parameters) => describe(state, parameters, "HTTPS"),
};
