import { describe, expect, it } from "vitest";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import { problems } from "../../../src/providers/tencent-gaap/problems.js";
import { CHECKOUT, GAMES, useEmulator } from "./emulated.js";

const { start, ask, codeOf, idOn, cloud } = useEmulator();

describe("domains and rules", () => {
  const listenerId = () => idOn(443, "HTTPS");

  it.each<[string, object, string]>([
    ["a domain that is not there", { Domain: "none.example.com" }, "ResourceNotFound"],
    ["a path that is taken", { Path: "/api" }, "FailedOperation.RuleAlreadyExisted"],
    ["a path without a slash", { Path: "x" }, "InvalidParameterValue"],
    ["checks without parameters", { HealthCheck: 1 }, "MissingParameter"],
    [
      "an odd class of answers",
      { CheckParams: { DelayLoop: 5, ConnectTimeout: 2, Path: "/", Method: "GET", StatusCode: [204] } },
      "InvalidParameterValue",
    ],
  ])("refuse a rule with %s", async (_what, changes, code) => {
    const rule = { Domain: "www.example.com", Path: "/new", RealServerType: "IP", Scheduler: "rr", HealthCheck: 0 };
    expect(await codeOf("CreateRule", { ListenerId: await listenerId(), ...rule, ...changes })).toBe(code);
  });

  it("refuse a duplicate domain, a domain on TCP, and a delete while real servers are bound", async () => {
    const ListenerId = await listenerId();
    const Domain = "www.example.com";
    expect(await codeOf("CreateDomain", { ListenerId, Domain })).toBe("FailedOperation.DomainAlreadyExisted");
    expect(await codeOf("CreateDomain", { ListenerId: await idOn(6379), Domain })).toBe(
      "FailedOperation.InvalidListenerProtocol",
    );
    expect(await codeOf("DeleteDomain", { ListenerId, Domain, Force: 0 })).toBe(
      "FailedOperation.RealServerAlreadyBound",
    );
    await ask("DeleteDomain", { ListenerId, Domain, Force: 1 });
    const { DomainRuleSet } = await ask("DescribeRules", { ListenerId });
    expect(DomainRuleSet).toMatchObject([{ Domain: "static.example.com" }]);
  });

  it("return ten rules at once", async () => {
    expect(await codeOf("DescribeRulesByRuleIds", { RuleIds: Array.from({ length: 11 }, (_, n) => `rule-${n}`) })).toBe(
      "InvalidParameterValue",
    );
    expect(await ask("DescribeRulesByRuleIds", { RuleIds: ["rule-none"] })).toMatchObject({
      TotalCount: 0,
      RuleSet: [],
    });
  });

  it("keep the host of health checks", async () => {
    const ListenerId = await listenerId();
    const { DomainRuleSet } = await ask("DescribeRules", { ListenerId });
    const [{ RuleId }] = (DomainRuleSet as { RuleSet: { RuleId: string }[] }[])[0]!.RuleSet as [{ RuleId: string }];
    const CheckParams = {
      DelayLoop: 5,
      ConnectTimeout: 2,
      Path: "/",
      Method: "GET",
      StatusCode: [200],
      Domain: "b.example",
    };
    expect(await codeOf("ModifyRuleAttribute", { ListenerId, RuleId, CheckParams })).toBe("InvalidParameter");
  });
});

