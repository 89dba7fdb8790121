import { describe, expect, it } from "vitest";
import type { ChangeName } from "../../../src/changes/broken-rules.js";
import type { RuleContext } from "../../../src/model/checked-input.js";
import { globalIdOf } from "../../../src/model/resource-ref.js";
import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import { toListener, toPool } from "../../../src/providers/huawei-ga/mapping.js";
import { type Broken, brokenBy } from "../../support/broken-rules.js";
import { account, wireGroup, wireListener } from "./account.js";

type Fields = Record<string, unknown>;

const id = (kind: "accelerator" | "listener" | "pool") => globalIdOf({ accountId: "ga", kind, key: "k" });
const frozen_info = { status: 1, effect: 1, scene: ["ARREAR"] };
const frozenListener = toListener(wireListener({ frozen_info }), account);
const frozenPool = toPool(wireGroup({ frozen_info }), account, null);

const broken = (change: ChangeName, input: Fields, state: Partial<RuleContext> = {}) =>
  brokenBy(huaweiGa, change, input, state);

const own = (domainId: string) => ({ settings: { huaweiGa: { domainId } } });
const tag = (key: string, value = "v") => ({ key, value });
const tags = (number: number) => Array.from({ length: number }, (_, index) => tag(`k${index}`));
const listener = {
  parentId: id("accelerator"),
  name: "game-udp",
  protocol: "UDP",
  portRanges: [{ fromPort: 7000, toPort: 7099 }],
};
const ranges = (number: number) => Array.from({ length: number }, (_, index) => ({ fromPort: 100 + 2 * index }));

describe("a listener to create", () => {
  it.each([
    ["plain", listener],
    [
      "with everything",
      {
        ...listener,
        name: "入口-1",
        description: "for, players!",
        clientAffinity: "SOURCE_IP",
        tags: [tag("a b_.:=+-@", "x/y"), tag("ключ", "")],
      },
    ],
    ["on ten ranges", { ...listener, portRanges: ranges(10) }],
    ["with twenty tags", { ...listener, tags: tags(20) }],
    ["on TCP where UDP is reserved", { ...listener, protocol: "TCP", portRanges: [{ fromPort: 4789 }] }],
  ])("is fine %s", (_what, input) => {
    expect(broken("createListener", input)).toEqual([]);
  });

  it.each<[string, Fields, Broken]>([
    ["no name", { name: undefined }, ["name", "INVALID_INPUT"]],
    ["a null for a name", { name: null }, ["name", "INVALID_INPUT"]],
    ["an underscore in its name", { name: "game_udp" }, ["name", "INVALID_INPUT"]],
    ["too long a name", { name: "n".repeat(65) }, ["name", "INVALID_INPUT"]],
    ["a < in its description", { description: "a<b" }, ["description", "INVALID_INPUT"]],
    ["HTTP", { protocol: "HTTP", portRanges: [{ fromPort: 80 }] }, ["protocol", "UNSUPPORTED"]],
    ["eleven ranges", { portRanges: ranges(11) }, ["portRanges", "INVALID_INPUT"]],
    ["the system's UDP port", { portRanges: [{ fromPort: 4000, toPort: 5000 }] }, ["portRanges.0", "INVALID_INPUT"]],
    ["the system's TCP port", { protocol: "TCP", portRanges: [{ fromPort: 22 }] }, ["portRanges.0", "INVALID_INPUT"]],
    ["cookies", { clientAffinity: "COOKIE" }, ["clientAffinity", "UNSUPPORTED"]],
    ["an algorithm", { algorithm: "ROUND_ROBIN" }, ["algorithm", "UNSUPPORTED"]],
    ["a timeout", { timeouts: { idleSeconds: 60 } }, ["timeouts", "UNSUPPORTED"]],
    ["a health check", { healthMonitor: { port: 80 } }, ["healthMonitor", "UNSUPPORTED"]],
    ["21 tags", { tags: tags(21) }, ["tags", "INVALID_INPUT"]],
    ["a tag of the system's", { tags: [tag("_sys_a")] }, ["tags.0.key", "INVALID_INPUT"]],
    ["a bad tag key", { tags: [tag("a"), tag("b/c")] }, ["tags.1.key", "INVALID_INPUT"]],
    ["a bad tag value", { tags: [tag("a", "x<y")] }, ["tags.0.value", "INVALID_INPUT"]],
    ["an owner", own("99a3fff0d03c428eac3678da6a7d0f24"), ["settings.huaweiGa.domainId", "UNSUPPORTED"]],
    ["another cloud's settings", { settings: { alibabaGa: {} } }, ["settings.alibabaGa", "INVALID_INPUT"]],
  ])("is refused with %s", (_what, fields, expected) => {
    expect(broken("createListener", { ...listener, ...fields })).toEqual([expected]);
  });
});

