import { type GraphQLRequestContextResponseForOperation, type GraphQLResponse, HeaderMap } from "@apollo/server";
import {
  createSourceEventStream,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getVariableValues,
} from "graphql";
import { formattedExecutionError } from "../errors.js";
import type { OperationContext } from "../operation-context.js";
import type { RequestPart } from "../request-hooks.js";

/** The subscribing turn: finds the source of the events. */
export interface StartTurn {
  readonly kind: "start";
  /** Set on success. */
  source?: AsyncIterator<unknown>;
  /** The document, inline or registered. */
  document?: string;
}

/** One event: the root value for executing the document. */
export interface EventTurn {
  readonly kind: "event";
  readonly event: unknown;
}

export type SubscriptionTurn = StartTurn | EventTurn;

export interface SubscriptionTurnsOptions {
  readonly schema: GraphQLSchema;
  /** Whether streams are available. */
  readonly enabled: boolean;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

const badRequest = (message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: "BAD_REQUEST", http: { status: 400, headers: new HeaderMap() } },
  });

const needsStream = () =>
  badRequest(
    'A subscription needs a stream: send the request with the header "Accept: text/event-stream" and no other media type, or use a WebSocket (graphql-transport-ws) at the same address.',
  );
const needsSubscription = () =>
  badRequest(
    'A stream is for subscriptions. Send queries and mutations as requests, with the header "Accept: application/json".',
  );
const switchedOff = () => badRequest("This graph offers no subscriptions (server.subscriptions.enabled).");

/**
 * Executes subscriptions, which Apollo Server does not support, in turns: the start, and each event. To all other
 * plugins, each turn is a separate operation with its own context, deadline, limits and cost.
 */
export function subscriptionTurns({
  schema,
  enabled,
  formatError,
}: SubscriptionTurnsOptions): RequestPart<OperationContext> {
  const answerOf = ({ data, errors }: ExecutionResult) => {
    const formatted = errors?.map((error) => formattedExecutionError(formatError, error));
    const singleResult = { ...(formatted ? { errors: formatted } : {}), ...(data === undefined ? {} : { data }) };
    return { http: { headers: new HeaderMap() }, body: { kind: "single" as const, singleResult } };
  };

  async function answerIn(
    turn: SubscriptionTurn,
    { request, document, source, contextValue, operation }: GraphQLRequestContextResponseForOperation<OperationContext>,
  ): Promise<GraphQLResponse | null> {
    const { variables = {}, operationName } = request;
    // Apollo Server rewords errors in variables.
    const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 1 });
    if (!coerced) return null;
    const asked = { schema, document, operationName, contextValue, variableValues: variables };
    if (turn.kind === "event") return answerOf(await execute({ ...asked, rootValue: turn.event }));
    const begun = await createSourceEventStream(asked);
    if (!(Symbol.asyncIterator in begun)) return answerOf(begun);
    turn.source = begun[Symbol.asyncIterator]();
    turn.document = source;
    return answerOf({ data: null });
  }

  return () => ({
    didResolveOperation({ operation, contextValue: { turn } }) {
      if (!operation) return;
      const isSubscription = operation.operation === "subscription";
      if (isSubscription && !enabled) throw switchedOff();
      if (isSubscription && !turn) throw needsStream();
      if (!isSubscription && turn) throw needsSubscription();
    },
    responseForOperation(context) {
      const { operation, contextValue } = context;
      return contextValue.turn && operation ? answerIn(contextValue.turn, context) : null;
    },
  });
}
