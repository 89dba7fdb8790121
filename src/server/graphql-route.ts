import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap, type HTTPGraphQLResponse } from "@apollo/server";
import type { ServerConfig } from "../config/server.js";
import { type CallerGate, payerOf } from "./caller-gate.js";
import type { Visit } from "./connections.js";
import { type Cors, foreignPage } from "./cors.js";
import { HttpOperation } from "./http-operation.js";
import type { CallerBudgets } from "./limits/caller-budgets.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import { operationIn, requireJson } from "./operation-body.js";
import type { OperationContext, RequestFacts } from "./operation-context.js";
import type { OperationSlots } from "./operation-slots.js";
import { Refusal, respondRefusal } from "./refusal.js";
import { ClientGone, type RequestBodies } from "./request-bodies.js";
import { factsIn, requestIdOf } from "./request-facts.js";
import { respondError } from "./respond.js";
import { requireOwnPage } from "./streams/own-page.js";
import type { StreamAnswer } from "./streams/stream-answers.js";
import type { DocumentRequest, TrustedDocuments } from "./trusted-documents.js";

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<OperationContext>;
  readonly config: ServerConfig;
  readonly cors: Cors;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly slots: OperationSlots;
  readonly bodies: RequestBodies;
  readonly gateFor: CallerGate;
  readonly documents: TrustedDocuments;
  /** Null: unlimited. */
  readonly budgets: CallerBudgets | null;
  /** How a request for a stream is answered; null: it asks for none. */
  readonly streamFor: (request: IncomingMessage) => StreamAnswer | null;
  isDraining(): boolean;
}

/** Characters of an answer that is written as a string. */
const SHORT_ANSWER = 4096;
/** The answer to everyone who comes while the server stops. */
export const STOPPING = new Refusal(
  "draining",
  "This server is shutting down. Send the request again: to another instance, or when it is back.",
);

function headerMapOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const name in request.headers) {
    const value = request.headers[name];
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  return headers;
}

export type GraphqlHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
  visit: Visit,
) => Promise<void>;

/** Handles /graphql: authorisation, CORS, request id and body, overload, and then Apollo Server. */
export function graphqlRoute(options: GraphqlRouteOptions): GraphqlHandler {
  const { apollo, config, cors, log, metrics, slots, bodies, gateFor, documents, budgets, streamFor, isDraining } =
    options;

  async function execute(
    request: IncomingMessage,
    { search, body }: DocumentRequest,
    context: OperationContext,
  ): Promise<HTTPGraphQLResponse> {
    return apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: request.method ?? "GET", headers: headerMapOf(request), search, body },
      context: async () => context,
    });
  }

  return async function handle(request, response, search, { client, presence }) {
    const requestId = requestIdOf(request);
    const headers = { "x-request-id": requestId, ...cors(request) };
    if (request.method === "OPTIONS") return answerPreflight(request, response, headers);
    const operation = new HttpOperation(client, response, headers);
    const stream = streamFor(request);
    try {
      if (stream) requireOwnPage(request, headers, config.publicUrl);
      const gate = await gateFor(request);
      const payer = payerOf(gate, client);
      await budgets?.admit(payer);
      if (isDraining()) throw STOPPING;
      const isPost = request.method === "POST";
      if (isPost) requireJson(request);
      const bytes = isPost ? await bodies.read(request, client) : undefined;
      if (isDraining()) throw STOPPING;
      slots.enter(operation);
      const body = bytes && operationIn(bytes);
      const facts: RequestFacts = {
        requestId,
        log,
        clientSignal: presence,
        gate,
        charge: budgets && ((cost) => budgets.charge(payer, cost)),
        request: operation,
        ...factsIn(request),
      };
      const named = documents.resolve({ search, body }, gate.caller);
      if (stream) {
        const hasBegun = () => slots.leave(operation);
        const verify = () => gateFor(request);
        const asked = { request, response, headers, document: named, facts, payer, presence, verify, hasBegun };
        return await stream(asked);
      }
      answer(response, await execute(request, named, facts as OperationContext), headers);
    } catch (error) {
      if (error instanceof Refusal) {
        metrics.requestsRefused.inc({ reason: error.reason });
        respondRefusal(response, error, headers);
      } else if (!(error instanceof ClientGone) && !presence.aborted && !response.headersSent) {
        log.error({ err: error, requestId }, "could not answer a request");
        respondError(
          response,
          500,
          "INTERNAL_SERVER_ERROR",
          `Something went wrong on our side. Quote this reference when you report it: ${requestId}`,
          headers,
        );
      }
    } finally {
      slots.leave(operation);
      operation.end();
    }
  };
}

/** A CORS preflight. Browsers show at most the answer's headers; operators see the message as well. */
function answerPreflight(
  { headers: { origin } }: IncomingMessage,
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): void {
  if (origin === undefined || headers["access-control-allow-origin"] !== undefined) {
    response.writeHead(204, headers).end();
    return;
  }
  respondRefusal(response, foreignPage(origin), headers);
}

function answer(
  response: ServerResponse,
  { status, headers: own, body }: HTTPGraphQLResponse,
  headers: Readonly<Record<string, string>>,
): void {
  if (body.kind !== "complete") throw new Error("This graph does not support incremental delivery.");
  // It was cut off meanwhile, and has been answered.
  if (response.headersSent) return;
  const { string } = body;
  // A short text is sent in one piece with its head. A long one is copied twice, for its length and for the socket.
  const content = string.length < SHORT_ANSWER ? string : Buffer.from(string);
  // Without a length Node sends the body in chunks, each with a line before and after it.
  const head = ["content-length", String(Buffer.byteLength(content)), "x-content-type-options", "nosniff"];
  for (const [name, value] of own) head.push(name, value);
  for (const name in headers) head.push(name, headers[name]!);
  response.writeHead(status ?? 200, head);
  response.end(content);
}
