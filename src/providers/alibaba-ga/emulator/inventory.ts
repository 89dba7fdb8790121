import { hexFor, numberedAddress } from "../../../sandbox/made-ids.js";
import { type AcceleratorPlan, accelerators, type GroupPlan, type ListenerPlan } from "./demo-inventory.js";
import { timeoutsFor } from "./listener-checks.js";
import { LISTENERS_PER_ACCELERATOR } from "./quotas.js";
import type { SandboxEndpoint, SandboxRule, State } from "./state.js";

/** When the inventory was set up. */
const BEGINNING = Date.parse("2025-03-03T09:00:00Z");
const DAY_MS = 24 * 3_600_000;

const spare: AcceleratorPlan = { name: "spare-capacity", listeners: [] };

/** Fills the state as the context asks. The same ids come about every time. */
export function fillInventory(state: State): void {
  const { inventory, listeners } = state.context;
  if (listeners !== undefined) for (const plan of measured(listeners)) addAccelerator(state, plan);
  else if (inventory === "demo") for (const plan of accelerators) addAccelerator(state, plan);
  addAccelerator(state, spare);
}

/** Any number of like listeners, on as many accelerators as the quota needs. */
function* measured(count: number): Iterable<AcceleratorPlan> {
  for (let start = 0; start < count; start += LISTENERS_PER_ACCELERATOR) {
    const size = Math.min(LISTENERS_PER_ACCELERATOR, count - start);
    const listeners = Array.from({ length: size }, (_, index): ListenerPlan => {
      const members = [2 * (start + index), 2 * (start + index) + 1].map(numberedAddress);
      return {
        name: `measured-${start + index}`,
        protocol: "TCP",
        ports: [10_000 + index],
        groups: [{ region: "eu-central-1", members }],
      };
    });
    yield { name: `measured-${start / LISTENERS_PER_ACCELERATOR}`, listeners };
  }
}

function addAccelerator(state: State, plan: AcceleratorPlan): void {
  const id = state.newId("ga");
  const createdAt = BEGINNING + state.accelerators.count() * DAY_MS;
  state.accelerators.insert(
    id,
    {
      Name: plan.name,
      Description: plan.description ?? "",
      DnsName: `${id}.aliyunga0017.example.com`,
      SecondDnsName: "",
      CreateTime: createdAt / 1000,
      Spec: "5",
      Tags: Object.entries(plan.tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
    },
    state.acceleratorLife(plan.state ?? "active"),
  );
  for (const listener of plan.listeners) addListener(state, id, listener, createdAt);
}

function addListener(state: State, AcceleratorId: string, plan: ListenerPlan, createdAt: number): void {
  const { protocol } = plan;
  const id = state.newId("lsr");
  const isHttps = protocol === "HTTPS";
  const isWeb = isHttps || protocol === "HTTP";
  const PortRanges = plan.ports.map((port) => {
    const [FromPort, ToPort] = typeof port === "number" ? [port, port] : port;
    return { FromPort, ToPort };
  });
  const flag = plan.forwardsHeaders ?? false;
  state.listeners.insert(
    id,
    {
      AcceleratorId,
      CreateTime: createdAt + DAY_MS / 24,
      Name: plan.name,
      Description: plan.description ?? "",
      Protocol: protocol,
      PortRanges,
      BackendPorts: [],
      CertificateIds: isHttps ? ["44912345-cn-hangzhou"] : [],
      ClientAffinity: plan.keepsClients ? "SOURCE_IP" : "NONE",
      ProxyProtocol: plan.proxyProtocol ?? false,
      SecurityPolicyId: isHttps ? (plan.policy ?? "tls_cipher_policy_1_2") : undefined,
      HttpVersion: isHttps ? "http2" : undefined,
      ...timeoutsFor(protocol, {}),
      XForwardedForConfig: isWeb
        ? {
            XForwardedForGaIdEnabled: flag,
            XForwardedForGaApEnabled: flag,
            XForwardedForProtoEnabled: flag,
            XForwardedForPortEnabled: flag,
            XRealIpEnabled: flag,
          }
        : undefined,
    },
    state.childLife("active"),
  );
  if (plan.redirects !== undefined) {
    const { host, to } = plan.redirects;
    const action = { RuleActionType: "Redirect", RuleActionValue: JSON.stringify({ Code: "301", Domain: to }) };
    addRule(state, `frule-bp1${hexFor(host).slice(0, 18)}`, { AcceleratorId, ListenerId: id }, host, action);
  }
  for (const group of plan.groups) addGroup(state, AcceleratorId, id, plan, PortRanges[0]!.FromPort, group);
}

function addGroup(
  state: State,
  AcceleratorId: string,
  ListenerId: string,
  listener: ListenerPlan,
  firstPort: number,
  plan: GroupPlan,
): void {
  const id = state.newId("epg");
  const isWeb = listener.protocol === "HTTP" || listener.protocol === "HTTPS";
  const EndpointConfigurations = plan.members.map((address): SandboxEndpoint => {
    const EndpointId = state.newId("ep");
    if (plan.down?.includes(address)) state.down.add(EndpointId);
    return {
      EndpointId,
      Type: plan.type ?? "Ip",
      Endpoint: address,
      SubAddress: undefined,
      Weight: plan.drained?.includes(address) ? 0 : 100,
      EnableClientIPPreservation: isWeb,
      EnableProxyProtocol: false,
      VpcId: undefined,
      VSwitchIds: [],
    };
  });
  state.groups.insert(
    id,
    {
      AcceleratorId,
      ListenerId,
      EndpointGroupRegion: plan.region,
      EndpointGroupType: plan.host === undefined ? "default" : "virtual",
      Tags: [],
      Name: plan.name ?? `${listener.name}-${plan.region}`,
      Description: "",
      TrafficPercentage: plan.share ?? 100,
      EndpointRequestProtocol: isWeb ? "HTTP" : undefined,
      EndpointProtocolVersion: isWeb ? "HTTP1.1" : undefined,
      EndpointIpVersion: "IPv4",
      HealthCheckEnabled: plan.isChecked ?? false,
      HealthCheckProtocol: isWeb ? "http" : "tcp",
      HealthCheckPort: firstPort,
      HealthCheckPath: isWeb ? "/health" : undefined,
      HealthCheckHost: undefined,
      HealthCheckIntervalSeconds: 3,
      ThresholdCount: 3,
      EndpointConfigurations,
      PortOverrides: (plan.overrides ?? []).map(([ListenerPort, EndpointPort]) => ({ ListenerPort, EndpointPort })),
    },
    state.childLife("active"),
  );
  if (plan.host === undefined) return;
  const ForwardGroupConfig = { ServerGroupTuples: [{ EndpointGroupId: id }] };
  const action = { RuleActionType: "ForwardGroup", ForwardGroupConfig };
  addRule(state, state.newId("frule"), { AcceleratorId, ListenerId }, plan.host, action);
}

function addRule(
  state: State,
  id: string,
  place: Pick<SandboxRule, "AcceleratorId" | "ListenerId">,
  host: string,
  action: Omit<SandboxRule["RuleActions"][number], "Order">,
): void {
  const RuleConditions = [{ RuleConditionType: "Host", HostConfig: { Values: [host] } }];
  const rule = { ...place, Priority: 1, RuleConditions, RuleActions: [{ Order: 1, ...action }] };
  state.rules.insert(id, rule, state.childLife("active"));
}
