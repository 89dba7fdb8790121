import { createHash } from "node:crypto";
import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Secret } from "../../src/config/secret.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** Audits that CSRF prevention fails on purpose; all three are about GET, and only MAYs. */
const REFUSED_FOR_SAFETY = ["5A70", "D6D5", "6A70"];
const json = { "content-type": "application/json" };

describe.each([true, false])("GraphQL over HTTP, documents compiled: %s", (compilesDocuments) => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      config.server.compilesDocuments = compilesDocuments;
    });
  });
  afterAll(() => graph.stop());

  it("passes every MUST and every SHOULD of the audits", async () => {
    const audits = serverAudits({ url: graph.endpoint });
    expect(audits.length).toBeGreaterThan(50);
    const failed: string[] = [];
    for (const audit of audits) {
      const { status } = await audit.fn();
      if (status !== "ok" && !REFUSED_FOR_SAFETY.includes(audit.id))
        failed.push(`${audit.id} ${audit.name}: ${status}`);
    }
    expect(failed).toEqual([]);
  });

  it("tells mistakes in documents alike, hot and cold", async () => {
    const documents: [string, object | undefined][] = [
      ["query ($id: ID!) { listener(id: $id) { id } }", undefined],
      ["query ($first: Int!) { listeners(first: $first) { totalCount } }", { first: 0 }],
      ["query ($first: Int!) { listeners(first: $first) { totalCount } }", { first: "many" }],
      ['{ listener(id: "nonsense") { id } }', undefined],
      ["{ listeners { nothing } }", undefined],
    ];
    for (const [query, variables] of documents) {
      const seen = new Set<string>();
      for (let time = 0; time < 5; time += 1) {
        const { status, errors, data } = await graph.ask(query, variables as Record<string, unknown>);
        seen.add(
          JSON.stringify({
            status,
            codes: errors?.map(({ extensions }) => extensions?.code),
            paths: errors?.map(({ path }) => path),
            data,
          }),
        );
      }
      expect([...seen].join("\n")).toBe([...seen][0]);
      expect([...seen][0]).not.toContain("INTERNAL_SERVER_ERROR");
    }
  });

  it("sends answers whole, short and long, in any alphabet", async () => {
    const query = "query ($first: Int!) { listeners(first: $first) { totalCount } }";
    for (const text of ["über", "漢字".repeat(5000)]) {
      const { errors } = await graph.ask(query, { first: text });
      expect(errors?.[0]?.message).toContain(text);
    }
  });

  it("runs nothing when it is not told which operation, neither by POST nor by GET", async () => {
    const query =
      'mutation A { deleteListener(input: { id: "nonsense" }) { problems { code } } } query B { cloudAccounts { id } }';
    for (let time = 0; time < 4; time += 1) {
      for (const operationName of ["Z", undefined]) {
        const post = await fetch(graph.endpoint, {
          method: "POST",
          headers: json,
          body: JSON.stringify({ query, operationName }),
        });
        const search = new URLSearchParams({ query, ...(operationName && { operationName }) });
        const get = await fetch(`${graph.endpoint}?${search}`, { headers: { "apollo-require-preflight": "true" } });
        for (const response of [post, get]) {
          const { data, errors } = (await response.json()) as {
            data?: unknown;
            errors: { extensions: { code: string } }[];
          };
          expect([response.status, data, errors[0]?.extensions.code]).toEqual([
            400,
            undefined,
            "OPERATION_RESOLUTION_FAILURE",
          ]);
        }
      }
    }
  });

  it("answers GET with the preflight header, and automatic persisted queries", async () => {
    const headers = { "apollo-require-preflight": "true" };
    const get = await fetch(`${graph.endpoint}?query=${encodeURIComponent("{ cloudAccounts { id } }")}`, { headers });
    expect(((await get.json()) as { data: { cloudAccounts: object[] } }).data.cloudAccounts.length).toBeGreaterThan(0);
    const query = "{ __typename }";
    const sha256Hash = createHash("sha256").update(query).digest("hex");
    const persisted = (more: object) =>
      fetch(graph.endpoint, {
        method: "POST",
        headers: json,
        body: JSON.stringify({ ...more, extensions: { persistedQuery: { version: 1, sha256Hash } } }),
      }).then((response) => response.json());
    expect(await persisted({})).toMatchObject({ errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_FOUND" } }] });
    expect(await persisted({ query })).toMatchObject({ data: { __typename: "Query" } });
    expect(await persisted({})).toMatchObject({ data: { __typename: "Query" } });
    expect(await persisted({ query: "{ cloudAccounts { id } }" })).toMatchObject({
      errors: [{ message: expect.stringContaining("sha"), extensions: { code: "BAD_REQUEST" } }],
    });
  });

  it.each([
    ["application/json", '{"query":"{ __typename }"}', 200, undefined],
    ["Application/JSON; charset=utf-8", '{"query":"{ __typename }"}', 200, undefined],
    ["application/graphql+json", '{"query":"{ __typename }"}', 200, undefined],
    // A foreign page could send these unasked.
    ["text/plain", '{"query":"{ __typename }"}', 415, 'must be application/json; got "text/plain"'],
    ["application/x-www-form-urlencoded", "query=x", 415, "must be application/json"],
    ["application/json-seq", "{}", 415, "must be application/json"],
    ["application/json", "{", 400, "not valid JSON"],
    ["application/json", "", 400, "holds no operation"],
    ["application/json", "{}", 400, "holds no operation"],
    ["application/json", "7", 400, "holds no operation"],
    ["application/json", "[{}]", 400, "one operation in each request"],
  ])("takes operations as JSON, one at a time: %s, %s is %i", async (type, body, status, message) => {
    const response = await fetch(graph.endpoint, { method: "POST", headers: { "content-type": type }, body });
    const { errors } = (await response.json()) as { errors?: { message: string }[] };
    expect([response.status, errors?.[0]?.message]).toEqual([status, message && expect.stringContaining(message)]);
  });
});

