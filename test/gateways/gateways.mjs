import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { ApolloGateway, RemoteGraphQLDataSource } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { startChild } from "../support/children.mjs";
import { GATEWAY_TOKEN } from "./whole-graph.mjs";

/** Tells the subgraph which way a request came, and hands on who asks and the name of the client's request. */
class NamedRequests extends RemoteGraphQLDataSource {
  willSendRequest({ request: { http }, context: { headers = {} } }) {
    http?.headers.set("x-gateway-token", GATEWAY_TOKEN);
    http?.headers.set("authorization", headers.authorization ?? `Bearer ${GATEWAY_TOKEN}`);
    for (const name of ["x-request-id", "apollographql-client-name", "apollographql-client-version"])
      if (headers[name]) http?.headers.set(name, headers[name]);
  }
}

/** @apollo/gateway inside Apollo Server. */
export async function startApolloGateway(supergraphFile) {
  const gateway = new ApolloGateway({
    supergraphSdl: readFileSync(supergraphFile, "utf8"),
    buildService: ({ url }) => new NamedRequests({ url }),
  });
  const server = new ApolloServer({ gateway, introspection: true, includeStacktraceInErrorResponses: false });
  const { url } = await startStandaloneServer(server, {
    listen: { host: "127.0.0.1", port: 0 },
    context: async ({ req: { headers } }) => ({ headers }),
  });
  return { endpoint: url, stop: () => server.stop() };
}

const hive = fileURLToPath(new URL("./node_modules/@graphql-hive/gateway/dist/bin.js", import.meta.url));
const hiveConfig = fileURLToPath(new URL("./hive.config.mjs", import.meta.url));

/** Hive Gateway's own program. */
export async function startHiveGateway(supergraphFile) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const args = [
    "supergraph",
    supergraphFile,
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--config-path",
    hiveConfig,
  ];
  const child = await startChild(hive, args, {
    env: { GATEWAY_TOKEN },
    isUp: async () => (await fetch(`${origin}/readiness`).catch(() => null))?.ok,
  });
  return { endpoint: `${origin}/graphql`, stop: () => child.stop() };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
