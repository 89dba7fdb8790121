import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import { type RunningGraph, startGraph } from "../../support/graph.js";

/** Servers of this dialect other than Huawei's tell where listeners, pools and members are in their lives. */

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph(undefined, [huaweiElb]);
});
afterAll(() => graph.stop());
afterEach(() => graph.app.sandbox!.cloud(huaweiElb.key).faults.clear());

const tell = (actions: string, path: string, value: string, times?: number) =>
  graph.app.sandbox!.cloud(huaweiElb.key).faults.add({
    fault: { kind: "edit", patch: [{ op: "add", path: `/body${path}/provisioning_status`, value }] },
    actions: `^${actions}$`,
    times,
  });

describe.each([
  ["listeners", "ListListeners"],
  ["pools", "ListPools"],
])("%s", (list, action) => {
  it.each([
    ["PENDING_CREATE", "CREATING"],
    ["PENDING_UPDATE", "UPDATING"],
    ["PENDING_DELETE", "DELETING"],
    ["DELETED", "DELETING"],
    ["ERROR", "ERROR"],
    ["REBUILDING", "UNKNOWN"],
  ])("are %s as the cloud says, which is %s here", async (nativeStatus, status) => {
    tell(action, `/${list}/1`, nativeStatus);
    const { data, errors } = await graph.ask(`{ ${list}(first: 3) { nodes { status nativeStatus } } }`);
    expect(errors).toBeUndefined();
    const ready = { status: "ACTIVE", nativeStatus: null };
    expect(data[list].nodes).toEqual([ready, { status, nativeStatus }, ready]);
  });
});

it("listeners are found by the status that the cloud tells", async () => {
  tell("ListListeners", "/listeners/1", "ERROR");
  const find = (statuses: string) =>
    graph.ask(`{ listeners(first: 200, filter: { statuses: [${statuses}] }) { totalCount nodes { status } } }`);
  expect((await find("ERROR")).data.listeners).toEqual({ totalCount: 1, nodes: [{ status: "ERROR" }] });
  const { totalCount } = (await find("ACTIVE")).data.listeners;
  expect((await find("ACTIVE, ERROR")).data.listeners.totalCount).toBe(totalCount + 1);
});

it("a new listener is waited for until the cloud says that it is ready", async () => {
  const { data } = await graph.ask("{ listenerParents(first: 1) { nodes { id } } }");
  tell("CreateListener", "/listener", "PENDING_CREATE");
  tell("ListListeners", "/listeners/0", "PENDING_CREATE", 3);
  graph.forgetCalls();
  const input = {
    parentId: data.listenerParents.nodes[0].id,
    name: "slow",
    protocol: "TCP",
    portRanges: [{ fromPort: 19_000 }],
    waitUntilActive: true,
  };
  const { data: done } = await graph.ask(
    "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { status } problems { message } } }",
    { input },
  );
  expect(done.createListener).toEqual({ listener: { status: "ACTIVE" }, problems: [] });
  const actions = graph.app.sandbox!.cloud(huaweiElb.key).calls.map(({ action }) => action);
  expect(
    actions.slice(actions.indexOf("CreateListener")).filter((action) => action === "ListListeners").length,
  ).toBeGreaterThan(1);
});

it("a member on its way out is none any more", async () => {
  const query = "{ pools(first: 200) { nodes { id members { nodes { id address } } } } }";
  const { data } = await graph.ask(query);
  tell("ListMembers", "/members/0", "PENDING_DELETE");
  const { data: later } = await graph.ask(query);
  const sizes = (pools: readonly { members: { nodes: readonly object[] } }[]) =>
    pools.map(({ members }) => members.nodes.length);
  expect(sizes(later.pools.nodes)).toEqual(sizes(data.pools.nodes).map((size) => Math.max(0, size - 1)));
});