describe("real servers", () => {
  const binding = { RealServerId: "rs-none", RealServerIP: "203.0.113.20", RealServerPort: 80 };

  it("exist once, and cannot be deleted while they are bound", async () => {
    const add = { ProjectId: 0, RealServerIP: ["203.0.113.20"], RealServerName: "again" };
    expect(await codeOf("AddRealServers", add)).toBe("InvalidParameterValue.DuplicateRS");
    expect(await codeOf("AddRealServers", { ...add, ProjectId: -5, RealServerIP: ["203.0.113.5"] })).toBe(
      "InvalidParameterValue.ProjectIdNotBelong",
    );
    const { RealServerSet } = await ask("DescribeRealServers", { ProjectId: -1, SearchValue: "203.0.113.2" });
    expect((RealServerSet as unknown[]).length).toBe(3);
    const [{ RealServerId }] = RealServerSet as [{ RealServerId: string }];
    expect(await codeOf("RemoveRealServers", { RealServerIds: [RealServerId] })).toBe(
      "FailedOperation.RealServerAlreadyBound",
    );
  });

  it.each<[string, object, string]>([
    ["an unknown id", {}, "InvalidParameterValue.RealServerNotBelong"],
    ["port 0", { RealServerPort: 0, known: true }, "InvalidParameterValue"],
    ["a weight of 101", { RealServerWeight: 101, known: true }, "InvalidParameterValue"],
    ["a role without the switch", { RealServerFailoverRole: "master", known: true }, "InvalidParameter"],
  ])("cannot be bound with %s", async (_what, { known, ...changes }: { known?: boolean } & object, code) => {
    const { RealServerSet } = await ask("DescribeRealServers", { ProjectId: -1, SearchValue: "203.0.113.20" });
    const [{ RealServerId }] = RealServerSet as [{ RealServerId: string }];
    const one = { ...binding, ...(known ? { RealServerId } : {}), ...changes };
    expect(await codeOf("BindListenerRealServers", { ListenerId: await idOn(6379), RealServerBindSet: [one] })).toBe(
      code,
    );
  });

  it("are limited to a hundred", async () => {
    const RealServerBindSet = Array.from({ length: 101 }, () => binding);
    expect(await codeOf("BindListenerRealServers", { ListenerId: await idOn(6379), RealServerBindSet })).toBe(
      "FailedOperation.LimitRealServerNum",
    );
  });
});

it("uses no code that the provider does not know", async () => {
  const { readFileSync, readdirSync } = await import("node:fs");
  const folder = new URL("../../../src/providers/tencent-gaap/emulator/", import.meta.url);
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const codes = sources
    .flatMap((source) => source.match(/"(?:[A-Z]\w+\.)?[A-Z][A-Za-z]+(?=")/g) ?? [])
    .map((code) => code.slice(1));
  const dotted = codes.filter((code) => code.includes("."));
  expect(dotted.length).toBeGreaterThan(20);
  expect(dotted.filter((code) => !(code in problems))).toEqual([]);
});

describe("the inventory", () => {
  it("looks like a real account", () => {
    const { parents, listeners, rules } = cloud().emulator.snapshot();
    expect(parents!.length).toBeGreaterThanOrEqual(3);
    expect(listeners!.length).toBeGreaterThanOrEqual(24);
    expect(rules!.length).toBeGreaterThan(3);
    expect(new Set(listeners!.map((listener) => (listener as { Protocol: string }).Protocol))).toEqual(
      new Set(["TCP", "UDP", "HTTP", "HTTPS"]),
    );
  });

  it("has a parent for each kind of listener when it is empty", async () => {
    await start({ inventory: "empty" });
    const { parents, listeners } = cloud().emulator.snapshot();
    expect(parents).toMatchObject([{ GroupId: GAMES }, { ProxyId: CHECKOUT }]);
    expect(listeners).toEqual([]);
  });

  it("can have any size, with the same ids each time", async () => {
    await start({ listeners: 1_234 });
    const first = cloud().emulator.snapshot();
    expect(first.listeners).toHaveLength(1_234);
    expect(first.parents).toHaveLength(26);
    await start({ listeners: 1_234 });
    expect(cloud().emulator.snapshot()).toEqual(first);
  });

  it("is restored by a reset", async () => {
    const before = cloud().emulator.snapshot();
    await ask("DeleteListeners", { ProxyId: CHECKOUT, ListenerIds: [await idOn(6379)], Force: 1 });
    expect(cloud().emulator.snapshot()).not.toEqual(before);
    cloud().emulator.reset();
    expect(cloud().emulator.snapshot()).toEqual(before);
  });

  it("is served on the port and with the credentials that the README names", async () => {
    const { port, credentials, account } = await tencentGaap.sandbox();
    expect(port).toBe(4102);
    expect(account("http://127.0.0.1:4102")).toMatchObject({
      provider: "tencent-gaap",
      secretId: credentials.SecretId,
    });
  });
});
