import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { globalIdOf, parseGlobalId } from "../../src/model/resource-ref.js";
import type { FaultRule } from "../../src/sandbox/faults.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
interface Range {
  readonly fromPort: number;
  readonly toPort: number;
  readonly size: number;
}
interface Parent {
  readonly id: string;
  readonly name: string;
  readonly provider: string;
  readonly listeners: { readonly nodes: { readonly protocol: string; readonly portRanges: Range[] }[] };
}
let parents: Parent[];
beforeAll(async () => {
  graph = await startGraph();
  const { data } = await graph.ask(`{
    listenerParents(first: 200) {
      nodes { id name provider listeners(first: 200) { nodes { name protocol portRanges { fromPort toPort } } } }
    }
  }`);
  parents = data.listenerParents.nodes;
}, 60_000);
afterAll(() => graph.stop());

const FREE = `query ($id: ID!, $protocol: ListenerProtocol!, $count: Int, $from: Int, $to: Int) {
  freePorts(parentId: $id, protocol: $protocol, count: $count, from: $from, to: $to) { fromPort toPort size }
}`;
async function freeOf(parent: Parent, protocol: string, more: object = {}): Promise<Range[]> {
  const { data, errors } = await graph.ask(FREE, { id: parent.id, protocol, ...more });
  expect(errors).toBeUndefined();
  return data.freePorts;
}
const holds = (ranges: readonly Range[], port: number) =>
  ranges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort);
/** One with listeners of the protocol. */
const parentWith = (provider: string, protocol: string): Parent =>
  parents.find(
    (one) => one.provider === provider && one.listeners.nodes.some((listener) => listener.protocol === protocol),
  )!;
const firstPort = ({ listeners }: Parent, protocol: string): number =>
  listeners.nodes.find((listener) => listener.protocol === protocol)!.portRanges[0]!.fromPort;

