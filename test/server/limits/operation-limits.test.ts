import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.sandbox.listeners = 300;
    config.server.compilesDocumentsAfter = 1;
    config.server.limits.maxAnswerBytes = 150_000;
  });
});
afterAll(() => graph.stop());

const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(" ");
const nested = (levels: number, first: number): string =>
  levels === 0 ? "id" : `parent { listeners(first: ${first}) { nodes { ${nested(levels - 1, first)} } } }`;

/** Fragments that use fragments, `fan` times each: a short text of very many selections. */
function fanningFragments(levels: number, fan: number): string {
  const many = (make: (index: number) => string) => Array.from({ length: fan }, (_, index) => make(index)).join(" ");
  const fragments = Array.from(
    { length: levels },
    (_, level) =>
      `fragment F${level} on ListenerParent { id ${level + 1 < levels ? many((i) => `l${i}: listeners(first: 1) { nodes { ${many((j) => `p${j}: parent { ...F${level + 1} }`)} } }`) : ""} }`,
  );
  return `{ listeners(first: 1, filter: { nameContains: "no-such" }) { nodes { ${many((i) => `p${i}: parent { ...F0 }`)} } } } ${fragments.join(" ")}`;
}

async function refusal(query: string, variables?: Record<string, unknown>) {
  graph.forgetCalls();
  const { status, data, errors } = await graph.ask(query, variables, { accept: "application/graphql-response+json" });
  expect(errors).toHaveLength(1);
  expect(data).toBeUndefined();
  expect(graph.countCalls()).toBe(0);
  return { status, message: errors![0]!.message, extensions: errors![0]!.extensions! };
}

describe("a document that asks too much", () => {
  it("is refused for its selections each time it comes, before it is validated", async () => {
    for (let time = 0; time < 4; time += 1) {
      const { status, message, extensions } = await refusal(fanningFragments(3, 6));
      expect(status).toBe(400);
      expect(extensions).toMatchObject({ code: "COST_LIMIT", limit: 5_000 });
      expect(message).toMatch(
        /^The document must have at most 5,000 selections, with its fragments expanded \(server\.limits\.maxSelections\); got [\d,]+\./,
      );
    }
  });

  it("is refused for its cost, with the figures and what to make smaller", async () => {
    const { message, extensions } = await refusal(`{ listeners(first: 200) { nodes { ${nested(3, 200)} } } }`);
    expect(extensions).toMatchObject({ code: "COST_LIMIT", limit: 500_000, cloudCallsLimit: 1_000 });
    expect(extensions.requestedCost).toBeGreaterThan(1e9);
    expect(message).toContain("`listeners(first: 200) > nodes > parent > listeners(first: 200) > nodes");
  });

  it("is refused for what its variables ask", async () => {
    const query = `query ($n: Int!) { listeners(first: $n) { nodes { ${nested(2, 4)} } } }`;
    expect((await graph.ask(query, { n: 1 })).errors).toBeUndefined();
    expect((await refusal(query, { n: 200 })).extensions.code).toBe("COST_LIMIT");
    expect((await graph.ask(query, { n: 1 })).errors).toBeUndefined();
  });

  it("is refused for the calls to clouds that it would take", async () => {
    const everything = `{ listenerParents(first: 200) { nodes { listeners(first: 10) { nodes { pools(first: 1) { nodes { members(first: 1) { nodes { address } } } } } } } } }`;
    const { message, extensions } = await refusal(everything);
    expect(extensions.estimatedCloudCalls).toBeGreaterThan(1_000);
    expect(message).toContain("calls to clouds; the limit is 1,000 (server.limits.maxCloudCalls)");
  });

  it("is refused for more keys of entities than are taken", async () => {
    const keys = (count: number) => Array.from({ length: count }, () => ({ __typename: "CloudAccount", id: "none" }));
    const query = "query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename } }";
    const { message } = await refusal(query, { keys: keys(1_001) });
    expect(message).toBe(
      "`_entities` takes at most 1,000 representations (server.limits.maxRepresentations); got 1,001. Ask for them in several requests.",
    );
    expect((await graph.ask(query, { keys: keys(1_000) })).data._entities).toHaveLength(1_000);
    // However deep in fragments, and however often they are spread.
    const nested = `query ($keys: [_Any!]!) { ... on Query { ...A ...A } }
      fragment A on Query { ... { ...B } } fragment B on Query { _entities(representations: $keys) { __typename } }`;
    expect((await refusal(nested, { keys: keys(1_001) })).message).toBe(message);
  });

  it.each([
    ["a field", aliases(31, "name"), "give `name` at most 30 aliases (server.limits.maxAliases); got 31"],
    [
      "__typename",
      aliases(40, "__typename"),
      "give `__typename` at most 30 aliases (server.limits.maxAliases); got 40",
    ],
  ])("is refused for naming %s many times over", async (_what, fields, words) => {
    const { message, extensions } = await refusal(
      `{ listeners { nodes { ...A } } } fragment A on Listener { ${fields} }`,
    );
    expect(extensions.code).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(message).toContain(words);
  });

  it("counts __typename at the root", async () => {
    expect((await refusal(`{ ${aliases(21, "__typename")} }`)).message).toContain(
      "at most 20 fields at its root (server.limits.maxRootFields); got 21",
    );
  });
});

