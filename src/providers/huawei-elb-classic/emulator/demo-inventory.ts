import type { StoredListener, StoredLoadBalancer } from "./state.js";

/** A realistic inventory of classic load balancers. Addresses are from the ranges for documentation. */

export interface SeededLoadBalancer extends Pick<StoredLoadBalancer, "name" | "description" | "type" | "vip_address"> {
  /** Omitted: derived from the name. */
  readonly id?: string;
  readonly state?: StoredLoadBalancer["admin_state_up"];
}

/** Has the id of the create listener page's example, so that the example can be sent unchanged. */
export const firstLoadBalancer: SeededLoadBalancer = {
  id: "0b07acf06d243925bc24a0ac7445267a",
  name: "lb-edge",
  description: "Public web traffic",
  type: "External",
  vip_address: "203.0.113.40",
};

export const loadBalancers: readonly SeededLoadBalancer[] = [
  firstLoadBalancer,
  { name: "lb-devices", description: "Sensors and gateways", type: "External", vip_address: "203.0.113.57" },
  { name: "lb-internal", description: "Between our own services", type: "Internal", vip_address: "10.20.0.15" },
  {
    name: "lb-shop-legacy",
    description: "Frozen since the bill of March",
    type: "External",
    vip_address: "203.0.113.91",
    state: 2,
  },
];

export interface SeededListener {
  /** The index of its load balancer in the list above. */
  readonly on: number;
  readonly name: string;
  readonly protocol: "HTTP" | "HTTPS" | "TCP" | "UDP";
  readonly port: number;
  readonly backend_port: number;
  readonly servers: number;
  /** How many of the servers fail their checks. */
  readonly ill?: number;
  /** Whether it has one more server, which failed to join. */
  readonly broken?: boolean;
  /** The protocol of the health check. */
  readonly check?: "HTTP" | "TCP" | "UDP";
  /** Fields that differ from the other listeners. */
  readonly with?: Partial<StoredListener>;
}

const sticky = { session_sticky: true, sticky_session_type: "insert", cookie_timeout: 120 } as const;
const draining = { tcp_timeout: 5, tcp_draining: true, tcp_draining_timeout: 10 } as const;

export const listeners: readonly SeededListener[] = [
  { on: 0, name: "checkout-edge", protocol: "HTTPS", port: 443, backend_port: 8080, servers: 4, ill: 1, check: "HTTP" },
  { on: 0, name: "checkout-redirect", protocol: "HTTP", port: 80, backend_port: 8080, servers: 4, check: "HTTP" },
  {
    on: 0,
    name: "api-public",
    protocol: "HTTPS",
    port: 8443,
    backend_port: 9000,
    servers: 3,
    check: "HTTP",
    with: { ssl_ciphers: "Strict", lb_algorithm: "leastconn" },
  },
  {
    on: 0,
    name: "api-old-clients",
    protocol: "HTTPS",
    port: 9443,
    backend_port: 9000,
    servers: 2,
    check: "HTTP",
    with: { ssl_protocols: "TLSv1.2 TLSv1.1 TLSv1", ssl_ciphers: "Extended" },
  },
  { on: 0, name: "portal", protocol: "HTTP", port: 8080, backend_port: 8081, servers: 3, check: "HTTP", with: sticky },
  { on: 0, name: "portal-preview", protocol: "HTTP", port: 8081, backend_port: 8082, servers: 1, with: sticky },
  {
    on: 0,
    name: "ssh-jump",
    protocol: "TCP",
    port: 2222,
    backend_port: 22,
    servers: 2,
    check: "TCP",
    with: { lb_algorithm: "source", tcp_timeout: 60 },
  },
  {
    on: 0,
    name: "mail-submission",
    protocol: "TCP",
    port: 587,
    backend_port: 587,
    servers: 2,
    check: "TCP",
    with: draining,
  },
  {
    on: 1,
    name: "mqtt-fleet",
    protocol: "TCP",
    port: 1883,
    backend_port: 1883,
    servers: 6,
    ill: 2,
    check: "TCP",
    with: { ...draining, tcp_draining: 1 },
  },
  {
    on: 1,
    name: "mqtt-fleet-tls",
    protocol: "TCP",
    port: 8883,
    backend_port: 8883,
    servers: 6,
    check: "TCP",
    with: { ...draining, session_sticky: true },
  },
  {
    on: 1,
    name: "coap-sensors",
    protocol: "UDP",
    port: 5683,
    backend_port: 5683,
    servers: 3,
    check: "UDP",
    with: { udp_timeout: 2 },
  },
  { on: 1, name: "syslog-intake", protocol: "UDP", port: 514, backend_port: 5514, servers: 2, check: "UDP" },
  { on: 1, name: "ntp-relay", protocol: "UDP", port: 123, backend_port: 123, servers: 2 },
  {
    on: 1,
    name: "firmware-download",
    protocol: "HTTP",
    port: 80,
    backend_port: 8000,
    servers: 2,
    broken: true,
    check: "HTTP",
  },
  { on: 1, name: "device-api", protocol: "HTTPS", port: 443, backend_port: 8000, servers: 3, check: "HTTP" },
  {
    on: 2,
    name: "orders-db",
    protocol: "TCP",
    port: 5432,
    backend_port: 5432,
    servers: 2,
    check: "TCP",
    with: { lb_algorithm: "leastconn", tcp_timeout: 30 },
  },
  {
    on: 2,
    name: "orders-db-replica",
    protocol: "TCP",
    port: 5433,
    backend_port: 5432,
    servers: 3,
    ill: 1,
    check: "TCP",
    with: { lb_algorithm: "leastconn", tcp_timeout: 30 },
  },
  {
    on: 2,
    name: "cache",
    protocol: "TCP",
    port: 6379,
    backend_port: 6379,
    servers: 3,
    check: "TCP",
    with: { lb_algorithm: "source" },
  },
  { on: 2, name: "search", protocol: "HTTP", port: 9200, backend_port: 9200, servers: 3, check: "HTTP" },
  { on: 2, name: "billing", protocol: "HTTP", port: 8085, backend_port: 8085, servers: 2, check: "HTTP" },
  { on: 2, name: "queue", protocol: "TCP", port: 5672, backend_port: 5672, servers: 3, check: "TCP", with: draining },
  { on: 2, name: "staging-web", protocol: "HTTP", port: 80, backend_port: 80, servers: 0 },
  { on: 3, name: "shop-2015", protocol: "HTTP", port: 80, backend_port: 80, servers: 2, check: "HTTP" },
  { on: 3, name: "shop-2015-tls", protocol: "HTTPS", port: 443, backend_port: 80, servers: 2, check: "HTTP" },
];
