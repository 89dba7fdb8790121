import type { ResourceTag } from "../../model/listener-parts.js";
import {
  asArray,
  asBoolean,
  asInteger,
  asObject,
  asObjects,
  asText,
  asTexts,
  optionalInteger,
  optionalText,
  type WireObject,
} from "../../transport/wire.js";
import type {
  GaAccelerator,
  GaEndpoint,
  GaEndpointGroup,
  GaFreeze,
  GaHealthCheck,
  GaListener,
  GaObject,
} from "./wire-types.js";

/** Readers that check an answer while they take it over. Each throws a ProblemError that names the malformed field. */

/** Spread after an object's own fields, never before: the other order takes thirty times as long on Node 20. */
function readObject(item: WireObject): GaObject {
  return {
    id: asText(item.id, "id"),
    status: asText(item.status, "status"),
    createdAt: optionalText(item.created_at, "created_at"),
    updatedAt: optionalText(item.updated_at, "updated_at"),
    domainId: optionalText(item.domain_id, "domain_id"),
    freeze: readFreeze(item.frozen_info),
  };
}

/** Absent, null and status 0 all mean that nothing is frozen. */
function readFreeze(value: unknown): GaFreeze | null {
  if (value == null) return null;
  const freeze = asObject(value, "frozen_info");
  return {
    status: asInteger(freeze.status, "status"),
    effect: optionalInteger(freeze.effect, "effect"),
    scenes: asTexts(freeze.scene, "scene"),
  };
}

/** A tag's value may be null. Source: update listener page, table 10. */
function readTags(item: WireObject): ResourceTag[] {
  return asObjects(item.tags ?? [], "tags").map((tag) => ({
    key: asText(tag.key, "key"),
    value: optionalText(tag.value, "value") ?? "",
  }));
}

export function readListener(item: WireObject): GaListener {
  return {
    name: optionalText(item.name, "name"),
    description: optionalText(item.description, "description"),
    protocol: asText(item.protocol, "protocol"),
    portRanges: asObjects(item.port_ranges, "port_ranges").map((range) => ({
      fromPort: asInteger(range.from_port, "from_port"),
      toPort: asInteger(range.to_port, "to_port"),
    })),
    clientAffinity: optionalText(item.client_affinity, "client_affinity"),
    acceleratorId: asText(item.accelerator_id, "accelerator_id"),
    tags: readTags(item),
    ...readObject(item),
  };
}

export function readEndpointGroup(item: WireObject): GaEndpointGroup {
  const [listener] = asArray(item.listeners ?? [], "listeners");
  return {
    name: optionalText(item.name, "name"),
    description: optionalText(item.description, "description"),
    trafficDialPercentage: optionalInteger(item.traffic_dial_percentage, "traffic_dial_percentage"),
    regionId: optionalText(item.region_id, "region_id"),
    listenerId: listener === undefined ? null : asText(asObject(listener, "listeners[0]").id, "id"),
    ...readObject(item),
  };
}

export function readEndpoint(item: WireObject): GaEndpoint {
  return {
    groupId: asText(item.endpoint_group_id, "endpoint_group_id"),
    resourceId: asText(item.resource_id, "resource_id"),
    resourceType: asText(item.resource_type, "resource_type"),
    ipAddress: optionalText(item.ip_address, "ip_address"),
    weight: optionalInteger(item.weight, "weight"),
    healthState: optionalText(item.health_state, "health_state"),
    ...readObject(item),
  };
}

export function readHealthCheck(item: WireObject): GaHealthCheck {
  return {
    groupId: asText(item.endpoint_group_id, "endpoint_group_id"),
    protocol: optionalText(item.protocol, "protocol"),
    port: optionalInteger(item.port, "port"),
    interval: optionalInteger(item.interval, "interval"),
    timeout: optionalInteger(item.timeout, "timeout"),
    maxRetries: optionalInteger(item.max_retries, "max_retries"),
    enabled: asBoolean(item.enabled, "enabled"),
    ...readObject(item),
  };
}

export function readAccelerator(item: WireObject): GaAccelerator {
  const addresses = asObjects(item.ip_sets ?? [], "ip_sets").map((set) => optionalText(set.ip_address, "ip_address"));
  return {
    name: optionalText(item.name, "name"),
    // An accelerator that is being set up has no addresses yet.
    addresses: addresses.flatMap((address) => address || []),
    tags: readTags(item),
    ...readObject(item),
  };
}
