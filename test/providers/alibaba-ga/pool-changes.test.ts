import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Pool } from "../../../src/model/pool.js";
import type { CreatePoolInput } from "../../../src/model/pool-inputs.js";
import { connectGa, type Ga } from "./recorder.js";
import { create, createPool, listenerNamed, membersOf, must, poolSettings, poolsOf, rereadPool } from "./steps.js";

let ga: Ga;
beforeEach(async () => {
  ga = await connectGa();
});
afterEach(() => ga.stop());

const poolOf = async (name: string): Promise<Pool> => must((await poolsOf(ga, await listenerNamed(ga, name)))[0]);
const monitorOf = async (pool: Pool) =>
  must((await ga.service.healthMonitorsOfPools([pool], ga.call())).get(pool.ref.key));
const own = (fields: object) => ({ settings: { alibabaGa: fields } });

describe("a created pool", () => {
  it("matches its input, and is sent in the cloud's format", async () => {
    const listener = await create(ga, { name: "web", protocol: "HTTPS", port: 443, tls: { certificateIds: ["1"] } });
    const input: Omit<CreatePoolInput, "context"> = {
      listenerId: listener.id,
      name: "eu.1",
      description: "Frankfurt",
      region: "eu-central-1",
      protocol: "HTTPS",
      trafficPercentage: 80,
      healthMonitor: { protocol: "HTTPS", port: 8443, path: "/ready", intervalSeconds: 5, unhealthyThreshold: 4 },
      members: [
        { address: "192.0.2.1", weight: 7 },
        { address: "www.example.com" },
        { address: "10.0.0.5", targetType: "ENI", targetId: "eni-1" },
        { address: "10.0.0.6", targetId: "vpc-1", subnetId: "vsw-1" },
      ],
      ...own({
        endpointProtocolVersion: "HTTP2",
        endpointIpVersion: "IPv4",
        healthCheckHost: "example.com",
        portOverrides: [{ listenerPort: 443, endpointPort: 8443 }],
      }),
    };
    const created = await ga.service.createPool({ input, listener, parent: listener.parentRef! }, ga.call());
    const { ClientToken, ...sent } = ga.sent("CreateEndpointGroup");
    expect(ClientToken).toMatch(/^[0-9a-f-]{36}$/);
    expect(sent).toEqual({
      RegionId: "cn-hangzhou",
      AcceleratorId: listener.parentRef?.key,
      ListenerId: listener.nativeId,
      EndpointGroupRegion: "eu-central-1",
      Name: "eu.1",
      Description: "Frankfurt",
      TrafficPercentage: "80",
      EndpointRequestProtocol: "HTTPS",
      EndpointProtocolVersion: "HTTP2",
      EndpointIpVersion: "IPv4",
      HealthCheckEnabled: "true",
      HealthCheckProtocol: "HTTPS",
      HealthCheckPort: "8443",
      HealthCheckPath: "/ready",
      HealthCheckHost: "example.com",
      HealthCheckIntervalSeconds: "5",
      ThresholdCount: "4",
      "PortOverrides.1.ListenerPort": "443",
      "PortOverrides.1.EndpointPort": "8443",
      "EndpointConfigurations.1.Type": "Ip",
      "EndpointConfigurations.1.Endpoint": "192.0.2.1",
      "EndpointConfigurations.1.Weight": "7",
      "EndpointConfigurations.2.Type": "Domain",
      "EndpointConfigurations.2.Endpoint": "www.example.com",
      "EndpointConfigurations.2.Weight": "100",
      "EndpointConfigurations.3.Type": "ENI",
      "EndpointConfigurations.3.Endpoint": "eni-1",
      "EndpointConfigurations.3.SubAddress": "10.0.0.5",
      "EndpointConfigurations.3.Weight": "100",
      "EndpointConfigurations.4.Type": "IpTarget",
      "EndpointConfigurations.4.Endpoint": "10.0.0.6",
      "EndpointConfigurations.4.Weight": "100",
      "EndpointConfigurations.4.VpcId": "vpc-1",
      "EndpointConfigurations.4.VSwitchIds.1": "vsw-1",
    });
    expect(created).toMatchObject({
      name: "eu.1",
      description: "Frankfurt",
      region: "eu-central-1",
      protocol: "HTTPS",
      trafficPercentage: 80,
    });
    expect(poolSettings(created)).toMatchObject({
      endpointGroupType: "default",
      clientIpPreservation: true,
      healthCheckHost: "example.com",
    });
    expect(await monitorOf(created)).toMatchObject({
      enabled: true,
      protocol: "HTTPS",
      port: 8443,
      path: "/ready",
      healthyThreshold: 4,
      unhealthyThreshold: 4,
    });
    expect(await membersOf(ga, created)).toMatchObject([
      { address: "192.0.2.1", weight: 7, targetType: "Ip", targetId: null },
      { address: "www.example.com", weight: 100, targetType: "Domain" },
      { address: "10.0.0.5", targetType: "ENI", targetId: "eni-1" },
      { address: "10.0.0.6", targetType: "IpTarget", targetId: "vpc-1", subnetId: "vsw-1" },
    ]);
  });

  it("has no checks when its health monitor is omitted or off", async () => {
    const listener = await create(ga, { name: "tcp", protocol: "TCP", port: 80 });
    expect(await monitorOf(await createPool(ga, listener))).toMatchObject({ enabled: false });
    const off = await createPool(ga, listener, { region: "us-east-1", healthMonitor: { enabled: false } });
    expect(await monitorOf(off)).toMatchObject({ enabled: false });
  });

  it("passes the client's address to all members in the same way", async () => {
    const listener = await create(ga, { name: "tcp", protocol: "TCP", port: 80 });
    const members = [{ address: "192.0.2.1" }, { address: "192.0.2.2" }];
    const pool = await createPool(ga, listener, { members, ...own({ proxyProtocol: true }) });
    expect(poolSettings(pool)).toMatchObject({ proxyProtocol: true, clientIpPreservation: false });
  });

  it("is created once when the answer is lost", async () => {
    const listener = await create(ga, { name: "tcp", protocol: "TCP", port: 80 });
    ga.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateEndpointGroup", times: 1 });
    const pool = await createPool(ga, listener);
    expect((await poolsOf(ga, listener)).map(({ nativeId }) => nativeId)).toEqual([pool.nativeId]);
  });

  it("is looked up when it is virtual and every answer is lost, and never created twice", async () => {
    const listener = await listenerNamed(ga, "checkout-edge");
    const before = (await poolsOf(ga, listener)).length;
    const wanted = { name: "spillover", ...own({ endpointGroupType: "virtual" }) };
    ga.cloud.faults.add({ fault: { kind: "drop" }, actions: "CreateEndpointGroup" });
    const pool = await createPool(ga, listener, wanted);
    expect(pool).toMatchObject({ name: "spillover" });
    ga.cloud.faults.clear();
    await expect(createPool(ga, listener, wanted)).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      nativeId: pool.nativeId,
    });
    await createPool(ga, listener, { ...wanted, name: "another" });
    expect(await poolsOf(ga, listener)).toHaveLength(before + 2);
  });

  it("has an unknown outcome when it cannot be looked up, with a message that says what to look for", async () => {
    const listener = await listenerNamed(ga, "checkout-edge");
    const before = (await poolsOf(ga, listener)).length;
    const nobodyThere = { kind: "respond", status: 502, body: "<html>Bad Gateway</html>" } as const;
    ga.cloud.faults.add({ fault: nobodyThere, actions: "CreateEndpointGroup" });
    const wanted = { name: "unseen", ...own({ endpointGroupType: "virtual" }) };
    const problem = await createPool(ga, listener, wanted).catch((error: unknown) => error);
    expect(problem).toMatchObject({
      code: "OUTCOME_UNKNOWN",
      retry: "never",
      message: expect.stringContaining("a pool named unseen in eu-central-1"),
    });
    expect((problem as Error).message).not.toContain("no harm");
    expect(await poolsOf(ga, listener)).toHaveLength(before);
  });

  it("belongs to a listener", async () => {
    const { parentRef } = await listenerNamed(ga, "lobby");
    const command = { input: { parentId: "x" }, listener: null, parent: parentRef! };
    await expect(ga.service.createPool(command, ga.call())).rejects.toMatchObject({
      code: "INVALID_INPUT",
      inputPath: ["listenerId"],
    });
  });

  it.each([
    ["lobby", { region: "us-east-1" }, "ALREADY_EXISTS", "RegionConflict.EndpointGroup"],
    ["lobby", { region: "xx-nowhere-1" }, "INVALID_INPUT", "NotExist.BusinessRegion"],
    ["firmware", { region: "us-west-1" }, "ALREADY_EXISTS", "EndpointGroupExclusive.Listener"],
    ["voice-chat", own({ endpointGroupType: "virtual" }), "UNSUPPORTED", "ListenerProtocolIllegal.EndpointGroup"],
    ["tracker-sat", own({ endpointGroupType: "virtual" }), "INVALID_INPUT", "ParamExclusive.EndpointGroupType"],
    ["tracker-sat", { members: [{ address: "10.0.0.1" }] }, "INVALID_INPUT", "IllegalPublicIp.EndPoint"],
    ["tracker-sat", { members: [{ address: "localhost" }] }, "INVALID_INPUT", "Domain.NotFit"],
    [
      "tracker-sat",
      own({ endpointRequestProtocol: "HTTP" }),
      "INVALID_INPUT",
      "EndPointRequestProtocolIllegal.EndpointGroup",
    ],
    [
      "tracker-sat",
      own({ portOverrides: [{ listenerPort: 1, endpointPort: 2 }] }),
      "INVALID_INPUT",
      "NotExist.ListenerPort",
    ],
    ["tracker-sat", { healthMonitor: { protocol: "HTTP", path: "ready" } }, "INVALID_INPUT", "HealthCheckPath.Illegal"],
  ] as const)("is refused on %s with %j: %s, %s", async (name, wanted, code, nativeCode) => {
    const listener = await listenerNamed(ga, name);
    await expect(createPool(ga, listener, wanted as unknown as Partial<CreatePoolInput>)).rejects.toMatchObject({
      code,
      nativeCode,
    });
  });
});

