import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import type { CallLog } from "../../src/transport/call.js";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { connectSandboxed } from "../support/sandboxed-provider.js";

let graph: RunningGraph;
let parentOf: ReadonlyMap<string, string>;
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask("{ listenerParents(first: 200) { nodes { id provider status } } }");
  const active = data.listenerParents.nodes.filter(({ status }: { status: string }) => status === "ACTIVE").reverse();
  parentOf = new Map(active.map(({ provider, id }: { provider: string; id: string }) => [provider, id]));
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

/** Where each cloud's answers name their request. */
const PLACES: Readonly<Record<string, string>> = {
  "alibaba-ga": "/body/RequestId",
  "huawei-elb": "/headers/x-request-id",
  "huawei-elb-classic": "/headers/x-request-id",
  "huawei-ga": "/body/request_id",
  "tencent-gaap": "/body/Response/RequestId",
};
const clouds = Object.keys(PLACES);

/** Has the cloud name its requests so that a test knows them again. */
function name(cloud: string, actions: string, id: string): void {
  const patch = [{ op: "replace", path: PLACES[cloud]!, value: id } as const];
  graph.app.sandbox!.cloud(cloud).faults.add({ fault: { kind: "edit", patch }, actions, times: 1 });
}

const input = (cloud: string, port: number) => ({
  parentId: parentOf.get(cloud.toUpperCase().replaceAll("-", "_")),
  name: `named-${port}`,
  protocol: "TCP",
  portRanges: [{ fromPort: port }],
});
async function change(kind: string, type: string, shown: string, given: object) {
  const { data } = await graph.ask(
    `mutation ($input: ${type}!) { ${kind}(input: $input) { ${shown} problems { code message } requestIds } }`,
    { input: given },
  );
  return data[kind];
}
const create = (cloud: string, port: number) =>
  change("createListener", "CreateListenerInput", "listener { id }", input(cloud, port));

it("knows every cloud", () => expect(clouds).toEqual(providers.map(({ key }) => key).sort()));

describe.each(clouds)("%s", (cloud) => {
  it("names the requests that it accepted, in the payload of every change", async () => {
    name(cloud, "^Create.*Listeners?$", "create-1");
    const created = await create(cloud, 19_000);
    expect(created).toMatchObject({ problems: [], requestIds: ["create-1"] });
    const { id } = created.listener;
    name(cloud, "^(Update|Modify).*Listener", "update-1");
    const updated = await change("updateListener", "UpdateListenerInput", "listener { id }", { id, name: "named-2" });
    expect(updated).toMatchObject({ problems: [], requestIds: ["update-1"] });
    expect(
      await change("updateListener", "UpdateListenerInput", "listener { id }", { id, portRanges: [{ fromPort: 0 }] }),
    ).toMatchObject({ listener: null, requestIds: [] });
    const deleted = await change("deleteListener", "DeleteListenerInput", "deletedListenerId", { id });
    expect(deleted).toMatchObject({ problems: [], deletedListenerId: id });
    expect(deleted.requestIds).toHaveLength(1);
  });

  it("names each listener's own requests when many are opened", async () => {
    const query = `mutation ($inputs: [CreateListenerInput!]!) {
      createListeners(inputs: $inputs) { requestIds results { requestIds problems { message } } }
    }`;
    const { data } = await graph.ask(query, {
      inputs: [19_001, 19_002].map((port) => ({ ...input(cloud, port), name: "many" })),
    });
    const { results, requestIds } = data.createListeners;
    const [first, second] = results.map((result: { requestIds: string[] }) => result.requestIds);
    expect([first.length, second.length]).toEqual([1, 1]);
    // GAAP opens both with one request.
    expect(first[0] === second[0]).toBe(cloud === "tencent-gaap");
    expect(requestIds).toEqual([...new Set([...first, ...second])]);
  });

  it("is named in the debug line of every request", async () => {
    const manifest = providers.find(({ key }) => key === cloud) as AnyProviderManifest;
    const { service, call, stop } = await connectSandboxed(manifest);
    const lines: { action: string; upstreamRequestId?: string }[] = [];
    const silent = () => undefined;
    const log: CallLog = {
      debug: (fields) => void lines.push(fields as never),
      info: silent,
      warn: silent,
      error: silent,
    };
    await service.listListeners({}, { after: null, limit: 50 }, call({ log })).finally(stop);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter(({ upstreamRequestId }) => !upstreamRequestId)).toEqual([]);
  });
});

it("what was accepted before a change stopped is named, in order", async () => {
  const cloud = "huawei-elb";
  const { id } = (await create(cloud, 19_003)).listener;
  const refusal = { kind: "respond", status: 400, body: '{"code":"VPC.1814","message":"too many"}' } as const;
  graph.app.sandbox!.cloud(cloud).faults.add({ fault: refusal, actions: "BatchChangeTags" });
  name(cloud, "UpdateListener", "update-1");
  const stopped = await change("updateListener", "UpdateListenerInput", "listener { name }", {
    id,
    name: "half",
    tags: [{ key: "a", value: "b" }],
  });
  expect(stopped).toMatchObject({ listener: { name: "half" }, requestIds: ["update-1"] });
  expect(stopped.problems).toHaveLength(1);
});

it("pools' changes name theirs: one for each request", async () => {
  const listener = (await create("huawei-elb", 19_004)).listener;
  const member = { address: "192.0.2.10", port: 80 };
  name("huawei-elb", "CreatePool", "pool-1");
  name("huawei-elb", "CreateMember", "member-1");
  const created = await change("createPool", "CreatePoolInput", "pool { id }", {
    listenerId: listener.id,
    name: "named",
    members: [member],
  });
  expect(created).toMatchObject({ problems: [], requestIds: ["pool-1", "member-1"] });
  const { id } = created.pool;
  const updated = await change("updatePool", "UpdatePoolInput", "pool { id }", { id, name: "other" });
  expect(updated).toMatchObject({ problems: [], requestIds: [expect.any(String)] });
  const set = await change("setPoolMembers", "SetPoolMembersInput", "pool { id }", {
    poolId: id,
    members: [member, { ...member, port: 81 }],
  });
  expect(set).toMatchObject({ problems: [], requestIds: [expect.any(String)] });
  const deleted = await change("deletePool", "DeletePoolInput", "deletedPoolId", { id, cascade: true });
  expect(deleted.problems).toEqual([]);
  expect(deleted.requestIds.length).toBeGreaterThan(1);
});