describe("a change to a listener", () => {
  const change = (fields: Fields, state: Partial<RuleContext> = { listener: toListener(wireListener(), account) }) =>
    broken("updateListener", { id: id("listener"), ...fields }, state);

  it("may name anything that can change, or send back the owner", () => {
    expect(change({ name: "n", description: null, portRanges: ranges(10), clientAffinity: "NONE", tags: [] })).toEqual(
      [],
    );
    expect(change({ ...own("99a3fff0d03c428eac3678da6a7d0f24") })).toEqual([]);
    expect(change(own("other"), {})).toEqual([]);
  });

  it.each<[string, Fields, Broken]>([
    ["a bad name", { name: "a.b" }, ["name", "INVALID_INPUT"]],
    ["an empty name", { name: "" }, ["name", "UNSUPPORTED"]],
    ["a > in its description", { description: ">" }, ["description", "INVALID_INPUT"]],
    ["the system's port", { portRanges: [{ fromPort: 4789 }] }, ["portRanges.0", "INVALID_INPUT"]],
    ["bad tags", { tags: [tag("_sys_")] }, ["tags.0.key", "INVALID_INPUT"]],
    ["another protocol", { protocol: "TCP" }, ["protocol", "IMMUTABLE_FIELD"]],
    ["another owner", own("other"), ["settings.huaweiGa.domainId", "IMMUTABLE_FIELD"]],
  ])("is refused with %s", (_what, fields, expected) => {
    expect(change(fields)).toEqual([expected]);
  });

  it("is refused while it is frozen", () => {
    expect(change({ name: "n" }, { listener: frozenListener })).toEqual([["id", "RESOURCE_FROZEN"]]);
  });
});

const member = (fields: Fields = {}) => ({ address: "203.0.113.25", targetType: "EIP", targetId: "e-1", ...fields });
const badMembers: [string, Fields[], Broken[]][] = [
  ["an unknown type", [member({ targetType: "VM" })], [["members.0.targetType", "INVALID_INPUT"]]],
  ["an id of unknown type", [member({ targetType: undefined })], [["members.0.targetType", "INVALID_INPUT"]]],
  ["no id of its address", [member({ targetId: undefined })], [["members.0.targetId", "INVALID_INPUT"]]],
  ["a host name for an address", [member({ address: "a.example.com" })], [["members.0.address", "INVALID_INPUT"]]],
  [
    "an address for a host name",
    [member({ targetType: "CUSTOM_DOMAIN_NAME" })],
    [["members.0.address", "INVALID_INPUT"]],
  ],
  [
    "one thing under two addresses",
    [member(), member({ address: "203.0.113.26" })],
    [["members.1.targetId", "INVALID_INPUT"]],
  ],
  ["one address twice", [member(), member({ targetId: "e-2" })], [["members.1", "INVALID_INPUT"]]],
  ["a port", [member({ port: 80 })], [["members.0.port", "UNSUPPORTED"]]],
  ["a subnet", [member({ subnetId: "s" })], [["members.0.subnetId", "UNSUPPORTED"]]],
  ["too much weight", [member({ weight: 101 })], [["members.0.weight", "INVALID_INPUT"]]],
  [
    "too many",
    Array.from({ length: 11 }, (_, index) => ({ address: `203.0.113.${index}` })),
    [["members", "INVALID_INPUT"]],
  ],
];
const goodMembers = [
  member({ weight: 0 }),
  { address: "203.0.113.30" },
  { address: "origin.example.com", weight: 100 },
  { address: "10.0.0.5", targetType: "ECS", targetId: "s-1" },
  { address: "203.0.113.31", targetType: "CUSTOM_EIP", targetId: "e-9" },
];
const badChecks: [string, Fields, Broken][] = [
  ["UDP", { protocol: "UDP" }, ["healthMonitor.protocol", "UNSUPPORTED"]],
  ["a path", { path: "/" }, ["healthMonitor.path", "UNSUPPORTED"]],
  ["another threshold", { unhealthyThreshold: 2 }, ["healthMonitor.unhealthyThreshold", "UNSUPPORTED"]],
  ["a long interval", { intervalSeconds: 61 }, ["healthMonitor.intervalSeconds", "INVALID_INPUT"]],
  ["a long timeout", { timeoutSeconds: 61, intervalSeconds: 62 }, ["healthMonitor.intervalSeconds", "INVALID_INPUT"]],
  ["a high threshold", { healthyThreshold: 11 }, ["healthMonitor.healthyThreshold", "INVALID_INPUT"]],
  [
    "a timeout as long as the interval",
    { timeoutSeconds: 7, intervalSeconds: 7 },
    ["healthMonitor.timeoutSeconds", "INVALID_INPUT"],
  ],
];

