import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
const parents = new Map<string, string>();
const listeners = new Map<string, string>();
const pools = new Map<string, string>();
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(`{
    listenerParents(first: 200) { nodes { id provider name nativeId status } }
    listeners(first: 200) { nodes { id provider } }
    pools(first: 200) { nodes { id provider } }
  }`);
  for (const { provider, status, id } of data.listenerParents.nodes.reverse())
    if (status === "ACTIVE") parents.set(provider, id);
  for (const { provider, id } of data.listeners.nodes.reverse()) listeners.set(provider, id);
  for (const { provider, id } of data.pools.nodes.reverse()) pools.set(provider, id);
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

const providerOf = (cloud: string) => cloud.toUpperCase().replaceAll("-", "_");
const PROBLEMS =
  "problems { __typename code path message isRetryable ... on ProviderProblem { nativeCode completedSteps } }";

async function change(kind: string, type: string, shown: string, input: object, timeoutMs = 4_000) {
  const { data, errors } = await graph.ask(
    `mutation ($input: ${type}!) { ${kind}(input: $input) { ${shown} ${PROBLEMS} } }`,
    { input },
    { "x-request-timeout-ms": String(timeoutMs) },
  );
  expect(errors).toBeUndefined();
  return data[kind];
}
const createListener = (cloud: string, more: object = {}) =>
  change("createListener", "CreateListenerInput", "listener { id }", {
    parentId: parents.get(providerOf(cloud)),
    name: "refused",
    protocol: "TCP",
    portRanges: [{ fromPort: 19_000 }],
    ...more,
  });
const updateListener = (cloud: string, more: object = {}) =>
  change("updateListener", "UpdateListenerInput", "listener { id }", {
    id: listeners.get(providerOf(cloud)),
    name: "refused",
    ...more,
  });

function answers(cloud: string, actions: string, status: number, body: object | string): void {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  graph.app.sandbox!.cloud(cloud).faults.add({ fault: { kind: "respond", status, body: text }, actions });
}

const neutron = (type: string, message = "in its words") => ({ NeutronError: { type, message, detail: "" } });
const gaap = (Code: string) => ({ Response: { Error: { Code, Message: "in its words" }, RequestId: "r" } });
const ga = (error_code: string) => ({ error_code, error_msg: "in its words", request_id: "r" });
const alibaba = (Code: string) => ({ Code, Message: "in its words", RequestId: "r" });
const classic = (code: string) => ({ error: { code, message: "in its words" } });

describe("a create that the cloud refuses for being out of order, in its own words", () => {
  it.each([
    ["huawei-elb-classic", "CreateListener", 503, classic("serviceUnavailable")],
    ["huawei-elb", "CreateListener", 503, neutron("serviceUnavailable")],
    ["huawei-elb", "CreateListener", 503, { serviceUnavailable: { code: 503, message: "in its words" } }],
    ["huawei-ga", "CreateListener", 500, ga("GA.9206")],
    ["tencent-gaap", "CreateTCPListeners", 200, gaap("ResourceUnavailable")],
    ["tencent-gaap", "CreateTCPListeners", 200, gaap("InternalError")],
    ["alibaba-ga", "CreateListener", 503, alibaba("ServiceUnavailable")],
  ])("on %s was not made, and may be tried again", async (cloud, action, status, body) => {
    answers(cloud, action, status, body);
    const { listener, problems } = await createListener(cloud);
    expect(listener).toBeNull();
    expect(problems).toMatchObject([
      { code: "PROVIDER_UNAVAILABLE", isRetryable: true, nativeCode: expect.any(String), completedSteps: [] },
    ]);
    expect(problems[0].message).toContain("in its words");
  });

  it("is so for pools, too", async () => {
    const { listener } = await createListener("huawei-elb");
    answers("huawei-elb", "CreatePool", 503, neutron("serviceUnavailable"));
    const input = { listenerId: listener.id };
    const { problems } = await change("createPool", "CreatePoolInput", "pool { id }", input);
    expect(problems).toMatchObject([{ code: "PROVIDER_UNAVAILABLE", isRetryable: true }]);
    graph.app.sandbox!.cloud("huawei-elb").faults.clear();
    graph.app.sandbox!.cloud("huawei-elb").faults.add({ fault: { kind: "hang" }, actions: "CreatePool" });
    const lost = await change("createPool", "CreatePoolInput", "pool { id }", { ...input, protocol: "TCP" });
    expect(lost.problems[0].message).toContain("Look for a TCP pool without a name of listener");
  });

  it("stays unknown where the connection broke and nothing tells", async () => {
    graph.app.sandbox!.cloud("huawei-elb").faults.add({ fault: { kind: "hang" }, actions: "CreateListener" });
    expect((await createListener("huawei-elb")).problems).toMatchObject([{ code: "OUTCOME_UNKNOWN" }]);
  });
});

