import type { FaultRule } from "../../src/sandbox/faults.js";

/**
 * Failures that users of other clients reported for such clouds, each as fault rules that make the sandbox behave as
 * the cloud did in the report. The suites that use them state what the product should answer.
 */
export interface ReportedCase {
  readonly what: string;
  readonly cloud: string;
  /** The operation that triggers the case. */
  readonly asks: "listeners" | "pools" | "create listener" | "delete listener";
  readonly rules: readonly FaultRule[] | ((held: Held) => readonly FaultRule[]);
}

/** The emulator's stored objects, by collection and id. */
export type Held = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Edit = Extract<FaultRule["fault"], { kind: "edit" }>;
type Patch = Edit["patch"];

const lists = "^(List|Describe)\\w*Listeners$";
const answer = (patch: Patch, actions: string, times?: number): FaultRule => ({
  fault: { kind: "edit", patch },
  actions,
  times,
});
const put = (path: string, value: unknown) => ({ op: "replace" as const, path, value });
const first = (held: Readonly<Record<string, unknown>> | undefined) => Object.keys(held ?? {})[0] ?? "";

const PROTOCOLS: readonly (readonly [cloud: string, path: string, value: string])[] = [
  ["huawei-elb", "/body/listeners/3/protocol", "SCTP"],
  ["huawei-elb", "/body/listeners/3/protocol", "PROMETHEUS"],
  ["huawei-elb", "/body/listeners/3/protocol", "tcp"],
  ["huawei-ga", "/body/listeners/3/protocol", "ICMP"],
  ["huawei-elb-classic", "/body/3/protocol", "QUIC"],
  ["alibaba-ga", "/body/Listeners/0/Protocol", "QUIC"],
];

/** One missing field of one object, by list. */
const MISSING: readonly (readonly [
  cloud: string,
  asks: "listeners" | "pools",
  actions: string,
  paths: readonly string[],
])[] = [
  [
    "alibaba-ga",
    "listeners",
    "^ListListeners$",
    ["ListenerId", "AcceleratorId", "State"].map((name) => `/body/Listeners/0/${name}`),
  ],
  [
    "alibaba-ga",
    "pools",
    "^ListEndpointGroups$",
    ["HealthCheckEnabled", "AcceleratorId", "EndpointConfigurations/0/Weight"].map(
      (name) => `/body/EndpointGroups/0/${name}`,
    ),
  ],
  [
    "huawei-elb",
    "listeners",
    lists,
    ["id", "protocol", "protocol_port", "loadbalancers"].map((name) => `/body/listeners/3/${name}`),
  ],
  ["huawei-elb", "pools", "^ListPools$", ["id", "protocol", "lb_algorithm"].map((name) => `/body/pools/3/${name}`)],
  [
    "huawei-ga",
    "listeners",
    lists,
    ["id", "status", "protocol", "port_ranges", "accelerator_id"].map((name) => `/body/listeners/3/${name}`),
  ],
  ["huawei-ga", "pools", "^ListEndpointGroups$", ["id", "status"].map((name) => `/body/endpoint_groups/3/${name}`)],
  [
    "huawei-elb-classic",
    "listeners",
    lists,
    ["id", "loadbalancer_id", "protocol", "port", "status"].map((name) => `/body/3/${name}`),
  ],
  [
    "tencent-gaap",
    "listeners",
    lists,
    ["ListenerId", "Port", "ListenerStatus"].map((name) => `/body/Response/ListenerSet/0/${name}`),
  ],
];

const TIMES = [
  "2019-07-15T15:57:42",
  "2019-07-15T15:57:42Z",
  "2019-07-15T15:57:42.123456",
  "2019-07-15T15:57:42+08:00",
  "2019-07-15 15:57:42",
];

