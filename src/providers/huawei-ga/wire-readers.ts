import type { ResourceTag } from "../../model/listener-parts.js";
import {
  asArray,
  asObject,
  asObjects,
  booleanOf,
  integerOf,
  optionalInteger,
  optionalText,
  textOf,
  textsOf,
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
    id: textOf(item, "id"),
    status: textOf(item, "status"),
    createdAt: optionalText(item, "created_at"),
    updatedAt: optionalText(item, "updated_at"),
    domainId: optionalText(item, "domain_id"),
    freeze: readFreeze(item.frozen_info),
  };
}

/** Absent, null and status 0 all mean that nothing is frozen. */
function readFreeze(value: unknown): GaFreeze | null {
  if (value == null) return null;
  const freeze = asObject(value, "frozen_info");
  return {
    status: integerOf(freeze, "status"),
    effect: optionalInteger(freeze, "effect"),
    scenes: textsOf(freeze, "scene"),
  };
}

/** A tag's value may be null. Source: update listener page, table 10. */
function readTags(item: WireObject): ResourceTag[] {
  return asObjects(item.tags ?? [], "tags").map((tag) => ({
    key: textOf(tag, "key"),
    value: optionalText(tag, "value") ?? "",
  }));
}

export function readListener(item: WireObject): GaListener {
  return {
    name: optionalText(item, "name"),
    description: optionalText(item, "description"),
    protocol: textOf(item, "protocol"),
    portRanges: asObjects(item.port_ranges, "port_ranges").map((range) => ({
      fromPort: integerOf(range, "from_port"),
      toPort: integerOf(range, "to_port"),
    })),
    clientAffinity: optionalText(item, "client_affinity"),
    acceleratorId: textOf(item, "accelerator_id"),
    tags: readTags(item),
    ...readObject(item),
  };
}

export function readEndpointGroup(item: WireObject): GaEndpointGroup {
  const [listener] = asArray(item.listeners ?? [], "listeners");
  return {
    name: optionalText(item, "name"),
    description: optionalText(item, "description"),
    trafficDialPercentage: optionalInteger(item, "traffic_dial_percentage"),
    regionId: optionalText(item, "region_id"),
    listenerId: listener === undefined ? null : textOf(asObject(listener, "listeners[0]"), "id"),
    ...readObject(item),
  };
}

export function readEndpoint(item: WireObject): GaEndpoint {
  return {
    groupId: textOf(item, "endpoint_group_id"),
    resourceId: textOf(item, "resource_id"),
    resourceType: textOf(item, "resource_type"),
    ipAddress: optionalText(item, "ip_address"),
    weight: optionalInteger(item, "weight"),
    healthState: optionalText(item, "health_state"),
    ...readObject(item),
  };
}

export function readHealthCheck(item: WireObject): GaHealthCheck {
  return {
    groupId: textOf(item, "endpoint_group_id"),
    protocol: optionalText(item, "protocol"),
    port: optionalInteger(item, "port"),
    interval: optionalInteger(item, "interval"),
    timeout: optionalInteger(item, "timeout"),
    maxRetries: optionalInteger(item, "max_retries"),
    enabled: booleanOf(item, "enabled"),
    ...readObject(item),
  };
}

export function readAccelerator(item: WireObject): GaAccelerator {
  const addresses = asObjects(item.ip_sets ?? [], "ip_sets").map((set) => optionalText(set, "ip_address"));
  return {
    name: optionalText(item, "name"),
    // An accelerator that is being set up has no addresses yet.
    addresses: addresses.flatMap((address) => address || []),
    tags: readTags(item),
    ...readObject(item),
  };
}
