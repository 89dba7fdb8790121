import { defineConfig } from "@graphql-hive/gateway";

export const gatewayConfig = defineConfig({
  // Says in each answer what it was estimated to cost.
  demandControl: { includeExtensionMetadata: true },
  propagateHeaders: {
    /** Tells the subgraph which way a request came, and hands on who asks and the name of the client's request. */
    fromClientToSubgraphs({ request: { headers } }) {
      const handedOn = ["x-request-id", "apollographql-client-name", "apollographql-client-version"].flatMap((name) =>
        headers.has(name) ? [[name, headers.get(name)]] : [],
      );
      return {
        "x-gateway-token": process.env.GATEWAY_TOKEN,
        authorization: headers.get("authorization") ?? `Bearer ${process.env.GATEWAY_TOKEN}`,
        ...Object.fromEntries(handedOn),
      };
    },
  },
});
