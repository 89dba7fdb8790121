import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/sandbox/faults.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** The cloud that tells health apart from members, by a call for each listener. */
const PROVIDER = "ALIBABA_GA";
const KEY = "alibaba-ga";
const ACTION = "GetHealthStatus";

interface Member {
  readonly id: string;
  readonly health: string;
}
interface ShownPool {
  readonly id: string;
  readonly members: {
    readonly isComplete: boolean;
    readonly nodes: readonly Member[];
    readonly sourceProblems: readonly object[];
  };
}

interface Counted {
  readonly memberHealth: Readonly<Record<string, number>>;
  readonly members: { readonly nodes: readonly Member[] };
}

const COUNTS = "memberHealth { healthy unhealthy draining unmonitored unknown total }";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());
afterEach(() => graph.app.sandbox!.cloud(KEY).faults.clear());

const go = (fault: FaultRule["fault"], times?: number) =>
  graph.app.sandbox!.cloud(KEY).faults.add({ fault, actions: `^${ACTION}$`, times });
const refuse = (times?: number) =>
  go(
    { kind: "respond", status: 400, body: JSON.stringify({ Code: "Forbidden", Message: "No.", RequestId: "R-7" }) },
    times,
  );
const asked = () => graph.app.sandbox!.cloud(KEY).calls.filter(({ action }) => action === ACTION).length;

const MEMBERS = "members { isComplete nodes { id address health } sourceProblems { code message requestId } }";
const POOLS = `pools(first: 200, filter: { providers: [${PROVIDER}] })`;

async function poolsWith(fields: string, headers?: Record<string, string>) {
  const { data, errors } = await graph.ask(`{ ${POOLS} { nodes { id ${fields} } } }`, undefined, headers);
  return { pools: data.pools.nodes as ShownPool[], errors };
}

// These two come first: in one of the suite's modes answers are kept.
describe("a parent that is out of service", () => {
  it.each([
    [
      "HUAWEI_GA",
      "huawei-ga",
      "/body/accelerators/0/frozen_info",
      { status: 1, effect: 2, scene: ["POLICE"] },
      "POLICE",
    ],
    ["TENCENT_GAAP", "tencent-gaap", "/body/Response/ProxySet/0/Status", "CLOSED", "CLOSED"],
  ])("stops its listeners on %s", async (provider, key, path, value, reason) => {
    graph.app
      .sandbox!.cloud(key)
      .faults.add({ fault: { kind: "edit", patch: [{ op: "add", path, value }] }, actions: "Accelerators$|Proxies$" });
    try {
      const { data, errors } = await graph.ask(
        `{ listeners(first: 200, filter: { providers: [${provider}] }) { nodes { isServing frozen { isFrozen reasons } parent { id } } } }`,
      );
      expect(errors).toBeUndefined();
      const stopped = data.listeners.nodes.filter(({ frozen }: { frozen: { reasons: string[] } }) =>
        frozen.reasons.includes(reason),
      );
      expect(stopped.length).toBeGreaterThan(0);
      expect(new Set(stopped.map(({ parent }: { parent: { id: string } }) => parent.id)).size).toBe(1);
      for (const listener of stopped) expect(listener).toMatchObject({ isServing: false, frozen: { isFrozen: true } });
    } finally {
      graph.app.sandbox!.cloud(key).faults.clear();
    }
  });
});

