import {
  decimal,
  flag,
  identity,
  integer,
  list,
  mapped,
  moment,
  needed,
  object,
  or,
  port,
  positive,
  type Read,
  readableList,
  shape,
  text,
  texts,
  wholeList,
} from "../../transport/shape.js";

/** The cloud's answers, as far as they are used. */

/** frozen_info. Source: update listener page, table 9. */
const readFreeze = shape("frozen_info", "status", {
  /** 0 normal, 1 frozen, 2 terminated. */
  status: needed(integer("status")),
  /** 1 may be released, 2 may not, 3 may not be renewed. */
  effect: integer("effect"),
  scenes: texts("scene"),
});

/** A tag's value may be null. Source: update listener page, table 10. */
const readTag = shape("tag", "key", { key: needed(text("key")), value: or(text("value"), "") });

const readRange = shape("port range", "from_port", {
  fromPort: needed(integer("from_port")),
  toPort: needed(integer("to_port")),
});

/** What all objects have. Times are ISO 8601 with Z. */
const common = {
  id: identity("id"),
  /** ACTIVE, PENDING, ERROR or DELETING. */
  status: text("status"),
  createdAt: moment("created_at"),
  updatedAt: moment("updated_at"),
  domainId: text("domain_id"),
  /** Absent, null and status 0 all mean: not frozen. */
  freeze: object("frozen_info", readFreeze),
};
const named = { ...common, name: text("name"), description: text("description") };

export const readListener = shape("listener", "id", {
  ...named,
  protocol: text("protocol"),
  portRanges: list("port_ranges", readRange),
  clientAffinity: text("client_affinity"),
  acceleratorId: identity("accelerator_id"),
  tags: readableList("tags", readTag),
});

/** The accelerator of a listener, alone. */
export const readAcceleratorId = shape("listener", "id", { acceleratorId: identity("accelerator_id") });

const readListenerId = shape("listener", "id", { id: identity("id") });

/** The listeners of an endpoint group, alone: exactly one. */
export const readListenersOf = shape("endpoint group", "id", { listeners: wholeList("listeners", readListenerId) });

export const readEndpointGroup = shape("endpoint group", "id", {
  ...named,
  trafficDialPercentage: decimal("traffic_dial_percentage"),
  regionId: text("region_id"),
  /** The cloud has a list here, of exactly one. Null when it is empty. */
  listenerId: mapped(readableList("listeners", readListenerId), ([listener]) => listener?.id ?? null),
});

export const readEndpoint = shape("endpoint", "id", {
  ...common,
  groupId: identity("endpoint_group_id"),
  resourceId: text("resource_id"),
  resourceType: text("resource_type"),
  ipAddress: text("ip_address"),
  weight: integer("weight"),
  healthState: text("health_state"),
});

/** Times in seconds. */
export const readHealthCheck = shape("health check", "id", {
  ...common,
  groupId: identity("endpoint_group_id"),
  protocol: text("protocol"),
  port: port("port"),
  interval: positive("interval"),
  timeout: positive("timeout"),
  maxRetries: positive("max_retries"),
  enabled: or(flag("enabled"), true),
});

const readAddress = shape("address", "ip_address", { address: text("ip_address") });

export const readAccelerator = shape("accelerator", "id", {
  ...common,
  name: text("name"),
  /** An accelerator that is being created has no addresses yet. */
  addresses: mapped(readableList("ip_sets", readAddress), (sets) => sets.flatMap(({ address }) => address || [])),
  tags: readableList("tags", readTag),
});

export type WireFreeze = Read<typeof readFreeze>;
export type WireListener = Read<typeof readListener>;
export type WireEndpointGroup = Read<typeof readEndpointGroup>;
export type WireEndpoint = Read<typeof readEndpoint>;
export type WireHealthCheck = Read<typeof readHealthCheck>;
export type WireAccelerator = Read<typeof readAccelerator>;
/** What all objects have. */
export type WireAny = Pick<WireListener, keyof typeof common>;