describe("403 without a word of the cloud's", () => {
  it.each([
    ["huawei-elb-classic", "CreateListener", ""],
    ["huawei-elb", "CreateListener", ""],
    ["huawei-ga", "CreateListener", "<html>Forbidden</html>"],
    ["tencent-gaap", "CreateTCPListeners", ""],
    ["alibaba-ga", "CreateListener", ""],
  ])("on %s is FORBIDDEN", async (cloud, action, body) => {
    answers(cloud, action, 403, body);
    expect((await createListener(cloud)).problems).toMatchObject([{ code: "FORBIDDEN", isRetryable: false }]);
  });
});

describe("a channel that is closed", () => {
  async function closed(): Promise<{ id: string; nativeStatus: string; listeners: { nodes: { id: string }[] } }> {
    const { data } = await graph.ask(
      "{ listenerParents(first: 200) { nodes { id nativeId nativeStatus listeners { nodes { id } } } } }",
    );
    return data.listenerParents.nodes.find(({ nativeStatus }: { nativeStatus: string }) => nativeStatus === "CLOSED");
  }
  const state = (cloud: string, collection: string, key: string, path: string, value: unknown) =>
    graph.app.sandbox!.cloud(cloud).faults.add({
      fault: { kind: "edit", of: "state", patch: [{ op: "replace", path: `/${collection}/${key}${path}`, value }] },
      times: 1,
    });

  it("is refused at once, and waiting is not what it takes", async () => {
    const { id } = await closed();
    graph.app.sandbox!.cloud("tencent-gaap").clearCalls();
    const { problems } = await createListener("tencent-gaap", { parentId: id });
    expect(problems).toMatchObject([{ code: "RESOURCE_FROZEN", path: ["input", "parentId"], isRetryable: false }]);
    expect(problems[0].message).toContain("CLOSED");
    expect(graph.app.sandbox!.cloud("tencent-gaap").countCalls("CreateTCPListeners")).toBe(0);
  });

  it.each([
    ["CLOSED", "RESOURCE_FROZEN"],
    ["ISOLATED", "RESOURCE_FROZEN"],
    ["CREATE_FAILED", "PROVIDER_REJECTED"],
  ])("or otherwise lastingly out of use (%s) takes no other change either, and says so at once", async (word, code) => {
    const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { parent { nativeId } } }", {
      id: listeners.get("TENCENT_GAAP"),
    });
    const key = data.listener.parent.nativeId;
    state("tencent-gaap", "parents", key, "/attributes/Status", word);
    const startedAt = Date.now();
    const { problems } = await change(
      "updateListener",
      "UpdateListenerInput",
      "listener { id }",
      { id: listeners.get("TENCENT_GAAP"), name: "refused" },
      12_000,
    );
    expect(problems).toMatchObject([
      { code, isRetryable: false, nativeCode: expect.stringMatching(/StatusNotInRuning$/) },
    ]);
    expect(Date.now() - startedAt).toBeLessThan(8_000);
  });

  it("is waited for while it is on its way to another state", async () => {
    const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { parent { nativeId } } }", {
      id: listeners.get("TENCENT_GAAP"),
    });
    const key = data.listener.parent.nativeId;
    state("tencent-gaap", "parents", key, "/attributes/Status", "ADJUSTING");
    const late = await change(
      "updateListener",
      "UpdateListenerInput",
      "listener { id }",
      { id: listeners.get("TENCENT_GAAP"), name: "refused" },
      1_500,
    );
    expect(late.problems).toMatchObject([{ code: "PARENT_BUSY", isRetryable: true }]);
  });

  it("has its like on Huawei GA: an accelerator that the cloud gave up on", async () => {
    const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { parent { id nativeId } } }", {
      id: listeners.get("HUAWEI_GA"),
    });
    const { id, nativeId } = data.listener.parent;
    answers("huawei-ga", "CreateListener|UpdateListener", 400, ga("GA.9004"));
    const patch = [{ op: "replace", path: "/body/accelerator/status", value: "ERROR" }] as const;
    graph.app.sandbox!.cloud("huawei-ga").faults.add({ fault: { kind: "edit", patch }, actions: "ShowAccelerator" });
    const created = await createListener("huawei-ga", { parentId: id });
    const updated = await updateListener("huawei-ga");
    for (const { problems } of [created, updated])
      expect(problems).toMatchObject([
        { code: "PROVIDER_REJECTED", isRetryable: false, message: expect.stringContaining(nativeId) },
      ]);
  });
});

