import { certificateNamed } from "./certificates.js";
import type { StoredListener, StoredPool, StoredTag } from "./state.js";

/** A realistic production inventory. */

export interface SeededLoadBalancer {
  /** Omitted: derived from the name. */
  readonly id?: string;
  readonly name: string;
  readonly description: string;
  readonly vip_address: string;
  readonly isFrozen?: boolean;
  readonly tags?: readonly StoredTag[];
}

export interface SeededPool {
  /** The index of its load balancer in the list. */
  readonly on: number;
  readonly name: string;
  readonly protocol: "TCP" | "UDP" | "HTTP";
  /** The port of every member. */
  readonly port: number;
  readonly members: number;
  /** How many of them fail their checks. */
  readonly ill?: number;
  readonly weights?: readonly number[];
  readonly check?: "HTTP" | "TCP" | "UDP_CONNECT";
  /** Whether the monitor is switched off. */
  readonly isUnchecked?: boolean;
  readonly with?: Partial<StoredPool>;
}

export interface SeededListener {
  readonly on: number;
  readonly id?: string;
  readonly name: string;
  readonly protocol: "TCP" | "UDP" | "HTTP" | "TERMINATED_HTTPS";
  readonly protocol_port: number;
  readonly pool?: Omit<SeededPool, "on">;
  /** Fields that differ from the other listeners. */
  readonly with?: Partial<StoredListener>;
}

/** The load balancer of two of the seed document's samples. */
export const emptyLoadBalancer: SeededLoadBalancer = {
  id: "63ad9dfe-4750-479f-9630-ada43ccc8117",
  name: "elb-edge",
  description: "Public web traffic",
  vip_address: "10.20.0.4",
  tags: [{ key: "team", value: "web" }],
};

export const loadBalancers: readonly SeededLoadBalancer[] = [
  emptyLoadBalancer,
  {
    id: "6b041b9e-976b-40ba-b075-375be6110b53",
    name: "elb-devices",
    description: "Sensors and gateways",
    vip_address: "10.20.0.9",
  },
  { name: "elb-internal", description: "Between our own services", vip_address: "10.20.0.15" },
  { name: "elb-shop-legacy", description: "Frozen since the bill of March", vip_address: "10.20.0.31", isFrozen: true },
  { name: "elb-next", description: "Nothing on it yet", vip_address: "10.20.0.44" },
];

const cookie = { persistence_timeout: 120, cookie_name: null, type: "HTTP_COOKIE" } as const;
const ownCookie = { persistence_timeout: null, cookie_name: "SHOPSESSION", type: "APP_COOKIE" } as const;
const address = { persistence_timeout: 10, cookie_name: null, type: "SOURCE_IP" } as const;
const production: StoredTag[] = [{ key: "env", value: "prod" }];

function https(certificate: string, fields: Partial<StoredListener> = {}): Partial<StoredListener> {
  return { default_tls_container_ref: certificateNamed(certificate), tls_ciphers_policy: "tls-1-2", ...fields };
}

function web(name: string, port: number, members: number, fields: Partial<SeededPool> = {}): Omit<SeededPool, "on"> {
  return { name, protocol: "HTTP", port, members, check: "HTTP", ...fields };
}

function tcp(name: string, port: number, members: number, fields: Partial<SeededPool> = {}): Omit<SeededPool, "on"> {
  return { name, protocol: "TCP", port, members, check: "TCP", ...fields };
}

function udp(name: string, port: number, members: number, fields: Partial<SeededPool> = {}): Omit<SeededPool, "on"> {
  return { name, protocol: "UDP", port, members, check: "UDP_CONNECT", ...fields };
}

