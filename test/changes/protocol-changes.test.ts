import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph.stop());
beforeEach(() => graph.app.sandbox!.reset());

interface Shown {
  readonly id: string;
  readonly provider: string;
  readonly name: string;
  readonly protocol: string;
  readonly account: { readonly capabilities: { readonly immutableListenerFields: readonly string[] } };
}

async function listeners(): Promise<Shown[]> {
  const { data } = await graph.ask(
    "{ listeners(first: 200) { nodes { id provider name protocol account { capabilities { immutableListenerFields } } } } }",
  );
  return data.listeners.nodes;
}

const idOf = async (name: string): Promise<string> => (await listeners()).find((one) => one.name === name)!.id;

async function change(id: string, input: object) {
  const { data, errors } = await graph.ask(
    `mutation ($input: UpdateListenerInput!) {
      updateListener(input: $input) {
        listener { protocol portRanges { fromPort toPort } clientAffinity tls { certificateIds } timeouts { idleSeconds requestSeconds } }
        problems { code message path ... on PortConflictProblem { conflictsWith { name } overlap { fromPort } } }
      }
    }`,
    { input: { id, ...input } },
  );
  expect(errors).toBeUndefined();
  return data.updateListener;
}

/** The one problem of a change that was refused before the cloud was called. */
async function refusal(name: string, input: object) {
  const id = await idOf(name);
  graph.app.sandbox!.cloud("alibaba-ga").clearCalls();
  const { listener, problems } = await change(id, input);
  expect(listener).toBeNull();
  expect(problems).toHaveLength(1);
  expect(graph.app.sandbox!.cloud("alibaba-ga").countCalls("UpdateListener")).toBe(0);
  return problems[0];
}

