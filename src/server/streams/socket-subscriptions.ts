import type { IncomingHttpHeaders } from "node:http";
import {
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
} from "graphql";
import { type Context, type WebSocket as GraphqlSocket, makeServer, type Server } from "graphql-ws";
import type { Gate } from "../../access/gate.js";
import type { ServerConfig } from "../../config/server.js";
import { type CallerGate, payerOf } from "../caller-gate.js";
import { STOPPING } from "../graphql-route.js";
import type { CallerBudgets } from "../limits/caller-budgets.js";
import type { Logger } from "../log.js";
import type { Metrics } from "../metrics.js";
import type { RequestFacts } from "../operation-context.js";
import { Refusal } from "../refusal.js";
import { factsIn, requestIdOf } from "../request-facts.js";
import type { TrustedDocuments } from "../trusted-documents.js";
import { CLOSE, type SocketState } from "./conversation.js";
import { parametersIn } from "./graphql-parameters.js";
import type { Subscription } from "./subscription.js";
import type { Subscribe } from "./subscriptions.js";

export interface SocketSubscriptionsOptions {
  readonly schema: GraphQLSchema;
  readonly config: Pick<ServerConfig, "access" | "subscriptions">;
  readonly gateFor: CallerGate;
  readonly documents: TrustedDocuments;
  readonly budgets: CallerBudgets | null;
  readonly subscribe: Subscribe;
  readonly log: Logger;
  readonly metrics: Pick<Metrics, "requestsRefused">;
  isDraining(): boolean;
}

/** Subscriptions over WebSockets, by the protocol graphql-transport-ws. */
export interface SocketSubscriptions {
  /** @returns must be called when the socket is closed */
  opened(socket: GraphqlSocket, state: SocketState): (code: number, reason: string) => Promise<void>;
  /** Called when a message could not be handled. */
  failed(error: unknown): void;
}

type Connection = Context<Record<string, unknown>, SocketState>;

/** A placeholder document for graphql-ws, which only checks that it is a subscription. */
const STAND_IN = parse("subscription { __typename }");

/** Headers that a page cannot set for a WebSocket, and may send with connection_init. */
const NAMED_LATER = [
  "authorization",
  "x-user-id",
  "x-user-groups",
  "apollographql-client-name",
  "apollographql-client-version",
];

export function socketSubscriptions(options: SocketSubscriptionsOptions): SocketSubscriptions {
  const { schema, config, gateFor, documents, budgets, subscribe, log, metrics, isDraining } = options;
  const headerNames = new Set([...NAMED_LATER, config.access?.gatewayHeader.toLowerCase() ?? "authorization"]);
  /** The errors that clients see, by the placeholders that graphql-ws handles. */
  const formatted = new WeakMap<object, readonly GraphQLFormattedError[]>();

  /** The headers of the upgrade request, with those that the client sent in connection_init. */
  function headersOf({ connectionParams = {}, extra: { request } }: Connection): IncomingHttpHeaders {
    const headers: IncomingHttpHeaders = { ...request.headers };
    for (const [name, value] of Object.entries(connectionParams)) {
      const header = name.toLowerCase();
      if (headerNames.has(header) && typeof value === "string") headers[header] = value;
    }
    return headers;
  }

  const gateOf = (connection: Connection): Promise<Gate> =>
    gateFor({ headers: headersOf(connection), socket: connection.extra.request.socket });

  function refused(errors: readonly GraphQLFormattedError[]): GraphQLError[] {
    const standIns = errors.map(({ message }) => new GraphQLError(message));
    formatted.set(standIns, errors);
    return standIns;
  }

  /** @throws Refusal */
  async function begin(connection: Connection, payload: object) {
    const { visit, close } = connection.extra;
    if (isDraining()) throw STOPPING;
    const gate = await gateOf(connection);
    const payer = payerOf(gate, visit.client);
    await budgets?.admit(payer);
    const { body } = documents.resolve({ search: "", body: payload }, gate.caller);
    const headers = { ...headersOf(connection), "x-request-id": undefined };
    const facts: RequestFacts = {
      requestId: requestIdOf({ headers }),
      log,
      clientSignal: visit.presence,
      gate,
      charge: budgets && ((cost) => budgets.charge(payer, cost)),
      ...factsIn({ headers }),
      request: { isChange: false },
    };
    const begun = await subscribe({
      parameters: parametersIn(body as Record<string, unknown>),
      facts,
      payer,
      transport: "websocket",
      verify: () => gateOf(connection),
      onEnd(reason, subscription) {
        leave(connection.extra, subscription);
        if (reason === "slow")
          close(
            CLOSE.tryAgain,
            "The client did not receive an event in time (server.subscriptions.slowClientSeconds).",
          );
      },
    });
    if ("subscription" in begun) {
      connection.extra.open.add(begun.subscription);
      if (connection.extra.isClosed) await begun.subscription.return();
    }
    return begun;
  }

  const server: Server<SocketState> = makeServer<Record<string, unknown>, SocketState>({
    schema,
    connectionInitWaitTimeout: config.subscriptions.connectionInitSeconds * 1000,
    async onConnect(connection) {
      try {
        await gateOf(connection);
        return true;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        metrics.requestsRefused.inc({ reason: error.reason });
        connection.extra.close(error.status === 401 ? CLOSE.forbidden : CLOSE.tryAgain, error.message);
        return false;
      }
    },
    async onSubscribe(connection, _id, payload) {
      const state = connection.extra;
      const { maxStreamsPerSocket } = config.subscriptions;
      if (state.streams >= maxStreamsPerSocket) {
        const message = `At most ${maxStreamsPerSocket} streams (server.subscriptions.maxStreamsPerSocket).`;
        state.close(CLOSE.tooMany, message);
        return refused([{ message, extensions: { code: "RATE_LIMITED" } }]);
      }
      state.streams += 1;
      try {
        const begun = await begin(connection, payload);
        if ("subscription" in begun) return { schema, document: STAND_IN, contextValue: begun.subscription };
        leave(state);
        return refused(begun.refused.errors ?? []);
      } catch (error) {
        leave(state);
        if (!(error instanceof Refusal)) throw error;
        metrics.requestsRefused.inc({ reason: error.reason });
        return refused([{ message: error.message, extensions: { code: error.code } }]);
      }
    },
    subscribe: ({ contextValue }) => resultsOf(contextValue as Subscription) as never,
    // Both are already formatted.
    onNext: (_connection, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: (_connection, _id, _payload, errors) => formatted.get(errors) ?? undefined,
  });

  return {
    opened: (socket, state) => server.opened(socket, state),
    failed: (err) => log.error({ err }, "could not handle a message on a WebSocket"),
  };
}

function leave(state: SocketState, subscription?: Subscription): void {
  state.streams -= 1;
  if (subscription) state.open.delete(subscription);
}

/** A subscription's results for graphql-ws, which requests the next one when the last one has left the process. */
function resultsOf(subscription: Subscription): AsyncIterableIterator<FormattedExecutionResult> {
  let hasLeft: () => void = () => undefined;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      hasLeft();
      const { done, value } = await subscription.next();
      if (done) return { done, value: undefined };
      void subscription.deliver(value.length, (left) => {
        hasLeft = left;
      });
      return { done: false, value: JSON.parse(value) as FormattedExecutionResult };
    },
    async return() {
      await subscription.return();
      return { done: true, value: undefined };
    },
  };
}
