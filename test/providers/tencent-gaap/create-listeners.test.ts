import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import {
  answerWith,
  bodiesOf,
  CHECKOUT,
  connectRecorded,
  create,
  created,
  GAMES,
  type Gaap,
  loseRequest,
  parentRef,
  refusal,
} from "./recorder.js";

let provider: Gaap;
beforeEach(async () => {
  provider = await connectRecorded();
});
afterEach(() => provider.stop());

const ports = (count: number) => Array.from({ length: count }, (_, index) => 20_000 + index);
const shown = (outcome: Listener | ProblemError) =>
  outcome instanceof ProblemError ? outcome.code : outcome.portRanges[0]?.fromPort;

describe("creating many listeners", () => {
  it("sends twenty ports in a call, and identifies the listeners by their ports", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "UDP" }, ports(23));
    expect(outcomes.map(shown)).toEqual(ports(23));
    expect(bodiesOf(provider, "CreateUDPListeners").map(({ Ports }) => (Ports as number[]).length)).toEqual([20, 3]);
  });

  it("sends listeners that differ in more than the port separately", async () => {
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
    expect(bodiesOf(provider, "CreateTCPListeners")).toMatchObject([
      { ListenerName: "a", Ports: [20_001, 20_003] },
      { ListenerName: "b", Ports: [20_002] },
    ]);
  });

  it("finds the one port that is taken, and creates the others", async () => {
    // 443 is taken by HTTPS, which shares its ports with TCP.
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, [20_000, 443, 20_001]);
    expect(outcomes.map(shown)).toEqual([20_000, "PORT_CONFLICT", 20_001]);
    expect(bodiesOf(provider, "CreateTCPListeners").map(({ Ports }) => Ports)).toEqual([
      [20_000, 443, 20_001],
      [20_000, 20_001],
    ]);
  });

  it("knows that HTTP/3 uses the UDP port", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "UDP" }, [443, 9443, 20_001]);
    expect(outcomes.map(shown)).toEqual([443, "PORT_CONFLICT", 20_001]);
  });

  it("refuses the second occurrence of a port", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, [20_000, 20_000, 20_001]);
    expect(outcomes.map(shown)).toEqual([20_000, "PORT_CONFLICT", 20_001]);
  });

  it("sends smaller batches when the cloud does not say which port it refuses", async () => {
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, [20_000, 21, 20_001, 20_002]);
    expect(outcomes.map(shown)).toEqual([20_000, "INVALID_INPUT", 20_001, 20_002]);
  });

  it("fills the quota and reports the rest as refused", async () => {
    // 8 of 50 exist.
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, ports(45));
    expect(outcomes.map(shown)).toEqual([...ports(42), "QUOTA_EXCEEDED", "QUOTA_EXCEEDED", "QUOTA_EXCEEDED"]);
  });

  it("reports all as refused when the call is refused for another reason", async () => {
    answerWith(provider, refusal("UnauthorizedOperation"), "^CreateTCPListeners$");
    const outcomes = await create(provider, { name: "many", protocol: "TCP" }, ports(3));
    expect(outcomes.map(shown)).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
    expect(bodiesOf(provider, "DescribeTCPListeners")).toEqual([]);
  });
});

describe("a create whose answer was lost", () => {
  const wish = { name: "lost", protocol: "TCP" } as const;

  it("is found by its ports", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateTCPListeners$", times: 1 });
    expect((await create(provider, wish, ports(3))).map(shown)).toEqual(ports(3));
    expect(bodiesOf(provider, "CreateTCPListeners")).toHaveLength(1);
  });

  it("is sent again when it certainly created nothing", async () => {
    loseRequest(provider, "^CreateTCPListeners$");
    expect((await create(provider, wish, [20_000])).map(shown)).toEqual([20_000]);
    expect(bodiesOf(provider, "DescribeTCPListeners")[0]).toMatchObject({ Port: 20_000 });
  });

  it("counts as refused when the cloud itself reports an outage", async () => {
    answerWith(provider, refusal("InternalError"), "^CreateTCPListeners$");
    const [outcome] = await create(provider, wish, [20_000]);
    expect(outcome).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "transient", mayHaveHappened: false });
    expect(bodiesOf(provider, "CreateTCPListeners")).toEqual([]);
  });

  it("is a conflict when another listener holds the port", async () => {
    loseRequest(provider, "^CreateTCPListeners$");
    expect((await create(provider, wish, [8081])).map(shown)).toEqual(["PORT_CONFLICT"]);
  });

  it("is not mistaken for an older listener of the same name", async () => {
    loseRequest(provider, "^CreateTCPListeners$");
    expect((await create(provider, { ...wish, name: "payments" }, [8081])).map(shown)).toEqual(["PORT_CONFLICT"]);
  });

  const rich = {
    ...wish,
    algorithm: "WEIGHTED_ROUND_ROBIN",
    healthMonitor: {
      enabled: true,
      intervalSeconds: 20,
      timeoutSeconds: 5,
      healthyThreshold: 2,
      unhealthyThreshold: 4,
    },
    settings: { tencentGaap: { clientIpMethod: 0, failoverSwitch: true } },
  } as const;
  it.each([
    ["algorithm", { algorithm: "ROUND_ROBIN" }],
    ["a check's interval", { healthMonitor: { ...rich.healthMonitor, intervalSeconds: 21 } }],
    ["a threshold", { healthMonitor: { ...rich.healthMonitor, unhealthyThreshold: 5 } }],
    ["checks at all", { healthMonitor: { ...rich.healthMonitor, enabled: false } }],
    ["a setting", { settings: { tencentGaap: { clientIpMethod: 0, failoverSwitch: false } } }],
    ["capitals of the name", { name: "Lost" }],
  ])("is not mistaken for a recent one that differs in %s", async (_, other) => {
    await created(provider, { ...rich, ...other } as never, 20_000);
    loseRequest(provider, "^CreateTCPListeners$");
    expect((await create(provider, rich as never, [20_000])).map(shown)).toEqual(["PORT_CONFLICT"]);
  });

  it("is found by everything that was sent, however the cloud spells it", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateTCPListeners$", times: 1 });
    const patch = [{ op: "replace" as const, path: "/body/Response/ListenerSet/0/HealthCheck", value: "True" }];
    provider.cloud.faults.add({ fault: { kind: "edit", patch }, actions: "^DescribeTCPListeners$" });
    expect((await create(provider, rich as never, [20_000])).map(shown)).toEqual([20_000]);
    expect(bodiesOf(provider, "CreateTCPListeners")).toHaveLength(1);
  });

  it("has an unknown outcome when the listener's age is unknown, and is not sent again", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateTCPListeners$", times: 1 });
    const patch = [{ op: "replace" as const, path: "/body/Response/ListenerSet/0/CreateTime", value: "soon" }];
    provider.cloud.faults.add({ fault: { kind: "edit", patch }, actions: "^DescribeTCPListeners$" });
    expect((await create(provider, wish, [20_000])).map(shown)).toEqual(["OUTCOME_UNKNOWN"]);
    expect(bodiesOf(provider, "CreateTCPListeners")).toHaveLength(1);
  });

  it("has an unknown outcome when the lookup fails", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateTCPListeners$", times: 1 });
    answerWith(provider, refusal("UnauthorizedOperation"), "^DescribeTCPListeners$", 9);
    expect((await create(provider, wish, [20_000])).map(shown)).toEqual(["OUTCOME_UNKNOWN"]);
  });

  it("is also found for HTTPS", async () => {
    provider.cloud.faults.add({ fault: { kind: "drop" }, actions: "^CreateHTTPSListener$", times: 1 });
    const tls = { certificateIds: ["cert-etww5bkh"] };
    expect((await create(provider, { name: "lost", protocol: "HTTPS", tls }, [20_443])).map(shown)).toEqual([20_443]);
    expect(bodiesOf(provider, "CreateHTTPSListener")).toHaveLength(1);
  });
});