export const REPORTED: readonly ReportedCase[] = [
  ...PROTOCOLS.map(
    ([cloud, path, value]): ReportedCase => ({
      what: `1: one listener has the protocol ${value}`,
      cloud,
      asks: "listeners",
      rules: [answer([put(path, value)], lists)],
    }),
  ),
  {
    what: "2: one listener is on no load balancer",
    cloud: "huawei-elb",
    asks: "listeners",
    rules: [answer([put("/body/listeners/3/loadbalancers", [])], lists)],
  },
  ...MISSING.flatMap(([cloud, asks, actions, paths]) =>
    paths.flatMap((path): ReportedCase[] => [
      { what: `2, 3: ${path} is null`, cloud, asks, rules: [answer([put(path, null)], actions, 1)] },
      { what: `2, 3: there is no ${path}`, cloud, asks, rules: [answer([{ op: "remove", path }], actions, 1)] },
    ]),
  ),
  {
    what: "8: an empty list is null",
    cloud: "alibaba-ga",
    asks: "listeners",
    rules: [answer([put("/body/Listeners", null), put("/body/TotalCount", 0)], lists, 1)],
  },
  {
    what: "8: an empty list is not there",
    cloud: "alibaba-ga",
    asks: "listeners",
    rules: [answer([{ op: "remove", path: "/body/Listeners" }, put("/body/TotalCount", 0)], lists, 1)],
  },
  {
    what: "8: an empty list is null",
    cloud: "tencent-gaap",
    asks: "listeners",
    rules: [
      answer(
        [put("/body/Response/ListenerSet", null), put("/body/Response/TotalCount", 0)],
        "^DescribeTCPListeners$",
        1,
      ),
    ],
  },
  ...TIMES.flatMap((time): ReportedCase[] => [
    {
      what: `4: a time reads ${time}`,
      cloud: "huawei-elb",
      asks: "listeners",
      rules: [answer([put("/body/listeners/0/created_at", time)], lists)],
    },
    {
      what: `4: a time reads ${time}`,
      cloud: "huawei-ga",
      asks: "listeners",
      rules: [answer([put("/body/listeners/0/created_at", time)], lists)],
    },
    {
      what: `4: a time reads ${time}`,
      cloud: "huawei-elb-classic",
      asks: "listeners",
      rules: [answer([put("/body/0/create_time", time)], lists)],
    },
  ]),
  ...[1_730_540_000_123, 0, "2024-11-02T10:00:00Z"].map(
    (time): ReportedCase => ({
      what: `27: a time reads ${time}`,
      cloud: "tencent-gaap",
      asks: "listeners",
      rules: [answer([put("/body/Response/ListenerSet/0/CreateTime", time)], lists)],
    }),
  ),
  ...[
    ["huawei-elb", "created_at", "2026-01-01T00:00:00Z"],
    ["huawei-elb-classic", "create_time", "2026-01-01T00:00:00.000000"],
  ].map(
    ([cloud = "", field, time]): ReportedCase => ({
      what: "9: the answer to a create is lost, and the new listener's time has another form",
      cloud,
      asks: "create listener",
      rules: [
        {
          fault: { kind: "edit", of: "created", patch: [put(`/${field}`, time)] },
          actions: "^CreateListener$",
          times: 1,
        },
        answer(
          [
            put("/status", 502),
            { op: "add", path: "/headers/content-type", value: "text/html" },
            put("/body", "<html>Bad Gateway</html>"),
          ],
          "^CreateListener$",
          1,
        ),
      ],
    }),
  ),
  {
    what: "12: a listener is deleted between two pages of ten",
    cloud: "alibaba-ga",
    asks: "listeners",
    rules: ({ listeners }) => [
      { fault: { kind: "edit", of: "request", patch: [put("/query/PageSize", "2")] }, actions: "^ListListeners$" },
      {
        fault: { kind: "edit", of: "state", patch: [{ op: "remove", path: `/listeners/${first(listeners)}` }] },
        actions: "^ListListeners$",
        times: 1,
      },
    ],
  },
  {
    what: "12: a listener is deleted between two pages of two",
    cloud: "tencent-gaap",
    asks: "listeners",
    rules: ({ listeners }) => [
      { fault: { kind: "edit", of: "request", patch: [put("/body/Limit", 2)] }, actions: "^DescribeTCPListeners$" },
      {
        fault: { kind: "edit", of: "state", patch: [{ op: "remove", path: `/listeners/${first(listeners)}` }] },
        actions: "^DescribeTCPListeners$",
        times: 1,
      },
    ],
  },
  {
    what: "14: a total of 0",
    cloud: "alibaba-ga",
    asks: "listeners",
    rules: [answer([put("/body/TotalCount", 0)], lists)],
  },
  {
    what: "14: no total",
    cloud: "alibaba-ga",
    asks: "listeners",
    rules: [answer([{ op: "remove", path: "/body/TotalCount" }], lists)],
  },
  {
    what: "14: a total of 5000 in a text",
    cloud: "tencent-gaap",
    asks: "listeners",
    rules: [answer([put("/body/Response/TotalCount", "5000")], lists)],
  },
  {
    what: "14: pages of at most five, without links",
    cloud: "huawei-elb",
    asks: "listeners",
    rules: [
      { fault: { kind: "edit", of: "request", patch: [put("/query/limit", "5")] }, actions: lists },
      answer([{ op: "remove", path: "/body/listeners_links" }], lists),
    ],
  },
  {
    what: "15: the marker is ignored",
    cloud: "huawei-elb",
    asks: "listeners",
    rules: [
      {
        fault: {
          kind: "edit",
          of: "request",
          patch: [{ op: "remove", path: "/query/marker" }, put("/query/limit", "5")],
        },
        actions: lists,
      },
      { fault: { kind: "edit", of: "request", patch: [put("/query/limit", "5")] }, actions: lists },
    ],
  },
  {
    what: "15: the marker is ignored",
    cloud: "huawei-ga",
    asks: "listeners",
    rules: [
      { fault: { kind: "edit", of: "request", patch: [{ op: "remove", path: "/query/marker" }] }, actions: lists },
      { fault: { kind: "edit", of: "request", patch: [put("/query/limit", "5")] }, actions: lists },
    ],
  },
  {
    what: "16: a set in another order",
    cloud: "huawei-ga",
    asks: "listeners",
    rules: [
      answer([{ op: "move", from: "/body/listeners/0/port_ranges/0", path: "/body/listeners/0/port_ranges/-" }], lists),
    ],
  },
  ...(["huawei-elb", "huawei-ga"] as const).map(
    (cloud): ReportedCase => ({
      what: "17: a description is null where it was empty",
      cloud,
      asks: "listeners",
      rules: [answer([put("/body/listeners/3/description", null)], lists)],
    }),
  ),
  {
    what: "21: a listener has headers that nobody knows",
    cloud: "huawei-elb",
    asks: "listeners",
    rules: ({ listeners }) => [
      {
        fault: {
          kind: "edit",
          of: "state",
          patch: [
            put(`/listeners/${first(listeners)}/insert_headers`, {
              "X-Forwarded-ELB-IP": true,
              "X-Forwarded-Port": true,
              "X-Forwarded-For-Port": true,
            }),
          ],
        },
        times: 1,
      },
    ],
  },
  ...[
    { NeutronError: "Listener in use" },
    { faultcode: "Client", faultstring: "Load Balancer X is immutable and cannot be updated.", debuginfo: null },
    "The listener is in use.",
  ].map(
    (body): ReportedCase => ({
      what: `28: a refusal reads ${JSON.stringify(body).slice(0, 30)}`,
      cloud: "huawei-elb",
      asks: "delete listener",
      rules: [
        {
          fault: {
            kind: "respond",
            status: 409,
            body: typeof body === "string" ? body : JSON.stringify(body),
            headers: { "content-type": "application/json" },
          },
          actions: "^DeleteListener$",
        },
      ],
    }),
  ),
  {
    what: "30: certificates beside the one that is documented",
    cloud: "huawei-elb-classic",
    asks: "listeners",
    rules: [answer([{ op: "add", path: "/body/0/certificates", value: ["cert-sni-1", "cert-sni-2"] }], lists)],
  },
  {
    what: "31: an affinity in lower case",
    cloud: "alibaba-ga",
    asks: "listeners",
    rules: [answer([put("/body/Listeners/0/ClientAffinity", "source_ip")], lists)],
  },
];
