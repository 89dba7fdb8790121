import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import {
  actionsOf,
  allListeners,
  CHECKOUT,
  connectRecorded,
  create,
  created,
  GAMES,
  type Gaap,
  listenerNamed,
  poolsOf,
} from "./recorder.js";

let provider: Gaap;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const bodiesOf = (action: string) =>
  provider.requests.filter((request) => request.action === action).map(({ body }) => body);
const answerWith = (body: object, actions: string, times = 1) =>
  provider.cloud.faults.add({
    fault: {
      kind: "respond",
      status: 200,
      body: JSON.stringify({ Response: body }),
      headers: { "content-type": "application/json" },
    },
    actions,
    times,
  });
const refusal = (Code: string) => ({ Error: { Code, Message: "no" }, RequestId: "r" });
const ports = (count: number) => Array.from({ length: count }, (_, index) => 20_000 + index);
const shown = (outcome: Listener | ProblemError) =>
  outcome instanceof ProblemError ? outcome.code : outcome.portRanges[0]?.fromPort;

describe("creating many", () => {
  it("sends twenty ports in a call, and tells the listeners apart by their ports", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "UDP" }, ports(23));
    expect(outcomes.map(shown)).toEqual(ports(23));
    expect(bodiesOf("CreateUDPListeners").map(({ Ports }) => (Ports as number[]).length)).toEqual([20, 3]);
  });

  it("keeps what differs in more than the port apart", async () => {
    const { service, call } = provider;
    const [one] = await create(provider, { name: "one", protocol: "TCP" }, [20_000]);
    const parent = (one as Listener).parentRef!;
    const input = (name: string, port: number) => ({
      parentId: "x",
      name,
      protocol: "TCP" as const,
      portRanges: [{ fromPort: port }],
    });
    provider.requests.length = 0;
    const inputs = [input("a", 20_001), input("b", 20_002), input("a", 20_003)];
    const outcomes = await service.createListeners(
      inputs.map((one) => ({ parent, input: one })),
      call(),
    );
    expect(outcomes).toMatchObject(inputs.map(({ name, portRanges }) => ({ name, portRanges })));
    expect(bodiesOf("CreateTCPListeners")).toMatchObject([
      { ListenerName: "a", Ports: [20_001, 20_003] },
      { ListenerName: "b", Ports: [20_002] },
    ]);
  });

  it("finds the one port that is taken, and creates the others", async () => {
    // 443 is HTTPS, which shares its ports with TCP.
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, [20_000, 443, 20_001]);
    expect(outcomes.map(shown)).toEqual([20_000, "PORT_CONFLICT", 20_001]);
    expect(bodiesOf("CreateTCPListeners").map(({ Ports }) => Ports)).toEqual([
      [20_000, 443, 20_001],
      [20_000, 20_001],
    ]);
  });

  it("knows that HTTP/3 takes the UDP port", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "UDP" }, [443, 9443, 20_001]);
    expect(outcomes.map(shown)).toEqual([443, "PORT_CONFLICT", 20_001]);
  });

  it("refuses a port that is named twice the second time", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, [20_000, 20_000, 20_001]);
    expect(outcomes.map(shown)).toEqual([20_000, "PORT_CONFLICT", 20_001]);
  });

  it("sends smaller parts where the cloud does not say which port it minds", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, [20_000, 21, 20_001, 20_002]);
    expect(outcomes.map(shown)).toEqual([20_000, "INVALID_INPUT", 20_001, 20_002]);
  });

  it("fills the quota and refuses the rest", async () => {
    // 8 of 50 are there.
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, ports(45));
    expect(outcomes.map(shown)).toEqual([...ports(42), "QUOTA_EXCEEDED", "QUOTA_EXCEEDED", "QUOTA_EXCEEDED"]);
  });

  it("refuses all alike when the call is refused for another reason", async () => {
    answerWith(refusal("UnauthorizedOperation"), "^CreateTCPListeners$");
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, ports(3));
    expect(outcomes.map(shown)).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
    expect(bodiesOf("DescribeTCPListeners")).toEqual([]);
  });
});