describe("freePorts", () => {
  const CLOUDS = ["ALIBABA_GA", "HUAWEI_ELB", "HUAWEI_ELB_CLASSIC", "HUAWEI_GA", "TENCENT_GAAP"];

  it.each(CLOUDS)("on %s are the gaps between its listeners, of either sort", async (provider) => {
    const tcp = parentWith(provider, "TCP");
    const taken = tcp.listeners.nodes
      .filter(({ protocol }) => protocol !== "UDP")
      .flatMap(({ portRanges }) => portRanges.map(({ fromPort }) => fromPort));
    const free = await freeOf(tcp, "TCP");
    for (const port of taken) expect(holds(free, port)).toBe(false);
    for (const { fromPort, toPort, size } of free) expect(size).toBe(toPort - fromPort + 1);
    const udp = parentWith(provider, "UDP");
    expect(holds(await freeOf(udp, "UDP"), firstPort(udp, "UDP"))).toBe(false);
  });

  it("count UDP apart from the others, save where a cloud does not", async () => {
    for (const provider of CLOUDS) {
      const onlyUdp = parents
        .filter((parent) => parent.provider === provider)
        .flatMap((parent) => {
          const { nodes } = parent.listeners;
          const others = nodes.filter(({ protocol }) => protocol !== "UDP").flatMap(({ portRanges }) => portRanges);
          const ports = nodes
            .filter(({ protocol }) => protocol === "UDP")
            .map(({ portRanges: [one] }) => one!.fromPort);
          return ports.filter((port) => !holds(others, port)).map((port) => ({ parent, port }));
        });
      const [{ parent, port }] = onlyUdp as [(typeof onlyUdp)[number]];
      const isFree = holds(await freeOf(parent, "TCP"), port);
      expect([provider, isFree]).toEqual([provider, provider !== "HUAWEI_ELB_CLASSIC"]);
    }
  });

  it("lack the UDP port of HTTPS with HTTP/3, and have that of HTTPS without", async () => {
    const { data } = await graph.ask(`{
      listeners(first: 200, filter: { providers: [TENCENT_GAAP], protocols: [HTTPS] }) {
        nodes { portRanges { fromPort } parent { id } settings { ... on TencentGaapListenerSettings { http3Supported } } }
      }
    }`);
    const told = new Set<boolean>();
    for (const { portRanges, parent, settings } of data.listeners.nodes) {
      const free = await freeOf(parent, "UDP");
      expect(holds(free, portRanges[0].fromPort)).toBe(!settings.http3Supported);
      told.add(settings.http3Supported);
    }
    expect(told.size).toBe(2);
  });

  it("leave out what the cloud keeps to itself, by protocol", async () => {
    const parent = parents.find(({ provider }) => provider === "ALIBABA_GA")!;
    const udp = await freeOf(parent, "UDP");
    expect([250, 4789, 4790, 65_500, 65_535].filter((port) => holds(udp, port))).toEqual([]);
    expect(udp.at(-1)!.toPort).toBe(65_499);
    expect(holds(await freeOf(parent, "TCP"), 250)).toBe(true);
    const channel = parents.find(({ provider }) => provider === "TENCENT_GAAP")!;
    expect(holds(await freeOf(channel, "TCP"), 21)).toBe(false);
  });

  it("are of the length and between the bounds that are asked for", async () => {
    const parent = parentWith("HUAWEI_ELB", "TCP");
    const all = await freeOf(parent, "TCP");
    const long = await freeOf(parent, "TCP", { count: 1_000 });
    expect(long).toEqual(all.filter(({ size }) => size >= 1_000));
    expect(await freeOf(parent, "TCP", { from: 40_000, to: 40_009 })).toEqual([
      { fromPort: 40_000, toPort: 40_009, size: 10 },
    ]);
    expect(await freeOf(parent, "TCP", { from: 40_000, to: 40_009, count: 11 })).toEqual([]);
    expect(await freeOf(parent, "TCP", { count: null, from: null, to: null })).toEqual(all);
  });

  it("are what a plan takes, and what is not among them it refuses", async () => {
    const parent = parentWith("HUAWEI_ELB_CLASSIC", "UDP");
    const [free] = await freeOf(parent, "TCP");
    const planned = async (fromPort: number): Promise<string[]> => {
      const input = { parentId: parent.id, name: "free", protocol: "TCP", portRanges: [{ fromPort }], mode: "PLAN" };
      const document =
        "mutation ($input: CreateListenerInput!) { createListener(input: $input) { problems { code } } }";
      const { data } = await graph.ask(document, { input });
      return data.createListener.problems.map(({ code }: { code: string }) => code);
    };
    expect(await planned(free!.fromPort)).not.toContain("PORT_CONFLICT");
    expect(await planned(firstPort(parent, "UDP"))).toContain("PORT_CONFLICT");
  });

  it.each<[code: string, argument: string | null, variables: object]>([
    ["INVALID_INPUT", "parentId", { id: "nonsense" }],
    ["INVALID_INPUT", "count", { count: 0 }],
    ["INVALID_INPUT", "count", { count: 65_536 }],
    ["INVALID_INPUT", "from", { from: 0 }],
    ["INVALID_INPUT", "to", { to: 65_536 }],
    ["INVALID_INPUT", "to", { from: 10, to: 9 }],
    ["UNSUPPORTED", "protocol", { protocol: "OTHER" }],
  ])("are %s by %s, before any cloud is asked, for %j", async (code, argument, variables) => {
    graph.forgetCalls();
    const { data, errors } = await graph.ask(FREE, { id: parents[0]!.id, protocol: "TCP", ...variables });
    expect(data).toEqual({ freePorts: null });
    expect(errors).toMatchObject([{ path: ["freePorts"], extensions: { code, argument: [argument] } }]);
    expect(graph.countCalls()).toBe(0);
  });

  it("are not found on what is gone", async () => {
    const ref = parseGlobalId(parents[0]!.id)!;
    const id = globalIdOf({ ...ref, key: "11112222-3333-4444-5555-666677778888" });
    const { errors } = await graph.ask(FREE, { id, protocol: "TCP" });
    expect(errors).toMatchObject([{ path: ["freePorts"], extensions: { code: "NOT_FOUND" } }]);
  });

  describe("are an error with its code", () => {
    // Of its own: in one of the suite's modes answers are kept.
    let fresh: RunningGraph;
    beforeAll(async () => {
      fresh = await startGraph();
    });
    afterAll(() => fresh.stop());

    const refused = { Response: { Error: { Code: "UnauthorizedOperation", Message: "No." }, RequestId: "R-1" } };
    it.each<[what: string, code: string, provider: string, cloud: string, rule: FaultRule]>([
      [
        "when those of another protocol cannot be listed",
        "FORBIDDEN",
        "TENCENT_GAAP",
        "tencent-gaap",
        {
          fault: { kind: "respond", status: 200, body: JSON.stringify(refused) },
          actions: "^DescribeHTTPSListeners$",
        },
      ],
      [
        "when one on the list cannot be read",
        "UNREADABLE",
        "HUAWEI_ELB",
        "huawei-elb",
        { fault: { kind: "edit", patch: [{ op: "replace", path: "/body/listeners/0/id", value: ".." }] } },
      ],
      [
        "when one tells no port",
        "UNREADABLE",
        "HUAWEI_ELB",
        "huawei-elb",
        { fault: { kind: "edit", patch: [{ op: "replace", path: "/body/listeners/0/protocol_port", value: null }] } },
      ],
    ])("%s", async (_what, code, provider, cloud, rule) => {
      const { id } = parentWith(provider, "TCP");
      fresh.app.sandbox!.cloud(cloud).faults.add(rule);
      const answer = await fresh.ask(FREE, { id, protocol: "TCP" });
      fresh.app.sandbox!.cloud(cloud).faults.clear();
      expect(answer.data).toEqual({ freePorts: null });
      expect(answer.errors).toMatchObject([{ path: ["freePorts"], extensions: { code } }]);
    });
  });
});