describe("health that cannot be read", () => {
  it("shows members as NOT_READ where it is refused, with the cloud's word for it beside the members", async () => {
    const { pools: usual } = await poolsWith("members { nodes { id } }");
    refuse();
    const { pools, errors } = await poolsWith(MEMBERS);
    expect(errors).toBeUndefined();
    expect(pools.map(({ members }) => members.nodes.map(({ id }) => id))).toEqual(
      usual.map(({ members }) => members.nodes.map(({ id }) => id)),
    );
    const unread = pools.filter(({ members }) => members.nodes.some(({ health }) => health === "NOT_READ"));
    expect(unread.length).toBeGreaterThan(10);
    for (const { members } of pools) {
      const isUnread = members.nodes.some(({ health }) => health === "NOT_READ");
      expect(members.isComplete).toBe(!isUnread);
      if (!isUnread) continue;
      expect(members.sourceProblems).toMatchObject([{ code: "FORBIDDEN", requestId: "R-7" }]);
      expect(members.nodes.map(({ health }) => health)).not.toContain("UNKNOWN");
    }
  });

  it("shows members as NOT_READ where it does not come in time", async () => {
    go({ kind: "hang" });
    const { pools, errors } = await poolsWith(MEMBERS, { "x-request-timeout-ms": "700" });
    expect(errors).toBeUndefined();
    const unread = pools.filter(({ members }) => !members.isComplete);
    expect(unread.length).toBeGreaterThan(10);
    for (const { members } of unread) expect(members.sourceProblems).toMatchObject([{ code: "TIMED_OUT" }]);
  });

  it("leaves a pool's memberHealth null with the cloud's word for it, and its siblings stand", async () => {
    refuse();
    const { data, errors } = await graph.ask(
      `{ pools(first: 200, filter: { providers: [${PROVIDER}, HUAWEI_ELB] }) { nodes { provider name ${COUNTS} members { totalCount } } } }`,
    );
    const { nodes } = data.pools;
    expect(nodes.filter(({ memberHealth }: Counted) => memberHealth === null).length).toBe(errors?.length);
    expect(errors!.length).toBeGreaterThan(10);
    expect(errors![0]).toMatchObject({
      path: ["pools", "nodes", expect.any(Number), "memberHealth"],
      extensions: { code: "FORBIDDEN" },
    });
    for (const { provider, memberHealth, members } of nodes) {
      expect(members.totalCount).toEqual(expect.any(Number));
      if (provider !== PROVIDER) expect(memberHealth.total).toBe(members.totalCount);
    }
  });

  it("leaves isServing null with an error that has a code, unless it is known without", async () => {
    refuse();
    const { data, errors } = await graph.ask(
      `{ listeners(first: 200, filter: { providers: [${PROVIDER}] }) { nodes { name isServing } } }`,
    );
    const answers = new Map(
      data.listeners.nodes.map(({ name, isServing }: { name: string; isServing: boolean | null }) => [name, isServing]),
    );
    expect(answers.get("lobby")).toBeNull();
    // The one is on a locked accelerator, the other has no pool.
    expect([answers.get("archive-read"), answers.get("tracker-sat")]).toEqual([false, false]);
    expect(new Set(errors!.map(({ extensions }) => extensions?.code))).toEqual(new Set(["FORBIDDEN"]));
  });

  it("does not affect fields that need only the members", async () => {
    refuse();
    const { pools, errors } = await poolsWith("etag members { isComplete totalCount nodes { id } }");
    expect(errors).toBeUndefined();
    expect(pools.every(({ members }) => members.isComplete)).toBe(true);
  });
});

describe("the health of pools' members, where a cloud tells it apart", () => {
  it("is in lists what it is by id", async () => {
    const { pools, errors } = await poolsWith(MEMBERS);
    expect(errors).toBeUndefined();
    const healths = pools.flatMap(({ members }) => members.nodes.map(({ health }) => health));
    expect(healths.filter((health) => health === "UNHEALTHY")).toHaveLength(3);
    expect(healths).not.toContain("UNKNOWN");
    for (const pool of pools.slice(0, 3)) {
      const { data } = await graph.ask(`query ($id: ID!) { pool(id: $id) { id ${MEMBERS} } }`, { id: pool.id });
      expect(data.pool).toEqual(pool);
    }
  });

  it("takes one call for each listener, and none when nobody asks for it", async () => {
    const { data } = await graph.ask(
      `{ ${POOLS} { nodes { healthMonitor { enabled } listeners { id } members { nodes { weight } } } } }`,
    );
    const checked = data.pools.nodes.filter(
      ({ healthMonitor, members }: { healthMonitor: { enabled: boolean }; members: { nodes: { weight: number }[] } }) =>
        healthMonitor.enabled && members.nodes.some(({ weight }) => weight > 0),
    );
    const listeners = new Set(checked.map(({ listeners }: { listeners: { id: string }[] }) => listeners[0]!.id));
    expect(checked.length).toBeGreaterThan(listeners.size);
    const fragments = "members { edges { node { ...Seen } } } } } } fragment Seen on PoolMember { ... { health } }";
    for (const [query, calls] of [
      [`{ ${POOLS} { nodes { ${MEMBERS} } } }`, listeners.size],
      [`{ ${POOLS} { nodes { ${MEMBERS} again: ${MEMBERS} } } }`, listeners.size],
      [`{ ${POOLS} { nodes { ${fragments}`, listeners.size],
      [`{ ${POOLS} { nodes { members { nodes { id } } } } }`, 0],
      [
        `query ($yes: Boolean = false) { ${POOLS} { nodes { members { nodes { id health @include(if: $yes) } } } } }`,
        0,
      ],
    ] as const) {
      graph.forgetCalls();
      expect((await graph.ask(query)).errors).toBeUndefined();
      // Accounts that keep answers may not ask at all.
      if (process.env.GRAPH_SWITCHES !== "kept answers") expect([query, asked()]).toEqual([query, calls]);
    }
  });
});

