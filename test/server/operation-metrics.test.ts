import { afterEach, describe, expect, it } from "vitest";
import { startApp } from "../../src/app.js";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { AppConfig } from "../../src/config/app-config.js";
import { Secret } from "../../src/config/secret.js";
import { createLog } from "../../src/server/log.js";
import { metric } from "../support/metric.js";

let stop = async () => {};
afterEach(() => stop());

/** A server with the callers ada and bob, and what it has logged. */
async function start(change: (config: AppConfig) => void = () => {}) {
  const config = new AppConfig();
  Object.assign(config.server, { port: 0, logLevel: "info" });
  Object.assign(config.sandbox, { portBase: 0, pace: 0 });
  config.server.access = Object.assign(new AccessConfig(), {
    tokens: ["ada", "bob"].map((name) => Object.assign(new StaticTokenConfig(), { name, token: new Secret(name) })),
    grants: [Object.assign(new GrantConfig(), { callers: ["*"], actions: ["read"] })],
  });
  config.server.metrics.port = 0;
  change(config);
  let lines = "";
  const app = await startApp({ config, log: createLog(config.server, { write: (line: string) => (lines += line) }) });
  stop = () => app.stop();
  return {
    ask: (caller: string, query: string, headers: Record<string, string> = {}) =>
      fetch(`${app.server.origin}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${caller}`, ...headers },
        body: JSON.stringify({ query }),
      }).then((response) => response.text()),
    metric: (name: string) => metric({ endpoint: app.server.metricsOrigin }, name),
    operations: () =>
      lines
        .split("\n")
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .filter(({ msg }) => msg === "operation"),
  };
}
const timed = (name: string, outcome = "ok", operation = "query") =>
  `graphql_operation_seconds_count{operation="${operation}",name="${name}",outcome="${outcome}"}`;
const counted = (caller: string, client: string, outcome = "ok") =>
  `graphql_caller_operations_total{caller="${caller}",client="${client}",outcome="${outcome}"}`;
const QUERY = (name: string) => `query ${name} { cloudAccounts { id } }`;

describe("an operation", () => {
  it("is measured and logged by its name, its caller, its client program and its outcome", async () => {
    const graph = await start();
    const program = { "apollographql-client-name": "console", "apollographql-client-version": "1.4" };
    await graph.ask("ada", QUERY("Accounts"), program);
    await graph.ask("bob", QUERY("Accounts"));
    await graph.ask("bob", 'query Gone { listener(id: "nowhere") { id } }');
    await graph.ask("bob", "{ nonsense }");
    expect(await graph.metric(timed("Accounts"))).toBe(2);
    expect(await graph.metric(timed("Gone", "errors"))).toBe(1);
    expect(await graph.metric(timed("unnamed", "errors", "none"))).toBe(1);
    expect(await graph.metric(counted("ada", "console"))).toBe(1);
    expect(await graph.metric(counted("bob", "unnamed"))).toBe(1);
    expect(await graph.metric(counted("bob", "unnamed", "errors"))).toBe(2);
    const [first, second] = graph.operations();
    expect(first).toMatchObject({
      caller: "ada",
      clientName: "console",
      clientVersion: "1.4",
      operation: "query",
      operationName: "Accounts",
    });
    expect(second).toMatchObject({ caller: "bob", operationName: "Accounts" });
    expect(second).not.toHaveProperty("clientName");
  });

  it("counts as other when more names have come than are distinguished", async () => {
    const graph = await start(({ server: { metrics } }) => {
      Object.assign(metrics, { maxOperationNames: 2, maxCallers: 1, maxClientNames: 1 });
    });
    for (const name of ["One", "Two", "Three", "Four", "One"])
      await graph.ask("ada", QUERY(name), { "apollographql-client-name": `program of ${name}` });
    await graph.ask("bob", QUERY("Two"), { "apollographql-client-name": "program of One" });
    expect(await graph.metric(timed("One"))).toBe(2);
    expect(await graph.metric(timed("Two"))).toBe(2);
    expect(await graph.metric(timed("other"))).toBe(2);
    expect(await graph.metric(timed("Three"))).toBeNaN();
    expect(await graph.metric(counted("ada", "program of One"))).toBe(2);
    expect(await graph.metric(counted("ada", "other"))).toBe(3);
    expect(await graph.metric(counted("other", "program of One"))).toBe(1);
  });
});
