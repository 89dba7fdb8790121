import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { UpdateListenerInput } from "../../../src/model/listener-inputs.js";
import type { Pool } from "../../../src/model/pool.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { updateListenerRequest } from "../../../src/providers/alibaba-ga/requests.js";
import type { WireListener } from "../../../src/providers/alibaba-ga/wire.js";
import { problemsOf } from "../../support/broken-rules.js";
import { editAnswersOf } from "../../support/edited-answers.js";
import { connectGa, type Ga } from "./recorder.js";
import {
  create,
  createPool,
  isThere,
  listenerNamed,
  listenerSettings,
  must,
  parentNamed,
  poolsOf,
  reread,
  tryCreate,
} from "./steps.js";

let ga: Ga;
beforeEach(async () => {
  ga = await connectGa();
});
afterEach(() => ga.stop());

/** Something in between answers, and nothing reaches the cloud. */
const nobodyThere = { kind: "respond", status: 502, body: "<html>Bad Gateway</html>" } as const;

describe("a created listener", () => {
  it("is what was asked for, and goes out as the cloud wants it", async () => {
    const parent = await parentNamed(ga, "spare-capacity");
    const input = {
      parentId: parent.id,
      name: "web.v1",
      description: "for the web",
      protocol: "HTTPS" as const,
      portRanges: [{ fromPort: 443 }],
      clientAffinity: "SOURCE_IP" as const,
      tls: { certificateIds: ["1-cn-hangzhou", "2-cn-hangzhou"], versions: ["TLSv1.2", "TLSv1.3"] },
      timeouts: { idleSeconds: 30, requestSeconds: 90 },
      settings: { alibabaGa: { httpVersion: "http3", xRealIpEnabled: true, proxyProtocol: false } },
    };
    expect(problemsOf(alibabaGa, "createListener", input, { parent })).toEqual([]);
    const [outcome] = await ga.service.createListeners([{ parent: parent.ref, input }], ga.call());
    const { ClientToken, ...sent } = ga.sent("CreateListener");
    expect(ClientToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent).toEqual({
      RegionId: "cn-hangzhou",
      AcceleratorId: parent.nativeId,
      Name: "web.v1",
      Description: "for the web",
      Protocol: "HTTPS",
      "PortRanges.1.FromPort": "443",
      "PortRanges.1.ToPort": "443",
      ClientAffinity: "SOURCE_IP",
      "Certificates.1.Id": "1-cn-hangzhou",
      "Certificates.2.Id": "2-cn-hangzhou",
      SecurityPolicyId: "tls_cipher_policy_1_2_strict_with_1_3",
      HttpVersion: "http3",
      ProxyProtocol: "false",
      IdleTimeout: "30",
      RequestTimeout: "90",
      "XForwardedForConfig.XForwardedForGaIdEnabled": "false",
      "XForwardedForConfig.XForwardedForGaApEnabled": "false",
      "XForwardedForConfig.XForwardedForProtoEnabled": "false",
      "XForwardedForConfig.XForwardedForPortEnabled": "false",
      "XForwardedForConfig.XRealIpEnabled": "true",
    });
    const listener = must(outcome);
    expect(listener).toMatchObject({
      parentRef: parent.ref,
      name: "web.v1",
      description: "for the web",
      protocol: "HTTPS",
      portRanges: [{ fromPort: 443, toPort: 443 }],
      clientAffinity: "SOURCE_IP",
      tls: { certificateIds: ["1-cn-hangzhou", "2-cn-hangzhou"], versions: ["TLSv1.2", "TLSv1.3"] },
      timeouts: { idleSeconds: 30, requestSeconds: 90 },
    });
    expect(listenerSettings(listener)).toMatchObject({
      httpVersion: "http3",
      xRealIpEnabled: true,
      xForwardedForGaApEnabled: false,
    });
  });

  it("is posted with everything in the query, signed with method V3", async () => {
    await create(ga, { name: "wire", protocol: "TCP", port: 80 });
    const request = must(ga.requests.find(({ action }) => action === "CreateListener"));
    expect(request).toMatchObject({ method: "POST", body: "" });
    expect(request.headers).toMatchObject({
      accept: "application/json",
      "x-acs-action": "CreateListener",
      "x-acs-version": "2019-11-20",
      authorization: expect.stringMatching(/^ACS3-HMAC-SHA256 Credential=SANDBOXALIBABAGAKEY,SignedHeaders=/),
    });
    expect(request.parameters).not.toHaveProperty("Action");
  });

  it("is the same one when its answer was lost: the token goes out again", async () => {
    ga.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateListener", times: 2 });
    const listener = await create(ga, { name: "once", protocol: "TCP", port: 80 });
    const tokens = ga.requests
      .filter(({ action }) => action === "CreateListener")
      .map(({ parameters }) => parameters.ClientToken);
    expect(tokens).toHaveLength(3);
    expect(new Set(tokens).size).toBe(1);
    const { items } = await ga.service.listListeners(
      { parent: listener.parentRef! },
      { after: null, limit: 9 },
      ga.call(),
    );
    expect(items.map(({ nativeId }) => nativeId)).toEqual([listener.nativeId]);
  });

  it("has another token than the next one", async () => {
    await create(ga, { name: "one", protocol: "TCP", port: 81 });
    await create(ga, { name: "two", protocol: "TCP", port: 82 });
    const tokens = ga.requests
      .filter(({ action }) => action === "CreateListener")
      .map(({ parameters }) => parameters.ClientToken);
    expect(new Set(tokens).size).toBe(2);
  });

  it("is reported when it cannot be read afterwards", async () => {
    const body = JSON.stringify({ Code: "Forbidden", Message: "No reading.", RequestId: "R-1" });
    ga.cloud.faults.add({ fault: { kind: "respond", status: 403, body }, actions: "DescribeListener" });
    const parent = await parentNamed(ga, "spare-capacity");
    const input = { parentId: parent.id, name: "unseen", protocol: "TCP" as const, portRanges: [{ fromPort: 80 }] };
    const shown: object[] = [];
    const made: string[] = [];
    const call = ga.call({ made, exists: (listener) => void shown.push(listener) });
    const [outcome] = await ga.service.createListeners([{ parent: parent.ref, input, call }], ga.call());
    expect(outcome).toMatchObject({ code: "FORBIDDEN", nativeId: expect.stringMatching(/^lsr-/) });
    expect(made).toEqual(["CreateListener"]);
    expect(shown).toMatchObject([
      {
        nativeId: (outcome as { nativeId?: string }).nativeId,
        name: "unseen",
        protocol: "TCP",
        portRanges: [{ fromPort: 80, toPort: 80 }],
        status: "CREATING",
      },
    ]);
  });

  it("is looked up when every answer was lost, and is not a young one with other settings", async () => {
    ga.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateListener" });
    const made = await create(ga, { name: "lost", protocol: "TCP", port: 80, description: "all of it" });
    expect(made).toMatchObject({ name: "lost", description: "all of it" });
    ga.cloud.faults.clear();
    ga.cloud.faults.add({ fault: nobodyThere, actions: "CreateListener" });
    const outcome = await tryCreate(ga, { name: "lost", protocol: "TCP", port: 80, description: "something else" });
    expect(outcome).toMatchObject({
      code: "OUTCOME_UNKNOWN",
      retry: "never",
      message: expect.stringContaining("a TCP listener named lost on port 80"),
    });
    ga.cloud.faults.clear();
    ga.cloud.faults.add({ fault: nobodyThere, actions: "CreateListener", times: 1 });
    expect(
      await tryCreate(ga, { name: "lost", protocol: "TCP", port: 80, description: "something else" }),
    ).toMatchObject({ code: "PORT_CONFLICT" });
  });

  it("is refused in the cloud's words when its parent is not there", async () => {
    const parent = { accountId: ga.account.id, kind: "accelerator" as const, key: "ga-none" };
    const input = { parentId: "", protocol: "TCP" as const, portRanges: [{ fromPort: 80 }] };
    const [outcome] = await ga.service.createListeners([{ parent, input }], ga.call());
    expect(outcome).toMatchObject({ code: "NOT_FOUND", nativeCode: "NotExist.Accelerator", inputPath: ["parentId"] });
  });
});

