import { describe, expect, it } from "vitest";
import { CHECKOUT, GAMES, useEmulator } from "./emulated.js";
import { type RawOptions, send } from "./raw-client.js";

const { start, ask, codeOf, described, idOn, cloud, sandbox } = useEmulator();

const tcp = {
  ProxyId: CHECKOUT,
  ListenerName: "n",
  Ports: [90],
  Scheduler: "rr",
  HealthCheck: 0,
  RealServerType: "IP",
};
describe("the gateway", () => {
  it.each<[string, RawOptions, string]>([
    ["a wrong secret", { secretKey: "wrong" }, "AuthFailure.SignatureFailure"],
    ["an unknown id", { secretId: "NOBODY" }, "AuthFailure.SecretIdNotFound"],
    ["an old signature", { at: new Date(Date.now() - 6 * 60_000) }, "AuthFailure.SignatureExpire"],
    ["another version", { version: "2017-01-01" }, "NoSuchVersion"],
    ["a body that is no JSON", { body: "{" }, "InvalidRequest"],
    ["a body that is no object", { body: "[]" }, "InvalidRequest"],
    ["another path", { path: "/v1" }, "InvalidRequest"],
  ])("refuses %s", async (_what, options, code) => {
    expect(await codeOf("DescribeProxies", {}, options)).toBe(code);
  });

  it("refuses unsigned requests", async () => {
    const response = await fetch(cloud().endpoint, { method: "POST", headers: { "x-tc-action": "DescribeProxies" } });
    expect(await response.json()).toMatchObject({ Response: { Error: { Code: "AuthFailure.InvalidAuthorization" } } });
  });

  it.each<[string, string, object, string]>([
    ["an unknown action", "CreateEverything", {}, "InvalidAction"],
    ["an unknown field", "DescribeProxies", { Foo: 1 }, "UnknownParameter"],
    [
      "an unknown field inside",
      "DescribeProxies",
      { Filters: [{ Name: "ProjectId", Values: ["0"], Foo: 1 }] },
      "UnknownParameter",
    ],
    ["a missing field", "DescribeRules", {}, "MissingParameter"],
    ["a number that is a text", "DescribeProxies", { Limit: "many" }, "InvalidParameter"],
    ["a list that is a number", "CreateTCPListeners", { ...tcp, Ports: 90 }, "InvalidParameter"],
    ["a text that is a number", "DescribeRules", { ListenerId: 1 }, "InvalidParameter"],
    ["a structure that is a text", "DescribeProxies", { Filters: ["ProjectId"] }, "InvalidParameter"],
    ["a large page", "DescribeProxies", { Limit: 101 }, "InvalidParameterValue"],
    ["a negative offset", "DescribeProxies", { Offset: -1 }, "InvalidParameterValue"],
  ])("refuses %s", async (_what, action, fields, code) => expect(await codeOf(action, fields)).toBe(code));

  it("reads digits in texts as numbers", async () => {
    expect(await codeOf("CreateTCPListeners", { ...tcp, Ports: ["90"], HealthCheck: "0" })).toBeUndefined();
  });

  it("allows a burst of twenty requests of an action, then twenty per second", async () => {
    // More than even a slow machine sends at the allowed rate.
    const burst = () => Promise.all(Array.from({ length: 120 }, () => codeOf("DescribeProxies")));
    const codes = await burst();
    expect(codes.filter((code) => code === undefined).length).toBeGreaterThanOrEqual(20);
    expect(codes).toContain("RequestLimitExceeded");
    expect(await codeOf("DescribeProxyGroupList", { Offset: 0, Limit: 1, ProjectId: -1 })).toBeUndefined();
    sandbox().clock.advance(1_000);
    expect((await burst()).filter((code) => code === undefined).length).toBeGreaterThanOrEqual(20);
  });

  it.each([
    ["throttled", "RequestLimitExceeded"],
    ["busy", "FailedOperation.ListenerHasTask"],
    ["unauthenticated", "AuthFailure.SignatureFailure"],
  ] as const)("refuses in the vendor's format when it is %s", async (kind, code) => {
    cloud().faults.add({ fault: { kind } });
    expect(await codeOf("DescribeProxies")).toBe(code);
  });
});

