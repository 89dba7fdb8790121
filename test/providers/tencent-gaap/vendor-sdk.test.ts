import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { CHECKOUT, GAMES } from "./recorder.js";
import { GaapClient, type VendorClient } from "./vendor.js";

/** The vendor's own client, unchanged, against the emulator. */

let sandbox: Sandbox;
beforeAll(async () => {
  // The vendor's client obeys this variable even for loopback addresses.
  for (const name of ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"]) vi.stubEnv(name, undefined);
  const cloud = await tencentGaap.sandbox();
  sandbox = await startSandbox({ clouds: [{ key: "gaap", cloud }], ports: "any", controlPort: null, pace: 0 });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await sandbox.stop();
});

type Profile = NonNullable<ConstructorParameters<typeof GaapClient>[0]["profile"]>;

function clientWith(profile: Omit<Profile, "httpProfile">, reqMethod: "POST" | "GET" = "POST"): VendorClient {
  const { endpoint, credentials } = sandbox.cloud("gaap");
  return new GaapClient({
    credential: { secretId: credentials.SecretId, secretKey: credentials.SecretKey },
    region: "",
    profile: { ...profile, httpProfile: { protocol: "http://", endpoint: new URL(endpoint).host, reqMethod } },
  });
}

const STYLES: readonly (readonly [string, Omit<Profile, "httpProfile">, "POST" | "GET", number])[] = [
  ["TC3-HMAC-SHA256 and JSON", { signMethod: "TC3-HMAC-SHA256" }, "POST", 30_001],
  ["TC3-HMAC-SHA256 and a query", { signMethod: "TC3-HMAC-SHA256" }, "GET", 30_002],
  ["HmacSHA256 and a form", { signMethod: "HmacSHA256" }, "POST", 30_003],
  ["HmacSHA256 and a query", { signMethod: "HmacSHA256" }, "GET", 30_004],
  ["HmacSHA1 and a query", { signMethod: "HmacSHA1" }, "GET", 30_005],
];

describe.each(STYLES)("the vendor's client with %s", (_style, profile, method, port) => {
  it("opens, reads, changes and closes a listener", async () => {
    const client = clientWith(profile, method);
    const { ListenerIds } = await client.CreateTCPListeners({
      ProxyId: CHECKOUT,
      ListenerName: "by-the-vendor",
      Ports: [port],
      Scheduler: "rr",
      HealthCheck: 1,
      RealServerType: "IP",
      DelayLoop: 10,
      ConnectTimeout: 5,
    });
    const ListenerId = ListenerIds![0]!;
    const read = () => client.DescribeTCPListeners({ ListenerId });
    expect((await read()).ListenerSet).toMatchObject([
      { ListenerName: "by-the-vendor", Port: port, ListenerStatus: 0, DelayLoop: 10, ProxyId: CHECKOUT },
    ]);

    await client.ModifyTCPListenerAttribute({ ListenerId, ProxyId: CHECKOUT, Scheduler: "wrr" });
    const { RealServerSet } = await client.DescribeRealServers({
      ProjectId: -1,
      Filters: [{ Name: "RealServerIP", Values: ["203.0.113.20"] }],
    });
    const { RealServerId, RealServerIP } = RealServerSet[0]!;
    const binding = {
      RealServerId: RealServerId!,
      RealServerIP: RealServerIP!,
      RealServerPort: 80,
      RealServerWeight: 9,
    };
    await client.BindListenerRealServers({ ListenerId, RealServerBindSet: [binding] });
    expect((await read()).ListenerSet).toMatchObject([
      { Scheduler: "wrr", RealServerSet: [{ ...binding, RealServerStatus: 0 }] },
    ]);

    const refused = client.DeleteListeners({ ProxyId: CHECKOUT, ListenerIds: [ListenerId], Force: 0 });
    await expect(refused).rejects.toMatchObject({ code: "FailedOperation.RealServerAlreadyBound" });
    const deleted = await client.DeleteListeners({
      ProxyId: CHECKOUT,
      ListenerIds: [ListenerId, "listener-gone"],
      Force: 1,
    });
    expect(deleted).toMatchObject({
      OperationSucceedListenerSet: [ListenerId],
      OperationFailedListenerSet: [],
      InvalidStatusListenerSet: ["listener-gone"],
    });
    expect(await read()).toMatchObject({ TotalCount: 0, ListenerSet: [] });
  });
});

it("receives why a call is refused", async () => {
  const client = clientWith({ signMethod: "TC3-HMAC-SHA256" });
  const taken = client.CreateHTTPListener({ ProxyId: CHECKOUT, ListenerName: "again", Port: 443 });
  await expect(taken).rejects.toMatchObject({
    code: "InvalidParameterValue.DuplicatedListenerPort",
    requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

it("walks through the rest of the API", async () => {
  const client = clientWith({ signMethod: "TC3-HMAC-SHA256" });
  const { ListenerId } = await client.CreateHTTPSListener({
    GroupId: GAMES,
    ListenerName: "web",
    Port: 30_100,
    CertificateId: "cert-etww5bkh",
    ForwardProtocol: "HTTP",
  });
  await client.CreateDomain({ ListenerId: ListenerId!, Domain: "www.example.org", IsDefaultServer: true });
  const CheckParams = { DelayLoop: 10, ConnectTimeout: 5, Path: "/", Method: "GET", StatusCode: [200, 300] };
  const { RuleId } = await client.CreateRule({
    ListenerId: ListenerId!,
    Domain: "www.example.org",
    Path: "/",
    RealServerType: "DOMAIN",
    Scheduler: "lc",
    HealthCheck: 1,
    CheckParams,
  });
  const { RealServerSet } = await client.AddRealServers({
    ProjectId: 0,
    RealServerIP: ["new.example.org"],
    RealServerName: "new",
  });
  const { RealServerId } = RealServerSet![0]!;
  const binding = { RealServerId: RealServerId!, RealServerIP: "new.example.org", RealServerPort: 80 };
  await client.BindRuleRealServers({ RuleId: RuleId!, RealServerBindSet: [binding] });
  const { DomainRuleSet, TotalCount } = await client.DescribeRules({ ListenerId: ListenerId! });
  expect(TotalCount).toBe(1);
  expect(DomainRuleSet).toMatchObject([
    { Domain: "www.example.org", IsDefaultServer: true, RuleSet: [{ RuleId, CheckParams, RealServerSet: [binding] }] },
  ]);
  await expect(client.RemoveRealServers({ RealServerIds: [RealServerId!] })).rejects.toMatchObject({
    code: "FailedOperation.RealServerAlreadyBound",
  });
  await client.DeleteRule({ ListenerId: ListenerId!, RuleId: RuleId!, Force: 1 });
  await client.DeleteDomain({ ListenerId: ListenerId!, Domain: "www.example.org", Force: 0 });
  await client.RemoveRealServers({ RealServerIds: [RealServerId!] });
  expect((await client.DescribeRealServersStatus({ RealServerIds: ["rs-none"] })).RealServerStatusSet).toHaveLength(1);

  const { ProxySet, InstanceSet } = await client.DescribeProxies({ Order: "asc", OrderField: "proxy_id", Limit: 2 });
  expect(ProxySet!.map(({ ProxyId }) => ProxyId)).toEqual(["link-0a8r3yhc", "link-7q2mf0xw"]);
  expect(InstanceSet).toEqual(ProxySet);
  const ofGroup = await client.DescribeProxies({ Filters: [{ Name: "GroupId", Values: [GAMES] }] });
  expect(ofGroup.TotalCount).toBe(2);
  expect(await client.DescribeProxyDetail({ ProxyId: CHECKOUT })).toMatchObject({
    ProxyDetail: { ProxyName: "checkout-edge" },
  });
  expect(await client.DescribeProxyGroupDetails({ GroupId: GAMES })).toMatchObject({ ProxyGroupDetail: { Status: 0 } });
  expect(await client.DescribeProxiesStatus({ ProxyIds: [CHECKOUT] })).toMatchObject({
    InstanceStatusSet: [{ InstanceId: CHECKOUT, Status: "RUNNING" }],
  });
  expect((await client.DescribeCertificates({ CertificateType: 1 })).CertificateSet).toMatchObject([
    { CertificateId: "cert-ca5t0p6r" },
  ]);
});
