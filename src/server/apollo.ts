import { ApolloServer } from "@apollo/server";
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginInlineTraceDisabled, ApolloServerPluginLandingPageDisabled } from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { ServerLimits } from "../config/server.js";
import { documentLimits } from "./document-limits.js";
import { formatErrorWith } from "./errors.js";
import { compilingGateway } from "./executor.js";
import type { Logger } from "./log.js";
import { type OperationContext, type OperationOptions, operationLifecycle } from "./operation-context.js";
import { statusByMediaType } from "./status-plugin.js";

export interface ApolloOptions extends OperationOptions {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  /** Whether documents that come again are compiled. */
  readonly compilesDocuments: boolean;
  readonly limits: ServerLimits;
  readonly log: Logger;
}

/** Apollo Server without a front of its own: http.ts hands it requests. */
export function createApollo({ schema, introspection, compilesDocuments, limits, log, changes, metrics }: ApolloOptions): ApolloServer<OperationContext> {
  return new ApolloServer<OperationContext>({
    ...(compilesDocuments ? { gateway: compilingGateway(schema) } : { schema }),
    introspection,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    // http.ts stops accepting and waits for what is in flight; Apollo must not end the process on its own.
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: limits.maxTokens },
    validationRules: [documentLimits(limits)],
    formatError: formatErrorWith(log),
    logger: { debug: (m) => log.debug(m), info: (m) => log.info(m), warn: (m) => log.warn(m), error: (m) => log.error(m) },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      statusByMediaType,
      operationLifecycle({ changes, limits, metrics }),
    ],
  });
}