describe("the protocol of a listener", () => {
  it("changes where the cloud can change it, and is refused before anything is sent where it cannot", async () => {
    const one = new Map((await listeners()).map((listener) => [listener.provider, listener]));
    const cannot = [...one.values()].filter(({ account }) =>
      account.capabilities.immutableListenerFields.includes("protocol"),
    );
    expect(cannot.map(({ provider }) => provider).sort()).toEqual([
      "HUAWEI_ELB",
      "HUAWEI_ELB_CLASSIC",
      "HUAWEI_GA",
      "TENCENT_GAAP",
    ]);
    for (const { id, protocol } of cannot) {
      graph.forgetCalls();
      const { problems } = await change(id, { protocol: protocol === "UDP" ? "TCP" : "UDP" });
      expect(problems[0]).toMatchObject({ code: "IMMUTABLE_FIELD", path: ["input", "protocol"] });
      const actions = graph.app.sandbox!.clouds.flatMap(({ calls }) => calls.map(({ action }) => action));
      expect(actions.filter((action) => !/^(Show|Describe|List)/.test(action ?? ""))).toEqual([]);
    }
  });

  it("carries over what the new one has, and nothing else", async () => {
    const id = await idOf("catalog-sync");
    expect(await change(id, { protocol: "UDP" })).toMatchObject({
      problems: [],
      listener: {
        protocol: "UDP",
        portRanges: [{ fromPort: 9000 }, { fromPort: 9002 }],
        timeouts: { idleSeconds: 20 },
      },
    });
    const https = await change(id, {
      protocol: "HTTPS",
      portRanges: [{ fromPort: 9443 }],
      tls: { certificateIds: ["449-cn-hangzhou"] },
      timeouts: { requestSeconds: 30 },
      settings: { alibabaGa: { httpVersion: "http3" } },
    });
    expect(https).toMatchObject({
      problems: [],
      listener: {
        protocol: "HTTPS",
        portRanges: [{ fromPort: 9443, toPort: 9443 }],
        tls: { certificateIds: ["449-cn-hangzhou"] },
        timeouts: { requestSeconds: 30 },
      },
    });
    // It has its certificate, and names it to nobody once it speaks HTTP.
    expect(await change(id, { protocol: "HTTPS", name: "sync-2" })).toMatchObject({ problems: [] });
    expect(await change(id, { protocol: "HTTP" })).toMatchObject({ problems: [], listener: { tls: null } });
  });

  it("leaves the proxy protocol behind, which TCP alone has", async () => {
    const id = await idOf("audit-log");
    expect((await change(id, { protocol: "HTTP" })).problems).toEqual([]);
    const { data } = await graph.ask(
      "query ($id: ID!) { listener(id: $id) { settings { ... on AlibabaGaListenerSettings { proxyProtocol } } } }",
      { id },
    );
    expect(data.listener.settings).toEqual({ proxyProtocol: false });
    const asked = await change(id, { settings: { alibabaGa: { proxyProtocol: true } } });
    expect(asked.problems).toMatchObject([{ path: ["input", "settings", "alibabaGa", "proxyProtocol"] }]);
    const together = { protocol: "TCP", settings: { alibabaGa: { proxyProtocol: true } } };
    expect((await change(id, together)).problems).toEqual([]);
  });

  it("is judged with the ports, certificates, times and settings that go with it", async () => {
    expect(await refusal("catalog-sync", { protocol: "HTTP" })).toMatchObject({
      code: "INVALID_INPUT",
      path: ["input", "protocol"],
      message: expect.stringMatching(/exactly one port.*portRanges/),
    });
    expect(await refusal("shop-redirect", { protocol: "HTTPS" })).toMatchObject({
      path: ["input", "tls", "certificateIds"],
    });
    expect(await refusal("partner-api", { protocol: "TCP", tls: { certificateIds: ["1"] } })).toMatchObject({
      path: ["input", "tls"],
    });
    expect(await refusal("partner-api", { protocol: "TCP", timeouts: { requestSeconds: 9 } })).toMatchObject({
      path: ["input", "timeouts", "requestSeconds"],
    });
    expect(await refusal("payment-bridge", { protocol: "UDP", portRanges: [{ fromPort: 4789 }] })).toMatchObject({
      path: ["input", "portRanges", "0"],
    });
    expect(await refusal("payment-bridge", { protocol: null })).toMatchObject({ code: "UNSUPPORTED" });
    expect(await refusal("payment-bridge", { protocol: "OTHER" })).toMatchObject({ path: ["input", "protocol"] });
  });

  it("changes between HTTP and HTTPS only while a pool maps ports", async () => {
    expect(await refusal("image-upload", { protocol: "UDP" })).toMatchObject({
      code: "UNSUPPORTED",
      path: ["input", "protocol"],
      message: expect.stringMatching(/portOverrides/),
    });
    expect(await change(await idOf("checkout-edge"), { protocol: "HTTP" })).toMatchObject({
      problems: [],
      listener: { protocol: "HTTP", tls: null },
    });
  });

  it("meets the listeners that hold its ports in the new protocol, and never itself", async () => {
    const { id } = (await listeners()).find(({ name }) => name === "staff-vpn")!;
    const { data } = await graph.ask("query ($id: ID!) { listener(id: $id) { parent { id } } }", { id });
    const input = {
      parentId: data.listener.parent.id,
      name: "vpn-tcp",
      protocol: "TCP",
      portRanges: [{ fromPort: 1194 }],
    };
    const made = await graph.ask(
      "mutation ($input: CreateListenerInput!) { createListener(input: $input) { problems { message } } }",
      { input },
    );
    expect(made.data.createListener.problems).toEqual([]);
    expect((await change(id, { protocol: "TCP" })).problems).toMatchObject([
      { code: "PORT_CONFLICT", conflictsWith: [{ name: "vpn-tcp" }], overlap: [{ fromPort: 1194 }] },
    ]);
    const grown = await change(await idOf("vpn-tcp"), { portRanges: [{ fromPort: 1194 }, { fromPort: 6514 }] });
    expect(grown.problems).toMatchObject([
      { code: "PORT_CONFLICT", conflictsWith: [{ name: "audit-log" }], overlap: [{ fromPort: 6514 }] },
    ]);
  });
});
