import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
});
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

const PROBLEMS = "problems { __typename code message path isRetryable ... on ProviderProblem { completedSteps } }";
const CREATE_POOL = `mutation ($input: CreatePoolInput!) { createPool(input: $input) { pool { id name } ${PROBLEMS} } }`;
const UPDATE = `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { id name } ${PROBLEMS} } }`;
const DELETE = `mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { deletedListenerId ${PROBLEMS} } }`;

const providerOf = (cloud: string) => cloud.toUpperCase().replaceAll("-", "_");

async function listenerWithPools(cloud: string): Promise<{ id: string; parent: { id: string } }> {
  const { data } = await graph.ask(
    `{ listeners(first: 200, filter: { providers: [${providerOf(cloud)}] }) { nodes { id parent { id } pools { nodes { id } } } } }`,
  );
  return data.listeners.nodes.find(({ pools }: { pools: { nodes: object[] } }) => pools.nodes.length > 0);
}

async function newListener(cloud: string): Promise<{ id: string }> {
  const { parent } = await listenerWithPools(cloud);
  const input = { parentId: parent.id, name: "bare", protocol: "TCP", portRanges: [{ fromPort: 19_000 }] };
  const { data } = await graph.ask(
    "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { message } } }",
    { input },
  );
  expect(data.createListener.problems).toEqual([]);
  return data.createListener.listener;
}

const fail = (cloud: string, actions: string, fault: object) =>
  graph.app.sandbox!.cloud(cloud).faults.add({ fault, actions } as never);

describe("a change that the cloud has accepted a part of", () => {
  it.each([
    ["huawei-elb", "CreateMember", { subnetId: null, port: 80 }, {}],
    ["huawei-ga", "^CreateEndpoint$", {}, { region: "la-south-2" }],
  ])("on %s shows what was made of a pool and is not called retryable", async (cloud, action, member, more) => {
    const listener = await newListener(cloud);
    const input = {
      listenerId: listener.id,
      name: "half",
      members: [{ address: "192.0.2.10", ...member }],
      ...more,
    };
    fail(cloud, action, { kind: "respond", status: 500, body: "out of order" });
    const { data, errors } = await graph.ask(CREATE_POOL, { input }, { "x-request-timeout-ms": "4000" });
    expect(errors).toBeUndefined();
    const { pool, problems } = data.createPool;
    expect(pool).toMatchObject({ name: "half" });
    expect(problems).toMatchObject([{ __typename: "ProviderProblem", code: "OUTCOME_UNKNOWN", isRetryable: false }]);
    expect(problems[0].completedSteps.length).toBeGreaterThan(0);
    expect(problems[0].message).toContain(
      `Accepted by the cloud before that: ${problems[0].completedSteps.join(", ")}.`,
    );
    expect(problems[0].message).not.toMatch(/does no harm/);
  });

  it("shows a listener whose tags could not be changed as it is now", async () => {
    const used = await listenerWithPools("huawei-elb");
    fail("huawei-elb", "BatchChangeTags", {
      kind: "respond",
      status: 400,
      body: '{"code":"VPC.1814","message":"too many"}',
    });
    const input = { id: used.id, name: "renamed", tags: [{ key: "a", value: "b" }] };
    const { data } = await graph.ask(UPDATE, { input });
    expect(data.updateListener.listener).toMatchObject({ id: used.id, name: "renamed" });
    expect(data.updateListener.problems).toMatchObject([
      { code: "INVALID_INPUT", isRetryable: false, path: ["input", "tags"], completedSteps: ["UpdateListener"] },
    ]);
  });

  it("names no deleted listener when only what hung on it is gone", async () => {
    const used = await listenerWithPools("huawei-ga");
    fail("huawei-ga", "DeleteListener", {
      kind: "respond",
      status: 403,
      body: '{"error_code":"GA.9006","error_msg":"frozen"}',
    });
    const { data } = await graph.ask(DELETE, { input: { id: used.id, cascade: true } });
    expect(data.deleteListener.deletedListenerId).toBeNull();
    expect(data.deleteListener.problems).toMatchObject([{ code: "RESOURCE_FROZEN", isRetryable: false }]);
    expect(data.deleteListener.problems[0].completedSteps).toContain("DeleteEndpointGroup");
  });
});
