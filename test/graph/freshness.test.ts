import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startApp, startEmbeddedSandbox } from "../../src/app.js";
import { AppConfig } from "../../src/config/app-config.js";
import { createLog } from "../../src/server/log.js";
import { keepingAccounts, type RunningGraph, startGraph } from "../support/graph.js";
import { askReplica } from "../support/replicas.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph.stop());
afterEach(() => {
  for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
});

const SOURCES = "sources { account { id } readAt isComplete problem { code account { id } } }";
const ALL = `{ listeners(first: 200) { isComplete ${SOURCES} nodes { id readAt parent { readAt } pools { ${SOURCES} nodes { readAt
  members { ${SOURCES} nodes { readAt } } } } } } }`;

interface Source {
  readonly account: { readonly id: string };
  readonly readAt: string | null;
  readonly isComplete: boolean;
  readonly problem: { readonly code: string } | null;
}

/** In this run of the suite, cached answers may be used. */
const KEEPS = process.env.GRAPH_SWITCHES === "kept answers";

describe.skipIf(KEEPS)("the age of what was read from the clouds", () => {
  it("is reported for every object and every account: the time at which the request began", async () => {
    const before = Date.now();
    const { data, errors } = await graph.ask(ALL);
    const after = Date.now();
    expect(errors).toBeUndefined();
    const times = [...JSON.stringify(data).matchAll(/"readAt":"([^"]+)"/g)].map(([, time]) => Date.parse(time!));
    expect(times.length).toBeGreaterThan(200);
    expect([Math.min(...times) >= before, Math.max(...times) <= after]).toEqual([true, true]);
    expect(new Set(times).size).toBe(1);
    const sources: Source[] = data.listeners.sources;
    expect(sources.map(({ account }) => account.id)).toEqual(
      [...sources.map(({ account }) => account.id)].sort((a, b) => (a < b ? -1 : 1)),
    );
    expect(sources).toHaveLength(graph.app.sandbox!.clouds.length);
    expect(sources.every(({ isComplete, problem }) => isComplete && problem === null)).toBe(true);
    const [{ pools }] = data.listeners.nodes;
    expect(pools.sources).toHaveLength(1);
  });

  it("is null for an account that could not be read, and its problem is returned with it", async () => {
    const [cloud] = graph.app.sandbox!.clouds;
    cloud!.faults.add({ fault: { kind: "refuse" } });
    const { data } = await graph.ask(
      `{ listeners(first: 200) { isComplete ${SOURCES} sourceProblems { code account { id } } } }`,
    );
    const { sources, sourceProblems } = data.listeners as { sources: Source[]; sourceProblems: object[] };
    const failed = sources.filter(({ isComplete }) => !isComplete);
    expect(failed).toEqual([
      { account: { id: failed[0]!.account.id }, readAt: null, isComplete: false, problem: sourceProblems[0] },
    ]);
    expect(sources).toHaveLength(graph.app.sandbox!.clouds.length);
  });

  it("is also returned, on later pages, for accounts that an earlier page could not read", async () => {
    const page = `query ($after: String) { listeners(first: 20, after: $after) { ${SOURCES} pageInfo { endCursor } nodes { account { id } } } }`;
    const whole = await graph.ask(page);
    const first = whole.data.listeners.sources[0].account.id;
    const cloud = graph.app.sandbox!.clouds.find(({ key }) => first.includes(key) || key.includes(first.split("-")[0]));
    cloud!.faults.add({ fault: { kind: "refuse" } });
    const one = await graph.ask(page);
    for (const each of graph.app.sandbox!.clouds) each.faults.clear();
    const next = await graph.ask(page, { after: one.data.listeners.pageInfo.endCursor });
    const failed = one.data.listeners.sources.find(({ isComplete }: Source) => !isComplete);
    expect(next.data.listeners.sources[0]).toMatchObject({
      account: failed.account,
      readAt: null,
      isComplete: false,
      problem: { code: failed.problem.code },
    });
    expect(next.data.listeners.sources.length).toBeGreaterThan(1);
  });

  it.each([
    ["listeners(maxAgeSeconds: -1)", "nodes { id }"],
    ["listeners(first: 0, maxAgeSeconds: 86401)", "nodes { id }"],
    ["pools(maxAgeSeconds: 86401)", "nodes { id }"],
    ["listenerParents(maxAgeSeconds: -1)", "nodes { id }"],
    ["poolMembers(maxAgeSeconds: -1)", "nodes { id }"],
    ['listener(id: "x", maxAgeSeconds: -1)', "id"],
    ['listenerByUrn(urn: "x", maxAgeSeconds: -1)', "id"],
    ['pool(id: "x", maxAgeSeconds: -1)', "id"],
    ['poolByUrn(urn: "x", maxAgeSeconds: -1)', "id"],
    ['listenerParent(id: "x", maxAgeSeconds: -1)', "id"],
    ['listenerParentByUrn(urn: "x", maxAgeSeconds: -1)', "id"],
    ['nodes(ids: ["x"], maxAgeSeconds: -1)', "id"],
    ['freePorts(parentId: "x", protocol: TCP, maxAgeSeconds: -1)', "size"],
    ['portMap(parentId: "x", maxAgeSeconds: -1)', "protocol"],
  ])("cannot be chosen out of bounds: %s", async (field, selection) => {
    graph.forgetCalls();
    const { errors } = await graph.ask(`{ ${field} { ${selection} } }`);
    expect(errors).toHaveLength(1);
    const age = /maxAgeSeconds: (-?\d+)/.exec(field)![1];
    expect(errors![0]!.message).toContain(`\`maxAgeSeconds\` must be between 0 and 86400; got ${age}.`);
    expect(errors![0]!.extensions?.code).toBe("INVALID_INPUT");
    expect(JSON.stringify(errors![0]!.extensions)).toContain('"maxAgeSeconds"');
    expect(graph.countCalls()).toBe(0);
  });

  it("changes nothing without an inventory: every account is read", async () => {
    graph.forgetCalls();
    const { data, errors } = await graph.ask(
      "{ listeners(first: 200, maxAgeSeconds: 3600) { isComplete totalCount } }",
    );
    expect(errors).toBeUndefined();
    expect(data.listeners.isComplete).toBe(true);
    expect(graph.countCalls()).toBeGreaterThanOrEqual(graph.app.sandbox!.clouds.length);
  });
});

describe("the age of an answer that an account has kept", () => {
  it("is the age of that answer", async () => {
    const config = new AppConfig();
    config.server.port = 0;
    config.server.logLevel = "silent";
    config.sandbox.portBase = 0;
    config.sandbox.pace = 0;
    const log = createLog(config.server);
    const sandbox = await startEmbeddedSandbox(config, log);
    config.accounts = await keepingAccounts(sandbox);
    const app = await startApp({ config, log });
    try {
      const query = `{ listeners(first: 200) { ${SOURCES} nodes { readAt } } }`;
      await askReplica(app, query);
      const between = Date.now();
      const again = await askReplica(app, query);
      expect(again.listeners.sources).toHaveLength(sandbox.clouds.length);
      for (const { readAt } of [...again.listeners.sources, ...again.listeners.nodes])
        expect(Date.parse(readAt)).toBeLessThanOrEqual(between);
    } finally {
      await app.stop();
      await sandbox.stop();
    }
  }, 60_000);
});
