import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { create, createPool, eip, listenerNamed, parentNamed, poolsOf, reread, tryCreate } from "./steps.js";

let provider: Recorded;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const udp = {
  name: "game-udp",
  protocol: "UDP" as const,
  portRanges: [{ fromPort: 7000, toPort: 7099 }, { fromPort: 7200 }],
};
const actions = () => provider.requests.map(({ action }) => action);
const bodies = () => provider.requests.map(({ body }) => body);
const forget = () => {
  provider.requests.length = 0;
};
const drop = (pattern: string) => provider.cloud.faults.add({ fault: { kind: "drop" }, actions: pattern, times: 1 });

describe("creating a listener", () => {
  it("says what was asked, once, and answers what the cloud made of it", async () => {
    const tags = [{ key: "env", value: "test" }];
    const listener = await create(provider, { ...udp, description: "d", clientAffinity: "SOURCE_IP", tags });
    expect(bodies().at(-1)).toEqual({
      listener: {
        name: "game-udp",
        description: "d",
        protocol: "UDP",
        port_ranges: [
          { from_port: 7000, to_port: 7099 },
          { from_port: 7200, to_port: 7200 },
        ],
        client_affinity: "SOURCE_IP",
        accelerator_id: (await parentNamed(provider, "spare")).nativeId,
        tags,
      },
    });
    expect(listener).toMatchObject({
      name: "game-udp",
      tags,
      clientAffinity: "SOURCE_IP",
      createdAt: expect.any(String),
    });
    expect(await reread(provider, listener)).toMatchObject({
      status: "ACTIVE",
      portRanges: [{ fromPort: 7000 }, { fromPort: 7200, toPort: 7200 }],
    });
  });

  it("leaves out what was left out", async () => {
    await create(provider, { ...udp, description: null, clientAffinity: null, tags: [] });
    expect(Object.keys((bodies().at(-1) as { listener: object }).listener).sort()).toEqual([
      "accelerator_id",
      "name",
      "port_ranges",
      "protocol",
    ]);
  });

  it("shows that it is being set up", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 1 });
    expect(await create(provider, udp)).toMatchObject({ status: "CREATING", nativeStatus: "PENDING" });
  });

  it("finds a listener whose answer was lost, and makes no second one", async () => {
    drop("CreateListener");
    const listener = await create(provider, udp);
    expect(actions().filter((action) => action === "CreateListener")).toHaveLength(1);
    expect(await reread(provider, listener)).toBeDefined();
    expect(provider.cloud.emulator.snapshot().listeners).toHaveLength(26);
  });

  it("tries once more when a listener was surely not made", async () => {
    await provider.stop();
    provider = await connectRecorded({ limits: { responseTimeoutMs: 300 } });
    provider.cloud.faults.add({ fault: { kind: "hang" }, actions: "CreateListener", times: 1 });
    expect(await create(provider, udp)).toMatchObject({ name: "game-udp" });
    expect(provider.cloud.countCalls("CreateListener")).toBe(2);
  });

  it("does not take an older namesake for the new one", async () => {
    const old = await listenerNamed(provider, "lwm2m");
    drop("CreateListener");
    const outcome = await tryCreate(
      provider,
      {
        name: "lwm2m",
        protocol: "UDP",
        portRanges: old.portRanges.map(({ fromPort, toPort }) => ({ fromPort, toPort })),
      },
      "iot",
    );
    expect(outcome).toMatchObject({ code: "PORT_CONFLICT", inputPath: ["portRanges"] });
  });

  it.each([
    ["taken ports", { ...udp, portRanges: [{ fromPort: 5683 }] }, "PORT_CONFLICT", "GA.9101"],
    ["a name that the cloud refuses", { ...udp, name: "a_b" }, "INVALID_INPUT", "GA.9001"],
  ])("tells of %s", async (_what, wanted, code, nativeCode) => {
    expect(await tryCreate(provider, wanted, "iot")).toMatchObject({ code, nativeCode });
  });

  it("continues with the others when one is refused, up to the quota", async () => {
    const parent = await parentNamed(provider, "iot");
    const command = (fromPort: number) => ({
      parent: parent.ref,
      input: { ...udp, parentId: parent.id, name: `n-${fromPort}`, portRanges: [{ fromPort }] },
    });
    const outcomes = await provider.service.createListeners(
      [command(5683), command(30_001), command(30_002), command(30_003)],
      provider.call(),
    );
    expect(outcomes.map((one) => (one instanceof ProblemError ? one.code : one.name))).toEqual([
      "PORT_CONFLICT",
      "n-30001",
      "n-30002",
      "QUOTA_EXCEEDED",
    ]);
  });
});

