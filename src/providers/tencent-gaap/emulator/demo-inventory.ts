import type { Protocol, SandboxParent } from "./state.js";

/** A realistic production inventory. Addresses are from the ranges for documentation. */

/** 2025-01-01T00:00:00Z, in seconds. */
export const CREATED = 1_735_689_600;

/** A parent with `isPlace` is also in the empty inventory, so that objects can be created. */
type StockedParent = SandboxParent & { readonly isPlace?: boolean };

const region = (RegionId: string, RegionName: string) => ({ RegionId, RegionName });

/** A running channel of version 3 that supports everything, apart from `changes`. */
export function channel(id: string, name: string, changes: Readonly<Record<string, unknown>> = {}): StockedParent {
  const attributes = {
    ProxyId: id,
    InstanceId: id,
    ProxyName: name,
    Status: "RUNNING",
    Version: "3.0",
    ProjectId: 0,
    AccessRegion: "Frankfurt",
    AccessRegionInfo: region("Frankfurt", "Frankfurt"),
    RealServerRegion: "Guangzhou",
    RealServerRegionInfo: region("Guangzhou", "Guangzhou"),
    Bandwidth: 50,
    Concurrent: 10,
    Domain: `${id}.gaapqcloud.example`,
    ...at("192.0.2.10"),
    IPAddressVersion: "IPv4",
    GroupId: null,
    SupportProtocols: ["TCP", "UDP", "HTTP", "HTTPS"],
    Scalarable: 1,
    ClientIPMethod: [0, 1],
    Http3Supported: 1,
    IsSupportTLSChoice: 1,
    FeatureBitmap: 7,
    PackageType: "Thunder",
    BillingType: 0,
    BanStatus: null,
    TagSet: [],
    CreateTime: CREATED,
    ModifyConfigTime: CREATED,
    ...changes,
  };
  return { kind: "proxy", attributes };
}

export function group(id: string, name: string, changes: Readonly<Record<string, unknown>> = {}): StockedParent {
  const attributes = {
    GroupId: id,
    GroupName: name,
    Domain: `${id}.gaapqcloud.example`,
    ProjectId: 0,
    Status: "RUNNING",
    RealServerRegionInfo: region("Guangzhou", "Guangzhou"),
    Version: "2.0",
    ProxyType: 1,
    Http3Supported: 1,
    FeatureBitmap: 7,
    IsSupportTLSChoice: 1,
    TagSet: [],
    CreateTime: CREATED,
    ...changes,
  };
  return { kind: "group", attributes };
}

export const at = (ip: string) => ({ IP: ip, IPList: [{ IP: ip, Provider: "BGP", Bandwidth: 50 }] });

/** The first one has the id of the vendor's example. Source: CreateTCPListeners page, section 4. */
export const CHECKOUT = "link-bjkpdum1";
export const MQTT = "link-7q2mf0xw";
export const MEDIA = "link-d4k9s1tv";
export const LEGACY = "link-0a8r3yhc";
export const GAMES = "lg-6zk1pw3n";

export const PARENTS: readonly (readonly [id: string, parent: StockedParent])[] = [
  [
    CHECKOUT,
    { ...channel(CHECKOUT, "checkout-edge", { TagSet: [{ TagKey: "team", TagValue: "shop" }] }), isPlace: true },
  ],
  [MQTT, channel(MQTT, "mqtt-fleet", { ...at("192.0.2.20"), SupportProtocols: ["TCP", "UDP"], Version: "2.0" })],
  [MEDIA, channel(MEDIA, "media-v6", { ...at("2001:db8::30"), IPAddressVersion: "IPv6", Http3Supported: 0 })],
  [
    LEGACY,
    channel(LEGACY, "legacy-web", { ...at("192.0.2.40"), Version: "1.0", ClientIPMethod: [0], IsSupportTLSChoice: 0 }),
  ],
  ["link-x51nb7ge", channel("link-x51nb7ge", "games-frankfurt", { ...at("192.0.2.51"), GroupId: GAMES })],
  ["link-x52nb7gf", channel("link-x52nb7gf", "games-virginia", { ...at("192.0.2.52"), GroupId: GAMES })],
  ["link-9closed0", channel("link-9closed0", "summer-campaign", { ...at("192.0.2.60"), Status: "CLOSED" })],
  [GAMES, { ...group(GAMES, "games-global", { TagSet: [{ TagKey: "team", TagValue: "games" }] }), isPlace: true }],
];