describe("an updated pool", () => {
  it("keeps members, overrides and checks that the input omits", async () => {
    const pool = await poolOf("checkout-edge");
    const members = await membersOf(ga, pool);
    const after = await ga.service.updatePool(pool, { id: pool.id, trafficPercentage: 50 }, ga.call());
    expect(after).toMatchObject({ trafficPercentage: 50, name: pool.name, settings: pool.settings });
    expect(await membersOf(ga, after)).toEqual(members);
    expect(await monitorOf(after)).toEqual(await monitorOf(pool));
  });

  it("gets a new name at once, without making the accelerator busy", async () => {
    const pool = await poolOf("lobby");
    const after = await ga.service.updatePool(pool, { id: pool.id, name: "lobby-eu", description: "new" }, ga.call());
    expect(after).toMatchObject({ name: "lobby-eu", description: "new" });
    expect(ga.cloud.countCalls("UpdateEndpointGroupAttribute")).toBe(1);
    expect(ga.cloud.countCalls("UpdateEndpointGroup")).toBe(0);
  });

  it("changes one field of its health monitor, and switches checks off and on", async () => {
    const pool = await poolOf("mqtt-fleet");
    const before = await monitorOf(pool);
    const slow = await ga.service.updatePool(pool, { id: pool.id, healthMonitor: { intervalSeconds: 30 } }, ga.call());
    expect(await monitorOf(slow)).toEqual({ ...before, intervalSeconds: 30 });
    const off = await ga.service.updatePool(slow, { id: pool.id, healthMonitor: { enabled: false } }, ga.call());
    expect(await monitorOf(off)).toEqual({ ...before, intervalSeconds: 30, enabled: false });
    const on = await ga.service.updatePool(
      off,
      { id: pool.id, healthMonitor: { enabled: true, healthyThreshold: 5 } },
      ga.call(),
    );
    expect(await monitorOf(on)).toMatchObject({ enabled: true, healthyThreshold: 5, unhealthyThreshold: 5 });
  });

  it("changes the settings of all members together", async () => {
    const pool = await poolOf("lobby");
    const after = await ga.service.updatePool(pool, { id: pool.id, ...own({ clientIpPreservation: true }) }, ga.call());
    expect(poolSettings(after).clientIpPreservation).toBe(true);
    expect(ga.cloud.emulator.snapshot().endpointGroups).toContainEqual(
      expect.objectContaining({
        EndpointGroupId: pool.nativeId,
        EndpointConfigurations: [21, 22].map((number) =>
          expect.objectContaining({ Endpoint: `198.51.100.${number}`, EnableClientIPPreservation: true }),
        ),
      }),
    );
  });

  it("replaces its overrides", async () => {
    const pool = await poolOf("image-upload");
    const after = await ga.service.updatePool(
      pool,
      { id: pool.id, ...own({ portOverrides: [{ listenerPort: 21001, endpointPort: 2101 }] }) },
      ga.call(),
    );
    expect(poolSettings(after).portOverrides).toEqual([{ listenerPort: 21001, endpointPort: 2101 }]);
  });
});

describe("a deleted pool", () => {
  it("is deleted with its members, and deleting it again succeeds", async () => {
    const listener = await listenerNamed(ga, "lobby");
    const [first, second] = await poolsOf(ga, listener);
    await ga.service.deletePool(first!, { cascade: false }, ga.call());
    expect((await poolsOf(ga, listener)).map(({ nativeId }) => nativeId)).toEqual([second!.nativeId]);
    await ga.service.deletePool(first!, { cascade: true }, ga.call());
    expect(await rereadPool(ga, second!)).toMatchObject({ status: "ACTIVE" });
  });

  it("is refused while a forwarding rule sends requests to it", async () => {
    const pools = await poolsOf(ga, await listenerNamed(ga, "checkout-edge"));
    const used = must(pools.find((pool) => poolSettings(pool).forwardingRuleIds.length > 0));
    expect(poolSettings(used).endpointGroupType).toBe("virtual");
    expect(pools[0]?.nativeId).not.toBe(used.nativeId);
    await expect(ga.service.deletePool(used, { cascade: false }, ga.call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
    });
  });
});