describe("changing a listener", () => {
  it("sends only what changes", async () => {
    const listener = await listenerNamed(provider, "storefront");
    forget();
    const changed = await provider.service.updateListener(
      listener,
      { id: listener.id, name: null, description: "shop", clientAffinity: null },
      provider.call(),
    );
    expect(bodies()).toEqual([{ listener: { description: "shop" } }]);
    expect(changed).toMatchObject({ name: "storefront", description: "shop", portRanges: listener.portRanges });
    await provider.service.updateListener(changed, { id: listener.id, description: null }, provider.call());
    expect(bodies().at(-1)).toEqual({ listener: { description: "" } });
  });

  it("brings tags to the wanted ones, a changed value by way of none", async () => {
    const listener = await listenerNamed(provider, "checkout-edge");
    forget();
    const tags = [
      { key: "team", value: "payments" },
      { key: "env", value: "stage" },
      { key: "tier", value: "" },
    ];
    const changed = await provider.service.updateListener(listener, { id: listener.id, tags }, provider.call());
    expect(actions()).toEqual(["DeleteTags", "CreateTags", "ShowListener"]);
    expect(bodies().slice(0, 2)).toEqual([
      { tags: [{ key: "env" }] },
      {
        tags: [
          { key: "env", value: "stage" },
          { key: "tier", value: "" },
        ],
      },
    ]);
    expect(changed.tags).toEqual(tags);
    forget();
    expect(
      (await provider.service.updateListener(changed, { id: listener.id, tags: [...tags] }, provider.call())).tags,
    ).toEqual(tags);
    expect(actions()).toEqual([]);
    expect(
      (await provider.service.updateListener(changed, { id: listener.id, tags: [] }, provider.call())).tags,
    ).toEqual([]);
    expect(actions()).toEqual(["DeleteTags", "ShowListener"]);
  });

  it("looks whether tags were put on when the answer was lost", async () => {
    const listener = await listenerNamed(provider, "mqtt-fleet");
    drop("CreateTags");
    const tags = [
      { key: "team", value: "devices" },
      { key: "env", value: "prod" },
    ];
    expect((await provider.service.updateListener(listener, { id: listener.id, tags }, provider.call())).tags).toEqual(
      tags,
    );
    expect(provider.cloud.countCalls("CreateTags")).toBe(1);
  });

  it("says that the rest is done when only the tags fail", async () => {
    const listener = await listenerNamed(provider, "mqtt-fleet");
    const tags = Array.from({ length: 21 }, (_, index) => ({ key: `k${index}`, value: "v" }));
    const made: string[] = [];
    const call = { ...provider.call(), made };
    const change = provider.service.updateListener(listener, { id: listener.id, name: "renamed", tags }, call);
    await expect(change).rejects.toMatchObject({ code: "INVALID_INPUT" });
    expect(made).toEqual(["UpdateListener", "DeleteTags"]);
    expect((await reread(provider, listener))?.name).toBe("renamed");
  });

  it("waits while an earlier change settles", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 0.4 });
    const listener = await listenerNamed(provider, "storefront");
    const changed = await provider.service.updateListener(listener, { id: listener.id, name: "one" }, provider.call());
    expect(changed.status).toBe("UPDATING");
    const tags = [{ key: "a", value: "b" }];
    const again = await provider.service.updateListener(
      changed,
      { id: listener.id, name: "two", tags },
      provider.call(),
    );
    expect(again).toMatchObject({ name: "two", tags });
    expect(provider.cloud.calls.some(({ status }) => status === 400)).toBe(true);
  });

  it("is refused at once for what the cloud gave up on", async () => {
    provider.cloud.faults.add({ fault: { kind: "error" } });
    const listener = await create(provider, udp);
    const broken = (await reread(provider, listener))!;
    expect(broken.status).toBe("ERROR");
    forget();
    await expect(
      provider.service.updateListener(broken, { id: broken.id, name: "x" }, provider.call()),
    ).rejects.toMatchObject({ code: "PROVIDER_REJECTED", retry: "never" });
    expect(actions()).toEqual([]);
    provider.cloud.faults.clear();
    await provider.service.deleteListener(broken, { cascade: false }, provider.call());
    expect(await reread(provider, broken)).toBeUndefined();
  });
});

describe("closing a listener", () => {
  it("is refused while it has pools, unless they may be deleted too", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 0.2 });
    const listener = await listenerNamed(provider, "checkout-edge");
    await expect(provider.service.deleteListener(listener, { cascade: false }, provider.call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
      nativeCode: "GA.9005",
    });
    const before = provider.cloud.emulator.snapshot();
    await provider.service.deleteListener(listener, { cascade: true }, provider.call());
    expect(actions().lastIndexOf("DeleteEndpoint")).toBeLessThan(actions().indexOf("DeleteEndpointGroup"));
    expect((await reread(provider, listener))?.status).toBe("DELETING");
    const after = provider.cloud.emulator.snapshot();
    expect(before.endpoint_groups!.length - after.endpoint_groups!.length).toBe(3);
    expect(before.endpoints!.length - after.endpoints!.length).toBe(6);
    expect(before.health_checks!.length - after.health_checks!.length).toBe(3);
  });

  it("that is gone already is a success, with and without its pools", async () => {
    const listener = await create(provider, udp);
    for (const cascade of [false, false, true])
      await provider.service.deleteListener(listener, { cascade }, provider.call());
    expect(await reread(provider, listener)).toBeUndefined();
  });

  it("says so when its pools take longer than there is time", async () => {
    const listener = await create(provider, udp);
    await createPool(provider, listener, { members: [eip(1)] });
    provider.cloud.faults.add({ fault: { kind: "stuck" } });
    const closing = provider.service.deleteListener(
      listener,
      { cascade: true },
      provider.call({ deadlineAt: Date.now() + 700 }),
    );
    const message = expect.stringMatching(
      /^The cloud did not finish before the deadline: the pool's members are still being deleted\. Could not be restored: the pool's members \(/,
    );
    await expect(closing).rejects.toMatchObject({ code: "TIMED_OUT", retry: "never", message });
    provider.cloud.faults.clear();
    await provider.service.deleteListener(listener, { cascade: true }, provider.call());
    expect(await reread(provider, listener)).toBeUndefined();
    expect(await poolsOf(provider, listener)).toEqual([]);
  });
});
