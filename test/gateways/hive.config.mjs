import { defineConfig } from "@graphql-hive/gateway";

export const gatewayConfig = defineConfig({
  // Says in each answer what it was estimated to cost.
  demandControl: { includeExtensionMetadata: true },
  propagateHeaders: {
    /** Tells the subgraph who asks, and hands on the name of the client's request. */
    fromClientToSubgraphs({ request }) {
      const requestId = request.headers.get("x-request-id");
      return {
        authorization: `Bearer ${process.env.GATEWAY_TOKEN}`,
        ...(requestId && { "x-request-id": requestId }),
      };
    },
  },
});
