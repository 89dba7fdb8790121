import type { Fields } from "../../../sandbox/fields.js";
import { Refused } from "../../../sandbox/refused.js";
import { overQuota } from "./errors.js";
import { description, integer, name, reference, tags } from "./fields.js";
import { found, requireOpen } from "./lookups.js";
import { gaResource } from "./resources.js";
import type { State, WireRange } from "./state.js";

/** Listeners of one accelerator. Source: quotas page. */
const QUOTA = 10;
/** Ports that the service reserves for itself. Source: create listener page. */
const SYSTEM_PORTS: Readonly<Record<string, readonly WireRange[]>> = {
  TCP: [{ from_port: 22, to_port: 22 }],
  UDP: [{ from_port: 4789, to_port: 4789 }],
};

const port = { ...integer(1, 65_535), required: true } as const;
const range = {
  type: "struct",
  of: { from_port: port, to_port: port },
  fits: ({ from_port, to_port }: WireRange) => from_port <= to_port,
  is: "a range from a port to the same or a higher one",
} as const;

const fields = {
  name,
  description,
  protocol: { type: "text", oneOf: ["TCP", "UDP"], required: true, fixed: true },
  port_ranges: { type: "list", of: range, least: 1, most: 10, required: true },
  client_affinity: { type: "text", oneOf: ["SOURCE_IP", "NONE"], otherwise: "NONE" },
  accelerator_id: reference,
  tags: { ...tags, otherwise: [], fixed: true },
} as const satisfies Fields;

export const listeners = gaResource({
  path: "listeners",
  named: ["Listener", "Listeners"],
  one: "listener",
  many: "listeners",
  fields,
  entries: (state) => state.listeners,
  groupFilter: "accelerator_id",
  filters: ["name", "accelerator_id"],
  show(_state, { value: { name, description, protocol, port_ranges, client_affinity, accelerator_id, tags } }) {
    return { name, description, protocol, port_ranges, client_affinity, accelerator_id, tags };
  },

  create(state, { tags, ...given }) {
    const { accelerator_id: group, protocol, port_ranges } = given;
    requireOpen(found(state.accelerators, "accelerator", group), "accelerator");
    requireFreePorts(state, group, protocol, port_ranges);
    if (state.listeners.count({ group }) >= QUOTA) throw overQuota("listeners");
    return { ...given, tags: [...tags] };
  },

  requireFit(state, { id, value: { accelerator_id, protocol } }, { port_ranges }) {
    if (port_ranges) requireFreePorts(state, accelerator_id, protocol, port_ranges, id);
  },

  userOf: (state, group) => (state.endpointGroups.count({ group }) > 0 ? "endpoint groups" : null),
});

/**
 * Within an accelerator, ranges of the same protocol must not overlap. Whether TCP and UDP may share ports is not
 * documented.
 */
function requireFreePorts(
  state: State,
  group: string,
  protocol: string,
  ranges: readonly WireRange[],
  self?: string,
): void {
  const others = state.listeners
    .list({ group, where: ({ id, value }) => id !== self && value.protocol === protocol })
    .flatMap(({ value }) => value.port_ranges);
  const taken = [...others, ...(SYSTEM_PORTS[protocol] ?? [])];
  const clash = ranges.some((range, index) =>
    [...taken, ...ranges.slice(0, index)].some((other) => overlap(range, other)),
  );
  if (clash) throw new Refused(400, "GA.9101", "The port range conflicts with that of another listener.");
}

function overlap(a: WireRange, b: WireRange): boolean {
  return a.from_port <= b.to_port && b.from_port <= a.to_port;
}
