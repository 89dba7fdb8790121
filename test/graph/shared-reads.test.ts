import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { keepingAccounts, type RunningGraph, startGraph } from "../support/graph.js";

const PAGE = "{ listeners(first: 200) { isComplete nodes { id name } } }";

let graph: RunningGraph;
let clouds: readonly string[];

beforeAll(async () => {
  graph = await startGraph();
  clouds = providers.map(({ key }) => key);
});
afterAll(() => graph.stop());
beforeEach(() => graph.forgetCalls());

const callsByCloud = () => Object.fromEntries(clouds.map((key) => [key, graph.countCalls(key)]));

describe("many clients that ask for the same page at once", () => {
  it("cost each cloud what one of them costs", async () => {
    const { data: expected } = await graph.ask(PAGE);
    const alone = callsByCloud();
    expect(Math.min(...Object.values(alone))).toBeGreaterThan(0);
    graph.forgetCalls();
    // Long enough for the last of them to arrive while the first one's reads are under way.
    for (const key of clouds) graph.app.sandbox?.cloud(key).faults.add({ fault: { kind: "latency", ms: 1_200 } });
    try {
      const answers = await Promise.all(Array.from({ length: 20 }, () => graph.ask(PAGE)));
      for (const { data } of answers) expect(data).toEqual(expected);
      expect(callsByCloud()).toEqual(alone);
    } finally {
      for (const key of clouds) graph.app.sandbox?.cloud(key).faults.clear();
    }
  });
});

describe("accounts that keep answers", () => {
  let keeping: RunningGraph;

  beforeAll(async () => {
    const accounts = await keepingAccounts(graph.app.sandbox!);
    keeping = await startGraph((config) => {
      config.accounts = accounts;
    });
  });
  afterAll(() => keeping.stop());

  it("spare every cloud the second asking, and say so in the metrics", async () => {
    const { data: first } = await keeping.ask(PAGE);
    graph.forgetCalls();
    const { data: second } = await keeping.ask(PAGE);
    expect(second).toEqual(first);
    expect(callsByCloud()).toEqual(Object.fromEntries(clouds.map((key) => [key, 0])));
    const metrics = await (await fetch(keeping.endpoint.replace("/graphql", "/metrics"))).text();
    for (const provider of providers.map(({ name }) => name))
      expect(metrics).toMatch(new RegExp(`upstream_cache_hits_total\\{provider="${provider}",[^}]*\\} [1-9]`));
  });

  it("show a change of ours at once", async () => {
    const find = `{ listeners(first: 200, filter: { providers: [HUAWEI_GA] }) { nodes { id description } } }`;
    const { data: before } = await keeping.ask(find);
    const { id } = before.listeners.nodes[0];
    const description = "told at once";
    const change =
      "mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { description } problems { message } } }";
    const { data: changed } = await keeping.ask(change, { input: { id, description } });
    expect(changed.updateListener).toEqual({ listener: { description }, problems: [] });
    const { data: after } = await keeping.ask(find);
    expect(after.listeners.nodes.find((one: { id: string }) => one.id === id)).toEqual({ id, description });
  });
});
