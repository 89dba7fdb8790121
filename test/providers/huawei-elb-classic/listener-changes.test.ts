import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectRecorded, type Recorded } from "./recorder.js";
import { create, listenerNamed, membersOf, monitorOf, poolOf, reread, tryCreate } from "./steps.js";

let provider: Recorded;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const bodiesOf = (action: string) => provider.requests.filter((one) => one.action === action).map(({ body }) => body);
const actions = () => provider.requests.map(({ action }) => action);
const web = { name: "new-web", protocol: "HTTP", port: 7_080 } as const;
const check = { enabled: true, protocol: "HTTP", path: "/up", intervalSeconds: 7 } as const;

describe("creating", () => {
  it("sets the health check up as well", async () => {
    const listener = await create(provider, { ...web, healthMonitor: check });
    const pool = await poolOf(provider, listener);
    expect(bodiesOf("CreateHealthcheck")).toEqual([
      { listener_id: listener.nativeId, healthcheck_protocol: "HTTP", healthcheck_uri: "/up", healthcheck_interval: 7 },
    ]);
    expect(await monitorOf(provider, pool)).toMatchObject({ protocol: "HTTP", path: "/up", intervalSeconds: 7 });
  });

  it("leaves a check out that is switched off", async () => {
    const listener = await create(provider, { ...web, healthMonitor: { enabled: false } });
    expect(await monitorOf(provider, await poolOf(provider, listener))).toBeNull();
  });

  it("takes the listener away again when its check is refused", async () => {
    const body = JSON.stringify({ error: { message: "no", code: "ELB.7001" } });
    provider.cloud.faults.add({ fault: { kind: "respond", status: 400, body }, actions: "CreateHealthcheck" });
    const outcome = await tryCreate(provider, { ...web, healthMonitor: check });
    expect(outcome).toMatchObject({ code: "INVALID_INPUT", inputPath: ["healthMonitor"] });
    expect(await listenerNamed(provider, "new-web")).toBeUndefined();
  });

  it("says so when that fails as well", async () => {
    const body = JSON.stringify({ error: { message: "no", code: "ELB.7001" } });
    provider.cloud.faults.add({
      fault: { kind: "respond", status: 400, body },
      actions: "CreateHealthcheck|DeleteListener",
    });
    const outcome = await tryCreate(provider, { ...web, healthMonitor: check });
    const left = await listenerNamed(provider, "new-web");
    expect(outcome).toMatchObject({ code: "INVALID_INPUT", message: expect.stringContaining(left.nativeId) });
  });

  it("leaves nothing behind when it cannot find out whether the check exists", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateHealthcheck" });
    const outcome = await tryCreate(provider, {
      ...web,
      healthMonitor: { ...check, protocol: "TCP", path: undefined },
    });
    expect(outcome).not.toBeInstanceOf(Error);
    const body = JSON.stringify({ error: { message: "no", code: "userDisabled" } });
    provider.cloud.faults.add({ fault: { kind: "respond", status: 403, body }, actions: "ShowListener" });
    const unclear = await tryCreate(provider, { ...web, name: "unclear", port: 7_081, healthMonitor: check });
    expect(unclear).toMatchObject({ code: "PROVIDER_UNAVAILABLE", mayHaveHappened: false });
    expect(await listenerNamed(provider, "unclear")).toBeUndefined();
  });

  it("fails alone when its port is taken", async () => {
    const { items } = await provider.service.listParents(
      { nameContains: "lb-edge" },
      { after: null, limit: 1 },
      provider.call(),
    );
    const parent = items[0]!;
    const input = (name: string, port: number) => ({
      name,
      parentId: parent.id,
      protocol: "TCP" as const,
      portRanges: [{ fromPort: port }],
    });
    const commands = [input("a", 7_001), input("b", 443), input("c", 7_002)].map((one) => ({
      parent: parent.ref,
      input: one,
    }));
    const [a, b, c] = await provider.service.createListeners(commands, provider.call());
    expect(a).toMatchObject({ name: "a", status: "ACTIVE" });
    expect(b).toMatchObject({ code: "PORT_CONFLICT", nativeCode: "ELB.6101", inputPath: ["portRanges"] });
    expect(c).toMatchObject({ name: "c" });
  });

  it("makes one listener when the answer is lost", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateListener", times: 1 });
    expect(await create(provider, web)).toMatchObject({ name: "new-web", status: "ACTIVE" });
    expect(bodiesOf("CreateListener")).toHaveLength(1);
  });

  it("makes one health check when the answer is lost", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateHealthcheck", times: 1 });
    const listener = await create(provider, { ...web, healthMonitor: check });
    expect(await monitorOf(provider, await poolOf(provider, listener))).toMatchObject({ path: "/up" });
    expect(bodiesOf("CreateHealthcheck")).toHaveLength(1);
  });

  it("does not take an older listener that is the same in everything for its own", async () => {
    const { clock } = provider.sandbox;
    clock.advance(-3_600_000);
    const older = await create(provider, web);
    clock.advance(3_600_000);
    provider.cloud.faults.add({ fault: { kind: "reset" }, actions: "CreateListener", times: 1 });
    expect(await tryCreate(provider, web)).toMatchObject({ code: "PORT_CONFLICT" });
    expect(await listenerNamed(provider, web.name)).toMatchObject({ nativeId: older.nativeId });
  });

  it("shows the listener as the cloud's answer told it when it cannot be read back", async () => {
    const body = JSON.stringify({ error: { message: "no", code: "userDisabled" } });
    provider.cloud.faults.add({ fault: { kind: "respond", status: 403, body }, actions: "ShowListener" });
    expect(await tryCreate(provider, web)).toMatchObject({ name: "new-web", protocol: "HTTP" });
  });

  it("does not take a young listener with other settings for its own", async () => {
    await create(provider, { ...web, timeouts: undefined });
    provider.cloud.faults.add({ fault: { kind: "reset" }, actions: "CreateListener", times: 1 });
    const outcome = await tryCreate(provider, { ...web, algorithm: "LEAST_CONNECTIONS" });
    expect(outcome).toMatchObject({ code: "PORT_CONFLICT" });
    expect(await listenerNamed(provider, "new-web")).toMatchObject({ algorithm: "ROUND_ROBIN" });
  });

  it("shows a listener that the cloud is still at", async () => {
    provider.cloud.faults.add({ fault: { kind: "stuck" } });
    expect(await create(provider, web)).toMatchObject({ status: "CREATING", nativeStatus: "PENDING_CREATE" });
  });
});