describe("a create whose answer was lost", () => {
  const wish = { name: "lost", protocol: "TCP" } as const;

  it("is found by its ports", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateTCPListeners$", times: 1 });
    expect((await create(provider, wish, ports(3))).map(shown)).toEqual(ports(3));
    expect(bodiesOf("CreateTCPListeners")).toHaveLength(1);
  });

  it("is sent again when it was surely not done", async () => {
    answerWith(refusal("InternalError"), "^CreateTCPListeners$");
    expect((await create(provider, wish, [20_000])).map(shown)).toEqual([20_000]);
    expect(bodiesOf("DescribeTCPListeners")[0]).toMatchObject({ Port: 20_000 });
  });

  it("is a conflict when another listener holds the port", async () => {
    answerWith(refusal("InternalError"), "^CreateTCPListeners$");
    expect((await create(provider, wish, [8081])).map(shown)).toEqual(["PORT_CONFLICT"]);
  });

  it("is not mistaken for an older listener of the same name", async () => {
    answerWith(refusal("InternalError"), "^CreateTCPListeners$");
    expect((await create(provider, { ...wish, name: "payments" }, [8081])).map(shown)).toEqual(["PORT_CONFLICT"]);
  });

  it("is unknown when looking does not help", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateTCPListeners$", times: 1 });
    answerWith(refusal("UnauthorizedOperation"), "^DescribeTCPListeners$", 9);
    expect((await create(provider, wish, [20_000])).map(shown)).toEqual(["OUTCOME_UNKNOWN"]);
  });

  it("of HTTPS is found as well", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateHTTPSListener$", times: 1 });
    const tls = { certificateIds: ["cert-etww5bkh"] };
    expect((await create(provider, { name: "lost", protocol: "HTTPS", tls }, [20_443])).map(shown)).toEqual([20_443]);
    expect(bodiesOf("CreateHTTPSListener")).toHaveLength(1);
  });
});

it("says that a listener was created when it cannot be read back", async () => {
  answerWith(refusal("UnauthorizedOperation"), "^DescribeTCPListeners$");
  const [outcome] = await create(provider, { name: "unread", protocol: "TCP" }, [20_000]);
  expect(outcome).toMatchObject({
    code: "OUTCOME_UNKNOWN",
    nativeCode: "UnauthorizedOperation",
    message: expect.stringMatching(/has created/),
  });
});

it("creates on a group, with one port for all real servers", async () => {
  const settings = { tencentGaap: { realServerPort: 7100 } };
  const listener = await created(provider, { name: "grouped", protocol: "TCP", settings }, 20_000, GAMES);
  expect(listener).toMatchObject({ parentRef: { key: GAMES }, settings: { realServerPort: 7100 } });
  expect(bodiesOf("CreateTCPListeners")).toMatchObject([{ GroupId: GAMES, Ports: [20_000], RealServerPorts: [7100] }]);
});

describe("HTTPS", () => {
  const tls = { certificateIds: ["cert-etww5bkh"], clientCaCertificateIds: ["cert-ca5t0p6r"] };

  it("is created with what the cloud demands, and names itself where nobody does", async () => {
    const listener = await created(provider, { protocol: "HTTPS", tls }, 20_443);
    expect(bodiesOf("CreateHTTPSListener")).toEqual([
      {
        ProxyId: CHECKOUT,
        ListenerName: "https-listener",
        Port: 20_443,
        CertificateId: "cert-etww5bkh",
        ForwardProtocol: "HTTP",
        AuthType: 1,
        PolyClientCertificateIds: ["cert-ca5t0p6r"],
      },
    ]);
    expect(listener.tls).toMatchObject(tls);
  });

  it("gets its TLS versions as soon as it has settled", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 0.1 });
    const wish = {
      protocol: "HTTPS",
      tls: { ...tls, versions: ["TLSv1.3"], policy: "GAAP_TLS_CIPHERS_STRICT" },
    } as const;
    const listener = await created(
      provider,
      { ...wish, tls: { ...wish.tls, versions: [...wish.tls.versions] } },
      20_443,
    );
    expect(listener).toMatchObject({
      status: "UPDATING",
      tls: { versions: ["TLSv1.3"], policy: "GAAP_TLS_CIPHERS_STRICT" },
    });
    expect(bodiesOf("DescribeHTTPSListeners").length).toBeGreaterThan(2);
  });

  it("says what was done when the TLS versions cannot be set", async () => {
    answerWith(refusal("UnsupportedOperation"), "^SetTlsVersion$");
    const [outcome] = await create(provider, { protocol: "HTTPS", tls: { ...tls, versions: ["TLSv1.3"] } }, [20_443]);
    expect(outcome).toMatchObject({
      code: "UNSUPPORTED",
      message: expect.stringMatching(/^The listener listener-\w+ was created, but/),
    });
  });

  it("is changed in two steps", async () => {
    const listener = await listenerNamed(provider, "partner-api");
    const input = {
      id: listener.id,
      name: "partner",
      tls: { certificateIds: ["cert-etww5bkh"], versions: ["TLSv1.2"] },
      settings: { tencentGaap: { forwardProtocol: "HTTPS" } },
    };
    provider.requests.length = 0;
    const after = await provider.service.updateListener(listener, input, provider.call());
    expect(after).toMatchObject({
      name: "partner",
      tls: { certificateIds: ["cert-etww5bkh"], versions: ["TLSv1.2"], policy: "GAAP_TLS_CIPHERS_GENERAL" },
      settings: { forwardProtocol: "HTTPS" },
    });
    expect(actionsOf(provider)).toEqual([
      "ModifyHTTPSListenerAttribute",
      "DescribeHTTPSListeners",
      "SetTlsVersion",
      "DescribeHTTPSListeners",
    ]);
  });

  it("of a group is changed without naming it, for which the operation has no field", async () => {
    const listener = await listenerNamed(provider, "games-api");
    await provider.service.updateListener(listener, { id: listener.id, name: "api" }, provider.call());
    expect(bodiesOf("ModifyHTTPSListenerAttribute")).toEqual([{ ListenerId: listener.nativeId, ListenerName: "api" }]);
  });
});

