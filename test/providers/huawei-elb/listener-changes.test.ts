import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CERTIFICATES } from "../../../src/providers/huawei-elb/emulator/certificates.js";
import { listedUnder } from "../../support/listed.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import {
  create,
  createPool,
  listenerNamed,
  parentNamed,
  poolNamed,
  reread,
  rereadPool,
  server,
  tryCreate,
} from "./steps.js";

const [first, second, , authority] = CERTIFICATES.map(({ id }) => id) as [string, string, string, string];

let provider: Recorded;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const sent = (action: string) =>
  provider.requests.filter((request) => request.action === action).map(({ body }) => body);

describe("creating listeners", () => {
  it("sends every field that was given, and no other", async () => {
    const parent = await parentNamed(provider, "elb-next");
    await create(provider, { protocol: "UDP", port: 53 });
    const listener = await create(provider, {
      name: "shop",
      description: "by test",
      protocol: "HTTPS",
      port: 443,
      tls: { certificateIds: [first, second], clientCaCertificateIds: [authority], policy: "tls-1-2-strict" },
      settings: { huaweiElb: { http2Enabled: true, forwardedElbIp: true } },
    });
    expect(sent("CreateListener")).toEqual([
      { listener: { protocol: "UDP", protocol_port: 53, loadbalancer_id: parent.nativeId } },
      {
        listener: {
          name: "shop",
          description: "by test",
          protocol: "TERMINATED_HTTPS",
          protocol_port: 443,
          loadbalancer_id: parent.nativeId,
          default_tls_container_ref: first,
          sni_container_refs: [second],
          client_ca_tls_container_ref: authority,
          tls_ciphers_policy: "tls-1-2-strict",
          http2_enable: true,
          insert_headers: { "X-Forwarded-ELB-IP": true },
        },
      },
    ]);
    expect(listener).toMatchObject({
      protocol: "HTTPS",
      tls: { certificateIds: [first, second], clientCaCertificateIds: [authority], versions: ["TLSv1.2"] },
      settings: { http2Enabled: true, forwardedElbIp: true, forwardedHost: true, defaultTlsContainerId: first },
      timeouts: { idleSeconds: 60 },
    });
  });

  it("puts tags on, and says so when it cannot", async () => {
    const tags = [
      { key: "env", value: "prod" },
      { key: "team", value: "" },
    ];
    const tagged = await create(provider, { protocol: "TCP", port: 1000, tags });
    expect(tagged.tags).toEqual(tags);
    provider.cloud.faults.add({
      fault: { kind: "respond", status: 400, body: '{"code":"VPC.1814","message":"too many"}' },
      actions: "BatchChangeTags",
    });
    const outcome = await tryCreate(provider, { protocol: "TCP", port: 1001, tags });
    expect(outcome).toMatchObject({ name: "ProblemError", code: "INVALID_INPUT", inputPath: ["tags"] });
  });

  it("forwards to a pool that is there", async () => {
    const pool = await poolNamed(provider, "checkout-next");
    const settings = { huaweiElb: { defaultPoolId: pool.nativeId } };
    const listener = await create(provider, { protocol: "HTTP", port: 8888, settings }, "elb-edge");
    expect((await rereadPool(provider, pool))?.listenerRefs).toEqual([listener.ref]);
    const other = await tryCreate(provider, { protocol: "HTTP", port: 8889, settings }, "elb-edge");
    expect(other).toMatchObject({ code: "RESOURCE_IN_USE" });
    const mismatch = await tryCreate(provider, { protocol: "TCP", port: 8890, settings }, "elb-edge");
    expect(mismatch).toMatchObject({ code: "INVALID_INPUT", nativeCode: "ListenerPoolProtocolMismatch" });
  });

  it("takes a port for UDP and for the rest once each", async () => {
    await create(provider, { protocol: "TCP", port: 53 });
    await create(provider, { protocol: "UDP", port: 53 });
    for (const protocol of ["TCP", "UDP", "HTTP"] as const)
      expect(await tryCreate(provider, { protocol, port: 53 })).toMatchObject({
        code: "PORT_CONFLICT",
        inputPath: ["portRanges"],
      });
  });

  it("says that a certificate is unknown", async () => {
    const tls = { certificateIds: [first, "0".repeat(32)] };
    expect(await tryCreate(provider, { protocol: "HTTPS", port: 443, tls })).toMatchObject({
      code: "INVALID_INPUT",
      inputPath: ["tls"],
      nativeCode: "TLSContainerNotFound",
    });
  });

  it("reports at once that a load balancer is frozen, and waits while it is busy", async () => {
    const frozen = await tryCreate(provider, { protocol: "TCP", port: 99 }, "elb-shop-legacy");
    expect(frozen).toMatchObject({ code: "RESOURCE_FROZEN", retry: "never" });
    provider.cloud.faults.add({ fault: { kind: "stuck" } });
    await create(provider, { protocol: "TCP", port: 98 });
    const inHaste = provider.call({ deadlineAt: Date.now() + 1_000 });
    expect(await tryCreate(provider, { protocol: "TCP", port: 97 }, "elb-next", inHaste)).toMatchObject({
      code: "PARENT_BUSY",
    });
    provider.cloud.faults.clear();
    await create(provider, { protocol: "TCP", port: 97 });
  });

  it("finds the one whose answer was lost by name, protocol and port", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateListener", times: 1 });
    const listener = await create(provider, { name: "lost", protocol: "TCP", port: 1000 });
    expect(listener).toMatchObject({ name: "lost", portRanges: [{ fromPort: 1000 }] });
    expect(sent("CreateListener")).toHaveLength(1);
  });

  it("does not take an older one on the port for its own", async () => {
    const { clock } = provider.sandbox;
    clock.advance(-3_600_000);
    await create(provider, { name: "older", protocol: "TCP", port: 1001 });
    clock.advance(3_600_000);
    const stumble = { kind: "respond", status: 500, body: "out of order" } as const;
    provider.cloud.faults.add({ fault: stumble, actions: "CreateListener", times: 1 });
    const outcome = await tryCreate(provider, { name: "older", protocol: "TCP", port: 1001 });
    expect(outcome).toMatchObject({ code: "PORT_CONFLICT" });
  });

  it("shows a new listener by the cloud's own answer when it cannot be read just then", async () => {
    const parent = await parentNamed(provider, "elb-next");
    provider.cloud.faults.add({ fault: { kind: "respond", status: 400, body: "{}" }, actions: "ListListeners" });
    const input = { parentId: parent.id, name: "new", protocol: "TCP" as const, portRanges: [{ fromPort: 1000 }] };
    const [listener] = await provider.service.createListeners([{ parent: parent.ref, input }], provider.call());
    expect(listener).toMatchObject({ name: "new", timeouts: null });
  });
});