describe("a create", () => {
  it.each<[string, object, string]>([
    ["both parents", { GroupId: GAMES }, "InvalidParameter"],
    ["no parent", { ProxyId: undefined }, "MissingParameter"],
    ["an unknown parent", { ProxyId: "link-none" }, "ResourceNotFound"],
    ["a group as a channel", { ProxyId: GAMES }, "ResourceNotFound"],
    ["a closed channel", { ProxyId: "link-9closed0" }, "FailedOperation.ProxyStatusNotInRuning"],
    ["no ports", { Ports: [] }, "InvalidParameterValue"],
    [
      "too many ports",
      { Ports: Array.from({ length: 21 }, (_, n) => 100 + n) },
      "FailedOperation.OperateLimitNumofListener",
    ],
    ["port 21", { Ports: [90, 21] }, "InvalidParameterValue.InvalidListenerPort"],
    ["port 65000", { Ports: [65_000] }, "InvalidParameterValue.InvalidListenerPort"],
    ["a port twice", { Ports: [90, 90] }, "InvalidParameterValue.DuplicatedListenerPort"],
    ["the port of another TCP listener", { Ports: [90, 6379] }, "InvalidParameterValue.DuplicatedListenerPort"],
    ["the port of an HTTPS listener", { Ports: [443] }, "InvalidParameterValue.DuplicatedListenerPort"],
    ["an unknown scheduler", { Scheduler: "random" }, "InvalidParameterValue"],
    ["the scheduler that the page does not know", { Scheduler: "lrtt" }, "InvalidParameterValue"],
    ["weights with DOMAIN", { Scheduler: "wrr", RealServerType: "DOMAIN" }, "InvalidParameterValue"],
    ["a short interval", { DelayLoop: 4 }, "InvalidParameterValue"],
    ["a long timeout", { ConnectTimeout: 61 }, "InvalidParameterValue"],
    ["a timeout above the interval", { DelayLoop: 10, ConnectTimeout: 11 }, "InvalidParameterValue"],
    ["a long name", { ListenerName: "n".repeat(31) }, "InvalidParameterValue"],
    ["ports of real servers on version 3", { RealServerPorts: [80] }, "InvalidParameter"],
  ])("is refused as a whole with %s", async (_what, changes, code) => {
    const count = () => cloud().emulator.snapshot().listeners!.length;
    const before = count();
    expect(await codeOf("CreateTCPListeners", { ...tcp, ...changes })).toBe(code);
    expect(count()).toBe(before);
  });

  it("accepts an equal timeout and interval, as in the page's example", async () => {
    expect(await codeOf("CreateTCPListeners", { ...tcp, DelayLoop: 20, ConnectTimeout: 20 })).toBeUndefined();
  });

  it("accepts the same port for UDP, unless HTTP/3 uses it", async () => {
    const { HealthCheck: _left, ...udp } = tcp;
    expect(await codeOf("CreateUDPListeners", { ...udp, Ports: [443] })).toBeUndefined();
    expect(await codeOf("CreateUDPListeners", { ...udp, Ports: [9443] })).toBe(
      "InvalidParameterValue.DuplicatedListenerPort",
    );
  });

  it("stops at fifty listeners", async () => {
    const Ports = (from: number, length: number) => ({ Ports: Array.from({ length }, (_, index) => from + index) });
    await ask("CreateTCPListeners", { ...tcp, ...Ports(100, 20) });
    await ask("CreateTCPListeners", { ...tcp, ...Ports(200, 20) });
    expect(await codeOf("CreateTCPListeners", { ...tcp, ...Ports(300, 3) })).toBe("FailedOperation.LimitNumofListener");
    expect(await codeOf("CreateTCPListeners", { ...tcp, ...Ports(300, 2) })).toBeUndefined();
  });

  it.each<[string, object, string]>([
    ["an unknown certificate", { CertificateId: "cert-none" }, "InvalidParameterValue.InvalidCertificateId"],
    ["a client's certificate", { CertificateId: "cert-ca5t0p6r" }, "InvalidParameterValue.InvalidCertificateId"],
    ["mutual authentication without certificates", { AuthType: 1 }, "InvalidParameter"],
    ["IPv6", { ProxyId: "link-d4k9s1tv" }, "UnsupportedOperation"],
    ["a channel for TCP and UDP", { ProxyId: "link-7q2mf0xw" }, "UnsupportedOperation"],
  ])("is refused for HTTPS with %s", async (_what, changes, code) => {
    const https = {
      ProxyId: CHECKOUT,
      ListenerName: "n",
      Port: 90,
      CertificateId: "cert-etww5bkh",
      ForwardProtocol: "HTTP",
    };
    expect(await codeOf("CreateHTTPSListener", { ...https, ...changes })).toBe(code);
  });
});