describe("an update", () => {
  it.each([
    [
      "mqtt-plain",
      { algorithm: "ROUND_ROBIN", healthMonitor: { enabled: true, intervalSeconds: 30, healthyThreshold: 5 } },
      { Scheduler: "rr", HealthCheck: 1, DelayLoop: 30, HealthyThreshold: 5 },
    ],
    [
      "coap",
      {
        healthMonitor: { enabled: true, protocol: "UDP", port: 5000 },
        settings: { tencentGaap: { sendContext: "a" } },
      },
      { HealthCheck: 1, CheckType: "PORT", CheckPort: 5000, SendContext: "a" },
    ],
    [
      "lobby",
      { settings: { tencentGaap: { healthCheck: false, failoverSwitch: true } } },
      { HealthCheck: 0, FailoverSwitch: 1 },
    ],
    ["patches", { name: "patch-files" }, { ListenerName: "patch-files" }],
  ] as const)("of %s sends what it names and nothing else", async (name, changes, sent) => {
    const listener = await listenerNamed(provider, name);
    provider.requests.length = 0;
    await provider.service.updateListener(listener, { id: listener.id, ...changes } as never, provider.call());
    const { ListenerId, ProxyId, GroupId, ...fields } = provider.requests[0]!.body;
    expect(ListenerId).toBe(listener.nativeId);
    if (listener.protocol !== "HTTP") expect(ProxyId ?? GroupId).toBe(listener.parentRef?.key);
    expect(fields).toEqual(sent);
  });

  it("that changes nothing the cloud has sends nothing", async () => {
    const listener = await listenerNamed(provider, "lobby");
    provider.requests.length = 0;
    const same = await provider.service.updateListener(
      listener,
      { id: listener.id, clientAffinity: "NONE" },
      provider.call(),
    );
    expect(same).toEqual(listener);
    expect(provider.requests).toEqual([]);
  });

  it("waits while the listener is busy with an earlier one", async () => {
    await provider.stop();
    provider = await connectRecorded({ pace: 0.3 });
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "lobby");
    await service.updateListener(listener, { id: listener.id, name: "first" }, call());
    const second = await service.updateListener(listener, { id: listener.id, name: "second" }, call());
    expect(second).toMatchObject({ name: "second", status: "UPDATING" });
    expect(bodiesOf("ModifyTCPListenerAttribute").length).toBeGreaterThan(2);
  });
});

describe("a delete", () => {
  const isThere = async ({ ref }: Listener) =>
    (await allListeners(provider)).some((listener) => listener.ref.key === ref.key);

  it.each(["lobby", "patches"])("of %s minds what hangs on it, unless it is to cascade", async (name) => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, name);
    await expect(service.deleteListener(listener, { cascade: false }, call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
    });
    expect(await isThere(listener)).toBe(true);
    const [pool] = await poolsOf(provider, listener);
    await service.deleteListener(listener, { cascade: true }, call());
    expect(await isThere(listener)).toBe(false);
    expect((await service.readPools([pool!.ref], call())).size).toBe(0);
    // Gone is gone: no problem, on layer 7 neither.
    await service.deleteListener(listener, { cascade: false }, call());
  });

  it("minds rules without real servers, which the cloud would take away silently", async () => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "patches");
    const [pool] = await poolsOf(provider, listener);
    await service.setPoolMembers(pool!, [], call());
    provider.requests.length = 0;
    await expect(service.deleteListener(listener, { cascade: false }, call())).rejects.toMatchObject({
      code: "RESOURCE_IN_USE",
      message: expect.stringMatching(/patch\.example\.org/),
    });
    expect(actionsOf(provider)).toEqual(["DescribeRules"]);
  });

  it.each([
    [false, "RESOURCE_IN_USE"],
    [true, "PROVIDER_REJECTED"],
  ])("reads the failed ones out of a 200 (cascade: %s)", async (cascade, code) => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "lobby");
    const sets = {
      OperationSucceedListenerSet: [],
      OperationFailedListenerSet: [listener.nativeId],
      InvalidStatusListenerSet: [],
    };
    answerWith({ ...sets, RequestId: "r" }, "^DeleteListeners$");
    await expect(service.deleteListener(listener, { cascade }, call())).rejects.toMatchObject({ code });
  });

  it.each(["ResourceNotFound", "set"])("takes %s for done", async (shape) => {
    const { service, call } = provider;
    const listener = await listenerNamed(provider, "lobby");
    const sets = {
      OperationSucceedListenerSet: [],
      OperationFailedListenerSet: [],
      InvalidStatusListenerSet: [listener.nativeId],
    };
    answerWith(shape === "set" ? { ...sets, RequestId: "r" } : refusal(shape), "^DeleteListeners$");
    await expect(service.deleteListener(listener, { cascade: true }, call())).resolves.toBeUndefined();
  });
});
