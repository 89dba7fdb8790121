/** The same schema, loaders and services behind Fastify and Mercurius, with compiled documents. */
import Fastify from "fastify";
import mercurius from "mercurius";
import { fromBuild } from "../built.mjs";
import { connectAccounts } from "./connect.mjs";

const { context, port } = await connectAccounts();
const { buildSubgraph } = await fromBuild("resolvers/build-schema.js");

const app = Fastify({ logger: false });
app.register(mercurius, { schema: buildSubgraph().schema, jit: 1, graphiql: false, context: () => context() });
await app.ready();
app.graphql.addHook("onResolution", async (_execution, { call }) => call.end());
await app.listen({ host: "127.0.0.1", port });
