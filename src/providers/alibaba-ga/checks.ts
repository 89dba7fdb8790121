import { isIP } from "node:net";
import type { RuleContext, Violation } from "../../model/checked-input.js";
import { isWeb, type ListenerProtocol } from "../../model/enums.js";
import { portsOf } from "../../model/generic-rules.js";
import type { HealthMonitorInput, PoolMemberInput, PortRangeInput } from "../../model/inputs-shared.js";
import { mustBe } from "../../model/limit-checks.js";
import { type CreateListenerInput, protocolAfter, type UpdateListenerInput } from "../../model/listener-inputs.js";
import type { CreatePoolInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { coversPort } from "../../model/port-range.js";
import type { ProviderChecks } from "../provider.js";
import { ENDPOINT_TYPES } from "./limits.js";
import { isLocked, nativeParent, nativePool } from "./mapping.js";
import { typeOfAddress } from "./members.js";
import { listenerSettings, poolSettings } from "./settings.js";
import { acceptsExactly, policyFor, policyNamed } from "./tls.js";

/**
 * Checks that limits cannot express. Source, where a check names none: CreateListener and CreateEndpointGroup pages.
 */
export const checks: ProviderChecks = {
  createListenerNeedsParent: true,
  createListener: {
    parentId: function* (_input, { parent }) {
      if (!parent || !isLocked(nativeParent(parent))) return;
      yield {
        code: "RESOURCE_FROZEN",
        message: "The accelerator is locked because of an unpaid bill. Settle the bill first.",
      };
    },
    portRanges: ({ portRanges }) => hugeRangesAreAlone(portRanges),
    tls: tlsFits,
    settings: function* (input) {
      yield* settingsFit(input, input.protocol);
      if (listenerSettings.in(input).backendPort == null) return;
      const message =
        "The cloud accepts `backendPort` only when a listener is changed. Use `portOverrides` of the pool instead.";
      yield { at: listenerSettings.at("backendPort"), code: "UNSUPPORTED", message };
    },
  },
  updateListener: {
    // The UpdateListener page is stricter than the vendor's current SDK, and takes precedence: at least two characters,
    // and no dots. An existing name that breaks this may stay.
    name: function* ({ name }, { listener }) {
      if (!listener) return;
      if (name?.length === 1) yield { message: mustBe("name", "be at least 2 characters long in a change", 1) };
      else if (name?.includes(".")) yield { message: mustBe("name", "have no dots in a change", name) };
    },
    portRanges: ({ portRanges }) => hugeRangesAreAlone(portRanges ?? []),
    tls: tlsFits,
    settings: (input, context) => settingsFit(input, protocolAfter(input, context)),
  },
  createPool: {
    protocol: function* (input, { listener }) {
      const { protocol } = input;
      const { endpointRequestProtocol } = poolSettings.in(input);
      if (!protocol) return;
      if (endpointRequestProtocol && endpointRequestProtocol !== protocol)
        yield { message: `The settings name a different protocol, ${endpointRequestProtocol}. Name it in one place.` };
      yield* requestProtocolFits(protocol, listener?.protocol);
    },
    healthMonitor: ({ healthMonitor }) => checkFits(healthMonitor, null),
    members: ({ members }) => membersFit(members ?? []),
    settings: settingsOfNewPool,
  },
  updatePool: {
    healthMonitor: ({ healthMonitor }, { pool }) =>
      checkFits(healthMonitor, pool ? nativePool(pool).healthCheckProtocol : undefined),
    settings: settingsOfChangedPool,
  },
  setPoolMembers: {
    members: ({ members }) => membersFit(members),
  },
};

/** Ranges of more ports than this need a separate listener. */
const HUGE = 300;

/** Source: CreateListener page, PortRanges. */
function* hugeRangesAreAlone(ranges: readonly PortRangeInput[]): Iterable<Violation> {
  const huge = ranges.map(portsOf).findIndex(({ fromPort, toPort }) => toPort - fromPort + 1 > HUGE);
  if (huge < 0 || ranges.length === 1) return;
  yield { at: [huge], message: `A range of more than ${HUGE} ports must be the only one of its listener.` };
}

function* tlsFits(input: CreateListenerInput | UpdateListenerInput): Iterable<Violation> {
  const { policy, versions } = input.tls ?? {};
  const { securityPolicyId } = listenerSettings.in(input);
  if (policy != null && securityPolicyId != null && policy !== securityPolicyId) {
    yield {
      at: ["policy"],
      message: `The settings name a different policy, ${securityPolicyId}. Name it in one place.`,
    };
  }
  const named = policy ?? securityPolicyId;
  const accepted = policyNamed(named);
  // A version that no policy accepts has been refused already.
  if (!versions || !accepted || acceptsExactly(accepted, versions) || policyFor(versions) === undefined) return;
  yield {
    at: ["versions"],
    message: `The policy ${named} accepts ${accepted.versions.join(", ")}. Omit \`versions\`, or name another policy.`,
  };
}

const HTTPS_ONLY = ["securityPolicyId", "httpVersion", "backendPort"] as const;
/** Source: CreateEndpointGroup page, EnableProxyProtocol; HTTP and HTTPS have X-Forwarded-For, by the page on client addresses. */
const TCP_ONLY = ["proxyProtocol"] as const;
const WEB_ONLY = [
  "xForwardedForGaIdEnabled",
  "xForwardedForGaApEnabled",
  "xForwardedForProtoEnabled",
  "xForwardedForPortEnabled",
  "xRealIpEnabled",
] as const;

/** Source, also: UpdateListener page. */
function* settingsFit(
  input: CreateListenerInput | UpdateListenerInput,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!protocol) return;
  const settings = listenerSettings.in(input);
  type Restricted = (typeof HTTPS_ONLY | typeof TCP_ONLY | typeof WEB_ONLY)[number];
  const missing: readonly (readonly [string, readonly Restricted[]])[] = [
    ["HTTPS", protocol === "HTTPS" ? [] : HTTPS_ONLY],
    ["TCP", protocol === "TCP" || settings.proxyProtocol === false ? [] : TCP_ONLY],
    ["HTTP and HTTPS", isWeb(protocol) ? [] : WEB_ONLY],
  ];
  for (const [who, fields] of missing) {
    for (const field of fields) {
      if (settings[field] == null) continue;
      const message = `\`${field}\` is allowed for ${who} listeners only; this one is ${protocol}. Omit it.`;
      yield { at: listenerSettings.at(field), message };
    }
  }
}