describe("updating a listener", () => {
  const update = async (name: string, change: object) => {
    const listener = await listenerNamed(provider, name);
    return provider.service.updateListener(listener, { id: listener.id, ...change }, provider.call());
  };

  it("sends what changes, with lists and headers whole", async () => {
    await update("checkout-edge", { tls: { certificateIds: [second] } });
    await update("portal", { settings: { huaweiElb: { forwardedElbIp: true } } });
    await update("portal", { settings: { huaweiElb: { forwardedHost: false } } });
    await update("device-api", { tls: { clientCaCertificateIds: [] }, description: null });
    await update("checkout-edge", { tls: { policy: "tls-1-1" }, settings: { huaweiElb: { http2Enabled: false } } });
    expect(sent("UpdateListener")).toEqual([
      { listener: { default_tls_container_ref: second, sni_container_refs: [] } },
      { listener: { insert_headers: { "X-Forwarded-ELB-IP": true, "X-Forwarded-Host": true } } },
      { listener: { insert_headers: { "X-Forwarded-ELB-IP": true, "X-Forwarded-Host": false } } },
      { listener: { description: "", client_ca_tls_container_ref: null } },
      { listener: { http2_enable: false, tls_ciphers_policy: "tls-1-1" } },
    ]);
    expect((await listenerNamed(provider, "device-api")).tls?.clientCaCertificateIds).toEqual([]);
  });

  it("sends headers that nobody here knows back as they were", async () => {
    const listeners = provider.cloud.emulator.collections!.listeners!;
    const { id, value } = listeners.all().find((one) => (one.value as { name: string }).name === "portal")!;
    const others = { "X-Forwarded-Port": true, "X-Forwarded-For-Port": false };
    listeners.replace(id, { ...(value as object), insert_headers: { "X-Forwarded-ELB-IP": true, ...others } });
    // The emulator knows two headers only, and says so.
    await expect(update("portal", { settings: { huaweiElb: { forwardedHost: false } } })).rejects.toThrow();
    const headers = { "X-Forwarded-ELB-IP": true, "X-Forwarded-Host": false, ...others };
    expect(sent("UpdateListener")).toEqual([{ listener: { insert_headers: headers } }]);
  });

  it("replaces the tags, removing first", async () => {
    const listener = await update("checkout-edge", {
      tags: [
        { key: "env", value: "test" },
        { key: "new", value: "1" },
      ],
    });
    expect(sent("BatchChangeTags")).toEqual([
      { action: "delete", tags: [{ key: "team" }] },
      {
        action: "create",
        tags: [
          { key: "env", value: "test" },
          { key: "new", value: "1" },
        ],
      },
    ]);
    expect(listener.tags).toHaveLength(2);
    expect(sent("UpdateListener")).toEqual([]);
    provider.requests.length = 0;
    await update("checkout-edge", {
      tags: [
        { key: "new", value: "1" },
        { key: "env", value: "test" },
      ],
    });
    expect(sent("BatchChangeTags")).toEqual([]);
    expect((await update("checkout-edge", { tags: [] })).tags).toEqual([]);
  });

  it("puts another pool in place of the present one", async () => {
    const pool = await poolNamed(provider, "checkout-next");
    const listener = await update("portal", { settings: { huaweiElb: { defaultPoolId: pool.nativeId } } });
    const pools = listedUnder(await provider.service.poolsOfListeners([listener], provider.call()), listener.ref.key);
    expect(pools).toMatchObject([{ name: "checkout-next" }]);
    expect((await poolNamed(provider, "portal")).listenerRefs).toEqual([]);
  });

  it("changes nothing when there is nothing to change", async () => {
    const before = await listenerNamed(provider, "search");
    expect((await update("search", { tags: before.tags })).etag).toBe(before.etag);
    expect(sent("UpdateListener")).toEqual([]);
  });

  it("clears what is null", async () => {
    await update("device-api", { name: null, tls: { clientCaCertificateIds: null } });
    await update("portal", { settings: { huaweiElb: { defaultPoolId: null } } });
    expect(sent("UpdateListener")).toEqual([
      { listener: { name: "", client_ca_tls_container_ref: null } },
      { listener: { default_pool_id: null } },
    ]);
  });
});

