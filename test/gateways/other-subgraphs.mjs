import { readFileSync } from "node:fs";
import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { startStandaloneServer } from "@apollo/server/standalone";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";

async function startSubgraph(file, resolvers, listen = { host: "127.0.0.1", port: 0 }) {
  const typeDefs = parse(readFileSync(new URL(file, import.meta.url), "utf8"));
  const server = new ApolloServer({
    schema: buildSubgraphSchema([{ typeDefs, resolvers }]),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen });
  return { endpoint: url, stop: () => server.stop() };
}

/** Who looks after listeners and what they cost. Knows them by id and by urn. */
export async function startOwnership(listen) {
  const claims = [];
  const contracts = [];
  const subgraph = await startSubgraph(
    "./ownership.graphql",
    {
      Query: { listenersOf: (_, { team }) => claims.filter(({ owner }) => owner === team), contracts: () => contracts },
      Listener: {
        // Of what nobody has claimed, the key is all that is known.
        __resolveReference: async (key) => claims.find(({ id, urn }) => id === key.id || urn === key.urn) ?? { ...key },
      },
      ListenerParent: {
        __resolveReference: async ({ id }) => ({ id, ...contracts.find(({ covers }) => covers.id === id)?.covers }),
      },
      PoolMember: { __resolveReference: async ({ id }) => ({ id }), rack: ({ id }) => `rack of ${id}` },
    },
    listen,
  );
  return {
    ...subgraph,
    claim: (listeners, owner, monthlyCost) =>
      claims.push(...listeners.map(({ id, urn }) => ({ id, urn, owner, monthlyCost }))),
    /** Pays for a parent and for members of pools, by their ids. */
    cover: (parentId, costCenter, memberIds) =>
      contracts.push({ covers: { id: parentId, costCenter }, servers: memberIds.map((id) => ({ id })) }),
    clear: () => {
      claims.splice(0);
      contracts.splice(0);
    },
  };
}

/** Alarms about listeners, which it knows by urn alone. */
export async function startAlarms() {
  const alarms = [];
  const subgraph = await startSubgraph("./alarms.graphql", {
    Query: { alarms: (_, { first }) => alarms.slice(0, first) },
    Alarm: { listener: ({ urn }) => ({ urn }) },
    Listener: {
      __resolveReference: async ({ urn }) => ({ urn }),
      alarmCount: (listener) => alarms.filter(({ urn }) => urn === listener.urn).length,
    },
  });
  return {
    ...subgraph,
    raise: (listeners) => alarms.push(...listeners.map(({ urn }) => ({ urn, text: "No healthy server" }))),
    clear: () => alarms.splice(0),
  };
}