describe("updating", () => {
  it("sends what is given and leaves the rest", async () => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "mail-submission");
    const input = {
      id: listener.id,
      name: "mail",
      description: null,
      portRanges: [{ fromPort: 588 }],
      algorithm: "LEAST_CONNECTIONS" as const,
      timeouts: { idleSeconds: 600 },
      settings: { huaweiElbClassic: { backendPort: 589, tcpDraining: false } },
    };
    const changed = await service.updateListener(listener, input, call());
    expect(bodiesOf("UpdateListener")).toEqual([
      {
        name: "mail",
        description: "",
        port: 588,
        backend_port: 589,
        lb_algorithm: "leastconn",
        tcp_timeout: 10,
        tcp_draining: false,
      },
    ]);
    expect(changed).toMatchObject({
      name: "mail",
      portRanges: [{ fromPort: 588 }],
      algorithm: "LEAST_CONNECTIONS",
      timeouts: { idleSeconds: 600 },
      settings: { backendPort: 589, tcpDraining: false, tcpDrainingTimeoutMinutes: 10 },
    });
  });

  it("changes TLS", async () => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "api-public");
    const tls = { certificateIds: ["c2"], versions: ["TLSv1", "TLSv1.1", "TLSv1.2"], policy: "Extended" };
    const changed = await service.updateListener(listener, { id: listener.id, tls }, call());
    expect(bodiesOf("UpdateListener")).toEqual([
      { certificate_id: "c2", ssl_protocols: "TLSv1.2 TLSv1.1 TLSv1", ssl_ciphers: "Extended" },
    ]);
    expect(changed.tls).toMatchObject({
      certificateIds: ["c2"],
      versions: ["TLSv1.2", "TLSv1.1", "TLSv1"],
      policy: "Extended",
    });
  });

  it("creates, changes and deletes the health check, and then only that", async () => {
    const { service, call } = provider;
    let listener = await listenerNamed(provider, "portal-preview");
    const id = listener.id;
    listener = await service.updateListener(listener, { id, healthMonitor: check }, call());
    expect(await monitorOf(provider, await poolOf(provider, listener))).toMatchObject({
      path: "/up",
      intervalSeconds: 7,
    });
    listener = await service.updateListener(
      listener,
      { id, healthMonitor: { enabled: true, timeoutSeconds: 3 } },
      call(),
    );
    expect(await monitorOf(provider, await poolOf(provider, listener))).toMatchObject({
      path: "/up",
      timeoutSeconds: 3,
    });
    listener = await service.updateListener(listener, { id, healthMonitor: { enabled: false } }, call());
    expect(await monitorOf(provider, await poolOf(provider, listener))).toBeNull();
    listener = await service.updateListener(listener, { id, healthMonitor: null }, call());
    expect(actions()).not.toContain("UpdateListener");
  });

  it("comes through with the cloud's refusal", async () => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "mail-submission");
    const update = service.updateListener(listener, { id: listener.id, portRanges: [{ fromPort: 443 }] }, call());
    await expect(update).rejects.toMatchObject({ code: "PORT_CONFLICT" });
  });
});