const edge: readonly Omit<SeededListener, "on">[] = [
  {
    name: "checkout-edge",
    protocol: "TERMINATED_HTTPS",
    protocol_port: 443,
    pool: web("checkout", 8080, 4, { ill: 1, with: { session_persistence: ownCookie } }),
    with: https("shop-example-com", {
      http2_enable: true,
      sni_container_refs: [certificateNamed("api-example-com")],
      tags: [...production, { key: "team", value: "checkout" }],
    }),
  },
  { name: "checkout-redirect", protocol: "HTTP", protocol_port: 80, pool: web("redirect", 8081, 2) },
  {
    name: "api-public",
    protocol: "TERMINATED_HTTPS",
    protocol_port: 8443,
    pool: web("api", 9000, 3, { with: { lb_algorithm: "LEAST_CONNECTIONS" } }),
    with: https("api-example-com", { tls_ciphers_policy: "tls-1-2-strict", tags: production }),
  },
  {
    name: "api-old-clients",
    protocol: "TERMINATED_HTTPS",
    protocol_port: 9443,
    pool: web("api-old", 9000, 2),
    with: https("api-example-com", { tls_ciphers_policy: "tls-1-0-inherit" }),
  },
  {
    name: "portal",
    protocol: "HTTP",
    protocol_port: 8080,
    pool: web("portal", 8082, 3, { with: { session_persistence: cookie } }),
  },
  {
    name: "ssh-jump",
    protocol: "TCP",
    protocol_port: 2222,
    pool: tcp("jump", 22, 2, { with: { lb_algorithm: "SOURCE_IP" } }),
  },
  { name: "mail-submission", protocol: "TCP", protocol_port: 587, pool: tcp("mail", 587, 2, { weights: [10, 0] }) },
  { name: "dns-tcp", protocol: "TCP", protocol_port: 53, pool: tcp("dns-tcp", 53, 2) },
  { name: "dns-udp", protocol: "UDP", protocol_port: 53, pool: udp("dns-udp", 53, 2) },
];

const devices: readonly Omit<SeededListener, "on">[] = [
  {
    name: "mqtt-fleet",
    protocol: "TCP",
    protocol_port: 1883,
    pool: tcp("mqtt", 1883, 6, { ill: 2, with: { session_persistence: address } }),
    with: { tags: production },
  },
  { name: "mqtt-fleet-tls", protocol: "TCP", protocol_port: 8883, pool: tcp("mqtt-tls", 8883, 6) },
  {
    name: "coap-sensors",
    protocol: "UDP",
    protocol_port: 5683,
    pool: udp("coap", 5683, 3, { with: { session_persistence: address } }),
  },
  { name: "syslog-intake", protocol: "UDP", protocol_port: 514, pool: udp("syslog", 5514, 2, { ill: 2 }) },
  { name: "ntp-relay", protocol: "UDP", protocol_port: 123, pool: udp("ntp", 123, 2, { isUnchecked: true }) },
  { name: "firmware-download", protocol: "HTTP", protocol_port: 80, pool: web("firmware", 8000, 2) },
  {
    name: "device-api",
    protocol: "TERMINATED_HTTPS",
    protocol_port: 443,
    pool: web("device-api", 8000, 3),
    with: https("devices-example-com", { client_ca_tls_container_ref: certificateNamed("fleet-authority") }),
  },
  // The listener of the seed document's second sample, which has no pool yet.
  { id: "370fb112-e920-486a-b051-1d0d30704dd3", name: "fleet-console", protocol: "HTTP", protocol_port: 8090 },
];

const internal: readonly Omit<SeededListener, "on">[] = [
  { name: "orders-db", protocol: "TCP", protocol_port: 5432, pool: tcp("orders-db", 5432, 2, { weights: [100, 1] }) },
  {
    name: "orders-db-replica",
    protocol: "TCP",
    protocol_port: 5433,
    pool: tcp("orders-db-replica", 5432, 3, { ill: 1 }),
  },
  {
    name: "cache",
    protocol: "TCP",
    protocol_port: 6379,
    pool: tcp("cache", 6379, 3, { with: { lb_algorithm: "SOURCE_IP" } }),
  },
  { name: "search", protocol: "HTTP", protocol_port: 9200, pool: web("search", 9200, 3) },
  { name: "billing", protocol: "HTTP", protocol_port: 8085, pool: web("billing", 8085, 2, { check: undefined }) },
  { name: "queue", protocol: "TCP", protocol_port: 5672, pool: tcp("queue", 5672, 3) },
  { name: "staging-web", protocol: "HTTP", protocol_port: 80, pool: web("staging", 80, 0, { check: undefined }) },
];

const legacy: readonly Omit<SeededListener, "on">[] = [
  { name: "shop-2019", protocol: "HTTP", protocol_port: 80, pool: web("shop-2019", 80, 2) },
  {
    name: "shop-2019-tls",
    protocol: "TERMINATED_HTTPS",
    protocol_port: 443,
    pool: web("shop-2019-tls", 80, 2),
    with: https("shop-example-com", { tls_ciphers_policy: "tls-1-0" }),
  },
];

export const listeners: readonly SeededListener[] = [edge, devices, internal, legacy].flatMap((list, on) =>
  list.map((listener) => ({ on, ...listener })),
);

/** Pools that no listener forwards to. */
export const pools: readonly SeededPool[] = [
  { on: 0, ...web("checkout-next", 8080, 2) },
  { on: 2, ...tcp("orders-db-old", 5432, 0, { check: undefined }) },
];