describe("something that is not there", () => {
  it.each([
    ["huawei-elb-classic", "CreateListener", 404, classic("ELB.6030")],
    ["huawei-elb", "CreateListener", 404, neutron("EntityNotFound")],
    ["huawei-ga", "CreateListener", 404, ga("GA.9002")],
    ["tencent-gaap", "CreateTCPListeners", 200, gaap("ResourceNotFound")],
    ["alibaba-ga", "CreateListener", 400, alibaba("NotExist.Accelerator")],
  ])("is the parent where a create on %s names nothing else", async (cloud, action, status, body) => {
    answers(cloud, action, status, body);
    expect((await createListener(cloud)).problems).toMatchObject([
      { code: "NOT_FOUND", path: ["input", "parentId"], nativeCode: expect.any(String) },
    ]);
  });

  it.each([
    ["huawei-elb-classic", "UpdateListener", 404, classic("ELB.6002")],
    ["huawei-elb", "UpdateListener", 404, neutron("HTTPNotFound")],
    ["huawei-ga", "UpdateListener", 404, ga("GA.9002")],
    ["tencent-gaap", "Modify", 200, gaap("ResourceNotFound")],
    ["alibaba-ga", "UpdateListener", 400, alibaba("NotExist.Listener")],
  ])("is the listener where a change on %s names nothing else", async (cloud, action, status, body) => {
    answers(cloud, action, status, body);
    expect((await updateListener(cloud)).problems).toMatchObject([{ code: "NOT_FOUND", path: ["input", "id"] }]);
  });

  it.each([
    ["huawei-elb", "CreatePool", 404, neutron("HTTPNotFound"), "parentId", {}],
    ["huawei-elb", "CreatePool", 404, neutron("HTTPNotFound"), "listenerId", {}],
    ["huawei-ga", "CreateEndpointGroup", 404, ga("GA.9002"), "listenerId", { region: "la-south-2" }],
    [
      "alibaba-ga",
      "CreateEndpointGroup",
      400,
      alibaba("NotExist.Listener"),
      "listenerId",
      { region: "eu-central-1", members: [{ address: "192.0.2.1" }] },
    ],
  ])("is what a new pool on %s names: %s, %i, %j, %s", async (cloud, action, status, body, member, more) => {
    const made = (await createListener(cloud)).listener;
    answers(cloud, action, status, body);
    const protocol = member === "parentId" ? { protocol: "TCP" } : {};
    const place = member === "parentId" ? parents.get(providerOf(cloud)) : made.id;
    const input = { name: "refused", [member]: place, ...protocol, ...more };
    const { problems } = await change("createPool", "CreatePoolInput", "pool { id }", input);
    expect(problems).toMatchObject([{ code: "NOT_FOUND", path: ["input", member] }]);
  });

  it.each([
    ["huawei-elb", "UpdatePool", 404, neutron("HTTPNotFound"), { algorithm: "LEAST_CONNECTIONS", name: "other" }],
    ["huawei-ga", "UpdateEndpointGroup", 404, ga("GA.9002"), { name: "other" }],
    ["alibaba-ga", "UpdateEndpointGroup", 400, alibaba("NotExist.EndPointGroup"), { name: "other" }],
  ])("is the pool where a change of one on %s names nothing else", async (cloud, action, status, body, more) => {
    answers(cloud, action, status, body);
    const input = { id: pools.get(providerOf(cloud)), ...more };
    const { problems } = await change("updatePool", "UpdatePoolInput", "pool { id }", input);
    expect(problems).toMatchObject([{ code: "NOT_FOUND", path: ["input", "id"] }]);
  });

  it("is of several ids the one that the cloud names, or nobody's", async () => {
    const input = { tls: { certificateIds: ["cert-gone-1"] }, protocol: "HTTPS", portRanges: [{ fromPort: 8443 }] };
    answers("huawei-elb", "CreateListener", 404, neutron("EntityNotFound", "TLS container cert-gone-1 is not there"));
    expect((await createListener("huawei-elb", input)).problems).toMatchObject([
      { code: "NOT_FOUND", path: ["input", "tls", "certificateIds"] },
    ]);
    graph.app.sandbox!.cloud("huawei-elb").faults.clear();
    answers("huawei-elb", "CreateListener", 404, neutron("EntityNotFound", "Something is not there"));
    expect((await createListener("huawei-elb", input)).problems).toMatchObject([{ code: "NOT_FOUND", path: null }]);
  });
});

