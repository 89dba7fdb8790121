/**
 * The same classes, resolvers and services, put together as the documentation of type-graphql and Apollo Server does it:
 * a standalone server with its default plugins, inputs validated by type-graphql, a resolver for every field, no
 * compiled documents.
 */
import "reflect-metadata";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { printSchemaWithDirectives } from "@graphql-tools/utils";
import { parse } from "graphql";
import { buildSchema, createResolversMap, getMetadataStorage } from "type-graphql";
import { references } from "../../../build/resolvers/references.js";
import { connectAccounts } from "./connect.mjs";
import { orphanedTypes, LISTED_RESOLVERS as resolvers } from "./resolvers.mjs";

const { context, port } = await connectAccounts();

for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = undefined;

const base = await buildSchema({ resolvers, orphanedTypes });
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@cost", "@listSize"])';
const map = createResolversMap(base);
for (const scalar of ["String", "Int", "Float", "Boolean", "ID"]) delete map[scalar];
for (const [type, resolve] of Object.entries(references)) map[type] = { ...map[type], __resolveReference: resolve };
const typeDefs = parse(`${link}\n${printSchemaWithDirectives(base)}`);

const quiet = () => undefined;
const server = new ApolloServer({
  schema: buildSubgraphSchema([{ typeDefs, resolvers: map }]),
  logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  plugins: [
    {
      async requestDidStart() {
        return { willSendResponse: async ({ contextValue }) => contextValue.call.end() };
      },
    },
  ],
});
await startStandaloneServer(server, { context: async () => context(), listen: { host: "127.0.0.1", port } });
