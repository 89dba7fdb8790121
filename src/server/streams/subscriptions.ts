import type { ApolloServer } from "@apollo/server";
import { type FormattedExecutionResult, GraphQLError, type GraphQLFormattedError } from "graphql";
import type { Gate } from "../../access/gate.js";
import type { ServerConfig } from "../../config/server.js";
import { formattedExecutionError } from "../errors.js";
import type { AnswerTexts } from "../limits/answer-text.js";
import type { Metrics } from "../metrics.js";
import type { OperationContext, RequestFacts } from "../operation-context.js";
import { EventTurns } from "./event-turns.js";
import type { OpenStreams, Place, Transport } from "./open-streams.js";
import type { StreamEnd } from "./stream-end.js";
import { Subscription } from "./subscription.js";
import type { StartTurn, SubscriptionTurn } from "./subscription-turns.js";

/** A request, with the names of its parts from GraphQL over HTTP. */
export interface GraphqlParameters {
  readonly query?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export interface SubscriptionRequest {
  readonly parameters: GraphqlParameters;
  readonly facts: RequestFacts;
  /** The caller whose streams are counted. */
  readonly payer: string;
  readonly transport: Transport;
  /** Authenticates the caller again. @throws Refusal */
  verify(): Promise<Gate>;
  /** Called when the subscription has ended. */
  onEnd?(reason: StreamEnd, subscription: Subscription): void;
}

/** The outcome of a request for a subscription. */
export type Begun =
  | { readonly subscription: Subscription }
  /** GraphQL refused it. Status: of the answer over HTTP. */
  | { readonly refused: FormattedExecutionResult; readonly status: number };

/** Starts a subscription. @throws Refusal when there are too many */
export type Subscribe = (request: SubscriptionRequest) => Promise<Begun>;

export interface SubscriptionsOptions {
  readonly apollo: ApolloServer<OperationContext>;
  readonly texts: AnswerTexts;
  readonly config: Pick<ServerConfig, "limits" | "subscriptions">;
  readonly open: OpenStreams;
  readonly metrics: Pick<Metrics, "streamEvents">;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

export function subscriptions(options: SubscriptionsOptions): Subscribe {
  const { apollo, texts, config, open, metrics, formatError } = options;
  const turns = new EventTurns();

  /** One pass through Apollo Server. */
  async function pass(
    { query, operationName, variables, extensions }: GraphqlParameters,
    facts: RequestFacts,
    turn: SubscriptionTurn,
  ): Promise<{ readonly result: FormattedExecutionResult; readonly status: number }> {
    const contextValue = { ...facts, request: { isChange: false }, turn } as OperationContext;
    const { body, http } = await apollo.executeOperation(
      { query, operationName, variables: variables && { ...variables }, extensions },
      { contextValue },
    );
    if (body.kind !== "single") throw new Error("This graph does not support incremental delivery.");
    return { result: body.singleResult, status: http.status ?? 200 };
  }

  function run(request: SubscriptionRequest, place: Place, { source, document }: Required<StartTurn>): Subscription {
    const { parameters, facts, transport, verify } = request;
    const { requestId, log, gate } = facts;
    const { variables, operationName } = parameters;
    const startedAt = performance.now();
    let events = 0;
    const subscription = new Subscription({
      source,
      limits: config.subscriptions,
      verify,
      async execute(event) {
        await turns.take();
        const turn = { kind: "event", event } as const;
        const asked = { query: document, variables, operationName };
        const { result } = await pass(asked, { ...facts, gate: await verify() }, turn);
        events += 1;
        metrics.streamEvents.inc({ transport });
        const text = texts.of(result, config.limits.maxAnswerBytes);
        return { text: text.trimEnd(), isRefused: result.data === undefined };
      },
      failed: (error) => {
        const placed = error instanceof GraphQLError ? error : new GraphQLError("", { originalError: error as Error });
        return { errors: [formattedExecutionError(formatError, placed)] };
      },
      pending: (stream, bytes) => open.pending(stream, bytes),
      onEnd(reason) {
        place.leave(reason);
        request.onEnd?.(reason, subscription);
        const seconds = Math.round((performance.now() - startedAt) / 1000);
        log.info({ requestId, caller: gate.caller.id, transport, reason, events, seconds }, "a stream has ended");
      },
    });
    place.hold(subscription);
    return subscription;
  }

  return async (request) => {
    const place = open.enter(request.payer, request.transport);
    try {
      const turn: StartTurn = { kind: "start" };
      const { result, status } = await pass(request.parameters, request.facts, turn);
      if (turn.source) return { subscription: run(request, place, turn as Required<StartTurn>) };
      place.leave(null);
      return { refused: result, status };
    } catch (error) {
      place.leave(null);
      throw error;
    }
  };
}
