import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const QUERY = "{ listeners(first: 20) { nodes { id name } } }";

describe("a caller's budget", () => {
  let graph: RunningGraph;
  beforeAll(async () => {
    graph = await startGraph((config) => {
      const token = (name: string) => Object.assign(new StaticTokenConfig(), { name, token: new Secret(name) });
      config.server.access = Object.assign(new AccessConfig(), {
        tokens: [token("spender"), token("other")],
        grants: [Object.assign(new GrantConfig(), { callers: ["*"], actions: ["read"] })],
      });
      config.server.limits.callerCostPerMinute = 100;
    });
  });
  afterAll(() => graph.stop());
  const ask = (caller: string) => graph.ask(QUERY, {}, { authorization: `Bearer ${caller}` });

  it("is spent by the cost of operations; then its caller is turned away, with the figures, and nobody else", async () => {
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push(await ask("spender"));
    const [first] = answers;
    const refused = answers.filter(({ status }) => status === 429);
    expect(first!.status).toBe(200);
    expect(refused.length).toBeGreaterThan(1);
    expect(answers.slice(-refused.length)).toEqual(refused);
    for (const { data, errors, headers } of refused) {
      expect(data?.listeners).toBeUndefined();
      expect(errors![0]!.message).toMatch(/cost \d+ by the sizes of their lists; the limit is 100/);
      expect(errors![0]!.extensions!.code).toBe("RATE_LIMITED");
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    }
    expect((await ask("other")).status).toBe(200);
  });

  it("that is empty turns requests away before they are read", async () => {
    const response = await fetch(graph.endpoint, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer spender" },
      body: "no JSON at all",
    });
    expect(response.status).toBe(429);
  });
});