export type StockedBinding = readonly [address: string, port: number, weight?: number, role?: "master" | "slave"];

export interface StockedRule {
  readonly domain: string;
  readonly isDefault?: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly bound: readonly StockedBinding[];
}

export interface StockedListener {
  readonly on: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly bound?: readonly StockedBinding[];
  readonly rules?: readonly StockedRule[];
}

type Changes = Readonly<Record<string, unknown>>;

const layer4 = {
  RealServerType: "IP",
  Scheduler: "rr",
  HealthCheck: 1,
  DelayLoop: 10,
  ConnectTimeout: 3,
  HealthyThreshold: 2,
  UnhealthyThreshold: 3,
  FailoverSwitch: 0,
  SessionPersist: 0,
  RealServerPort: null,
};

function tcp(
  on: string,
  port: number,
  name: string,
  bound: readonly StockedBinding[] = [],
  changes: Changes = {},
): StockedListener {
  return {
    on,
    protocol: "TCP",
    port,
    bound,
    attributes: { ListenerName: name, ...layer4, ClientIPMethod: 0, ...changes },
  };
}

const ping = { CheckType: "PING", CheckPort: 0, ContextType: "TEXT", SendContext: "", RecvContext: "" };

function udp(
  on: string,
  port: number,
  name: string,
  bound: readonly StockedBinding[] = [],
  changes: Changes = {},
): StockedListener {
  return { on, protocol: "UDP", port, bound, attributes: { ListenerName: name, ...layer4, ...ping, ...changes } };
}

function http(on: string, port: number, name: string, rules: readonly StockedRule[] = []): StockedListener {
  return { on, protocol: "HTTP", port, rules, attributes: { ListenerName: name } };
}

function https(
  on: string,
  port: number,
  name: string,
  rules: readonly StockedRule[] = [],
  changes: Changes = {},
): StockedListener {
  const attributes = {
    ListenerName: name,
    CertificateId: "cert-etww5bkh",
    ForwardProtocol: "HTTP",
    AuthType: 0,
    Http3Supported: 0,
    clientCertificateIds: [],
    TLSSupportVersion: ["TLSv1.2", "TLSv1.3"],
    TLSCiphers: "GAAP_TLS_CIPHERS_GENERAL",
    ...changes,
  };
  return { on, protocol: "HTTPS", port, rules, attributes };
}

function rule(
  domain: string,
  path: string,
  bound: readonly StockedBinding[],
  changes: Changes = {},
  isDefault = false,
): StockedRule {
  const attributes = {
    Path: path,
    RealServerType: "IP",
    Scheduler: "rr",
    HealthCheck: 1,
    CheckParams: { DelayLoop: 10, ConnectTimeout: 3, Path: "/healthz", Method: "HEAD", StatusCode: [200, 300] },
    ForwardProtocol: "HTTP",
    ForwardHost: "default",
    ServerNameIndicationSwitch: "OFF",
    ServerNameIndication: null,
    ForcedRedirect: null,
    ...changes,
  };
  return { domain, isDefault, bound, attributes };
}

const shop: readonly StockedBinding[] = [
  ["203.0.113.20", 8080],
  ["203.0.113.21", 8080],
];
const shopWithOneDown: readonly StockedBinding[] = [...shop, ["203.0.113.22", 8080]];
const brokers = (port: number): readonly StockedBinding[] => [
  ["198.51.100.10", port],
  ["198.51.100.11", port],
];
const games = (port: number): readonly StockedBinding[] => [
  ["198.51.100.40", port],
  ["198.51.100.41", port],
];