describe("what is asked for in one field alone", () => {
  it.each([
    ["huawei-elb", "CreateMember", 409, neutron("OverQuota"), "QUOTA_EXCEEDED", {}],
    ["huawei-ga", "^CreateEndpoint$", 400, ga("GA.9104"), "ALREADY_EXISTS", {}],
    ["huawei-elb-classic", "AddMembers", 400, classic("ELB.6000"), "INVALID_INPUT", { targetId: "server-1" }],
    ["tencent-gaap", "Bind", 200, gaap("LimitExceeded"), "QUOTA_EXCEEDED", {}],
  ])("is to blame when %s refuses %s", async (cloud, action, status, body, code, more) => {
    answers(cloud, action, status, body);
    const port = cloud === "huawei-ga" || cloud === "huawei-elb-classic" ? {} : { port: 8080 };
    const member = { address: "192.0.2.99", ...port, ...more };
    const input = { poolId: pools.get(providerOf(cloud)), members: [member] };
    const { problems } = await change("setPoolMembers", "SetPoolMembersInput", "pool { id }", input);
    expect(problems[0]).toMatchObject({ code });
    expect(problems[0].path?.slice(0, 2)).toEqual(["input", "members"]);
  });

  it("is the region where a listener has a group there already", async () => {
    const { listener } = await createListener("huawei-ga");
    answers("huawei-ga", "CreateEndpointGroup", 400, ga("GA.9104"));
    const input = { listenerId: listener.id, name: "second", region: "la-south-2" };
    const { problems } = await change("createPool", "CreatePoolInput", "pool { id }", input);
    expect(problems).toMatchObject([{ code: "ALREADY_EXISTS", path: ["input", "region"] }]);
  });
});

it("a field that a change does not have is never to blame", async () => {
  // The table of codes names the parent, which only creates are given.
  answers("huawei-elb-classic", "UpdateListener", 404, classic("ELB.6030"));
  expect((await updateListener("huawei-elb-classic")).problems).toMatchObject([
    { code: "NOT_FOUND", path: ["input", "id"] },
  ]);
  answers("tencent-gaap", "DeleteListeners", 200, gaap("InvalidParameterValue.InvalidListenerPort"));
  const input = { id: listeners.get("TENCENT_GAAP"), cascade: true };
  const { problems } = await change("deleteListener", "DeleteListenerInput", "deletedListenerId", input);
  expect(problems).toMatchObject([{ code: "INVALID_INPUT", path: null }]);
});

