import { isIP } from "node:net";
import { portsOf } from "../../model/generic-rules.js";
import type { HealthMonitorInput, PoolMemberInput, PortRangeInput } from "../../model/inputs-shared.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import type { ResourceTag } from "../../model/listener-parts.js";
import type { UpdatePoolInput } from "../../model/pool-inputs.js";
import { isSameAddress } from "../../model/server-address.js";
import type { WireObject } from "../../transport/wire.js";
import { again, type WireBody } from "../kit/wire-body.js";
import type { CreateListenerCommand, CreatePoolCommand } from "../provider.js";
import type { WireEndpoint } from "./wire.js";

/** The model's inputs in the vendor's terms. */

/** The defaults of a check; the vendor has none of its own. Times in seconds. */
export const CHECK_DEFAULTS = { interval: 10, timeout: 5, maxRetries: 3 } as const;

const portRanges = (ranges: readonly PortRangeInput[]) =>
  ranges.map(portsOf).map(({ fromPort, toPort }) => ({ from_port: fromPort, to_port: toPort }));

/** Drops nulls as well: for these fields, null can only mean "not given". */
function given<T>(value: T | null | undefined): T | undefined {
  return value ?? undefined;
}

/** Null clears the text. */
function textOrNone(value: string | null | undefined): string | undefined {
  return value === null ? "" : value;
}

export function createListenerRequest({ parent, input }: CreateListenerCommand): WireBody {
  return {
    name: given(input.name),
    description: given(input.description),
    protocol: input.protocol,
    port_ranges: portRanges(input.portRanges),
    client_affinity: given(input.clientAffinity),
    accelerator_id: parent.key,
    // A given list has 1 to 20 tags.
    tags: input.tags?.length ? input.tags.map(({ key, value }) => ({ key, value })) : undefined,
  };
}

export function updateListenerRequest(input: UpdateListenerInput): WireBody {
  return {
    name: given(input.name),
    description: textOrNone(input.description),
    port_ranges: input.portRanges ? portRanges(input.portRanges) : undefined,
    client_affinity: given(input.clientAffinity),
  };
}

/** The tags to remove and to add. A changed value is both. */
export function tagChanges(now: readonly ResourceTag[], wanted: readonly ResourceTag[]) {
  const isIn = (tags: readonly ResourceTag[]) => (tag: ResourceTag) =>
    tags.some(({ key, value }) => key === tag.key && value === tag.value);
  return {
    gone: now.filter((tag) => !isIn(wanted)(tag)).map(({ key }) => key),
    added: wanted.filter((tag) => !isIn(now)(tag)).map(({ key, value }) => ({ key, value })),
  };
}

export function createPoolRequest({ input, listener }: CreatePoolCommand): WireBody {
  return {
    name: given(input.name),
    description: given(input.description),
    traffic_dial_percentage: given(input.trafficPercentage),
    region_id: given(input.region),
    listeners: listener ? [{ id: listener.nativeId }] : [],
  };
}

export function updatePoolRequest(input: UpdatePoolInput): WireBody {
  return {
    name: given(input.name),
    description: textOrNone(input.description),
    traffic_dial_percentage: given(input.trafficPercentage),
  };
}

/** @param firstPort the listener's, which is checked when the input gives no port */
export function createHealthMonitorRequest(groupId: string, input: HealthMonitorInput, firstPort: number): WireBody {
  return {
    endpoint_group_id: groupId,
    protocol: input.protocol ?? "TCP",
    port: input.port ?? firstPort,
    interval: input.intervalSeconds ?? CHECK_DEFAULTS.interval,
    timeout: input.timeoutSeconds ?? CHECK_DEFAULTS.timeout,
    max_retries: input.healthyThreshold ?? CHECK_DEFAULTS.maxRetries,
    enabled: input.enabled ?? true,
  };
}

export function updateHealthMonitorRequest(input: HealthMonitorInput): WireBody {
  return {
    protocol: given(input.protocol),
    port: given(input.port),
    interval: given(input.intervalSeconds),
    timeout: given(input.timeoutSeconds),
    max_retries: given(input.healthyThreshold),
    enabled: given(input.enabled),
  };
}

/**
 * The type of an address, when the input does not give it. Which of the custom types a plain address belongs to is not
 * documented: CUSTOM_EIP is assumed to be one of the cloud's own addresses, and CUSTOM_IP any other.
 */
export function typeOf({ targetType, address }: PoolMemberInput): string {
  return targetType ?? (isIP(address) === 0 ? "CUSTOM_DOMAIN_NAME" : "CUSTOM_IP");
}

/** For the custom types, the address is used as the id as well (not documented; the field is mandatory). */
export function resourceIdOf({ targetId, address }: PoolMemberInput): string {
  return targetId ?? address;
}

export function createMemberRequest(member: PoolMemberInput): WireBody {
  return {
    resource_id: resourceIdOf(member),
    resource_type: typeOf(member),
    ip_address: member.address,
    weight: given(member.weight),
  };
}

// For creating deleted objects again

export const endpointAgainRequest = (shown: WireObject): WireBody =>
  again(shown, ["resource_id", "resource_type", "ip_address", "weight"]);

export const healthCheckAgainRequest = (groupId: string, shown: WireObject): WireBody => ({
  endpoint_group_id: groupId,
  ...again(shown, ["protocol", "port", "interval", "timeout", "max_retries", "enabled"]),
});

/** Whether an endpoint is the one that an input means; omitted fields are not compared. */
export function isSameServer(endpoint: WireEndpoint, { address, targetType, targetId }: PoolMemberInput): boolean {
  if (targetType != null && targetType.toUpperCase() !== endpoint.resourceType?.toUpperCase()) return false;
  if (targetId != null && targetId !== endpoint.resourceId) return false;
  return [endpoint.ipAddress, endpoint.resourceId].some((known) => known !== null && isSameAddress(known, address));
}