describe("the server", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      config.server.corsOrigins = ["https://console.example.com"];
      config.server.limits.maxBodyBytes = 20_000;
      config.server.limits.maxDepth = 8;
      config.server.limits.maxRootFields = 3;
    });
  });
  afterAll(() => graph.stop());
  const at = (path: string, init?: RequestInit) => fetch(new URL(path, graph.endpoint), init);

  it("says that it is alive and ready, and shows its metrics", async () => {
    expect((await at("/healthz")).status).toBe(200);
    expect((await at("/readyz")).status).toBe(200);
    await graph.ask("{ listeners(first: 1) { nodes { id } } }");
    const metrics = await (await at("/metrics")).text();
    expect(metrics).toMatch(/graphql_operation_seconds_count\{operation="query",name="unnamed",outcome="ok"\} \d/);
    expect(metrics).toMatch(/upstream_call_seconds_count\{provider="[A-Z_]+"/);
  });

  it("answers unknown paths with 404", async () => {
    const response = await at("/nothing/here");
    expect([response.status, (await response.json()) as object]).toMatchObject([
      404,
      { errors: [{ extensions: { code: "NOT_FOUND" } }] },
    ]);
  });

  it("takes paths for paths and methods for what they are", async () => {
    expect((await at("/healthz", { method: "POST" })).status).toBe(405);
    expect((await at("/graphql", { method: "DELETE" })).headers.get("allow")).toContain("POST");
    expect((await at("/healthz", { method: "HEAD" })).status).toBe(200);
    const origin = new URL(graph.endpoint).origin;
    expect((await fetch(`${origin}//graphql`)).status).toBe(404);
    expect((await fetch(`${origin}//evil.example/`)).status).toBe(404);
  });

  it("returns the request id that it was given, or one of its own", async () => {
    expect((await graph.ask("{ __typename }", {}, { "x-request-id": "abc-1" })).headers.get("x-request-id")).toBe(
      "abc-1",
    );
    expect(
      (await graph.ask("{ __typename }", {}, { "x-request-id": "no good id\t" })).headers.get("x-request-id"),
    ).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("refuses bodies that are too large or no JSON", async () => {
    const post = (body: string) => at("/graphql", { method: "POST", headers: json, body });
    expect((await post(JSON.stringify({ query: `{ __typename } #${"x".repeat(30_000)}` }))).status).toBe(413);
    expect((await post("{")).status).toBe(400);
  });

  it("refuses documents that are too deep or too wide, but not introspection", async () => {
    const deep = "{ listeners { nodes { pools { nodes { listeners { pools { nodes { listeners { id } } } } } } } } }";
    expect((await graph.ask(deep)).errors?.[0]?.message).toContain("levels deep");
    expect(
      (
        await graph.ask(
          "{ a: cloudAccounts { id } b: cloudAccounts { id } ...F } fragment F on Query { c: cloudAccounts { id } d: cloudAccounts { id } }",
        )
      ).errors?.[0]?.message,
    ).toContain("fields at its root");
    const { getIntrospectionQuery } = await import("graphql");
    expect((await graph.ask(getIntrospectionQuery())).errors).toBeUndefined();
  });

  it("lets only configured origins call from a browser", async () => {
    const preflight = (origin: string) =>
      at("/graphql", { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
    expect((await preflight("https://console.example.com")).headers.get("access-control-allow-origin")).toBe(
      "https://console.example.com",
    );
    expect((await preflight("https://studio.apollographql.com")).headers.get("access-control-allow-origin")).toBeNull();
  });

  it("keeps a deadline that the caller shortens", async () => {
    const [cloud] = graph.app.sandbox!.clouds;
    cloud!.faults.add({ fault: { kind: "hang" } });
    const startedAt = Date.now();
    const { data } = await graph.ask(
      "{ listeners(first: 200) { isComplete nodes { id } sourceProblems { code } } }",
      {},
      { "x-request-timeout-ms": "1500" },
    );
    cloud!.faults.clear();
    // The server's own deadline is ten seconds.
    expect(Date.now() - startedAt).toBeLessThan(8_000);
    expect(data.listeners.isComplete).toBe(false);
    expect(data.listeners.sourceProblems).toContainEqual({ code: "TIMED_OUT" });
    expect(data.listeners.nodes.length).toBeGreaterThan(0);
  });
});

describe("a server of one's own", () => {
  it("asks for the bearer token that it was configured with, and hides its schema", async () => {
    const graph = await startGraph((config) => {
      config.server.bearerToken = new Secret("let me in");
      config.server.introspection = false;
      config.server.landingPage = "studio";
    });
    try {
      expect((await graph.ask("{ __typename }")).status).toBe(401);
      expect((await graph.ask("{ __typename }", {}, { authorization: "Bearer wrong" })).status).toBe(401);
      const headers = { authorization: "Bearer let me in" };
      expect((await graph.ask("{ __typename }", {}, headers)).data).toEqual({ __typename: "Query" });
      expect((await graph.ask("{ __schema { queryType { name } } }", {}, headers)).errors).toBeDefined();
      expect((await graph.ask("{ listenrs { totalCount } }", {}, headers)).errors?.[0]?.message).not.toContain(
        "Did you mean",
      );
      const preflight = await fetch(graph.endpoint, {
        method: "OPTIONS",
        headers: { origin: "https://studio.apollographql.com" },
      });
      expect(preflight.headers.get("access-control-allow-origin")).toBe("https://studio.apollographql.com");
    } finally {
      await graph.stop();
    }
  });

  it("turns operations away when it is full", async () => {
    const graph = await startGraph((config) => {
      config.server.limits.maxConcurrentOperations = 1;
    });
    try {
      for (const cloud of graph.app.sandbox!.clouds) cloud.faults.add({ fault: { kind: "latency", ms: 300 } });
      const answers = await Promise.all([1, 2, 3].map(() => graph.ask("{ listeners(first: 1) { nodes { id } } }")));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 503, 503]);
      expect(answers.find(({ status }) => status === 503)?.headers.get("retry-after")).toBe("1");
    } finally {
      await graph.stop();
    }
  });
});
