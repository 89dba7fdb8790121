/** A realistic inventory of a company's account. Addresses are from the ranges for documentation. */

export interface SeededGroup {
  readonly region: string;
  readonly dial?: number;
  /** The number of endpoints, and how many of them do not answer. */
  readonly endpoints: number;
  readonly down?: number;
  /** Omitted: the check uses the listener's first port; false: there is no check. */
  readonly check?: false;
  readonly status?: "ERROR";
}

export interface SeededListener {
  readonly id?: string;
  readonly name: string;
  readonly description?: string;
  readonly protocol: "TCP" | "UDP";
  readonly ports: readonly (readonly [number, number])[];
  readonly affinity?: "SOURCE_IP";
  readonly tags?: Readonly<Record<string, string>>;
  readonly isFrozen?: true;
  readonly groups: readonly SeededGroup[];
}

export interface SeededAccelerator {
  readonly id?: string;
  readonly name: string;
  readonly address: string;
  readonly listeners: readonly SeededListener[];
}

export const hongKong = (endpoints = 2, down = 0): SeededGroup => ({ region: "ap-southeast-1", endpoints, down });
const dublin = (endpoints = 2, down = 0): SeededGroup => ({ region: "eu-west-101", endpoints, down });
const bangkok = (endpoints = 1): SeededGroup => ({ region: "ap-southeast-2", dial: 60, endpoints });

export const accelerators: readonly SeededAccelerator[] = [
  {
    // The ids of the vendor's example. Source: update listener page.
    id: "ac1bf54f-6a23-4074-af77-800648d25bc8",
    name: "shop-worldwide",
    address: "198.51.100.10",
    listeners: [
      {
        id: "1b11747a-b139-492f-9692-2df0b1c87193",
        name: "listenerName",
        description: "listener description",
        protocol: "TCP",
        ports: [[4000, 4100]],
        tags: { tagKey: "tagValue" },
        groups: [hongKong()],
      },
      {
        name: "checkout-edge",
        description: "card payments",
        protocol: "TCP",
        ports: [[443, 443]],
        affinity: "SOURCE_IP",
        tags: { team: "payments", env: "prod" },
        groups: [hongKong(3, 1), dublin(2), bangkok()],
      },
      {
        name: "storefront",
        protocol: "TCP",
        ports: [
          [80, 80],
          [8080, 8081],
        ],
        tags: { env: "prod" },
        groups: [hongKong(), dublin()],
      },
      { name: "partner-sftp", protocol: "TCP", ports: [[2222, 2222]], groups: [dublin(1)] },
      { name: "search-api", protocol: "TCP", ports: [[9200, 9210]], groups: [hongKong(4, 2)] },
      {
        name: "mail-relay",
        protocol: "TCP",
        ports: [
          [25, 25],
          [465, 465],
          [587, 587],
        ],
        groups: [dublin(2)],
      },
      {
        name: "legacy-erp",
        description: "bill unpaid",
        protocol: "TCP",
        ports: [[3200, 3299]],
        isFrozen: true,
        groups: [hongKong(1)],
      },
      { name: "metrics-ingest", protocol: "UDP", ports: [[8125, 8125]], groups: [{ ...dublin(1), check: false }] },
      { name: "dns-anycast", protocol: "UDP", ports: [[53, 53]], groups: [hongKong(), dublin()] },
    ],
  },
  {
    name: "games-apac",
    address: "198.51.100.20",
    listeners: [
      {
        name: "match-udp",
        protocol: "UDP",
        ports: [
          [7000, 7099],
          [7200, 7200],
        ],
        affinity: "SOURCE_IP",
        tags: { game: "orbit" },
        groups: [hongKong(4), bangkok()],
      },
      {
        name: "lobby-tcp",
        protocol: "TCP",
        ports: [[7000, 7009]],
        tags: { game: "orbit" },
        groups: [hongKong(2), bangkok()],
      },
      { name: "voice-rtp", protocol: "UDP", ports: [[10000, 19999]], groups: [hongKong(6, 1)] },
      { name: "voice-sip", protocol: "UDP", ports: [[5060, 5061]], groups: [hongKong(2)] },
      {
        name: "patch-cdn",
        protocol: "TCP",
        ports: [[8443, 8443]],
        groups: [hongKong(2), { region: "cn-north-4", endpoints: 2, dial: 100 }],
      },
      { name: "replay-upload", protocol: "TCP", ports: [[9443, 9443]], groups: [{ ...bangkok(), status: "ERROR" }] },
      { name: "anti-cheat", protocol: "TCP", ports: [[6443, 6443]], affinity: "SOURCE_IP", groups: [hongKong(1)] },
      { name: "telemetry", protocol: "UDP", ports: [[9125, 9125]], groups: [{ ...hongKong(1), check: false }] },
    ],
  },
  {
    name: "iot-fleet",
    address: "198.51.100.30",
    listeners: [
      {
        name: "mqtt-fleet",
        protocol: "TCP",
        ports: [
          [1883, 1883],
          [8883, 8883],
        ],
        affinity: "SOURCE_IP",
        tags: { team: "devices" },
        groups: [dublin(3), { region: "la-south-2", endpoints: 1 }],
      },
      { name: "coap-fleet", protocol: "UDP", ports: [[5683, 5684]], groups: [dublin(2)] },
      { name: "lwm2m", protocol: "UDP", ports: [[5783, 5784]], groups: [dublin(1)] },
      {
        name: "firmware",
        protocol: "TCP",
        ports: [[443, 443]],
        groups: [dublin(2), { region: "la-south-2", endpoints: 2, dial: 30 }],
      },
      { name: "modbus-gw", protocol: "TCP", ports: [[502, 502]], groups: [dublin(1, 1)] },
      { name: "ntp", protocol: "UDP", ports: [[123, 123]], groups: [dublin(2)] },
      { name: "syslog", protocol: "UDP", ports: [[514, 514]], groups: [] },
      { name: "vpn-wireguard", protocol: "UDP", ports: [[51820, 51829]], affinity: "SOURCE_IP", groups: [dublin(2)] },
    ],
  },
  { name: "spare-capacity", address: "198.51.100.40", listeners: [] },
];

/** The only object of an empty account: an accelerator to create listeners on. */
export const firstAccelerator: SeededAccelerator = {
  name: "first-accelerator",
  address: "198.51.100.10",
  listeners: [],
};
