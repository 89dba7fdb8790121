import { uuidFor } from "../../../sandbox/made-ids.js";
import {
  emptyLoadBalancer,
  listeners,
  loadBalancers,
  pools,
  type SeededListener,
  type SeededLoadBalancer,
  type SeededPool,
} from "./demo-inventory.js";
import { isHttps } from "./listener-checks.js";
import { defaultHeaders } from "./listeners.js";
import { linkDefaultPool } from "./pool-checks.js";
import { setQuotas } from "./quotas.js";
import { loadBalancerLife, type State } from "./state.js";

/** The initial inventory. Ids are derived from names, so that they are the same after every start. */

const MADE_AT = "2024-05-06T07:08:09";
/** The vendor's limit for one load balancer. */
const LISTENERS_EACH = 50;

export function fillInventory(state: State): void {
  if (state.context.listeners !== undefined) fillWith(state, state.context.listeners);
  else if (state.context.inventory === "empty") addLoadBalancer(state, emptyLoadBalancer);
  else fillDemo(state);
  setQuotas(state);
}

function fillDemo(state: State): void {
  const ids = loadBalancers.map((loadBalancer) => addLoadBalancer(state, loadBalancer));
  for (const { on, ...listener } of listeners) addListener(state, ids[on] ?? "", listener);
  for (const { on, ...pool } of pools) addPool(state, ids[on] ?? "", pool, null);
}

/** Adds any number of plain listeners, each with a pool of two servers. */
function fillWith(state: State, count: number): void {
  for (let number = 0; number < count; number += 1) {
    const on = Math.floor(number / LISTENERS_EACH);
    const name = `bulk-${on}`;
    if (number % LISTENERS_EACH === 0) {
      const host = on % 65_536;
      addLoadBalancer(state, { name, description: "", vip_address: `10.30.${host >> 8}.${host & 255}` });
    }
    addListener(state, loadBalancerId(name), {
      name: `bulk-${number}`,
      protocol: "TCP",
      protocol_port: 10_000 + (number % LISTENERS_EACH),
      pool: { name: `bulk-${number}`, protocol: "TCP", port: 8080, members: 2, check: "TCP" },
    });
  }
  if (count === 0) addLoadBalancer(state, emptyLoadBalancer);
}

function loadBalancerId(name: string): string {
  return uuidFor(`load balancer ${name}`);
}

function addLoadBalancer(state: State, seeded: SeededLoadBalancer): string {
  const { name, description, vip_address, id = loadBalancerId(name) } = seeded;
  const value = {
    name,
    description,
    vip_subnet_id: uuidFor("subnet"),
    vip_port_id: uuidFor(`port ${name}`),
    vip_address,
    operating_status: seeded.isFrozen ? ("FROZEN" as const) : ("ONLINE" as const),
    tags: [...(seeded.tags ?? [])],
    created_at: "2024-02-01T06:00:00",
    updated_at: MADE_AT,
  };
  state.loadBalancers.insert(id, value, state.context.lifeCycles.start(loadBalancerLife, "ACTIVE"));
  return id;
}

function addListener(state: State, loadbalancer_id: string, seeded: Omit<SeededListener, "on">): void {
  const { name, protocol, protocol_port, id = uuidFor(`listener ${name}`) } = seeded;
  const entry = state.listeners.insert(id, {
    name,
    description: "",
    loadbalancer_id,
    protocol,
    protocol_port,
    default_pool_id: null,
    connection_limit: -1,
    admin_state_up: true,
    http2_enable: false,
    default_tls_container_ref: null,
    client_ca_tls_container_ref: null,
    sni_container_refs: [],
    tls_ciphers_policy: isHttps(protocol) ? "tls-1-0" : null,
    insert_headers: defaultHeaders(protocol),
    tags: [],
    created_at: MADE_AT,
    updated_at: MADE_AT,
    ...seeded.with,
  });
  if (seeded.pool) linkDefaultPool(state, entry, addPool(state, loadbalancer_id, seeded.pool, name));
}

function addPool(
  state: State,
  loadbalancer_id: string,
  seeded: Omit<SeededPool, "on">,
  listener: string | null,
): string {
  const { name, protocol, port, check } = seeded;
  const of = listener ?? name;
  const id = uuidFor(`pool ${of}`);
  const healthmonitor_id = check ? uuidFor(`health monitor ${of}`) : null;
  state.pools.insert(id, {
    name,
    description: "",
    loadbalancer_id,
    protocol,
    lb_algorithm: "ROUND_ROBIN",
    admin_state_up: true,
    session_persistence: null,
    healthmonitor_id,
    listener_ids: [],
    ...seeded.with,
  });
  if (check && healthmonitor_id !== null)
    addHealthMonitor(state, healthmonitor_id, id, check, seeded.isUnchecked === true);
  for (let number = 0; number < seeded.members; number += 1) {
    const memberId = uuidFor(`member ${of} ${number}`);
    state.members.insert(memberId, {
      name: "",
      pool_id: id,
      address: addressFor(of, number),
      protocol_port: port,
      subnet_id: uuidFor("subnet"),
      weight: seeded.weights?.[number] ?? 1,
      admin_state_up: true,
      health: number < (seeded.ill ?? 0) ? "OFFLINE" : "ONLINE",
    });
  }
  return id;
}

function addHealthMonitor(state: State, id: string, pool_id: string, type: string, isUnchecked: boolean): void {
  state.healthMonitors.insert(id, {
    name: "",
    pool_id,
    type,
    delay: 5,
    timeout: 3,
    max_retries: 3,
    max_retries_down: 3,
    monitor_port: null,
    domain_name: null,
    url_path: type === "HTTP" ? "/healthz" : null,
    admin_state_up: !isUnchecked,
  });
}

/** Servers of one pool have adjacent addresses. */
function addressFor(pool: string, number: number): string {
  const subnet = Number.parseInt(uuidFor(`servers ${pool}`).slice(0, 2), 16);
  return `10.20.${subnet}.${10 + number}`;
}