describe("an answer that grows too large", () => {
  it("ends with one error", async () => {
    const { status, data, errors } = await graph.ask(
      `{ listeners(first: 40) { nodes { ${nested(1, 50)} ${aliases(20, "urn")} } } listenerParents(first: 200) { nodes { listeners(first: 50) { nodes { id ${aliases(20, "urn")} } } } } }`,
    );
    expect(status).toBe(200);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: "COST_LIMIT", limit: 150_000 } }]);
    expect(errors![0]!.message).toContain("The answer must be at most 150,000 bytes (server.limits.maxAnswerBytes)");
  });
});

describe("what an operation costs", () => {
  it("is in the answer's extensions when requested", async () => {
    const body = JSON.stringify({ query: "{ listeners(first: 3) { nodes { id } } }" });
    const ask = async (headers: Record<string, string>) => {
      const response = await fetch(graph.endpoint, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
      return (await response.json()) as { extensions?: unknown };
    };
    expect((await ask({})).extensions).toBeUndefined();
    expect((await ask({ "x-include-cost": "true" })).extensions).toEqual({
      cost: { requestedCost: 8, estimatedCloudCalls: 2 * providers.length, limit: 500_000, cloudCallsLimit: 1_000 },
    });
  });

  const callsOf = async (query: string): Promise<number> => {
    const { extensions } = await graph.ask(query, {}, { "x-include-cost": "true" });
    return (extensions!.cost as { estimatedCloudCalls: number }).estimatedCloudCalls;
  };

  it("takes calls for what is looked up, and for what recorded changes lead to", async () => {
    expect(await callsOf('{ listenerByUrn(urn: "x") { id } }')).toBe(1);
    expect(await callsOf('{ freePorts(parentId: "x", protocol: TCP) { size } }')).toBe(2);
    expect(await callsOf("{ cloudChanges(first: 100) { nodes { id } } }")).toBe(0);
    expect(await callsOf("{ cloudChanges(first: 100) { nodes { target { __typename } } } }")).toBeGreaterThan(1);
  });

  it("goes with what variables say of sizes, keys and accounts, and not with which ids they hold", async () => {
    const query = `query ($ids: [ID!]!, $n: Int!, $accounts: [ID!]!, $account: ID!) {
      nodes(ids: $ids) { id }
      listeners(first: $n, filter: { accountIds: $accounts }) { nodes { id } }
      pools(first: 1, filter: { accountIds: [$account] }) { nodes { id } } }`;
    const costs = async (variables: Record<string, unknown>) => {
      const asked = { ids: ["a"], n: 1, accounts: ["alibaba-ga-sandbox"], account: "alibaba-ga-sandbox", ...variables };
      const { extensions } = await graph.ask(query, asked, { "x-include-cost": "true" });
      return extensions!.cost as { requestedCost: number; estimatedCloudCalls: number };
    };
    const base = await costs({});
    expect((await costs({ ids: ["a", "b"] })).requestedCost).toBeGreaterThan(base.requestedCost);
    expect((await costs({ n: 5 })).requestedCost).toBeGreaterThan(base.requestedCost);
    const { estimatedCloudCalls } = await costs({ accounts: ["alibaba-ga-sandbox", "huawei-ga-sandbox"] });
    expect(estimatedCloudCalls).toBeGreaterThan(base.estimatedCloudCalls);
    expect((await costs({ account: "none" })).estimatedCloudCalls).toBeLessThan(base.estimatedCloudCalls);
    expect(await costs({ ids: ["c"] })).toEqual(base);
  });

  it("takes fewer calls when a filter leaves fewer accounts", async () => {
    const estimate = (filter: string) =>
      callsOf(
        `{ listeners(first: 100, filter: ${filter}) { nodes { pools { nodes { members { nodes { address } } } } } } }`,
      );
    // Members come with their groups there, and groups of several listeners with one list.
    expect(await estimate('{ accountIds: ["alibaba-ga-sandbox"] }')).toBeLessThan(30);
    expect(await estimate("{ providers: [HUAWEI_GA] }")).toBeGreaterThan(100);
  });
});

describe("an operation name that the document does not have", () => {
  it("is the client's mistake, however often the document has run", async () => {
    const ask = (operationName?: string) =>
      fetch(graph.endpoint, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ cloudAccounts { id } }", operationName }),
      });
    const before = await ask("Nope");
    for (let time = 0; time < 4; time += 1) expect((await ask()).status).toBe(200);
    const after = await ask("Nope");
    expect(after.status).toBe(400);
    expect(after.status).toBe(before.status);
    expect(await after.json()).toEqual(await before.json());
  });
});

describe("a selection whose fields graphql-js does not compare any more", () => {
  it("is explained in words that help", async () => {
    const { message } = await refusal(`{ cloudAccounts { ${"id ".repeat(2_500)} } }`);
    expect(message).toMatch(/^The document names fields of the same object so many times/);
  });
});
