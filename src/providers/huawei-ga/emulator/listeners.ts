import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { created, done, inUse, overQuota, Refused, shown } from "./answers.js";
import {
  checkFields,
  description,
  type FieldRules,
  name,
  oneOf,
  portRanges,
  required,
  tags,
  text,
} from "./field-rules.js";
import { listed } from "./lists.js";
import { change, checkOpen, found, insert, leave } from "./objects.js";
import type { Request } from "./request.js";
import { common, type State, type StoredListener, type Tag, type WireRange } from "./state.js";

/** Listeners of one accelerator. Source: quotas page. */
const QUOTA = 10;
const WHAT = "listener";
/** Ports that the service uses itself. Source: create listener page. */
const SYSTEM_PORTS: Readonly<Record<string, WireRange>> = {
  TCP: { from_port: 22, to_port: 22 },
  UDP: { from_port: 4789, to_port: 4789 },
};

const changeRules: FieldRules = {
  name,
  description,
  port_ranges: portRanges,
  client_affinity: oneOf("SOURCE_IP", "NONE"),
};
const creationRules: FieldRules = {
  ...changeRules,
  name: required(name),
  port_ranges: required(portRanges),
  protocol: required(oneOf("TCP", "UDP")),
  accelerator_id: required(text(36)),
  tags,
};

export function showListener(entry: Entry<StoredListener>) {
  const { name, description, protocol, port_ranges, client_affinity, accelerator_id, tags } = entry.value;
  return { ...common(entry), name, description, protocol, port_ranges, client_affinity, accelerator_id, tags };
}

export function createListener(state: State, request: Request): SandboxResponse {
  const fields = request.wrapped("listener");
  checkFields(fields, creationRules);
  const acceleratorId = String(fields.accelerator_id);
  checkOpen(found(state.accelerators, acceleratorId, "accelerator"), "accelerator");
  const ranges = fields.port_ranges as WireRange[];
  refuseClash(state, acceleratorId, String(fields.protocol), ranges);
  if (state.listeners.count({ group: acceleratorId }) >= QUOTA) throw overQuota("listeners");
  const entry = insert(state, state.listeners, {
    ...state.begun(),
    name: String(fields.name),
    description: String(fields.description ?? ""),
    protocol: String(fields.protocol),
    port_ranges: ranges,
    client_affinity: String(fields.client_affinity ?? "NONE"),
    accelerator_id: acceleratorId,
    tags: (fields.tags as Tag[] | undefined) ?? [],
  });
  return created({ listener: showListener(entry) });
}

export function listListeners(state: State, request: Request): SandboxResponse {
  const filters = ["id", "name", "status", "accelerator_id"];
  const groupedBy = "accelerator_id";
  return listed(state.listeners, request, { many: "listeners", filters, groupedBy, show: showListener });
}

export function showOneListener(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  return shown({ listener: showListener(found(state.listeners, id, WHAT)) });
}

export function updateListener(state: State, request: Request): SandboxResponse {
  const entry = found(state.listeners, request.ids[0] ?? "", WHAT);
  const fields = request.wrapped("listener");
  checkFields(fields, changeRules);
  checkOpen(entry, WHAT);
  const { accelerator_id, protocol } = entry.value;
  if (fields.port_ranges) refuseClash(state, accelerator_id, protocol, fields.port_ranges as WireRange[], entry.id);
  change(state, entry, fields as Partial<StoredListener>);
  return shown({ listener: showListener(entry) });
}

export function deleteListener(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  const entry = found(state.listeners, id, WHAT);
  checkOpen(entry, WHAT, true);
  if (state.groups.count({ group: id }) > 0) throw inUse(WHAT, "endpoint groups");
  leave(state.listeners, entry);
  return done();
}

/** Within an accelerator, ranges of the same protocol are apart. Whether TCP and UDP may share ports is not documented. */
function refuseClash(state: State, group: string, protocol: string, ranges: readonly WireRange[], self?: string): void {
  const others = state.listeners
    .list({ group, where: ({ id, value }) => id !== self && value.protocol === protocol })
    .flatMap(({ value }) => value.port_ranges);
  const taken = [...others, ...(SYSTEM_PORTS[protocol] ? [SYSTEM_PORTS[protocol]] : [])];
  const clash = ranges.some(
    (range, index) =>
      taken.some((other) => overlap(range, other)) || ranges.slice(0, index).some((other) => overlap(range, other)),
  );
  if (clash) throw new Refused(400, "GA.9101", "The port range conflicts with that of another listener.");
}

function overlap(a: WireRange, b: WireRange): boolean {
  return a.from_port <= b.to_port && b.from_port <= a.to_port;
}
