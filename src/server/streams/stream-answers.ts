import type { IncomingMessage, ServerResponse } from "node:http";
import type { Gate } from "../../access/gate.js";
import type { ServerConfig } from "../../config/server.js";
import { Interruption, type Signal } from "../../transport/signal.js";
import type { RequestFacts } from "../operation-context.js";
import { respondJson } from "../respond.js";
import type { DocumentRequest } from "../trusted-documents.js";
import { asksForCallback, callbackRequest } from "./callback-request.js";
import { CALLBACK_HEADERS, type Callbacks } from "./callbacks.js";
import { answerAsEvent, asksForEvents, sendEvents } from "./event-stream.js";
import { graphqlParameters } from "./graphql-parameters.js";
import type { Subscribe } from "./subscriptions.js";

export interface StreamAnswersOptions {
  readonly config: Pick<ServerConfig, "subscriptions">;
  readonly subscribe: Subscribe;
  readonly callbacks: Callbacks;
}

/** A request for a stream, after all checks that precede an operation. */
export interface StreamRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  readonly document: DocumentRequest;
  readonly facts: RequestFacts;
  readonly payer: string;
  /** Aborted when the client disconnects. */
  readonly presence: Signal;
  /** Authenticates the caller again. @throws Refusal */
  verify(): Promise<Gate>;
  /** Called when the request no longer counts as an operation in flight. */
  hasBegun(): void;
}

/** Answers a request for a stream, and resolves when the stream has ended. @throws Refusal */
export type StreamAnswer = (asked: StreamRequest) => Promise<void>;

/** Selects the answer to a request for a stream over HTTP; null when the request asks for none. */
export function streamAnswers({
  config: { subscriptions: config },
  subscribe,
  callbacks,
}: StreamAnswersOptions): (request: IncomingMessage) => StreamAnswer | null {
  const { allowedOrigins } = config.callback;

  async function answerWithEvents({ response, headers, document, presence, hasBegun, ...asked }: StreamRequest) {
    const begun = await subscribe({ ...asked, parameters: graphqlParameters(document), transport: "sse" });
    hasBegun();
    if ("subscription" in begun) return sendEvents(response, begun.subscription, { headers, presence, config });
    const { status, refused } = begun;
    // Clients retry by the status. Everything else is an ordinary result.
    if (status === 429 || status === 503) return respondJson(response, status, refused, headers);
    return answerAsEvent(response, refused, headers);
  }

  async function answerWithCallbacks({ response, headers, document, facts, ...asked }: StreamRequest) {
    const parameters = graphqlParameters(document);
    // The gateway's own request ends long before the subscription.
    const lasting = { ...facts, clientSignal: new Interruption() };
    const begun = await callbacks.begin(callbackRequest(parameters, allowedOrigins), facts.requestId, () =>
      subscribe({ ...asked, parameters, facts: lasting, transport: "callback" }),
    );
    const [status, body] = "refused" in begun ? [begun.status, begun.refused] : [200, { data: null }];
    respondJson(response, status, body, { ...headers, ...CALLBACK_HEADERS });
  }

  return (request) => {
    if (asksForEvents(request)) return answerWithEvents;
    const { method, headers } = request;
    if (allowedOrigins.length > 0 && method === "POST" && asksForCallback(headers.accept)) return answerWithCallbacks;
    return null;
  };
}