describe("a pool's memberHealth", () => {
  it("counts the members on every cloud", async () => {
    const { data, errors } = await graph.ask(
      `{ pools(first: 200) { nodes { ${COUNTS} members(first: 200) { nodes { id health } } } } }`,
    );
    expect(errors).toBeUndefined();
    const seen = new Set<string>();
    for (const { memberHealth, members } of data.pools.nodes as Counted[]) {
      const count = (health: string) => members.nodes.filter((one) => one.health === health).length;
      expect(memberHealth).toEqual({
        healthy: count("HEALTHY"),
        unhealthy: count("UNHEALTHY"),
        draining: count("DRAINING"),
        unmonitored: count("UNMONITORED"),
        unknown: count("UNKNOWN"),
        total: members.nodes.length,
      });
      for (const { health } of members.nodes) seen.add(health);
    }
    expect([...seen].sort()).toEqual(["DRAINING", "HEALTHY", "UNHEALTHY", "UNKNOWN", "UNMONITORED"]);
  });
});

describe("a listener's isServing", () => {
  it("follows from the listener, its parent and its members", async () => {
    const { data, errors } = await graph.ask(
      `{ listeners(first: 200) { nodes { provider name protocol isServing frozen { isFrozen } parent { status } pools { nodes { members { nodes { id health } } } } } } }`,
    );
    expect(errors).toBeUndefined();
    const seen = new Set<boolean | null>();
    for (const { provider, name, protocol, isServing, frozen, parent, pools } of data.listeners.nodes) {
      const healths: string[] = pools.nodes.flatMap(({ members }: Counted) =>
        members.nodes.map(({ health }) => health),
      );
      const isOpen =
        healths.some((health) => ["UNMONITORED", "UNKNOWN"].includes(health)) ||
        (pools.nodes.length === 0 && protocol.startsWith("HTTP"));
      const behind = healths.includes("HEALTHY") ? true : isOpen ? null : false;
      const expected = frozen?.isFrozen || parent.status === "ERROR" ? false : behind;
      expect([provider, name, isServing]).toEqual([provider, name, expected]);
      seen.add(isServing);
    }
    expect(seen).toEqual(new Set([true, false, null]));
  });

  it("costs no more than what it follows from", async () => {
    if (process.env.GRAPH_SWITCHES === "kept answers") return;
    const callsFor = async (fields: string) => {
      graph.forgetCalls();
      await graph.ask(`{ listeners(first: 200) { nodes { ${fields} } } }`);
      return graph.app.sandbox!.clouds.map(({ key }) => [key, graph.countCalls(key)] as const);
    };
    const parts = new Map(await callsFor("parent { id } pools { nodes { members { nodes { health } } } }"));
    for (const [key, calls] of await callsFor("isServing frozen { isFrozen }")) {
      expect(calls).toBeLessThanOrEqual(parts.get(key)!);
      expect(calls).toBeGreaterThan(0);
    }
  });
});

describe("listeners of a parent that is out of service", () => {
  it.each([
    ["ALIBABA_GA", "archive-read", "The accelerator is locked until its bill is paid."],
    ["HUAWEI_ELB", "shop-2019", "The load balancer is frozen until the cloud releases it."],
    ["HUAWEI_ELB_CLASSIC", "shop-2015", "The load balancer is frozen until the cloud releases it."],
  ])("are frozen and do not serve on %s, by list and by id", async (provider, name, effect) => {
    const fields = "id name isServing frozen { isFrozen effect }";
    const { data } = await graph.ask(
      `{ listeners(first: 1, filter: { providers: [${provider}], nameContains: "${name}" }) { nodes { ${fields} } } }`,
    );
    const [listener] = data.listeners.nodes;
    expect(listener).toMatchObject({ isServing: false, frozen: { isFrozen: true, effect } });
    const { data: byId } = await graph.ask(`query ($id: ID!) { listener(id: $id) { ${fields} } }`, { id: listener.id });
    expect(byId.listener).toEqual(listener);
  });
});
