import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields, Values } from "../../../sandbox/fields.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import { refuse } from "./errors.js";
import { id, name, number, oneOf, operation, parent, switched, text } from "./fields.js";
import { layer4Checks, requireTimely, udpChecks } from "./health-monitors.js";
import { claimPorts, protocolMustFit, schedulerMustFit } from "./listener-checks.js";
import { listenerToChange, type NamedParent, parentIn, parentRuns } from "./lookups.js";
import { addListener, beginChange, type State } from "./state.js";

/** TCP and UDP listeners are created and changed in the same way. */

/** Most ports in one call. Source: GAAP quota page. */
const PORTS_PER_CALL = 20;
const schedulers = ["rr", "wrr", "lc", "lrtt"] as const;
const changeable = { Scheduler: oneOf(...schedulers), FailoverSwitch: switched, ...layer4Checks } as const;

const created = {
  ListenerName: { ...name, required: true },
  Ports: { type: "list", of: number, least: 1, required: true },
  RealServerType: { ...oneOf("IP", "DOMAIN"), required: true },
  RealServerPorts: { type: "list", of: number, otherwise: [] },
  ...parent,
  FailoverSwitch: { ...switched, otherwise: 0 },
  DelayLoop: { ...layer4Checks.DelayLoop, otherwise: 5 },
  ConnectTimeout: { ...layer4Checks.ConnectTimeout, otherwise: 2 },
  HealthyThreshold: { ...layer4Checks.HealthyThreshold, otherwise: 1 },
  UnhealthyThreshold: { ...layer4Checks.UnhealthyThreshold, otherwise: 1 },
} as const satisfies Fields;
const createdTcp = {
  ...created,
  // The page of CreateTCPListeners lists rr, wrr and lc; the page of its sibling is newer.
  Scheduler: { ...oneOf("rr", "wrr", "lc"), required: true },
  HealthCheck: { ...switched, required: true },
  ClientIPMethod: { ...switched, otherwise: 0 },
} as const satisfies Fields;
const createdUdp = {
  ...created,
  Scheduler: { ...oneOf(...schedulers), required: true },
  HealthCheck: { ...switched, otherwise: 0 },
  CheckType: { ...udpChecks.CheckType, otherwise: "PORT" },
  CheckPort: { ...udpChecks.CheckPort, otherwise: 0 },
  ContextType: { ...udpChecks.ContextType, otherwise: "TEXT" },
  SendContext: { ...text, otherwise: "" },
  RecvContext: { ...text, otherwise: "" },
} as const satisfies Fields;

const changed = { ListenerId: id, ...parent, ListenerName: text, ...changeable } as const satisfies Fields;

export const layer4Listeners: Noun<State, RpcOperation<State>> = {
  operations: {
    CreateTCPListeners: operation(createdTcp, (state, values) => create(state, values, "TCP")),
    CreateUDPListeners: operation(createdUdp, (state, values) => create(state, values, "UDP")),
    ModifyTCPListenerAttribute: operation(changed, (state, values) => modify(state, values, "TCP")),
    ModifyUDPListenerAttribute: operation({ ...changed, ...udpChecks }, (state, values) =>
      modify(state, values, "UDP"),
    ),
  },
};

type Created = Values<typeof createdTcp> | Values<typeof createdUdp>;

function create(
  state: State,
  { ProxyId, GroupId, Ports: ports, RealServerPorts, ...given }: Created,
  protocol: "TCP" | "UDP",
) {
  const named = parentIn(state, { ProxyId, GroupId });
  parentRuns(named, protocol === "TCP" ? "FailedOperation.ProxyStatusNotInRuning" : undefined);
  protocolMustFit(named, protocol);
  if (ports.length > PORTS_PER_CALL)
    refuse("FailedOperation.OperateLimitNumofListener", `At most ${PORTS_PER_CALL} ports in one call.`);
  typeMustFit(given, named);
  requireTimely(given);
  const originPorts = realServerPorts(RealServerPorts, named, ports.length);
  claimPorts(state, named.id, { protocol, ports });
  const ListenerIds = ports.map((port, index) =>
    addListener(state, named.id, protocol, port, {
      ...given,
      SessionPersist: 0,
      RealServerPort: originPorts[index],
    }),
  );
  // The order of the ids is not documented, so it is not that of the ports here.
  return { ListenerIds: ListenerIds.reverse() };
}

function typeMustFit(
  { RealServerType, Scheduler, FailoverSwitch }: Pick<Created, "RealServerType" | "Scheduler" | "FailoverSwitch">,
  { parent }: NamedParent,
): void {
  if (RealServerType !== "DOMAIN") return;
  schedulerMustFit(RealServerType, Scheduler);
  if (FailoverSwitch === 1) refuse("InvalidParameterValue", "DOMAIN does not support FailoverSwitch.");
  if (parent.attributes.IPAddressVersion === "IPv6") refuse("UnsupportedOperation", "IPv6 does not support DOMAIN.");
}

/** The port of all origins of a listener, one for each of Ports; for version 1 and groups only. */
function realServerPorts(given: readonly number[], { parent }: NamedParent, count: number): readonly (number | null)[] {
  if (given.length === 0) return new Array<null>(count).fill(null);
  if (parent.kind === "proxy" && parent.attributes.Version !== "1.0")
    refuse("InvalidParameter", "RealServerPorts is only for proxies of version 1 and proxy groups.");
  return given.length === count ? given : refuse("InvalidParameter", "RealServerPorts does not fit Ports.");
}

function modify(
  state: State,
  { ProxyId, GroupId, ListenerId, ...changes }: Values<typeof changed>,
  protocol: "TCP" | "UDP",
) {
  parentIn(state, { ProxyId, GroupId });
  const entry = listenerToChange(state, { ListenerId, ProxyId, GroupId }, [protocol]);
  const { attributes } = entry.value;
  schedulerMustFit(attributes.RealServerType, changes.Scheduler);
  requireTimely({ ...attributes, ...changes });
  Object.assign(attributes, changes);
  beginChange(entry, 4);
  return {};
}