it("records for each command what was accepted, and which listener to look for when it cannot be read back", async () => {
  answerWith(provider, refusal("UnauthorizedOperation"), "^DescribeTCPListeners$");
  const made: string[][] = [[], []];
  const parent = parentRef(provider, CHECKOUT);
  const commands = made.map((own, index) => ({
    call: { ...provider.call(), made: own },
    parent,
    input: { parentId: "x", name: "unread", protocol: "TCP", portRanges: [{ fromPort: 20_000 + index }] } as const,
  }));
  const outcomes = await provider.service.createListeners(commands as never, provider.call());
  const nativeId = expect.stringMatching(/^listener-\w+, listener-\w+$/);
  expect(outcomes).toMatchObject([
    { code: "FORBIDDEN", nativeId },
    { code: "FORBIDDEN", nativeId },
  ]);
  expect(made).toEqual([["CreateTCPListeners"], ["CreateTCPListeners"]]);
});

it("returns an HTTPS listener as it was sent when it cannot be read back", async () => {
  answerWith(provider, refusal("UnauthorizedOperation"), "^DescribeHTTPSListeners$");
  const shownLast: unknown[] = [];
  const call = { ...provider.call(), exists: (object: unknown) => shownLast.push(object) };
  const input = {
    ...{ parentId: "x", name: "unread", protocol: "HTTPS", portRanges: [{ fromPort: 20_443 }] },
    tls: { certificateIds: ["cert-etww5bkh"] },
  } as const;
  const command = { call, parent: parentRef(provider, CHECKOUT), input };
  const outcomes = await provider.service.createListeners([command] as never, provider.call());
  expect(outcomes).toMatchObject([{ code: "FORBIDDEN", nativeId: expect.stringMatching(/^listener-/) }]);
  expect(shownLast).toMatchObject([
    { nativeId: (outcomes[0] as ProblemError).nativeId, name: "unread", status: "UNKNOWN", nativeStatus: null },
  ]);
});

it("creates listeners on a group, with one port for all real servers", async () => {
  const settings = { tencentGaap: { realServerPort: 7100 } };
  const listener = await created(provider, { name: "grouped", protocol: "TCP", settings }, 20_000, GAMES);
  expect(listener).toMatchObject({ parentRef: { key: GAMES }, settings: { realServerPort: 7100 } });
  expect(bodiesOf(provider, "CreateTCPListeners")).toMatchObject([
    { GroupId: GAMES, Ports: [20_000], RealServerPorts: [7100] },
  ]);
});

describe("TLS versions on a group", () => {
  const tls = { certificateIds: ["cert-etww5bkh"], versions: ["TLSv1.2", "TLSv1.3"] };
  const open = () => create(provider, { name: "secure", protocol: "HTTPS", tls }, [20_443], GAMES);

  it("are set where the group allows a choice", async () => {
    expect(await open()).toMatchObject([{ tls: { versions: tls.versions } }]);
  });

  it("are refused before any create where it does not", async () => {
    const details = { ProxyGroupDetail: { GroupId: GAMES, IsSupportTLSChoice: 0 }, RequestId: "r" };
    answerWith(provider, details, "^DescribeProxyGroupDetails$");
    expect(await open()).toMatchObject([{ code: "UNSUPPORTED", inputPath: ["tls", "versions"] }]);
    expect(bodiesOf(provider, "CreateHTTPSListener")).toEqual([]);
  });
});