describe("deleting", () => {
  const remove = async (name: string, cascade: boolean) => {
    const listener = await listenerNamed(provider, name);
    provider.requests.length = 0;
    await provider.service.deleteListener(listener, { cascade }, provider.call());
    return listener;
  };

  it("takes an empty listener away", async () => {
    expect(await reread(provider, await remove("staging-web", false))).toBeUndefined();
    expect(actions()).toEqual(["DeleteListener", "ShowListener"]);
  });

  it.each(["portal-preview", "checkout-edge"])(
    "is refused for %s, with its dependents, before anything is sent",
    async (name) => {
      await expect(remove(name, false)).rejects.toMatchObject({ code: "RESOURCE_IN_USE" });
      expect(actions()).toEqual([]);
    },
  );

  it("deletes the dependents too with cascade", async () => {
    expect(await reread(provider, await remove("checkout-edge", true))).toBeUndefined();
    expect(actions()).toEqual(["DeleteListener", "DeleteHealthcheck", "ShowListener"]);
  });

  describe("with cascade, on a cloud that refuses while there are dependents,", () => {
    const refuseListener = (times: number) =>
      provider.cloud.faults.add({
        fault: { kind: "respond", status: 409, body: '{"error":{"code":"ELB.9999","message":"has members"}}' },
        actions: "^DeleteListener$",
        times,
      });

    it("goes from the bottom up", async () => {
      refuseListener(1);
      const { nativeId } = await remove("checkout-edge", true);
      const children = ["ListMembers", "ShowHealthcheck", "RemoveMembers", "ShowJob", "DeleteHealthcheck"];
      expect([...actions()].sort()).toEqual([...children, "DeleteListener"].sort());
      expect(provider.cloud.countCalls("DeleteListener")).toBe(2);
      expect(actions().at(-1)).toBe("DeleteListener");
      expect(provider.cloud.emulator.snapshot().listeners).not.toContainEqual(
        expect.objectContaining({ id: nativeId }),
      );
    });

    it.each(["DeleteListener", "DeleteHealthcheck", "RemoveMembers"])(
      "is as before when it is refused at %s as well",
      async (action) => {
        refuseListener(action === "DeleteListener" ? 2 : 1);
        const body = '{"error":{"code":"userDisabled","message":"not allowed"}}';
        if (action !== "DeleteListener")
          provider.cloud.faults.add({ fault: { kind: "respond", status: 403, body }, actions: action, times: 1 });
        const listener = await listenerNamed(provider, "checkout-edge");
        const before = await poolOf(provider, listener);
        const picture = async () => {
          // A check that is made again has another id.
          const monitor = await monitorOf(provider, await poolOf(provider, (await reread(provider, listener))!));
          const servers = (await membersOf(provider, before)).map(({ targetId, address }) => [targetId, address]);
          return { monitor: monitor && { ...monitor, nativeId: null }, servers: servers.sort() };
        };
        const { monitor, servers } = await picture();
        await expect(remove("checkout-edge", true)).rejects.toMatchObject({
          message: expect.stringContaining(
            action === "RemoveMembers" ? "not allowed" : `(${listener.nativeId}) is as before.`,
          ),
        });
        expect(await picture()).toEqual({ monitor, servers });
        expect(servers.length).toBeGreaterThan(0);
      },
    );
  });

  it("has nothing to do for what is gone", async () => {
    const listener = await remove("checkout-edge", true);
    await provider.service.deleteListener(listener, { cascade: true }, provider.call());
    const empty = await remove("staging-web", false);
    await provider.service.deleteListener(empty, { cascade: false }, provider.call());
  });

  it("is done once when its answer is lost", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "DeleteListener", times: 1 });
    expect(await reread(provider, await remove("staging-web", false))).toBeUndefined();
  });

  it("needs no more than the id of a listener that cannot be read, and takes nothing along", async () => {
    const { service, call } = provider;
    const empty = await listenerNamed(provider, "staging-web");
    await service.deleteById!(empty.ref, call());
    expect(await reread(provider, empty)).toBeUndefined();
    const busy = await listenerNamed(provider, "checkout-edge");
    await expect(service.deleteById!(busy.ref, call())).rejects.toMatchObject({ code: "RESOURCE_IN_USE" });
    const pool = await poolOf(provider, busy);
    await expect(service.deleteById!(pool.ref, call())).rejects.toMatchObject({ code: "UNSUPPORTED" });
    expect(await reread(provider, busy)).toBeDefined();
  });
});
