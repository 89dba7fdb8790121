import type { Dispatcher } from "undici";
import type { UnsignedRequest } from "../signing/request.js";
import { after, type Clock } from "./clock.js";
import { createDispatcher, type Proxies } from "./dispatcher.js";
import { ExchangeFailure, failureOf } from "./exchange-failure.js";
import type { Signal } from "./signal.js";
import type { ClientOptions } from "./transport.js";

/** An answer with its complete body. */
export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; a repeated header's values are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Deadline and cancellation of an exchange. */
export interface ExchangeTerms {
  /** Milliseconds since 1970; Infinity when only the signal limits the wait. */
  readonly deadlineAt: number;
  /** Cancels the exchange: at any time, or with `finishesOnceSent` only until something was sent. */
  readonly signal: Signal;
  readonly finishesOnceSent: boolean;
}

/** Kept-alive connections to one endpoint. */
export interface Connections {
  /**
   * Sends the request with exactly these headers.
   * @throws ExchangeFailure when there is no complete answer
   */
  exchange(request: UnsignedRequest, terms: ExchangeTerms): Promise<HttpAnswer>;
  /** Resolves when the exchanges in flight have ended. */
  close(): Promise<void>;
}

/**
 * Shorter than the keep-alive of load balancers and servers (Node's own: 5 s), so that a request does not meet a
 * connection that is being closed.
 */
const IDLE_CONNECTION_MS = 4_000;

/** Not Buffer's own decoding: this one drops a byte order mark, which is not JSON. */
const decoder = new TextDecoder();

/** Opens connections as they are needed. Certificates are always checked. @param proxies null: the endpoint is reached directly */
export function createConnections(
  { endpoint, limits, certificateAuthority }: ClientOptions,
  clock: Clock,
  proxies: Proxies | null,
): Connections {
  const { maxConnections, connectTimeoutMs, responseTimeoutMs, maxResponseBytes } = limits;
  const options = {
    connections: maxConnections,
    pipelining: 1,
    keepAliveTimeout: IDLE_CONNECTION_MS,
    headersTimeout: responseTimeoutMs,
    bodyTimeout: responseTimeoutMs,
    maxResponseSize: maxResponseBytes,
    connect: { timeout: connectTimeoutMs, ca: certificateAuthority, rejectUnauthorized: true },
  } as const;
  const pool = createDispatcher(endpoint.origin, options, proxies);
  let closing: Promise<void> | undefined;
  return {
    exchange: (request, terms) => exchange(pool, request, terms, responseTimeoutMs, clock),
    close() {
      closing ??= pool.close();
      return closing;
    },
  };
}

function exchange(
  pool: Pick<Dispatcher, "dispatch">,
  request: UnsignedRequest,
  { deadlineAt, signal, finishesOnceSent }: ExchangeTerms,
  responseTimeoutMs: number,
  clock: Clock,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let sending: Dispatcher.DispatchController | null = null;
    let isSettled = false;
    let status = 0;
    let headers: HttpAnswer["headers"] = {};
    const chunks: Buffer[] = [];

    const settle = (): void => {
      isSettled = true;
      stopTimer();
      signal.removeEventListener("abort", abandon);
    };
    const giveUp = (kind: ExchangeFailure["kind"], cause?: unknown): void => {
      if (isSettled) return;
      settle();
      const failure = new ExchangeFailure(kind, sending !== null, cause);
      reject(failure);
      sending?.abort(failure);
    };
    const abandon = () => giveUp("abandoned", signal.reason);
    // One timer for both limits: the deadline from the start, the time for one answer from when the request is sent.
    let answerDueAt = Number.POSITIVE_INFINITY;
    let stopTimer: () => void = () => undefined;
    const watch = (): void => {
      const now = clock.now();
      if (now >= deadlineAt) giveUp("late");
      else if (now >= answerDueAt) giveUp("unanswered");
      else stopTimer = after(clock, Math.min(deadlineAt - now, answerDueAt - now, responseTimeoutMs), watch);
    };

    signal.addEventListener("abort", abandon, { once: true });
    if (signal.aborted) return abandon();
    watch();
    if (isSettled) return;

    pool.dispatch(
      {
        origin: request.url.origin,
        method: request.method as Dispatcher.HttpMethod,
        path: request.url.pathname + request.url.search,
        headers: request.headers,
        body: request.body === "" ? null : request.body,
      },
      {
        // Called when a connection is established, before the first byte is written.
        onRequestStart(controller) {
          if (isSettled) return controller.abort(new ExchangeFailure("abandoned", false));
          sending = controller;
          answerDueAt = clock.now() + responseTimeoutMs;
          if (finishesOnceSent) signal.removeEventListener("abort", abandon);
        },
        onResponseStart(_controller, statusCode, received) {
          status = statusCode;
          headers = plainHeaders(received);
        },
        onResponseData(_controller, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          if (isSettled) return;
          settle();
          resolve({ status, headers, text: decoder.decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)) });
        },
        onResponseError(_controller, error) {
          if (isSettled) return;
          settle();
          try {
            reject(failureOf(error, sending !== null));
          } catch (fault) {
            reject(fault);
          }
        },
      },
    );
  });
}

function plainHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    plain[name.toLowerCase()] = Array.isArray(value) ? value.join(", ") : (value ?? "");
  }
  return plain;
}
