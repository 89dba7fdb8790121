import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { created, done, inUse, overQuota, shown } from "./answers.js";
import {
  checkFields,
  description,
  type FieldRule,
  type FieldRules,
  isFields,
  name,
  required,
  tags,
  text,
} from "./field-rules.js";
import { listed } from "./lists.js";
import { change, checkOpen, found, insert, leave } from "./objects.js";
import type { Request } from "./request.js";
import { common, type State, type StoredAccelerator, type Tag } from "./state.js";

const QUOTA = 20;
const WHAT = "accelerator";
const FLAVOR_ID = "4b6bd0ad-6f3c-4a34-8f7d-3d1f0c2b1a90";

interface AskedSet {
  readonly ip_type: string;
  readonly area: string;
}
const isIpSet = (value: unknown): boolean =>
  isFields(value) && ["IPV4", "IPV6"].includes(String(value.ip_type)) && ["OUTOFCM", "CM"].includes(String(value.area));
/** IPv6 comes only next to IPv4. Source: create accelerator page. */
const ipSets: FieldRule = {
  fits: (value) =>
    Array.isArray(value) && value.every(isIpSet) && value.some(({ ip_type }: AskedSet) => ip_type === "IPV4"),
  what: "a list of sets with ip_type and area, IPV4 among them",
};

const changeRules: FieldRules = { name, description };
const creationRules: FieldRules = {
  ...changeRules,
  name: required(name),
  ip_sets: required(ipSets),
  enterprise_project_id: required(text(36)),
  tags,
};

export function showAccelerator(entry: Entry<StoredAccelerator>) {
  const { name, description, ip_sets, enterprise_project_id, flavor_id, tags } = entry.value;
  return { ...common(entry), name, description, ip_sets, enterprise_project_id, flavor_id, tags };
}

export function createAccelerator(state: State, request: Request): SandboxResponse {
  const fields = request.wrapped("accelerator");
  checkFields(fields, creationRules);
  const number = state.accelerators.count();
  if (number >= QUOTA) throw overQuota("accelerators");
  const entry = insert(state, state.accelerators, {
    ...state.begun(),
    name: String(fields.name),
    description: String(fields.description ?? ""),
    ip_sets: (fields.ip_sets as AskedSet[]).map(({ ip_type, area }) => ({
      ip_type,
      area,
      ip_address: ip_type === "IPV6" ? `2001:db8::${number + 1}` : `198.51.100.${200 + number}`,
    })),
    enterprise_project_id: String(fields.enterprise_project_id),
    flavor_id: FLAVOR_ID,
    tags: (fields.tags as Tag[] | undefined) ?? [],
  });
  return created({ accelerator: showAccelerator(entry) });
}

export function listAccelerators(state: State, request: Request): SandboxResponse {
  const filters = ["id", "name", "status", "enterprise_project_id"];
  return listed(state.accelerators, request, { many: "accelerators", filters, show: showAccelerator });
}

export function showOneAccelerator(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  return shown({ accelerator: showAccelerator(found(state.accelerators, id, WHAT)) });
}

export function updateAccelerator(state: State, request: Request): SandboxResponse {
  const entry = found(state.accelerators, request.ids[0] ?? "", WHAT);
  const fields = request.wrapped("accelerator");
  checkFields(fields, changeRules);
  checkOpen(entry, WHAT);
  change(state, entry, fields as Partial<StoredAccelerator>);
  return shown({ accelerator: showAccelerator(entry) });
}

export function deleteAccelerator(state: State, { ids: [id = ""] }: Request): SandboxResponse {
  const entry = found(state.accelerators, id, WHAT);
  checkOpen(entry, WHAT, true);
  if (state.listeners.count({ group: id }) > 0) throw inUse(WHAT, "listeners");
  leave(state.accelerators, entry);
  return done();
}
