import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProviderCapabilities } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import type { Listener } from "../../../src/model/listener.js";
import type { UpdateListenerInput } from "../../../src/model/listener-inputs.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { toListener } from "../../../src/providers/alibaba-ga/mapping.js";
import { readListener } from "../../../src/providers/alibaba-ga/wire.js";
import { problemsOf } from "../../support/broken-rules.js";
import { connectGa, type Ga } from "./recorder.js";
import { seedRequest, seedResponse, seedTable } from "./seed-document.js";

/** The cloud's description of the example's listener before and after the change. */
const described = (more: object, port: number) => ({
  RequestId: "6FEA0CF3-D3B9-43E5-A304-D217037876A8",
  ListenerId: seedRequest.ListenerId,
  AcceleratorId: "ga-bp1abc",
  Name: "",
  Description: "",
  Protocol: "TCP",
  State: "active",
  Type: "Standard",
  ClientAffinity: "NONE",
  CreateTime: "1735689600000",
  PortRanges: [{ FromPort: port, ToPort: port }],
  BackendPorts: [],
  Certificates: [],
  ProxyProtocol: false,
  IdleTimeout: 900,
  ...more,
});

describe("the UpdateListener page's examples", () => {
  let ga: Ga;
  let sent: URLSearchParams[];
  beforeEach(async () => {
    ga = await connectGa({ inventory: "empty" });
    sent = [];
    // Returns the page's own answers to every request: its ids are not the emulator's.
    const { emulator } = ga.cloud;
    const answers: Record<string, () => unknown> = {
      UpdateListener: () => JSON.parse(seedResponse),
      DescribeListener: () => described({ State: "updating" }, 20),
    };
    emulator.handle = (request) => {
      const action = emulator.actionOf(request);
      if (action === "UpdateListener") sent.push(new URLSearchParams(request.query));
      return { status: 200, body: answers[action]!() };
    };
  });
  afterEach(() => ga.stop());

  const listenerWith = (more: object, port = 8080): Listener =>
    toListener(readListener(described(more, port)), ga.account);
  const parametersOf = (one: URLSearchParams | undefined) => Object.fromEntries(one ?? []);

  it("are sent and read as printed", async () => {
    const listener = listenerWith({});
    const input = { id: listener.id, portRanges: [{ fromPort: 20, toPort: 20 }] };
    const changed = await ga.service.updateListener(listener, input, ga.call());
    const { ClientToken, RegionId, ...rest } = parametersOf(sent[0]);
    expect(rest).toEqual(seedRequest);
    // Both are optional parameters on the page.
    expect(RegionId).toBe("cn-hangzhou");
    expect(ClientToken).toMatch(/^[\x20-\x7e]{1,64}$/);
    expect(changed).toMatchObject({
      nativeId: seedRequest.ListenerId,
      portRanges: [{ fromPort: 20, toPort: 20 }],
      protocol: "TCP",
      status: "UPDATING",
      nativeStatus: "updating",
      createdAt: "2025-01-01T00:00:00Z",
    });
  });

  it("can be sent with every parameter of the page's table", async () => {
    const https = listenerWith({ Protocol: "HTTPS", Certificates: [{ Id: "1-cn-hangzhou", Type: "Server" }] }, 443);
    const input: UpdateListenerInput = {
      id: https.id,
      portRanges: [{ fromPort: 20 }],
      name: seedTable.Name,
      description: seedTable.Description,
      clientAffinity: "SOURCE_IP",
      tls: { certificateIds: [seedTable["Certificates.1.Id"]] },
      settings: { alibabaGa: { proxyProtocol: false, backendPort: 80 } },
    };
    expect(problemsOf(alibabaGa, "updateListener", input, { listener: https })).toEqual([]);
    await ga.service.updateListener(https, input, ga.call());
    // HTTPS listeners have one port, and this change keeps the protocol.
    const { Protocol, ClientToken, ...expected } = { ...seedTable, "PortRanges.1.ToPort": "20" };
    expect(parametersOf(sent[0])).toMatchObject(expected);
    expect(sent[0]?.has("Protocol")).toBe(false);
  });

  it("keep on what the cloud would switch off when it is omitted", async () => {
    const listener = listenerWith({ ClientAffinity: "SOURCE_IP", ProxyProtocol: true });
    await ga.service.updateListener(listener, { id: listener.id, name: "Listener" }, ga.call());
    const { ClientToken: _, ...rest } = parametersOf(sent[0]);
    expect(rest).toEqual({
      RegionId: "cn-hangzhou",
      ListenerId: seedRequest.ListenerId,
      Name: "Listener",
      ClientAffinity: "SOURCE_IP",
      ProxyProtocol: "true",
      "PortRanges.1.FromPort": "8080",
      "PortRanges.1.ToPort": "8080",
    });
  });
});

describe("an account", () => {
  it("shows the listener of the page's example", () => {
    const capabilities = Object.assign(new ProviderCapabilities(), alibabaGa.capabilities, { provider: "ALIBABA_GA" });
    const account = new CloudAccount({ id: "ga", provider: "ALIBABA_GA", region: null, capabilities });
    const listener = toListener(readListener(described({}, 20)), account);
    expect(listener.urn).toBe(`ga:listener:${seedRequest.ListenerId}`);
  });
});