function* settingsOfNewPool(input: CreatePoolInput, { listener }: RuleContext): Iterable<Violation> {
  const settings = poolSettings.in(input);
  const requestProtocol = settings.endpointRequestProtocol ?? input.protocol;
  if (settings.endpointRequestProtocol) {
    for (const violation of requestProtocolFits(settings.endpointRequestProtocol, listener?.protocol))
      yield { ...violation, at: poolSettings.at("endpointRequestProtocol") };
  }
  if (settings.endpointProtocolVersion && requestProtocol !== "HTTPS") yield needsHttps;
  yield* settingsAgree(input);
  if (!listener) return;
  const { protocol, portRanges } = listener;
  if (settings.endpointGroupType === "virtual" && protocol === "UDP") {
    const message = "UDP listeners have no virtual groups. Omit `endpointGroupType`.";
    yield { at: poolSettings.at("endpointGroupType"), code: "UNSUPPORTED", message };
  }
  if (settings.proxyProtocol && protocol !== "TCP") {
    const message = `\`proxyProtocol\` is allowed for pools of TCP listeners only; this one is ${protocol}. Omit it.`;
    yield { at: poolSettings.at("proxyProtocol"), message };
  }
  if (settings.clientIpPreservation === false && isWeb(protocol)) {
    const message = `Pools of ${protocol} listeners always pass on the client's address. Omit \`clientIpPreservation\`.`;
    yield { at: poolSettings.at("clientIpPreservation"), message };
  }
  for (const [index, { listenerPort }] of (settings.portOverrides ?? []).entries()) {
    if (coversPort(portRanges, listenerPort)) continue;
    yield {
      at: poolSettings.at("portOverrides", index, "listenerPort"),
      message: mustBe("listenerPort", "be one of the listener's ports", listenerPort),
    };
  }
}

function* settingsOfChangedPool(input: UpdatePoolInput, { pool }: RuleContext): Iterable<Violation> {
  const settings = poolSettings.in(input);
  yield* settingsAgree(input);
  if (settings.endpointGroupType != null) {
    yield {
      at: poolSettings.at("endpointGroupType"),
      code: "IMMUTABLE_FIELD",
      message: "The type of a group cannot change after creation. Delete the group and create a new one instead.",
    };
  }
  if (!pool) return;
  const current = nativePool(pool);
  if (settings.endpointRequestProtocol && current.requestProtocol === null) {
    yield {
      at: poolSettings.at("endpointRequestProtocol"),
      message: "Only pools of HTTP and HTTPS listeners have a separate protocol.",
    };
  }
  const requestProtocol = settings.endpointRequestProtocol ?? current.requestProtocol;
  if (settings.endpointProtocolVersion && requestProtocol?.toUpperCase() !== "HTTPS") yield needsHttps;
  if (settings.portOverrides?.length === 0 && (current.portOverrides?.length ?? 0) > 0) {
    yield {
      at: poolSettings.at("portOverrides"),
      code: "UNSUPPORTED",
      message: "The cloud cannot remove the last override. Create a new pool without overrides instead.",
    };
  }
}