describe("creating several at once", () => {
  it("goes one after the other, and waits while the accelerator is busy", async () => {
    await ga.stop();
    ga = await connectGa({ pace: 0.5 });
    const parent = await parentNamed(ga, "spare-capacity");
    const commands = [80, 81, 80].map((fromPort, index) => ({
      parent: parent.ref,
      input: { parentId: parent.id, name: `many-${index}`, protocol: "TCP" as const, portRanges: [{ fromPort }] },
    }));
    const outcomes = await ga.service.createListeners(commands, ga.call());
    expect(outcomes[0]).toMatchObject({ name: "many-0" });
    expect(outcomes[1]).toMatchObject({ name: "many-1" });
    expect(outcomes[2]).toMatchObject({ code: "PORT_CONFLICT", inputPath: ["portRanges"] });
    const statuses = ga.cloud.calls.filter(({ action }) => action === "CreateListener").map(({ status }) => status);
    // The second one came too early at least once.
    expect(statuses.length).toBeGreaterThan(3);
  });
});

describe("a changed listener", () => {
  const change = (input: Partial<UpdateListenerInput>, name: string) => async () => {
    const before = await listenerNamed(ga, name);
    const after = await ga.service.updateListener(before, { id: before.id, ...input }, ga.call());
    return { before, after, again: await reread(ga, before) };
  };

  it("keeps what was not named, on layer 4", async () => {
    const { before, again } = await change({ name: "renamed" }, "payment-bridge")();
    expect(before.clientAffinity).toBe("SOURCE_IP");
    expect(again).toMatchObject({
      name: "renamed",
      clientAffinity: "SOURCE_IP",
      portRanges: before.portRanges,
      timeouts: before.timeouts,
      settings: before.settings,
    });
  });

  it("keeps its proxy protocol, which the cloud would switch off", async () => {
    const { again } = await change({ description: "kept" }, "audit-log")();
    expect(listenerSettings(again).proxyProtocol).toBe(true);
  });

  it("keeps its certificates, policy and headers, on layer 7", async () => {
    const { before, again } = await change({ timeouts: { requestSeconds: 120 } }, "checkout-edge")();
    expect(again).toMatchObject({
      tls: before.tls,
      timeouts: { idleSeconds: 15, requestSeconds: 120 },
      settings: before.settings,
    });
  });

  it("changes one header and keeps the others", async () => {
    const { again } = await change({ settings: { alibabaGa: { xRealIpEnabled: false } } }, "checkout-edge")();
    expect(listenerSettings(again)).toMatchObject({ xRealIpEnabled: false, xForwardedForGaIdEnabled: true });
  });

  it("keeps headers that nobody here knows when one is changed", async () => {
    const before = await listenerNamed(ga, "checkout-edge");
    const wire = before.native as WireListener;
    const forwardedHeaders = { ...wire.forwardedHeaders, XForwardedForNewEnabled: "true" };
    const request = updateListenerRequest(
      { ...wire, forwardedHeaders },
      { id: before.id, settings: { alibabaGa: { xRealIpEnabled: false } } },
    );
    expect(request.XForwardedForConfig).toMatchObject({
      XForwardedForNewEnabled: "true",
      XForwardedForGaIdEnabled: "true",
      XRealIpEnabled: false,
    });
  });

  it("can have its affinity and proxy protocol switched off", async () => {
    const { again: affinity } = await change({ clientAffinity: "NONE" }, "payment-bridge")();
    expect(affinity.clientAffinity).toBe("NONE");
    const { again: proxy } = await change({ settings: { alibabaGa: { proxyProtocol: false } } }, "audit-log")();
    expect(listenerSettings(proxy).proxyProtocol).toBe(false);
  });

  it("has all its ranges replaced, and its port towards the servers", async () => {
    const { again } = await change(
      { portRanges: [{ fromPort: 9100 }, { fromPort: 9200, toPort: 9210 }] },
      "catalog-sync",
    )();
    expect(again.portRanges).toEqual([
      { fromPort: 9100, toPort: 9100 },
      { fromPort: 9200, toPort: 9210 },
    ]);
    const { again: web } = await change({ settings: { alibabaGa: { backendPort: 8080 } } }, "partner-api")();
    expect(listenerSettings(web).backendPort).toBe(8080);
    ga.requests.length = 0;
    await change({ name: "partner-2" }, "partner-api")();
    expect(ga.sent("UpdateListener")).toMatchObject({
      "BackendPorts.1.FromPort": "8080",
      "BackendPorts.1.ToPort": "8080",
    });
  });

  it("is updating until the cloud is done", async () => {
    await ga.stop();
    ga = await connectGa({ pace: 1 });
    const { after } = await change({ name: "renamed" }, "lobby")();
    expect(after).toMatchObject({ status: "UPDATING", nativeStatus: "updating", name: "renamed" });
    ga.sandbox.clock.advance(5_000);
    expect((await reread(ga, after)).status).toBe("ACTIVE");
  });
});