it("an attribute that the cloud names is a field of the input", async () => {
  answers("huawei-elb", "UpdateListener", 400, neutron("HTTPBadRequest", "Invalid input for name. Reason: too odd."));
  expect((await updateListener("huawei-elb")).problems).toMatchObject([
    { code: "INVALID_INPUT", path: ["input", "name"] },
  ]);
});

describe("a new pool on a parent that is out of service", () => {
  const frozen = { name: "refused", protocol: "TCP", region: "eu-central-1", members: [{ address: "192.0.2.1" }] };

  async function stoppedOn(provider: string): Promise<{ listenerId: string; parentId: string }> {
    const { data } = await graph.ask(
      `{ listeners(first: 200, filter: { providers: [${provider}] }) { nodes { id frozen { isFrozen } parent { id } } } }`,
    );
    const { id, parent } = data.listeners.nodes.find(
      (one: { frozen: { isFrozen: boolean } | null }) => one.frozen?.isFrozen,
    );
    return { listenerId: id, parentId: parent.id };
  }
  async function expectRefused(cloud: string, input: object, code: string, member: string): Promise<void> {
    graph.app.sandbox!.cloud(cloud).clearCalls();
    const { pool, problems } = await change("createPool", "CreatePoolInput", "pool { id }", input);
    expect([pool, problems]).toMatchObject([null, [{ code, path: ["input", member], isRetryable: false }]]);
    const actions = graph.app.sandbox!.cloud(cloud).calls.map(({ action }) => action);
    expect(actions.length).toBeGreaterThan(0);
    expect(actions.filter((action) => /^(Create|Update|Modify|Bind)/.test(action))).toEqual([]);
  }

  it("is refused before anything is sent, by the field that leads to it", async () => {
    const elb = await stoppedOn("HUAWEI_ELB");
    const { protocol, name } = frozen;
    await expectRefused("huawei-elb", { name, protocol, parentId: elb.parentId }, "RESOURCE_FROZEN", "parentId");
    const accelerator = await stoppedOn("ALIBABA_GA");
    const { region, members } = frozen;
    const onListener = { name, region, members, listenerId: accelerator.listenerId };
    await expectRefused("alibaba-ga", onListener, "RESOURCE_FROZEN", "listenerId");
  });

  it("is refused on a channel that is switched off", async () => {
    const { data } = await graph.ask(
      "{ listeners(first: 1, filter: { providers: [TENCENT_GAAP], protocols: [HTTP] }) { nodes { id parent { nativeId } } } }",
    );
    const [listener] = data.listeners.nodes;
    const path = `/parents/${listener.parent.nativeId}/attributes/Status`;
    graph.app.sandbox!.cloud("tencent-gaap").faults.add({
      fault: { kind: "edit", of: "state", patch: [{ op: "replace", path, value: "CLOSED" }] },
      times: 1,
    });
    const settings = { tencentGaap: { domain: "refused.example.com", path: "/", realServerType: "IP" } };
    await expectRefused("tencent-gaap", { listenerId: listener.id, settings }, "RESOURCE_FROZEN", "listenerId");
  });

  it("is NOT_FOUND by the field of a parent that is not there", async () => {
    const parentId = parents.get("HUAWEI_ELB")!;
    const [version, account, kind] = Buffer.from(parentId, "base64url").toString().split("\u001f");
    const gone = [version, account, kind, "11111111-2222-3333-4444-555566667777"].join("\u001f");
    const input = { name: "refused", protocol: "TCP", parentId: Buffer.from(gone).toString("base64url") };
    await expectRefused("huawei-elb", input, "NOT_FOUND", "parentId");
  });
});