export const LISTENERS: readonly StockedListener[] = [
  http(CHECKOUT, 80, "checkout-web", [
    rule("www.example.com", "/", shop, { HealthCheck: 0, CheckParams: null, ForcedRedirect: "https:" }),
  ]),
  https(CHECKOUT, 443, "checkout-tls", [
    rule("www.example.com", "/", shopWithOneDown, { Scheduler: "lc" }, true),
    rule("www.example.com", "/api", shop, { Scheduler: "wrr" }, true),
    rule("static.example.com", "/", [["origin.example.net", 443]], {
      RealServerType: "DOMAIN",
      ForwardProtocol: "HTTPS",
      ServerNameIndicationSwitch: "ON",
      ServerNameIndication: "origin.example.net",
    }),
  ]),
  https(CHECKOUT, 8443, "partner-api", [rule("partner.example.com", "/v2", shop)], {
    CertificateId: "cert-b8x4w1zd",
    AuthType: 1,
    clientCertificateIds: ["cert-ca5t0p6r"],
  }),
  https(CHECKOUT, 9443, "checkout-h3", [], { Http3Supported: 1 }),
  tcp(CHECKOUT, 6379, "session-cache", shop, { SessionPersist: 300 }),
  tcp(
    CHECKOUT,
    5432,
    "orders-db",
    [
      ["203.0.113.20", 5432, 1, "master"],
      ["203.0.113.21", 5432, 1, "slave"],
    ],
    { FailoverSwitch: 1 },
  ),
  tcp(
    CHECKOUT,
    8081,
    "payments",
    [
      ["203.0.113.20", 8081, 3],
      ["203.0.113.21", 8081, 1],
    ],
    { Scheduler: "wrr", ClientIPMethod: 1 },
  ),
  tcp(CHECKOUT, 9000, "cdn-fill", [["origin.example.net", 9000]], { RealServerType: "DOMAIN", Scheduler: "lc" }),
  tcp(MQTT, 1883, "mqtt-plain", brokers(1883), { Scheduler: "lc" }),
  tcp(MQTT, 8883, "mqtt-tls", brokers(8883), { Scheduler: "lc" }),
  tcp(MQTT, 9001, "mqtt-websocket", brokers(9001)),
  tcp(MQTT, 5671, "amqp-tls", brokers(5671), { DelayLoop: 20, ConnectTimeout: 20 }),
  udp(MQTT, 5683, "coap", brokers(5683)),
  udp(MQTT, 5684, "coap-dtls", brokers(5684), {
    CheckType: "PORT",
    CheckPort: 5684,
    SendContext: "ping",
    RecvContext: "pong",
  }),
  udp(MQTT, 1884, "mqtt-sn", brokers(1884), { HealthCheck: 0 }),
  tcp(MEDIA, 1935, "rtmp-ingest", [["2001:db8::80", 1935]]),
  udp(MEDIA, 3478, "stun", [["2001:db8::80", 3478]]),
  udp(MEDIA, 10_000, "rtp"),
  tcp(LEGACY, 8080, "legacy-http", [["192.0.2.80", 80]], { RealServerPort: 80 }),
  tcp(LEGACY, 2222, "legacy-sftp", [["192.0.2.80", 22]], { HealthCheck: 0 }),
  tcp(GAMES, 7000, "lobby", games(7000), { Scheduler: "lc" }),
  tcp(GAMES, 7001, "matchmaking", games(7001)),
  udp(GAMES, 7000, "game-state", games(7000), { Scheduler: "lrtt" }),
  udp(GAMES, 7777, "voice", games(7777)),
  http(GAMES, 80, "patches", [rule("patch.example.org", "/", [["198.51.100.40", 80]], {}, true)]),
  https(GAMES, 443, "games-api", [rule("api.example.org", "/", games(443), { Scheduler: "wrr" }, true)], {
    CertificateId: "cert-b8x4w1zd",
  }),
];
