/** The same schema, loaders and services behind Fastify and Mercurius, with compiled documents. */
import "reflect-metadata";
import Fastify from "fastify";
import mercurius from "mercurius";
import { providers } from "../../../build/providers/registry.js";
import { buildSubgraph } from "../../../build/resolvers/build-schema.js";
import { connectAccounts } from "./connect.mjs";

const { context, port } = await connectAccounts();

const app = Fastify({ logger: false });
app.register(mercurius, { schema: buildSubgraph(providers).schema, jit: 1, graphiql: false, context: () => context() });
await app.ready();
app.graphql.addHook("onResolution", async (_execution, { call }) => call.end());
await app.listen({ host: "127.0.0.1", port });
