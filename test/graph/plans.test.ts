import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());
beforeEach(() => {
  graph.app.sandbox!.reset();
  graph.forgetCalls();
});

const PLAN = `plan { isNoOp steps { action description } differences { path before after } warnings }
  problems { code path message ... on PortConflictProblem { conflictsWith { name } } } requestIds`;
const UPDATE = `mutation ($input: UpdateListenerInput!) { change: updateListener(input: $input) { listener { id name etag } ${PLAN} } }`;
const CREATE = `mutation ($input: CreateListenerInput!) { change: createListener(input: $input) { listener { id } ${PLAN} } }`;
const CREATE_MANY = `mutation ($inputs: [CreateListenerInput!]!) { createListeners(inputs: $inputs) { results { listener { name } ${PLAN} } } }`;
const SET_MEMBERS = `mutation ($input: SetPoolMembersInput!) { change: setPoolMembers(input: $input) { pool { id } ${PLAN} } }`;
const UPDATE_POOL = `mutation ($input: UpdatePoolInput!) { change: updatePool(input: $input) { pool { id } ${PLAN} } }`;

const changed = async (document: string, input: object) => (await graph.ask(document, { input })).data.change;

async function listenerNamed(provider: string, name: string) {
  const { data } = await graph.ask(
    `query ($provider: CloudProvider!) { listeners(first: 200, filter: { providers: [$provider] }) { nodes {
      id name etag portRanges { fromPort } parent { id }
      pools { nodes { id members { nodes { address port weight subnetId } } healthMonitor { intervalSeconds } } } } } }`,
    { provider },
  );
  return data.listeners.nodes.find((listener: { name: string }) => listener.name === name);
}

/** Requests that change something, of all clouds. */
const writes = () =>
  graph.app
    .sandbox!.clouds.flatMap(({ calls }) => calls.map(({ action }) => action))
    .filter((action) => !/^(List|Show|Describe|Get|CreateToken|Keystone)/.test(action));

const portal = () => listenerNamed("HUAWEI_ELB", "portal");

describe("a planned change", () => {
  it("says what would be sent and what would differ, and sends nothing", async () => {
    const { id, etag } = await portal();
    const input = { id, ifMatch: etag, name: "gateway", tags: [{ key: "team", value: "web" }] };
    const planned = await changed(UPDATE, { ...input, mode: "PLAN" });
    expect(planned).toMatchObject({ listener: { id, name: "portal", etag }, problems: [], requestIds: [] });
    expect(planned.plan).toEqual({
      isNoOp: false,
      steps: [
        { action: "UpdateListener", description: expect.stringMatching(/^Change the listener portal \(.+\)\.$/) },
        { action: "BatchChangeTags", description: expect.stringMatching(/^Add the tags team to the listener .+\.$/) },
      ],
      differences: [
        { path: ["name"], before: "portal", after: "gateway" },
        { path: ["tags"], before: null, after: [{ key: "team", value: "web" }] },
      ],
      warnings: [],
    });
    expect(writes()).toEqual([]);
    const applied = await changed(UPDATE, input);
    expect(applied).toMatchObject({ listener: { id, name: "gateway" }, plan: null, problems: [] });
    expect(writes()).toEqual(["UpdateListener", "BatchChangeTags"]);
  });

  it("has no step when all is as asked for", async () => {
    const { id } = await portal();
    const { plan } = await changed(UPDATE, { id, name: "portal", mode: "PLAN" });
    expect(plan).toEqual({ isNoOp: true, steps: [], differences: [], warnings: [] });
  });

  it("is refused for what a change would be refused for", async () => {
    const { id } = await portal();
    for (const input of [
      { id, ifMatch: "stale", name: "gateway" },
      { id, name: "x".repeat(500) },
      { id, clientAffinity: "SOURCE_IP" },
      { id: "bGlzdGVuZXI6eA", name: "x" },
    ]) {
      const planned = await changed(UPDATE, { ...input, mode: "PLAN" });
      const applied = await changed(UPDATE, input);
      expect(planned).toMatchObject({ listener: null, plan: null });
      expect(planned.problems.length).toBeGreaterThan(0);
      expect(planned.problems).toEqual(applied.problems);
    }
    expect(writes()).toEqual([]);
  });

  it("finds that a port is taken", async () => {
    const { parent, portRanges } = await portal();
    const input = { parentId: parent.id, name: "second", protocol: "TCP", portRanges };
    const planned = await changed(CREATE, { ...input, mode: "PLAN" });
    const applied = await changed(CREATE, input);
    expect(planned.problems).toMatchObject([{ code: "PORT_CONFLICT", conflictsWith: [{ name: "portal" }] }]);
    expect(applied.problems).toMatchObject([
      { code: "PORT_CONFLICT", path: planned.problems[0].path, conflictsWith: [{ name: "portal" }] },
    ]);
    expect(planned.plan).toBeNull();
  });

  it("tells fields of a part by their place, and members by what is asked of them", async () => {
    const { pools } = await portal();
    const [pool] = pools.nodes;
    const { plan } = await changed(UPDATE_POOL, { id: pool.id, healthMonitor: { intervalSeconds: 33 }, mode: "PLAN" });
    expect(plan.differences).toEqual([
      { path: ["healthMonitor", "intervalSeconds"], before: pool.healthMonitor.intervalSeconds, after: 33 },
    ]);
    const members = pool.members.nodes.map(({ address, port }: { address: string; port: number }) => ({
      address,
      port,
    }));
    const fewer = await changed(SET_MEMBERS, { poolId: pool.id, members: members.slice(1), mode: "PLAN" });
    expect(fewer.plan.steps.map(({ action }: { action: string }) => action)).toEqual(["DeleteMember"]);
    expect(fewer.plan.differences).toEqual([{ path: ["members"], before: members, after: members.slice(1) }]);
    const same = await changed(SET_MEMBERS, { poolId: pool.id, members, mode: "PLAN" });
    expect(same.plan).toMatchObject({ isNoOp: true, differences: [] });
  });

  it("may stand beside changes that are made, and shows a request that several share with each", async () => {
    const parent = (await listenerNamed("TENCENT_GAAP", "payments")).parent.id;
    const input = (port: number, mode: string) => ({
      parentId: parent,
      name: `many-${port}`,
      protocol: "TCP",
      portRanges: [{ fromPort: port }],
      mode,
    });
    const same = { ...input(21_001, "PLAN"), name: "many" };
    const inputs = [same, input(21_002, "APPLY"), { ...same, portRanges: [{ fromPort: 21_003 }] }];
    const { data } = await graph.ask(CREATE_MANY, { inputs });
    const [first, made, second] = data.createListeners.results;
    expect(made).toMatchObject({ listener: { name: "many-21002" }, plan: null, problems: [] });
    const description = expect.stringMatching(/ports 21001, 21003\.$/);
    for (const { plan, listener } of [first, second]) {
      expect(listener).toBeNull();
      expect(plan.steps).toEqual([{ action: "CreateTCPListeners", description }]);
      expect(plan.differences).toContainEqual({ path: ["protocol"], before: null, after: "TCP" });
    }
    expect(writes()).toEqual(["CreateTCPListeners"]);
  });
});
