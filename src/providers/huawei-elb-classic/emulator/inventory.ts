import { hexFor, numberedAddress, uuidFor } from "../../../sandbox/made-ids.js";
import { CERTIFICATES } from "./certificates.js";
import {
  firstLoadBalancer,
  listeners,
  loadBalancers,
  type SeededListener,
  type SeededLoadBalancer,
} from "./demo-inventory.js";
import { innerAddressFor } from "./members.js";
import { memberLife, type State } from "./state.js";

/** The initial inventory. Ids are derived from names, so that they are the same after every start. */

const MADE_AT = "2020-03-02 09:10:11";
/** How many listeners and members the quota allows beyond the initial inventory. */
const ROOM = { listeners: 26, members: 1_000 };
/** Listeners on each load balancer of a large inventory; the vendor documents no limit. */
const LISTENERS_EACH = 100;

export function fillInventory(state: State): void {
  if (state.context.listeners !== undefined) fillWith(state, state.context.listeners);
  else if (state.context.inventory === "empty") addLoadBalancer(state, firstLoadBalancer);
  else {
    const ids = loadBalancers.map((loadBalancer) => addLoadBalancer(state, loadBalancer));
    for (const listener of listeners) addListener(state, listener, ids[listener.on] ?? "");
  }
  state.quotas = {
    loadBalancers: Math.max(5, state.loadBalancers.count()),
    listeners: state.listeners.count() + ROOM.listeners,
    members: state.members.count() + ROOM.members,
  };
}

/** Adds any number of plain listeners with two servers each. */
function fillWith(state: State, count: number): void {
  for (let number = 0; number < count; number += 1) {
    const on = Math.floor(number / LISTENERS_EACH);
    const name = `lb-bulk-${on}`;
    if (number % LISTENERS_EACH === 0) {
      addLoadBalancer(state, { name, description: "", type: "External", vip_address: numberedAddress(on) });
    }
    const port = 10_000 + (number % LISTENERS_EACH);
    addListener(
      state,
      { on, name: `bulk-${number}`, protocol: "TCP", port, backend_port: 8080, servers: 2, check: "TCP" },
      loadBalancerId(name),
    );
  }
  if (count === 0) addLoadBalancer(state, firstLoadBalancer);
}

function loadBalancerId(name: string): string {
  return hexFor(`load balancer ${name}`);
}

function addLoadBalancer(state: State, { id, state: adminState, ...seeded }: SeededLoadBalancer): string {
  const bandwidth = seeded.type === "External" ? 100 : null;
  const value = { ...seeded, admin_state_up: adminState ?? 1, bandwidth, create_time: "2019-05-02 07:59:30" } as const;
  return state.loadBalancers.insert(id ?? loadBalancerId(seeded.name), value).id;
}

function addListener(state: State, seeded: SeededListener, loadbalancer_id: string): void {
  const { name, protocol, port, backend_port } = seeded;
  const id = hexFor(`listener ${name}`);
  const isHttps = protocol === "HTTPS";
  const healthcheck_id = seeded.check ? hexFor(`health check ${name}`) : null;
  state.listeners.insert(id, {
    name,
    description: "",
    loadbalancer_id,
    protocol,
    port,
    backend_protocol: isHttps ? "HTTP" : protocol,
    backend_port,
    lb_algorithm: "roundrobin",
    session_sticky: false,
    sticky_session_type: null,
    cookie_timeout: null,
    tcp_timeout: protocol === "TCP" ? 5 : null,
    udp_timeout: protocol === "UDP" ? 5 : null,
    tcp_draining: null,
    tcp_draining_timeout: null,
    certificate_id: isHttps ? (CERTIFICATES[port === 443 ? 0 : 1]?.id ?? null) : null,
    ssl_protocols: isHttps ? "TLSv1.2" : null,
    ssl_ciphers: isHttps ? "Default" : null,
    healthcheck_id,
    create_time: MADE_AT,
    update_time: MADE_AT,
    ...seeded.with,
  });
  if (seeded.check && healthcheck_id !== null) addHealthcheck(state, healthcheck_id, id, seeded.check, backend_port);
  for (let number = 0; number < seeded.servers; number += 1)
    addMember(state, id, name, number, number < (seeded.ill ?? 0) ? "ABNORMAL" : "NORMAL");
  if (seeded.broken) addMember(state, id, name, seeded.servers, "ABNORMAL", "ERROR");
}

function addHealthcheck(
  state: State,
  id: string,
  listener_id: string,
  healthcheck_protocol: string,
  healthcheck_connect_port: number,
): void {
  state.healthchecks.insert(id, {
    listener_id,
    healthcheck_protocol,
    healthcheck_uri: healthcheck_protocol === "HTTP" ? "/healthz" : null,
    healthcheck_connect_port,
    healthy_threshold: 3,
    unhealthy_threshold: 3,
    healthcheck_timeout: 10,
    healthcheck_interval: 5,
    create_time: MADE_AT,
    update_time: MADE_AT,
  });
}

function addMember(
  state: State,
  listener_id: string,
  of: string,
  number: number,
  health: "NORMAL" | "ABNORMAL",
  status?: string,
): void {
  const id = hexFor(`member ${of} ${number}`);
  const server_id = uuidFor(`server ${of} ${number}`);
  const host = Buffer.from(hexFor(`server ${of} ${number}`), "hex");
  const value = {
    listener_id,
    server_id,
    server_name: null,
    server_address: `10.20.${host[0]}.${((host[1] ?? 0) % 254) + 1}`,
    address: innerAddressFor(id),
    health,
    create_time: MADE_AT,
  };
  state.members.insert(id, value, status === undefined ? null : state.context.lifeCycles.start(memberLife, status));
}
