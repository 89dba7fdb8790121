import type { SandboxParent } from "./state.js";

/** 2025-01-01T00:00:00Z, in seconds. */
export const CREATED = 1_735_689_600;

/** A place to create things in belongs to the empty inventory as well. */
type StockedParent = SandboxParent & { readonly isPlace?: boolean };

const region = (RegionId: string, RegionName: string) => ({ RegionId, RegionName });

/** A running channel of version 3 that takes everything, but for what is told otherwise. */
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
    IP: "192.0.2.10",
    IPList: [{ IP: "192.0.2.10", Provider: "BGP", Bandwidth: 50 }],
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

const at = (ip: string) => ({ IP: ip, IPList: [{ IP: ip, Provider: "BGP", Bandwidth: 50 }] });

/** The id of the first one is that of the vendor's example. Source: CreateTCPListeners page, section 4. */
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
