import { ApolloServer, type ApolloServerPlugin } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { GraphQLSchema } from "graphql";
import type { ServerConfig } from "../config/server.js";
import type { StudioReporting } from "../config/studio.js";
import { compiledDocuments } from "./compiled-documents.js";
import { formatErrorWith } from "./errors.js";
import { AnswerTexts } from "./limits/answer-text.js";
import { AnswerTurns } from "./limits/answer-turns.js";
import { countAnswers } from "./limits/count-answers.js";
import { documentLimits } from "./limits/document-limits.js";
import { operationLimits } from "./limits/operation-limits.js";
import { CostModel } from "./limits/query-cost.js";
import type { Logger } from "./log.js";
import { nullVariables } from "./null-variables.js";
import { type OperationContext, type OperationOptions, operationLifecycle } from "./operation-context.js";
import { inOnePlugin } from "./request-hooks.js";
import { statusByMediaType } from "./status-plugin.js";
import { subscriptionTurns } from "./streams/subscription-turns.js";

export interface ApolloOptions
  extends Omit<
    OperationOptions,
    "limits" | "labels" | "recordsDenied" | "texts" | "formatError" | "turns" | "defaultMaxAgeSeconds"
  > {
  readonly schema: GraphQLSchema;
  readonly introspection: boolean;
  readonly config: ServerConfig;
  readonly studio: StudioReporting;
  readonly log: Logger;
}

/**
 * What Apollo Studio and gateways learn about how long fields took. All of it is off unless configured, and loaded on
 * demand.
 */
async function reportingPlugins({ config, studio }: ApolloOptions): Promise<ApolloServerPlugin<OperationContext>[]> {
  // Names and values stay here: neither variables nor headers are sent.
  const nothing = { sendVariableValues: { none: true }, sendHeaders: { none: true } } as const;
  return [
    config.federatedTracing
      ? (await import("@apollo/server/plugin/inlineTrace")).ApolloServerPluginInlineTrace()
      : ApolloServerPluginInlineTraceDisabled(),
    studio.usage
      ? (await import("@apollo/server/plugin/usageReporting")).ApolloServerPluginUsageReporting(nothing)
      : ApolloServerPluginUsageReportingDisabled(),
    studio.schema
      ? (await import("@apollo/server/plugin/schemaReporting")).ApolloServerPluginSchemaReporting()
      : ApolloServerPluginSchemaReportingDisabled(),
  ];
}

/** Apollo Server without its own HTTP front, and what is needed to answer beside it. */
export interface Graph {
  readonly apollo: ApolloServer<OperationContext>;
  readonly texts: AnswerTexts;
  readonly formatError: ReturnType<typeof formatErrorWith>;
}

/** graphql-route.ts passes requests to it, and streams/subscriptions.ts events. */
export async function createGraph(options: ApolloOptions): Promise<Graph> {
  const { schema, introspection, config, studio, log, changes, metrics } = options;
  const formatError = formatErrorWith(log);
  const model = new CostModel(schema);
  countAnswers(model);
  const texts = new AnswerTexts(log);
  // Compiled documents bypass plugins' hooks for single fields and errors.
  const compiles = config.compilesDocuments && !config.federatedTracing && !studio.usage;
  const apollo = new ApolloServer<OperationContext>({
    schema,
    introspection,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !introspection,
    // start-server.ts handles stopping; Apollo must not end the process itself.
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: config.limits.maxTokens },
    validationRules: [documentLimits(config.limits)],
    formatError,
    stringifyResult: (result) => texts.of(result, config.limits.maxAnswerBytes),
    logger: {
      debug: (m) => log.debug(m),
      info: (m) => log.info(m),
      warn: (m) => log.warn(m),
      error: (m) => log.error(m),
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ...(await reportingPlugins(options)),
      inOnePlugin([
        statusByMediaType,
        nullVariables(schema),
        operationLimits({
          model,
          limits: config.limits,
          inventory: options.inventory,
          defaultMaxAgeSeconds: config.defaultMaxAgeSeconds,
          now: () => changes.clock.now(),
        }),
        operationLifecycle({
          changes,
          watching: options.watching,
          limits: config.limits,
          metrics,
          labels: config.metrics,
          recordsDenied: config.access?.recordDenied ?? false,
          texts,
          formatError,
          turns: new AnswerTurns(),
          tracer: options.tracer,
          inventory: options.inventory,
          defaultMaxAgeSeconds: config.defaultMaxAgeSeconds,
        }),
        subscriptionTurns({ schema, enabled: config.subscriptions.enabled, formatError }),
        ...(compiles
          ? [
              compiledDocuments({
                schema,
                plainRuns: config.compilesDocumentsAfter,
                mostSelections: config.limits.maxCompiledSelections,
                formatError,
              }),
            ]
          : []),
      ]),
    ],
  });
  return { apollo, texts, formatError };
}