const needsHttps: Violation = {
  at: poolSettings.at("endpointProtocolVersion"),
  message: "An HTTP version requires `endpointRequestProtocol` HTTPS.",
};

/** Contradictions between settings of a pool. */
function* settingsAgree(input: CreatePoolInput | UpdatePoolInput): Iterable<Violation> {
  const { clientIpPreservation, proxyProtocol, portOverrides } = poolSettings.in(input);
  if (clientIpPreservation && proxyProtocol) {
    const message = "`proxyProtocol` and `clientIpPreservation` cannot both be on.";
    yield { at: poolSettings.at("proxyProtocol"), message };
  }
  const seen = new Set<number>();
  for (const [index, { listenerPort }] of (portOverrides ?? []).entries()) {
    if (seen.has(listenerPort)) {
      const message = `Port ${listenerPort} is mapped twice; name every port once.`;
      yield { at: poolSettings.at("portOverrides", index, "listenerPort"), message };
    }
    seen.add(listenerPort);
  }
}

function* requestProtocolFits(protocol: string, listener: ListenerProtocol | undefined): Iterable<Violation> {
  if (!isWeb(protocol)) {
    yield {
      message:
        "Servers of TCP and UDP listeners get the listener's protocol: omit `protocol`. For HTTP and HTTPS listeners it must be HTTP or HTTPS.",
    };
  } else if (listener === "TCP" || listener === "UDP") {
    yield { message: `Servers of a ${listener} listener get ${listener}. Omit \`protocol\`.` };
  } else if (listener === "HTTP" && protocol === "HTTPS") {
    yield { message: "Servers of an HTTP listener get HTTP." };
  }
}

/** @param current the protocol of the current checks, null for none; undefined until it is known */
function* checkFits(
  monitor: HealthMonitorInput | null | undefined,
  current: string | null | undefined,
): Iterable<Violation> {
  if (!monitor) return;
  const { protocol, path, healthyThreshold, unhealthyThreshold } = monitor;
  if (healthyThreshold != null && unhealthyThreshold != null && healthyThreshold !== unhealthyThreshold) {
    const limit = `be the same as \`healthyThreshold\`, ${healthyThreshold}, because the cloud has one threshold for both`;
    yield { at: ["unhealthyThreshold"], message: mustBe("unhealthyThreshold", limit, unhealthyThreshold) };
  }
  // When the input names a protocol, the limits have checked it already.
  const kept = current === null ? "TCP" : current?.toUpperCase();
  if (path != null && protocol == null && kept === "TCP")
    yield { at: ["path"], message: "`path` is allowed for HTTP and HTTPS checks only; this one is TCP." };
}

/** Source, also: UpdateEndpointGroup page, EndpointConfigurations. */
function* membersFit(members: readonly PoolMemberInput[]): Iterable<Violation> {
  for (const [index, member] of members.entries()) {
    if (member.targetType == null || ENDPOINT_TYPES.includes(member.targetType)) yield* memberFits(member, index);
  }
}

function* memberFits(member: PoolMemberInput, index: number): Iterable<Violation> {
  const { address, targetType, targetId, subnetId } = member;
  const type = targetType ?? typeOfAddress(address, targetId);
  const isAddress = isIP(address) !== 0;
  if ((type === "Ip" || type === "IpTarget" || type === "PublicIp") && !isAddress)
    yield { at: [index, "address"], message: mustBe("address", `be an IP address for the type ${type}`, address) };
  if (type === "Domain" && isAddress)
    yield { at: [index, "address"], message: mustBe("address", "be a host name for the type Domain", address) };
  const wantsId = type === "IpTarget" ? "be the id of its VPC" : "be the id of the network interface";
  const hasId = type === "IpTarget" || (type === "ENI" && isAddress);
  if (hasId && !targetId) yield { at: [index, "targetId"], message: mustBe("targetId", wantsId, undefined) };
  if (targetId && !hasId) {
    const message = `A target of type ${type} needs only its address. Omit \`targetId\`.`;
    yield { at: [index, "targetId"], code: "UNSUPPORTED", message };
  }
  if (subnetId && type !== "IpTarget") {
    const message = "Only targets of type IpTarget have a subnet. Omit `subnetId`.";
    yield { at: [index, "subnetId"], code: "UNSUPPORTED", message };
  }
}
