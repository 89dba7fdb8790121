import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Pool, PoolMember } from "../../../src/model/pool.js";
import type { CreatePoolInput } from "../../../src/model/pool-inputs.js";
import { listedUnder } from "../../support/listed.js";
import {
  actionsOf,
  answerWith,
  connectRecorded,
  type Gaap,
  listenerNamed,
  loseRequest,
  poolsOf,
  refusal,
} from "./recorder.js";

let provider: Gaap;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const bodiesOf = (action: string) =>
  provider.requests.filter((request) => request.action === action).map(({ body }) => body);
const own = (settings: Record<string, unknown>) => ({ settings: { tencentGaap: settings } });

async function createOn(name: string, fields: Omit<CreatePoolInput, "listenerId">): Promise<Pool> {
  const listener = await listenerNamed(provider, name);
  provider.requests.length = 0;
  const input = { listenerId: listener.id, ...fields };
  return provider.service.createPool({ input, listener, parent: listener.parentRef! }, provider.call());
}

async function poolOf(name: string, index = 0): Promise<Pool> {
  return (await poolsOf(provider, await listenerNamed(provider, name)))[index]!;
}

async function membersOf(pool: Pool): Promise<readonly PoolMember[]> {
  const read = (await provider.service.readPools([pool.ref], provider.call())).get(pool.ref.key) as Pool;
  return listedUnder(await provider.service.membersOfPools([read], provider.call()), pool.ref.key);
}

describe("a new pool", () => {
  it("is a rule, with its domain when that is new", async () => {
    const pool = await createOn("checkout-tls", {
      algorithm: "WEIGHTED_ROUND_ROBIN",
      healthMonitor: { enabled: true, path: "/ok", intervalSeconds: 15 },
      members: [{ address: "203.0.113.20", port: 80, weight: 3 }],
      ...own({
        domain: "new.example.com",
        path: "/v1",
        checkStatusCodes: [200, 300],
        checkDomain: "probe.example.com",
      }),
    });
    expect(actionsOf(provider)).toEqual([
      "DescribeRules",
      "CreateDomain",
      "DescribeRules",
      "CreateRule",
      "DescribeRulesByRuleIds",
      "DescribeRulesByRuleIds",
      "DescribeRealServers",
      "BindRuleRealServers",
      "DescribeRulesByRuleIds",
    ]);
    const CheckParams = {
      DelayLoop: 15,
      ConnectTimeout: 2,
      Path: "/ok",
      Method: "HEAD",
      StatusCode: [200, 300],
      Domain: "probe.example.com",
    };
    expect(bodiesOf("CreateRule")).toMatchObject([
      { Domain: "new.example.com", Path: "/v1", RealServerType: "IP", Scheduler: "wrr", HealthCheck: 1, CheckParams },
    ]);
    expect(pool).toMatchObject({
      name: "new.example.com/v1",
      status: "ACTIVE",
      isImplicit: false,
      ref: { hint: "HTTPS" },
    });
    expect(await membersOf(pool)).toMatchObject([{ address: "203.0.113.20", port: 80, weight: 3 }]);
  });

  it("uses a domain that is there, whatever its capitals", async () => {
    const pool = await createOn("checkout-tls", own({ domain: "WWW.example.com", path: "/new" }));
    expect(actionsOf(provider)).toEqual(["DescribeRules", "CreateRule", "DescribeRulesByRuleIds"]);
    expect(pool.protocol).toBe("HTTP");
  });

  it("is refused where it is already", async () => {
    await expect(createOn("checkout-tls", own({ domain: "www.example.com" }))).rejects.toMatchObject({
      code: "ALREADY_EXISTS",
      inputPath: ["settings", "tencentGaap", "path"],
    });
  });

  it.each(["CreateDomain", "CreateRule"])("is made once when the answer to %s is lost", async (action) => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: `^${action}$`, times: 1 });
    const pool = await createOn("checkout-web", own({ domain: "lost.example.com" }));
    expect(pool.name).toBe("lost.example.com/");
    expect(bodiesOf(action)).toHaveLength(1);
  });

  it("waits for its domain and its rule to settle", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 0.2 });
    const members = [{ address: "203.0.113.21", port: 80 }];
    const pool = await createOn("checkout-web", { members, ...own({ domain: "slow.example.com" }) });
    expect(pool).toMatchObject({ status: "UPDATING", nativeStatus: "3" });
    expect(bodiesOf("DescribeRules").length).toBeGreaterThan(2);
  });

  it("is there when its members cannot be bound", async () => {
    answerWith(provider, refusal("FailedOperation.LimitRealServerNum"), "^BindRule");
    const listener = await listenerNamed(provider, "checkout-web");
    const existing: unknown[] = [];
    const made: string[] = [];
    const call = { ...provider.call(), made, exists: (object: unknown) => existing.push(object) };
    const input = {
      listenerId: listener.id,
      members: [{ address: "203.0.113.21", port: 80 }],
      ...own({ domain: "half.example.com" }),
    };
    const making = provider.service.createPool({ input, listener, parent: listener.parentRef! }, call);
    await expect(making).rejects.toMatchObject({ code: "QUOTA_EXCEEDED" });
    expect(made).toEqual(["CreateDomain", "CreateRule"]);
    expect(existing.at(-1)).toMatchObject({ nativeId: expect.stringMatching(/^rule-/), name: "half.example.com/" });
  });

  it("whose request was lost is not mistaken for one that was there, however much alike", async () => {
    const settings = own({ domain: "twin.example.com" });
    await createOn("checkout-web", settings);
    loseRequest(provider, "^CreateRule$");
    await expect(createOn("checkout-web", settings)).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
  });

  it("is not for TCP listeners", async () => {
    await expect(createOn("payments", own({ domain: "a.example" }))).rejects.toMatchObject({ code: "UNSUPPORTED" });
    expect(provider.requests).toEqual([]);
  });
});

