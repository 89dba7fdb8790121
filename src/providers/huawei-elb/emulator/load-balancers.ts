import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { inUse, overQuota } from "./answers.js";
import { checkFields, type FieldSpecs, flag, ipv4, oneOf, post, required, text, uuid } from "./field-checks.js";
import { listAnswer } from "./lists.js";
import { ownerOf } from "./owner.js";
import type { Request } from "./request.js";
import {
  found,
  loadBalancerLife,
  provisioningStatusOf,
  type State,
  type StoredLoadBalancer,
  uuidFor,
} from "./state.js";

/** Source: create load balancer page. */
const SPECS: FieldSpecs = {
  name: text(255),
  description: text(255),
  vip_subnet_id: required(uuid(post)),
  vip_address: ipv4(post),
  provider: oneOf(["vlb"], post),
  admin_state_up: flag(),
};

const FILTERS = [
  "id",
  "tenant_id",
  "project_id",
  "name",
  "description",
  "operating_status",
  "provisioning_status",
  "admin_state_up",
  "vip_address",
  "vip_port_id",
  "vip_subnet_id",
];

export function createLoadBalancer(state: State, request: Request): SandboxResponse {
  const body = request.fields("loadbalancer");
  checkFields(body, SPECS, "POST");
  if (state.loadBalancers.count() >= state.quotas.loadbalancer) throw overQuota("loadbalancer");
  const id = state.newId();
  const time = state.time();
  const value: StoredLoadBalancer = {
    name: String(body.name ?? ""),
    description: String(body.description ?? ""),
    vip_subnet_id: String(body.vip_subnet_id),
    vip_port_id: uuidFor(`port ${id}`),
    vip_address: String(body.vip_address ?? "10.20.0.250"),
    operating_status: "ONLINE",
    tags: [],
    created_at: time,
    updated_at: time,
  };
  const entry = state.loadBalancers.insert(id, value, state.context.lifeCycles.start(loadBalancerLife));
  return { status: 201, body: { loadbalancer: showLoadBalancer(state, entry) } };
}

export function listLoadBalancers(state: State, request: Request): SandboxResponse {
  const listing = {
    name: "loadbalancers",
    entries: state.loadBalancers,
    filters: FILTERS,
    valuesOf: (entry: Entry<StoredLoadBalancer>, filter: string) => {
      if (filter === "provisioning_status") return [provisioningStatusOf(entry)];
      if (filter === "admin_state_up") return [true];
      return filter === "tenant_id" || filter === "project_id" ? [ownerOf(state).tenant_id] : undefined;
    },
    show: (entry: Entry<StoredLoadBalancer>) => showLoadBalancer(state, entry),
  };
  return listAnswer(listing, request, state.dialect);
}

export function getLoadBalancer(state: State, { ids: [id] }: Request): SandboxResponse {
  const entry = found(state.loadBalancers, "loadbalancer", id);
  return { status: 200, body: { loadbalancer: showLoadBalancer(state, entry) } };
}

export function updateLoadBalancer(state: State, request: Request): SandboxResponse {
  const { id } = found(state.loadBalancers, "loadbalancer", request.ids[0]);
  const body = request.fields("loadbalancer");
  checkFields(body, SPECS, "PUT");
  const entry = state.lockLoadBalancer(id);
  const { name = entry.value.name, description = entry.value.description } = body;
  Object.assign(entry.value, { name, description, updated_at: state.time() });
  return { status: 200, body: { loadbalancer: showLoadBalancer(state, entry) } };
}

export function deleteLoadBalancer(state: State, { ids: [id] }: Request): SandboxResponse {
  const entry = found(state.loadBalancers, "loadbalancer", id);
  const [listener] = state.listeners.list({ group: entry.id });
  if (listener) throw inUse("listener", listener.id, "loadbalancer");
  const [pool] = state.pools.list({ group: entry.id });
  if (pool) throw inUse("pool", pool.id, "loadbalancer");
  state.loadBalancers.remove(entry.id);
  return { status: 204 };
}

export function showLoadBalancer(state: State, entry: Entry<StoredLoadBalancer>): object {
  const { tags, ...shown } = entry.value;
  return {
    id: entry.id,
    ...ownerOf(state),
    ...shown,
    provider: "vlb",
    admin_state_up: true,
    provisioning_status: provisioningStatusOf(entry),
    listeners: state.listeners.list({ group: entry.id }).map(({ id }) => ({ id })),
    pools: state.pools.list({ group: entry.id }).map(({ id }) => ({ id })),
    tags: tags.map(({ key, value }) => `${key}=${value}`),
  };
}
