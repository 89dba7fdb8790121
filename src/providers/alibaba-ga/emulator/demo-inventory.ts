import type { Protocol } from "./state.js";

/** What someone might run in production. Addresses are from the ranges that are set aside for documentation. */

export interface GroupPlan {
  readonly region: string;
  readonly members: readonly string[];
  readonly name?: string;
  /** What the members are; Ip when left out. */
  readonly type?: string;
  readonly isChecked?: boolean;
  /** Members that fail their checks. */
  readonly down?: readonly string[];
  /** Members with the weight 0. */
  readonly drained?: readonly string[];
  readonly share?: number;
  readonly overrides?: readonly (readonly [listenerPort: number, endpointPort: number])[];
  /** Makes the group a virtual one, which gets the requests for this host. */
  readonly host?: string;
}

export interface ListenerPlan {
  readonly name: string;
  readonly protocol: Protocol;
  readonly ports: readonly (number | readonly [from: number, to: number])[];
  readonly groups: readonly GroupPlan[];
  readonly description?: string;
  readonly keepsClients?: boolean;
  readonly proxyProtocol?: boolean;
  readonly forwardsHeaders?: boolean;
  readonly policy?: string;
  /** A host whose requests are sent elsewhere, by a rule that no group tells of. */
  readonly redirects?: { readonly host: string; readonly to: string };
}

export interface AcceleratorPlan {
  readonly name: string;
  readonly listeners: readonly ListenerPlan[];
  readonly description?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly state?: string;
}

const frankfurt = (...last: number[]): GroupPlan => ({
  region: "eu-central-1",
  members: last.map((number) => `192.0.2.${number}`),
  isChecked: true,
});
const singapore = (...last: number[]): GroupPlan => ({
  region: "ap-southeast-1",
  members: last.map((number) => `198.51.100.${number}`),
  isChecked: true,
});
const virginia = (...last: number[]): GroupPlan => ({
  region: "us-east-1",
  members: last.map((number) => `203.0.113.${number}`),
  isChecked: true,
});

const storefront: AcceleratorPlan = {
  name: "storefront-global",
  description: "Shop front for all continents",
  tags: { team: "commerce", stage: "production" },
  listeners: [
    {
      name: "checkout-edge",
      protocol: "HTTPS",
      ports: [443],
      policy: "tls_cipher_policy_1_2_strict_with_1_3",
      forwardsHeaders: true,
      groups: [
        { ...frankfurt(11, 12, 13), overrides: [[443, 8443]] },
        { ...frankfurt(14, 15), name: "checkout-api", host: "api.shop.example.com" },
      ],
    },
    {
      name: "shop-redirect",
      protocol: "HTTP",
      ports: [80],
      groups: [frankfurt(11, 12)],
      redirects: { host: "old.shop.example.com", to: "shop.example.com" },
    },
    { name: "partner-api", protocol: "HTTPS", ports: [8443], groups: [{ ...frankfurt(21, 22), down: ["192.0.2.22"] }] },
    { name: "catalog-sync", protocol: "TCP", ports: [9000, 9002], groups: [frankfurt(31), singapore(31)] },
    { name: "search-suggest", protocol: "HTTP", ports: [8080], groups: [{ ...frankfurt(41, 42), isChecked: false }] },
    { name: "payment-bridge", protocol: "TCP", ports: [7443], keepsClients: true, groups: [frankfurt(51, 52)] },
    {
      name: "image-upload",
      protocol: "TCP",
      ports: [[21000, 21010]],
      groups: [{ ...frankfurt(61), overrides: [[21000, 2100]] }],
    },
    { name: "audit-log", protocol: "TCP", ports: [6514], proxyProtocol: true, groups: [frankfurt(71, 72)] },
    { name: "staff-vpn", protocol: "UDP", ports: [1194], keepsClients: true, groups: [frankfurt(81)] },
  ],
};

const games: AcceleratorPlan = {
  name: "realtime-games",
  tags: { team: "games" },
  listeners: [
    {
      name: "match-servers",
      protocol: "UDP",
      ports: [[30000, 39999]],
      description: "One port per match",
      keepsClients: true,
      groups: [{ ...singapore(11, 12, 13, 14), drained: ["198.51.100.14"] }],
    },
    {
      name: "lobby",
      protocol: "TCP",
      ports: [4000, [4010, 4019]],
      keepsClients: true,
      groups: [
        { ...singapore(21, 22), share: 60 },
        { ...virginia(21, 22), share: 40 },
      ],
    },
    {
      name: "voice-chat",
      protocol: "UDP",
      ports: [[5000, 5049]],
      groups: [{ ...singapore(31, 32), down: ["198.51.100.31"] }],
    },
    { name: "leaderboard", protocol: "HTTPS", ports: [443], groups: [singapore(41)] },
    {
      name: "patch-download",
      protocol: "HTTP",
      ports: [80],
      groups: [{ region: "ap-southeast-1", type: "Domain", members: ["patches.games.example.com"] }],
    },
    { name: "anti-cheat", protocol: "TCP", ports: [6100], groups: [singapore(51, 52)] },
    { name: "telemetry", protocol: "UDP", ports: [8125], groups: [singapore(61)] },
    { name: "spectators", protocol: "TCP", ports: [7000, 7001, 7002], groups: [singapore(71), virginia(71)] },
  ],
};

const devices: AcceleratorPlan = {
  name: "iot-ingest",
  description: "Meters and trackers",
  tags: { team: "devices" },
  listeners: [
    {
      name: "mqtt-fleet",
      protocol: "TCP",
      ports: [1883, 8883],
      keepsClients: true,
      groups: [{ ...virginia(11, 12, 13), down: ["203.0.113.13"] }],
    },
    { name: "coap-meters", protocol: "UDP", ports: [[5683, 5684]], groups: [virginia(21)] },
    {
      name: "firmware",
      protocol: "HTTPS",
      ports: [443],
      groups: [{ region: "us-east-1", type: "ALB", members: ["alb-sandbox0firmware"] }],
    },
    { name: "provisioning", protocol: "HTTPS", ports: [8443], groups: [{ ...virginia(31), isChecked: false }] },
    {
      name: "tracker-gprs",
      protocol: "TCP",
      ports: [[10100, 10149]],
      groups: [
        { region: "us-east-1", type: "ECS", members: ["i-sandbox0tracker1", "i-sandbox0tracker2"], isChecked: true },
      ],
    },
    { name: "tracker-sat", protocol: "TCP", ports: [10200], groups: [] },
    { name: "ntp-relay", protocol: "UDP", ports: [123], groups: [virginia(41)] },
  ],
};

/** Its bill is unpaid: the state is spelled as the cloud spells it. */
const archive: AcceleratorPlan = {
  name: "media-archive",
  state: "finacialLocked",
  listeners: [{ name: "archive-read", protocol: "HTTP", ports: [80], groups: [frankfurt(91)] }],
};

export const accelerators: readonly AcceleratorPlan[] = [storefront, games, devices, archive];