describe("a changed pool", () => {
  const update = async (pool: Pool, changes: object) => {
    provider.requests.length = 0;
    return provider.service.updatePool(pool, { id: pool.id, ...changes }, provider.call());
  };

  it("of a TCP listener changes the listener", async () => {
    const pool = await update(await poolOf("payments"), {
      algorithm: "LEAST_CONNECTIONS",
      healthMonitor: { enabled: false },
    });
    expect(pool).toMatchObject({ algorithm: "LEAST_CONNECTIONS", isImplicit: true });
    const [body] = bodiesOf("ModifyTCPListenerAttribute");
    expect(body).toMatchObject({ Scheduler: "lc", HealthCheck: 0 });
    expect(Object.keys(body!).sort()).toEqual(["HealthCheck", "ListenerId", "ProxyId", "Scheduler"]);
  });

  it("of an HTTPS listener changes the rule; all of its checks are sent where one changes, but for the fixed host", async () => {
    const before = await createOn("checkout-tls", {
      healthMonitor: { enabled: true, intervalSeconds: 15 },
      ...own({ domain: "www.example.com", path: "/checked", checkDomain: "probe.example.com" }),
    });
    const after = await update(before, {
      healthMonitor: { enabled: true, timeoutSeconds: 9 },
      ...own({ path: "/moved", forwardHost: "a.example" }),
    });
    expect(after).toMatchObject({
      name: "www.example.com/moved",
      settings: { forwardHost: "a.example", checkDomain: "probe.example.com" },
    });
    const { ListenerId: _listener, RuleId, ...sent } = bodiesOf("ModifyRuleAttribute")[0]!;
    expect(RuleId).toBe(before.nativeId);
    expect(sent).toEqual({
      Path: "/moved",
      HealthCheck: 1,
      ForwardHost: "a.example",
      CheckParams: { DelayLoop: 15, ConnectTimeout: 9, Path: "/", Method: "HEAD", StatusCode: [200] },
    });
  });

  it("turns a server name on and off", async () => {
    const pool = await poolOf("checkout-tls");
    const on = await update(pool, own({ serverNameIndicationSwitch: true, serverNameIndication: "a.example" }));
    expect(on.settings).toMatchObject({ serverNameIndicationSwitch: true, serverNameIndication: "a.example" });
    expect((await update(on, own({ serverNameIndicationSwitch: false }))).settings).toMatchObject({
      serverNameIndicationSwitch: false,
    });
  });

  it("renames its domain when it is alone there", async () => {
    const pools = await poolsOf(provider, await listenerNamed(provider, "checkout-tls"));
    const alone = pools.find(({ name }) => name === "static.example.com/")!;
    const renamed = await update(alone, own({ domain: "assets.example.com" }));
    expect(renamed).toMatchObject({ ref: alone.ref, name: "assets.example.com/" });
    expect(bodiesOf("ModifyRuleAttribute")).toEqual([]);

    const shared = pools.find(({ name }) => name === "www.example.com/api")!;
    await expect(update(shared, own({ domain: "api.example.com" }))).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
      inputPath: ["settings", "tencentGaap", "domain"],
    });
    expect(bodiesOf("ModifyDomain")).toEqual([]);
  });

  it("stays as it is when nothing is to change", async () => {
    for (const name of ["payments", "checkout-tls"]) {
      const pool = await poolOf(name);
      expect(await update(pool, {})).toBe(pool);
      expect(provider.requests).toEqual([]);
    }
  });
});

describe("a deleted pool", () => {
  const remove = async (pool: Pool, cascade: boolean) => {
    provider.requests.length = 0;
    await provider.service.deletePool(pool, { cascade }, provider.call());
  };

  it("minds its members, unless it is to cascade, and takes its domain along when it was the last one", async () => {
    const first = await poolOf("checkout-tls");
    await expect(remove(first, false)).rejects.toMatchObject({ code: "RESOURCE_IN_USE" });
    await remove(first, true);
    expect(actionsOf(provider)).toEqual(["DescribeRules", "DeleteRule"]);
    await remove(await poolOf("checkout-tls"), true);
    expect(actionsOf(provider)).toEqual(["DescribeRules", "DeleteRule", "DescribeRules", "DeleteDomain"]);
    const left = await poolsOf(provider, await listenerNamed(provider, "checkout-tls"));
    expect(left.map(({ name }) => name)).toEqual(["static.example.com/"]);
    await remove(first, false);
  });

  it("cannot be one that is part of its listener", async () => {
    await expect(remove(await poolOf("payments"), true)).rejects.toMatchObject({
      code: "UNSUPPORTED",
      message: expect.stringMatching(/setPoolMembers/),
    });
    expect(provider.requests).toEqual([]);
  });
});

