import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { blockUnder } from "./page.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.limits.readDeadlineMs = 120_000;
  });
}, 60_000);
afterAll(() => graph.stop());

/** What the page's query under a heading is answered with, which is something. */
async function answerTo(heading: string, variables: Record<string, unknown> = {}) {
  const { data, errors } = await graph.ask(blockUnder("docs/on-call.md", heading, "graphql"), variables);
  expect(errors).toBeUndefined();
  const [list] = Object.values(data as Record<string, { nodes: unknown[] }>);
  return list!;
}
const named = (nodes: readonly unknown[]) => nodes.map((node) => (node as { name: string }).name).sort();

describe("the questions of docs/on-call.md that come on call", () => {
  it("what answers on an address and port", async () => {
    const { nodes } = await answerTo("What answers on 203.0.113.40:8443?");
    expect(nodes).toEqual([
      {
        name: "api-public",
        provider: "HUAWEI_ELB_CLASSIC",
        protocol: "HTTPS",
        isServing: true,
        parent: { name: expect.any(String), addresses: ["203.0.113.40"] },
      },
    ]);
  });

  it("what sends traffic to a server", async () => {
    const { nodes } = await answerTo("What sends traffic to 10.20.156.33?");
    expect(named(nodes)).toEqual(["api-public"]);
  });

  it("which servers fail their checks", async () => {
    const { nodes } = await answerTo("Which servers fail their checks?");
    const accounts = nodes.map((node) => (node as { pool: { account: { id: string } } }).pool.account.id);
    expect(nodes.length).toBeGreaterThan(5);
    expect(new Set(accounts).size).toBeGreaterThan(2);
  });

  it("which listeners use a certificate", async () => {
    const { nodes } = await answerTo("Which listeners use a certificate?");
    expect(named(nodes)).toEqual(["api-old-clients", "api-public"]);
  });

  it("which ports are used, and by whom", async () => {
    const { data } = await graph.ask(
      '{ listenerParents(filter: { addresses: ["203.0.113.40"] }) { nodes { id capabilities: account { capabilities { protocols } } listeners(first: 50) { nodes { name protocol } } } } }',
    );
    const [{ id, listeners, capabilities }] = data.listenerParents.nodes;
    const maps = (await answerTo("Which ports of a load balancer are used?", { parentId: id })) as unknown as {
      protocol: string;
      used: { ports: Ports; listener: { name: string } }[];
      reserved: Ports[];
      free: Ports[];
    }[];
    expect(maps.map(({ protocol }) => protocol)).toEqual(capabilities.capabilities.protocols);
    for (const { protocol, used, reserved, free } of maps) {
      // On this cloud a number is one listener's, over TCP and UDP.
      expect(named(used.map(({ listener }) => listener))).toEqual(named(listeners.nodes));
      const { data: asked } = await graph.ask(
        "query ($id: ID!, $p: ListenerProtocol!) { freePorts(parentId: $id, protocol: $p) { fromPort toPort size } }",
        { id, p: protocol },
      );
      expect(free).toEqual(asked.freePorts);
      const all = [...used.map(({ ports }) => ports), ...reserved, ...free].sort((a, b) => a.fromPort - b.fromPort);
      for (const [index, { fromPort }] of all.entries())
        if (index > 0) expect(fromPort).toBe(all[index - 1]!.toPort + 1);
    }
  });
});

interface Ports {
  readonly fromPort: number;
  readonly toPort: number;
}
