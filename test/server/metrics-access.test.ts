import { describe, expect, it } from "vitest";
import { AppConfig } from "../../src/config/app-config.js";
import type { MetricsConfig } from "../../src/config/metrics.js";
import { Secret } from "../../src/config/secret.js";
import type { ServerConfig } from "../../src/config/server.js";
import { serverSummary } from "../../src/summary.js";
import { startGraph } from "../support/graph.js";

const GRAPH = "the graph's";
const OWN = "its own";

interface Case {
  readonly server: Pick<ServerConfig, "bearerToken">;
  readonly metrics: Partial<MetricsConfig>;
  /** Statuses of /metrics on the graph's port without a token, with the graph's and with its own. */
  readonly onGraphPort: readonly number[];
  readonly onOwnPort?: readonly number[];
  readonly summary: RegExp;
}

const graphToken = { bearerToken: new Secret(GRAPH) };
const CASES: readonly (readonly [string, Case])[] = [
  ["nothing", { server: {}, metrics: {}, onGraphPort: [200, 200, 200], summary: /\/metrics\n/ }],
  [
    "a token for the graph",
    {
      server: graphToken,
      metrics: {},
      onGraphPort: [401, 200, 401],
      summary: /\(with the token of server\.bearerToken\)/,
    },
  ],
  [
    "tokens for both",
    {
      server: graphToken,
      metrics: { bearerToken: new Secret(OWN) },
      onGraphPort: [401, 401, 200],
      summary: /\(with the token of server\.metrics\.bearerToken\)/,
    },
  ],
  [
    "a port of their own",
    {
      server: graphToken,
      metrics: { port: 0 },
      onGraphPort: [404, 404, 404],
      onOwnPort: [200, 200, 200],
      summary: /\/metrics\n/,
    },
  ],
  [
    "a port and a token of their own",
    {
      server: graphToken,
      metrics: { port: 0, bearerToken: new Secret(OWN) },
      onGraphPort: [404, 404, 404],
      onOwnPort: [401, 401, 200],
      summary: /\(with the token of server\.metrics\.bearerToken\)/,
    },
  ],
];

describe("the metrics", () => {
  it.each(CASES)("are shown to whom they are meant for, with %s", async (_what, expected) => {
    const config = new AppConfig();
    const graph = await startGraph(({ server }) => {
      Object.assign(server, expected.server);
      Object.assign(server.metrics, expected.metrics);
      Object.assign(config.server, server);
    });
    const statuses = (origin: string, path = "/metrics") =>
      Promise.all(
        [{}, { authorization: `Bearer ${GRAPH}` }, { authorization: `Bearer ${OWN}` }].map((headers) =>
          fetch(`${origin}${path}`, { headers: headers as Record<string, string> }).then(({ status }) => status),
        ),
      );
    try {
      const { origin, metricsOrigin } = graph.app.server;
      expect(await statuses(origin)).toEqual(expected.onGraphPort);
      expect(metricsOrigin === origin).toBe(expected.onOwnPort === undefined);
      if (expected.onOwnPort) {
        expect(await statuses(metricsOrigin)).toEqual(expected.onOwnPort);
        expect(await statuses(metricsOrigin, "/readyz")).toEqual([200, 200, 200]);
        expect(await statuses(metricsOrigin, "/graphql")).toEqual([404, 404, 404]);
      }
      const summary = serverSummary(graph.app, config);
      expect(summary).toContain(`${metricsOrigin}/metrics`);
      expect(/Metrics.*\n/.exec(summary)?.[0]).toMatch(expected.summary);
      expect(summary).not.toContain(OWN);
    } finally {
      await graph.stop();
    }
  });

  it("say what they ask for, in the shape of every error", async () => {
    const graph = await startGraph(({ server }) => {
      server.metrics.bearerToken = new Secret(OWN);
    });
    try {
      const response = await fetch(`${graph.app.server.origin}/metrics`);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await response.json()).toEqual({
        errors: [
          {
            message: expect.stringContaining("The metrics require a bearer token, that of server."),
            extensions: { code: "UNAUTHENTICATED" },
          },
        ],
      });
    } finally {
      await graph.stop();
    }
  });
});