describe("members", () => {
  const set = async (pool: Pool, members: Parameters<Gaap["service"]["setPoolMembers"]>[1]) => {
    provider.requests.length = 0;
    return provider.service.setPoolMembers(pool, members, provider.call());
  };

  it("are looked up by address, registered when they are new, and bound as a whole", async () => {
    const pool = await poolOf("payments");
    const members = [
      { address: "203.0.113.20", port: 8081, weight: 5 },
      { address: "203.0.113.22", port: 8081 },
      { address: "203.0.113.99", port: 8081 },
      { address: "203.0.113.99", port: 8082 },
    ];
    const after = await set(pool, members);
    expect(actionsOf(provider)).toEqual([
      "DescribeRealServers",
      "AddRealServers",
      "BindListenerRealServers",
      "DescribeTCPListeners",
    ]);
    expect(bodiesOf("AddRealServers")).toEqual([
      { ProjectId: 0, RealServerIP: ["203.0.113.99"], RealServerName: "203.0.113.99" },
    ]);
    expect(await membersOf(after)).toMatchObject([
      { port: 8081, weight: 5, health: "HEALTHY" },
      { address: "203.0.113.22", weight: 1, health: "UNHEALTHY" },
      { address: "203.0.113.99", port: 8081, targetId: expect.stringMatching(/^rs-/) },
      { address: "203.0.113.99", port: 8082 },
    ]);
  });

  it("that stay need no look-up and keep their role", async () => {
    const pool = await poolOf("orders-db");
    await set(pool, [{ address: "203.0.113.21", port: 5432 }]);
    expect(actionsOf(provider)).toEqual(["BindListenerRealServers", "DescribeTCPListeners"]);
    expect(bodiesOf("BindListenerRealServers")).toMatchObject([
      { RealServerBindSet: [{ RealServerIP: "203.0.113.21", RealServerFailoverRole: "slave", RealServerWeight: 1 }] },
    ]);
  });

  it("can be named by their id", async () => {
    const pool = await poolOf("lobby");
    const [{ targetId }] = (await membersOf(await poolOf("mqtt-plain"))) as [PoolMember];
    await set(pool, [{ address: "198.51.100.10", port: 1, targetId }]);
    expect(actionsOf(provider)).not.toContain("DescribeRealServers");
    await expect(set(pool, [{ address: "198.51.100.11", port: 1, targetId }])).rejects.toMatchObject({
      code: "INVALID_INPUT",
      nativeCode: "InvalidParameterValue.RealServerNotBelong",
      inputPath: ["members"],
    });
  });

  it("are the same servers in any letter case", async () => {
    const pool = await poolOf("checkout-tls", 2);
    const [{ address, port }] = (await membersOf(pool)) as [PoolMember];
    await set(pool, [{ address: `${address.toUpperCase()}.`, port: port! }]);
    expect(actionsOf(provider)).toEqual([]);
  });

  it("that cannot be looked up in time are refused before anything is sent", async () => {
    await provider.stop();
    provider = await connectRecorded({ limits: { requestsPerSecond: { "*": 20, DescribeRealServers: 0.1 } } });
    const pool = await poolOf("lobby");
    const members = Array.from({ length: 90 }, (_, index) => ({ address: `198.51.100.${index + 1}`, port: 80 }));
    provider.requests.length = 0;
    const setting = provider.service.setPoolMembers(pool, members, provider.call());
    await expect(setting).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: ["members"] });
    expect(provider.requests).toEqual([]);
    const creating = createOn("checkout-tls", { members, ...own({ domain: "new.example.com" }) });
    await expect(creating).rejects.toMatchObject({ code: "INVALID_INPUT", inputPath: ["members"] });
    expect(provider.requests).toEqual([]);
  });

  it("can be none", async () => {
    expect(await membersOf(await set(await poolOf("lobby"), []))).toEqual([]);
  });

  it("of a rule are bound to the rule", async () => {
    const after = await set(await poolOf("checkout-web"), [{ address: "198.51.100.40", port: 80 }]);
    expect(actionsOf(provider)).toEqual(["DescribeRealServers", "BindRuleRealServers", "DescribeRulesByRuleIds"]);
    expect(await membersOf(after)).toMatchObject([{ address: "198.51.100.40" }]);
  });

  it("are registered once when the answer is lost", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^AddRealServers$", times: 1 });
    const members = ["203.0.113.91", "203.0.113.92"].map((address) => ({ address, port: 80 }));
    expect(await membersOf(await set(await poolOf("lobby"), members))).toMatchObject(members);
    expect(bodiesOf("AddRealServers")).toHaveLength(1);
  });
});