describe("deleting a listener", () => {
  it("with cascade takes its pool along, once nobody is served by it any more", async () => {
    const listener = await listenerNamed(provider, "search");
    provider.cloud.clearCalls();
    await provider.service.deleteListener(listener, { cascade: true }, provider.call());
    const actions = provider.cloud.calls.map(({ action }) => action).filter((action) => !action.startsWith("List"));
    expect(actions.slice(0, 2)).toEqual(["UpdateListener", "DeleteListener"]);
    expect([...actions].slice(2, 6).sort()).toEqual([
      "DeleteHealthmonitor",
      "DeleteMember",
      "DeleteMember",
      "DeleteMember",
    ]);
    expect(actions.slice(6)).toEqual(["DeletePool"]);
    expect(await reread(provider, listener)).toBeUndefined();
  });

  it("with cascade goes on when it is gone and only the cloud's answer to that got lost", async () => {
    const listener = await listenerNamed(provider, "search");
    const pool = await poolNamed(provider, "search");
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^DeleteListener$", times: 1 });
    const lost = { kind: "respond", status: 504, body: "" } as const;
    provider.cloud.faults.add({ fault: lost, actions: "^DeleteListener$", after: 1 });
    await provider.service.deleteListener(listener, { cascade: true }, provider.call());
    expect(await reread(provider, listener)).toBeUndefined();
    expect(await rereadPool(provider, pool)).toBeUndefined();
    expect(provider.cloud.countCalls("UpdateListener")).toBe(1);
  });

  it("with cascade attaches its pool again when there is no time left for more", async () => {
    const listener = await listenerNamed(provider, "search");
    provider.cloud.faults.add({ fault: { kind: "busy" }, actions: "^DeleteListener$" });
    const call = provider.call({ deadlineAt: Date.now() + 1_000 });
    await expect(provider.service.deleteListener(listener, { cascade: true }, call)).rejects.toMatchObject({
      message: expect.stringMatching(/The listener search \(.+\) is as before\. Restored: the pool search \(/),
    });
    expect(await reread(provider, listener)).toMatchObject({ settings: listener.settings });
  });

  it("with cascade leaves a pool to the other listeners that have it", async () => {
    const listener = await create(provider, { protocol: "TCP", port: 1000 });
    const pool = await createPool(provider, listener, { members: [server(1)] });
    const listeners = [{ id: listener.nativeId }, { id: "370fb112-e920-486a-b051-1d0d30704dd3" }];
    const stored = provider.cloud.emulator.snapshot().pools as readonly { readonly id: string }[];
    const answer = { ...stored.find(({ id }) => id === pool.nativeId), listeners };
    provider.cloud.faults.add({
      fault: { kind: "respond", status: 200, body: JSON.stringify({ pools: [answer] }) },
      actions: "ListPools",
      times: 1,
    });
    await provider.service.deleteListener((await reread(provider, listener))!, { cascade: true }, provider.call());
    expect(await reread(provider, listener)).toBeUndefined();
    expect(await rereadPool(provider, pool)).toMatchObject({ listenerRefs: [] });
  });

  it("without cascade is refused while it has a pool", async () => {
    const listener = await listenerNamed(provider, "search");
    const deletion = provider.service.deleteListener(listener, { cascade: false }, provider.call());
    await expect(deletion).rejects.toMatchObject({ code: "RESOURCE_IN_USE", nativeCode: "EntityInUse" });
    expect(await reread(provider, listener)).toBeDefined();
  });
});
