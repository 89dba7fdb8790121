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

describe("the health of pools' members, where a cloud tells it apart", () => {
  // Failures come first: in one of the suite's modes answers are kept.
  it("is NOT_READ where it is refused, with the cloud's word for it beside the members", async () => {
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

  it("is NOT_READ where it does not come in time", async () => {
    go({ kind: "hang" });
    const { pools, errors } = await poolsWith(MEMBERS, { "x-request-timeout-ms": "700" });
    expect(errors).toBeUndefined();
    const unread = pools.filter(({ members }) => !members.isComplete);
    expect(unread.length).toBeGreaterThan(10);
    for (const { members } of unread) expect(members.sourceProblems).toMatchObject([{ code: "TIMED_OUT" }]);
  });

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

  it("does not stand in the way of what needs the members alone", async () => {
    refuse();
    const { pools, errors } = await poolsWith("etag members { isComplete totalCount nodes { id } }");
    expect(errors).toBeUndefined();
    expect(pools.every(({ members }) => members.isComplete)).toBe(true);
  });
});