describe("a pool to create", () => {
  const pool = { listenerId: id("listener"), name: "eg-hk", region: "ap-southeast-1" };
  const check = (fields: Fields, state?: Partial<RuleContext>) => broken("createPool", { ...pool, ...fields }, state);

  it("is fine with its parts", () => {
    const healthMonitor = {
      enabled: true,
      protocol: "TCP",
      port: 80,
      intervalSeconds: 60,
      timeoutSeconds: 59,
      healthyThreshold: 10,
      unhealthyThreshold: 3,
    };
    expect(check({ description: "d", trafficPercentage: 0, healthMonitor, members: goodMembers })).toEqual([]);
  });

  it.each<[string, Fields, Broken]>([
    ["no listener", { listenerId: undefined, parentId: id("accelerator") }, ["listenerId", "INVALID_INPUT"]],
    ["no name", { name: undefined }, ["name", "INVALID_INPUT"]],
    ["no region", { region: null }, ["region", "INVALID_INPUT"]],
    ["a < in its description", { description: "<" }, ["description", "INVALID_INPUT"]],
    ["a share above all", { trafficPercentage: 101 }, ["trafficPercentage", "INVALID_INPUT"]],
    ["an algorithm", { algorithm: "ROUND_ROBIN" }, ["algorithm", "UNSUPPORTED"]],
    ["a protocol", { protocol: "TCP" }, ["protocol", "UNSUPPORTED"]],
    ["persistence", { sessionPersistence: { type: "SOURCE_IP" } }, ["sessionPersistence", "UNSUPPORTED"]],
    [
      "an interval below the timeout",
      { healthMonitor: { intervalSeconds: 5 } },
      ["healthMonitor.intervalSeconds", "INVALID_INPUT"],
    ],
  ])("is refused with %s", (_what, fields, expected) => {
    expect(check(fields)).toEqual([expected]);
  });

  it.each(badMembers)("is refused with members with %s", (_what, members, expected) => {
    expect(check({ members })).toEqual(expected);
  });

  it.each(badChecks)("is refused with a check with %s", (_what, healthMonitor, expected) => {
    expect(check({ healthMonitor })).toContainEqual(expected);
  });

  it("is refused on a frozen listener", () => {
    expect(check({}, { listener: frozenListener })).toEqual([["listenerId", "RESOURCE_FROZEN"]]);
  });
});

describe("a change to a pool", () => {
  const check = (fields: Fields, state?: Partial<RuleContext>) =>
    broken("updatePool", { id: id("pool"), ...fields }, state);

  it("may leave anything out", () => {
    expect(check({ healthMonitor: { timeoutSeconds: 30 } })).toEqual([]);
  });

  it.each(badChecks)("is refused with a check with %s", (_what, healthMonitor, expected) => {
    expect(check({ healthMonitor })).toContainEqual(expected);
  });

  it("is refused with a bad name or description, or while it is frozen", () => {
    expect(check({ name: "a b", description: "<" })).toEqual([
      ["name", "INVALID_INPUT"],
      ["description", "INVALID_INPUT"],
    ]);
    expect(check({ name: "n" }, { pool: frozenPool })).toEqual([["id", "RESOURCE_FROZEN"]]);
  });
});

describe("a pool's members", () => {
  const check = (members: unknown[], state?: Partial<RuleContext>) =>
    broken("setPoolMembers", { poolId: id("pool"), members }, state);

  it("are fine in all sorts, or none at all", () => {
    expect(check(goodMembers)).toEqual([]);
    expect(check([])).toEqual([]);
  });

  it.each(badMembers)("are refused with %s", (_what, members, expected) => {
    expect(check(members)).toEqual(expected);
  });

  it("are refused while the pool is frozen", () => {
    expect(check([], { pool: frozenPool })).toEqual([["poolId", "RESOURCE_FROZEN"]]);
  });
});
