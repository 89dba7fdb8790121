import { isIP } from "node:net";
import { ValidateIf } from "class-validator";
import type { ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput, PoolMemberInput } from "../../model/inputs-shared.js";
import { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { coversPort } from "../../model/port-range.js";
import { Rule, type Violation } from "../../model/rule.js";
import type { PoolSettingsInput } from "../../model/settings.js";
import { cannotEmpty, descriptionFits, nameFits } from "./listener-rules.js";
import { nativePool } from "./mapping.js";
import { ENDPOINT_TYPES, typeOfAddress } from "./members.js";
import { poolSettingsIn } from "./pool-settings.js";
import { SETTINGS_KEY } from "./settings.js";

/** Rules of CreateEndpointGroup and UpdateEndpointGroup that are known before a call. Source, where none is named: their pages. */

export class CreatePool extends CreatePoolInput {
  // Optional elsewhere; these rules have to run on a missing value, too.
  @Rule<CreatePool>("poolOnListener", function* ({ listenerId }) {
    if (listenerId == null) yield { message: "A pool belongs to a listener on this cloud: give listenerId." };
  })
  @ValidateIf(() => true)
  override listenerId?: string | null;

  @Rule<CreatePool>("regionOfCloud", function* ({ region }) {
    if (!region || !/^[a-z]{2}(-[a-z0-9]+)+$/.test(region))
      yield { message: "Name the region of the servers, for example eu-central-1." };
  })
  @ValidateIf(() => true)
  override region?: string | null;

  @Rule<CreatePool>("nameOfCloud", ({ name }) => nameFits(name))
  override name?: string | null;

  @Rule<CreatePool>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  @Rule<CreatePool>("protocolOfServers", function* (input) {
    const { protocol, context } = input;
    const { endpointRequestProtocol } = poolSettingsIn(input);
    if (!protocol) return;
    if (endpointRequestProtocol && endpointRequestProtocol !== protocol) {
      yield { message: `The settings ask for another protocol, ${endpointRequestProtocol}. Name it in one place.` };
    }
    yield* requestProtocolFits(protocol, context?.listener?.protocol);
  })
  override protocol?: ListenerProtocol | null;

  @Rule<CreatePool>("shareOfCloud", ({ trafficPercentage }) => shareFits(trafficPercentage))
  override trafficPercentage?: number | null;

  @Rule<CreatePool>("healthMonitorOfCloud", ({ healthMonitor }) => monitorFits(healthMonitor, null))
  override healthMonitor?: HealthMonitorInput | null;

  @Rule<CreatePool>("serversOfCloud", ({ members }) => membersFit(members))
  @ValidateIf(() => true)
  override members?: PoolMemberInput[] | null;

  @Rule<CreatePool>("settingsOfPool", (input) => settingsOfNewPool(input))
  override settings?: PoolSettingsInput | null;
}

export class UpdatePool extends UpdatePoolInput {
  @Rule<UpdatePool>("nameOfCloud", ({ name }) => nameFits(name))
  override name?: string | null;

  @Rule<UpdatePool>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  @Rule<UpdatePool>("keptDescription", function* ({ description }) {
    if (description === "") yield cannotEmpty;
  })
  override description?: string | null;

  @Rule<UpdatePool>("shareOfCloud", ({ trafficPercentage }) => shareFits(trafficPercentage))
  override trafficPercentage?: number | null;

  @Rule<UpdatePool>("healthMonitorOfCloud", ({ healthMonitor, context }) => {
    return monitorFits(healthMonitor, context?.pool ? nativePool(context.pool).healthCheckProtocol : undefined);
  })
  override healthMonitor?: HealthMonitorInput | null;

  @Rule<UpdatePool>("settingsOfPool", (input) => settingsOfChangedPool(input))
  override settings?: PoolSettingsInput | null;
}

export class SetPoolMembers extends SetPoolMembersInput {
  @Rule<SetPoolMembers>("serversOfCloud", ({ members }) => membersFit(members))
  override members!: PoolMemberInput[];
}

const own = (field: string) => [SETTINGS_KEY, field];

function* settingsOfNewPool(input: CreatePool): Iterable<Violation> {
  const settings = poolSettingsIn(input);
  const listener = input.context?.listener;
  const requestProtocol = settings.endpointRequestProtocol ?? input.protocol;
  if (settings.endpointRequestProtocol) {
    for (const violation of requestProtocolFits(settings.endpointRequestProtocol, listener?.protocol)) {
      yield { ...violation, at: own("endpointRequestProtocol") };
    }
  }
  if (settings.endpointProtocolVersion && requestProtocol !== "HTTPS") yield needsHttps;
  yield* flagsFit(settings.clientIpPreservation, settings.proxyProtocol);
  if (!listener) return;
  const { protocol, portRanges } = listener;
  if (settings.endpointGroupType === "virtual" && protocol === "UDP") {
    yield { at: own("endpointGroupType"), code: "UNSUPPORTED", message: "UDP listeners have no virtual groups." };
  }
  if (settings.proxyProtocol && protocol !== "TCP") {
    yield {
      at: own("proxyProtocol"),
      message: `Only pools of TCP listeners have the proxy protocol; this one is ${protocol}.`,
    };
  }
  if (settings.clientIpPreservation === false && (protocol === "HTTP" || protocol === "HTTPS")) {
    yield {
      at: own("clientIpPreservation"),
      message: `Pools of ${protocol} listeners always tell the client's address. Leave it out.`,
    };
  }
  for (const [index, { listenerPort }] of (settings.portOverrides ?? []).entries()) {
    if (coversPort(portRanges, listenerPort)) continue;
    yield {
      at: [...own("portOverrides"), index, "listenerPort"],
      message: `The listener does not have port ${listenerPort}.`,
    };
  }
}

function* settingsOfChangedPool(input: UpdatePool): Iterable<Violation> {
  const settings = poolSettingsIn(input);
  yield* flagsFit(settings.clientIpPreservation, settings.proxyProtocol);
  if (settings.endpointGroupType != null) {
    yield {
      at: own("endpointGroupType"),
      code: "IMMUTABLE_FIELD",
      message: "The type of a group cannot change after creation. Delete and create anew instead.",
    };
  }
  if (!input.context?.pool) return;
  const current = nativePool(input.context.pool);
  if (settings.endpointRequestProtocol && current.requestProtocol === null) {
    yield {
      at: own("endpointRequestProtocol"),
      message: "Only pools of HTTP and HTTPS listeners have a protocol of their own.",
    };
  }
  const requestProtocol = settings.endpointRequestProtocol ?? current.requestProtocol;
  if (settings.endpointProtocolVersion && requestProtocol !== "HTTPS") yield needsHttps;
  if (settings.portOverrides?.length === 0 && (current.portOverrides?.length ?? 0) > 0) {
    yield {
      at: own("portOverrides"),
      code: "UNSUPPORTED",
      message: "The cloud has no way to take the last override away. Create a new pool without one instead.",
    };
  }
}

const needsHttps: Violation = {
  at: own("endpointProtocolVersion"),
  message: "An HTTP version towards the servers is chosen only with endpointRequestProtocol HTTPS.",
};

function* flagsFit(
  clientIpPreservation: boolean | null | undefined,
  proxyProtocol: boolean | null | undefined,
): Iterable<Violation> {
  if (clientIpPreservation && proxyProtocol) {
    yield { at: own("proxyProtocol"), message: "The proxy protocol and clientIpPreservation cannot both be on." };
  }
}

function* requestProtocolFits(protocol: string, listener: ListenerProtocol | undefined): Iterable<Violation> {
  if (protocol !== "HTTP" && protocol !== "HTTPS") {
    yield {
      message:
        "Servers behind TCP and UDP listeners get the listener's protocol: leave it out. Behind HTTP and HTTPS ones it is HTTP or HTTPS.",
    };
  } else if (listener === "TCP" || listener === "UDP") {
    yield { message: `Servers behind a ${listener} listener get ${listener}. Leave the protocol out.` };
  } else if (listener === "HTTP" && protocol === "HTTPS") {
    yield { message: "Servers behind an HTTP listener are spoken to in HTTP." };
  }
}

function* shareFits(percentage: number | null | undefined): Iterable<Violation> {
  if (percentage === 0)
    yield { message: "A share is 1 to 100 percent on this cloud. To stop traffic, give the members the weight 0." };
}

const CHECK_PROTOCOLS = ["TCP", "HTTP", "HTTPS"];

/** @param current the protocol that is checked now, null for none; undefined when that is not known yet */
function* monitorFits(
  monitor: HealthMonitorInput | null | undefined,
  current: string | null | undefined,
): Iterable<Violation> {
  if (!monitor) return;
  const { protocol, path, intervalSeconds, timeoutSeconds, healthyThreshold, unhealthyThreshold } = monitor;
  if (protocol != null && !CHECK_PROTOCOLS.includes(protocol)) {
    yield {
      at: ["protocol"],
      code: "UNSUPPORTED",
      message: `Health checks speak ${CHECK_PROTOCOLS.join(", ")} here, not ${protocol}.`,
    };
  }
  if (timeoutSeconds != null) {
    yield {
      at: ["timeoutSeconds"],
      code: "UNSUPPORTED",
      message: "The timeout of a health check cannot be chosen on this cloud. Leave it out.",
    };
  }
  if (intervalSeconds != null && intervalSeconds > 50)
    yield { at: ["intervalSeconds"], message: "The interval is 1 to 50 seconds." };
  for (const [field, value] of Object.entries({ healthyThreshold, unhealthyThreshold })) {
    if (value != null && (value < 2 || value > 10)) yield { at: [field], message: "A threshold is 2 to 10." };
  }
  if (healthyThreshold != null && unhealthyThreshold != null && healthyThreshold !== unhealthyThreshold) {
    yield {
      at: ["unhealthyThreshold"],
      message: "The cloud has one threshold for both directions: give equal numbers, or only one.",
    };
  }
  const effective = protocol ?? (current === undefined ? undefined : (current ?? "TCP"));
  if (path != null && effective?.toUpperCase() === "TCP") {
    yield { at: ["path"], message: "Only HTTP and HTTPS checks have a path." };
  }
}

/** Source, also: UpdateEndpointGroup page, EndpointConfigurations. */
function* membersFit(members: readonly PoolMemberInput[] | null | undefined): Iterable<Violation> {
  if (!members?.length) {
    yield {
      message:
        "A pool has at least one member on this cloud. To stop traffic, give its members the weight 0, or delete the pool.",
    };
    return;
  }
  for (const [index, { address, targetType, targetId, subnetId }] of members.entries()) {
    if (targetType != null && !(ENDPOINT_TYPES as readonly string[]).includes(targetType)) {
      yield { at: [index, "targetType"], message: `A target is one of ${ENDPOINT_TYPES.join(", ")}.` };
      continue;
    }
    const type = targetType ?? typeOfAddress(address, targetId);
    const isAddress = isIP(address) !== 0;
    if ((type === "Ip" || type === "IpTarget" || type === "PublicIp") && !isAddress) {
      yield { at: [index, "address"], message: `A target of type ${type} is an IP address.` };
    }
    if (type === "Domain" && isAddress)
      yield { at: [index, "address"], message: "A target of type Domain is a host name." };
    if (type === "IpTarget" && !targetId) {
      yield { at: [index, "targetId"], message: "A private address needs the id of its VPC." };
    }
    if (type === "ENI" && isAddress && !targetId) {
      yield { at: [index, "targetId"], message: "An address of a network interface needs the interface's id." };
    }
    if (targetId && type !== "IpTarget" && !(type === "ENI" && isAddress)) {
      yield {
        at: [index, "targetId"],
        code: "UNSUPPORTED",
        message: `A target of type ${type} is named by its address alone. Leave targetId out.`,
      };
    }
    if (subnetId && type !== "IpTarget") {
      yield {
        at: [index, "subnetId"],
        code: "UNSUPPORTED",
        message: "Only targets of type IpTarget have a subnet. Leave it out.",
      };
    }
  }
}