describe("a deleted listener", () => {
  it("is gone, and is no problem when it was gone already", async () => {
    const listener = await listenerNamed(ga, "tracker-sat");
    await ga.service.deleteListener(listener, { cascade: false }, ga.call());
    expect(await isThere(ga, listener)).toBe(false);
    await ga.service.deleteListener(listener, { cascade: true }, ga.call());
  });

  it("is refused while it has pools", async () => {
    const listener = await listenerNamed(ga, "lobby");
    await expect(ga.service.deleteListener(listener, { cascade: false }, ga.call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
      nativeCode: "Exist.EndpointGroup",
    });
    expect(await poolsOf(ga, listener)).toHaveLength(2);
  });

  it("takes its forwarding rules and pools along, bottom-up, each step after the one before has settled", async () => {
    await ga.stop();
    ga = await connectGa({ pace: 0.05 });
    const listener = await listenerNamed(ga, "checkout-edge");
    ga.requests.length = 0;
    await ga.service.deleteListener(listener, { cascade: true }, ga.call());
    const done = ga.cloud.calls
      .filter(({ action, status }) => action.startsWith("Delete") && status === 200)
      .map(({ action }) => action);
    expect(done).toEqual(["DeleteForwardingRules", "DeleteEndpointGroups", "DeleteListener"]);
    ga.sandbox.clock.advance(5_000);
    expect(await isThere(ga, listener)).toBe(false);
    const { endpointGroups, forwardingRules } = ga.cloud.emulator.snapshot();
    expect(forwardingRules).not.toContainEqual(expect.objectContaining({ ListenerId: listener.nativeId }));
    expect(endpointGroups).not.toContainEqual(expect.objectContaining({ ListenerId: listener.nativeId }));
  });

  async function withElevenPools(): Promise<Listener> {
    const listener = await create(ga, { name: "many-pools", protocol: "TCP", port: 80 });
    const regions = [
      "ap-northeast-1",
      "ap-southeast-1",
      "cn-beijing",
      "cn-hangzhou",
      "cn-hongkong",
      "cn-shanghai",
      "eu-central-1",
      "eu-west-1",
      "us-east-1",
      "us-west-1",
    ];
    for (const region of regions) await createPool(ga, listener, { region });
    await createPool(ga, listener, { settings: { alibabaGa: { endpointGroupType: "virtual" } } });
    return listener;
  }

  it("takes more pools along than one call can name", async () => {
    const listener = await withElevenPools();
    await ga.service.deleteListener(listener, { cascade: true }, ga.call());
    expect(ga.cloud.countCalls("DeleteEndpointGroups")).toBe(2);
    expect(await isThere(ga, listener)).toBe(false);
  });

  it("is refused before anything is deleted when that takes longer than the account's rate allows", async () => {
    await ga.stop();
    ga = await connectGa({ limits: { requestsPerSecond: { DeleteEndpointGroups: 0.05 } } });
    const listener = await withElevenPools();
    const closing = ga.service.deleteListener(listener, { cascade: true }, ga.call());
    await expect(closing).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: ["cascade"] });
    expect(ga.cloud.calls.filter(({ action }) => action.startsWith("Delete"))).toEqual([]);
  });

  it("that cannot be read goes by its id, wherever that is known from", async () => {
    const [bare, other] = [
      await create(ga, { name: "bare", protocol: "TCP", port: 80 }),
      await create(ga, { name: "other", protocol: "TCP", port: 81 }),
    ];
    const answers = editAnswersOf(ga.cloud);
    answers.edit((value, path) => (path.at(-1) === "FromPort" ? "first" : value));
    const { hint: _, ...ref } = bare.ref;
    for (const one of [bare.ref, ref]) {
      const found = (await ga.service.readListeners([one], ga.call())).get(one.key);
      expect(found).toMatchObject({ code: "UNREADABLE", nativeId: bare.nativeId });
    }
    await ga.service.deleteById!(ref, ga.call());
    await ga.service.deleteById!(ref, ga.call());
    await ga.service.deleteById!(other.ref, ga.call());
    for (const { nativeId } of [bare, other])
      expect(ga.cloud.emulator.snapshot().listeners).not.toContainEqual(expect.objectContaining({ id: nativeId }));
  });

  it("stays when neither its id nor the cloud says where it is", async () => {
    const { hint: _, ...ref } = (await listenerNamed(ga, "lobby")).ref;
    editAnswersOf(ga.cloud).edit((value, path) => (path.at(-1) === "AcceleratorId" ? null : value));
    await expect(ga.service.deleteById!(ref, ga.call())).rejects.toMatchObject({
      code: "UNREADABLE",
      nativeId: ref.key,
      mayHaveHappened: false,
    });
  });

  it("says so when its pools take longer than there is time, and stays", async () => {
    const listener = await listenerNamed(ga, "lobby");
    ga.cloud.faults.add({ fault: { kind: "stuck" } });
    const call = ga.call({ deadlineAt: Date.now() + 1_500 });
    await expect(ga.service.deleteListener(listener, { cascade: true }, call)).rejects.toMatchObject({
      code: "TIMED_OUT",
      retry: "never",
      message: expect.stringMatching(
        /^The cloud did not finish before the deadline: the listener's pools are still being deleted\. Gone for good: the pool .+; the pool /,
      ),
    });
    ga.cloud.faults.clear();
    expect(await isThere(ga, listener)).toBe(true);
  });
});

describe("an accelerator whose bill is unpaid", () => {
  it.each<[string, (listener: Listener, pool: Pool) => Promise<unknown>]>([
    ["update", (listener) => ga.service.updateListener(listener, { id: listener.id, name: "another" }, ga.call())],
    ["delete", (listener) => ga.service.deleteListener(listener, { cascade: false }, ga.call())],
    ["updatePool", (_, pool) => ga.service.updatePool(pool, { id: pool.id, trafficPercentage: 7 }, ga.call())],
    ["setPoolMembers", (_, pool) => ga.service.setPoolMembers(pool, [{ address: "203.0.113.9" }], ga.call())],
    ["deletePool", (_, pool) => ga.service.deletePool(pool, { cascade: false }, ga.call())],
  ])("refuses to %s at once, and is not taken for a busy one", async (_name, change) => {
    const listener = await listenerNamed(ga, "archive-read");
    const [pool] = await poolsOf(ga, listener);
    const startedAt = performance.now();
    await expect(change(listener, pool!)).rejects.toMatchObject({ code: "RESOURCE_FROZEN", retry: "never" });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(ga.cloud.countCalls("DescribeAccelerator")).toBe(1);
  });
});