describe("a listener's life", () => {
  it("has passages, and refuses a second change during one", async () => {
    await start({ pace: 1 });
    const { ListenerIds } = await ask("CreateTCPListeners", tcp);
    const [id] = ListenerIds as string[];
    const status = async () => (await described(id!))[0]?.ListenerStatus;
    const change = { ListenerId: id, ProxyId: CHECKOUT, ListenerName: "m" };
    expect(await status()).toBe(1);
    expect(await codeOf("ModifyTCPListenerAttribute", change)).toBe("FailedOperation.ListenerHasTask");
    sandbox().clock.advance(2_000);
    expect(await status()).toBe(0);
    await ask("ModifyTCPListenerAttribute", change);
    expect(await status()).toBe(4);
    expect(await codeOf("DeleteListeners", { ProxyId: CHECKOUT, ListenerIds: [id], Force: 1 })).toBe(
      "FailedOperation.ListenerHasTask",
    );
    sandbox().clock.advance(2_000);
    await ask("BindListenerRealServers", { ListenerId: id });
    expect(await status()).toBe(3);
    sandbox().clock.advance(2_000);
    await ask("DeleteListeners", { ProxyId: CHECKOUT, ListenerIds: [id], Force: 0 });
    expect(await status()).toBe(2);
    sandbox().clock.advance(2_000);
    expect(await described(id!)).toEqual([]);
  });

  it("reports a deleted listener in three ways, and fails on a fourth", async () => {
    const id = await idOn(80, "HTTP");
    await ask("DeleteListeners", { ProxyId: CHECKOUT, ListenerIds: [id], Force: 1 });
    expect(await described(id, "HTTP")).toEqual([]);
    expect(await codeOf("DescribeListenerRealServers", { ListenerId: id })).toBe("ResourceNotFound");
    const { answer } = await send(cloud(), "DescribeRules", { ListenerId: id });
    expect(answer.Error).toEqual({ Code: "InvalidParameter", Message: `ListenerId(${id}) Not Exist.` });
    expect(await codeOf("DescribeHTTPListeners", { ListenerId: id, ProxyId: CHECKOUT })).toBe("InternalError");
  });

  it("ends for some listeners and not for others in one call", async () => {
    const [bound, free] = [await idOn(6379), await idOn(9443, "HTTPS")];
    const answer = await ask("DeleteListeners", {
      ProxyId: CHECKOUT,
      ListenerIds: [bound, free, "listener-none"],
      Force: 0,
    });
    expect(answer).toMatchObject({
      OperationSucceedListenerSet: [free],
      OperationFailedListenerSet: [bound],
      InvalidStatusListenerSet: ["listener-none"],
    });
    const elsewhere = await ask("DeleteListeners", { GroupId: GAMES, ListenerIds: [bound], Force: 1 });
    expect(elsewhere.InvalidStatusListenerSet).toEqual([bound]);
  });
});

describe("describing listeners", () => {
  it.each<[string, object, string]>([
    ["nothing to go by", {}, "MissingParameter"],
    ["both parents", { ProxyId: CHECKOUT, GroupId: GAMES }, "InvalidParameter"],
    ["an unknown parent", { ProxyId: "link-none" }, "ResourceNotFound"],
    ["two ways to search", { ProxyId: CHECKOUT, SearchValue: "a", Port: 1 }, "InvalidParameter"],
    ["a large page", { ProxyId: CHECKOUT, Limit: 51 }, "InvalidParameterValue"],
  ])("is refused with %s", async (_what, fields, code) =>
    expect(await codeOf("DescribeTCPListeners", fields)).toBe(code),
  );

  it("filters and paginates", async () => {
    const names = async (fields: object) =>
      ((await ask("DescribeTCPListeners", { ProxyId: CHECKOUT, ...fields })).ListenerSet as { ListenerName: string }[])
        .map(({ ListenerName }) => ListenerName)
        .sort();
    expect(await names({ ListenerName: "payments" })).toEqual(["payments"]);
    expect(await names({ Port: 5432 })).toEqual(["orders-db"]);
    expect(await names({ SearchValue: "e" })).toEqual(
      ["orders-db", "payments", "session-cache"].filter((name) => name.includes("e")),
    );
    const all = await names({});
    expect([...(await names({ Limit: 3 })), ...(await names({ Limit: 3, Offset: 3 }))].sort()).toEqual(all);
    expect((await ask("DescribeTCPListeners", { ProxyId: CHECKOUT, Limit: 1 })).TotalCount).toBe(4);
  });

  it("shows the parent, and real servers that are down where they are probed", async () => {
    const [lobby] = await described(await idOn(7000, "TCP", { GroupId: GAMES }));
    expect(lobby).toMatchObject({ ProxyId: "", GroupId: GAMES, BindStatus: 0 });
    expect(lobby!.RealServerSet).toMatchObject([{ RealServerStatus: 0 }, { RealServerStatus: 1 }]);
    const [state] = await described(await idOn(7000, "UDP", { GroupId: GAMES }), "UDP");
    expect(state).toMatchObject({ BindStatus: 1 });
    const [mqtt] = await described(await idOn(1884, "UDP", { ProxyId: "link-7q2mf0xw" }), "UDP");
    expect(mqtt).toMatchObject({ GroupId: null, BindStatus: 0 });
  });
});
