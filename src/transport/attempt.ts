import type { ProblemError } from "../model/problem-error.js";
import type { UnsignedRequest } from "../signing/request.js";
import { type Before, beginAttempt, endAttempt } from "./attempt-span.js";
import type { Breaker } from "./breaker.js";
import { type Call, isOver, whyOver, withinCall } from "./call.js";
import { problemOfFailure } from "./client-problems.js";
import type { Clock } from "./clock.js";
import type { CloudDialect, CloudRequest, CloudResponse } from "./cloud-client.js";
import { ExchangeFailure } from "./exchange-failure.js";
import type { Connections } from "./http.js";
import type { Identity } from "./identity.js";
import type { RateLimit } from "./rate-limit.js";
import { problemInAnswer, readAnswer, requestIdOf } from "./read-answer.js";
import type { Span } from "./span.js";
import type { TransportMetrics } from "./transport-metrics.js";

/** The outcome of one attempt. */
export type Attempt = Succeeded | Failed;

interface Succeeded {
  readonly problem: null;
  readonly response: CloudResponse;
  readonly isOutage: false;
}

export interface Failed {
  readonly problem: ProblemError;
  /** Null when there was no complete answer. */
  readonly response: CloudResponse | null;
  /** Whether it indicates an unhealthy endpoint. */
  readonly isOutage: boolean;
  /** The credentials that it was sent with. */
  readonly identityVersion: number;
  /** Milliseconds until it failed; 0 if it was given up for taking too long, which says nothing about the next one. */
  readonly tookMs: number;
}

/** What one attempt needs of its client. */
export interface AttemptTools {
  readonly dialect: CloudDialect;
  readonly accountId: string;
  readonly endpoint: URL;
  readonly clock: Clock;
  readonly connections: Connections;
  readonly rateLimit: RateLimit;
  readonly breaker: Breaker;
  readonly identity: Identity;
  readonly metrics: TransportMetrics;
  /** Whether requests to clouds carry the trace context. */
  readonly passesTraceContext: boolean;
}

/**
 * Sends a request once: waits for its turn, asks the breaker, signs, sends, reads.
 * @throws ProblemError when nothing was sent and a retry is pointless: no turn before the deadline, breaker open, no
 *   credentials, call over
 */
export function attempt(
  request: CloudRequest,
  unsigned: UnsignedRequest,
  call: Call,
  tools: AttemptTools,
  before: Before,
): Promise<Attempt> {
  return call.span
    ? tracedAttempt(request, unsigned, call, tools, before)
    : tryOnce(request, unsigned, { call, span: undefined, waited: () => undefined }, tools);
}

async function tracedAttempt(
  request: CloudRequest,
  unsigned: UnsignedRequest,
  call: Call,
  tools: AttemptTools,
  before: Before,
): Promise<Attempt> {
  const span = beginAttempt(request, call, tools, before);
  const startedAt = tools.clock.now();
  let waitedMs = 0;
  const waited = () => {
    waitedMs = tools.clock.now() - startedAt;
  };
  try {
    const outcome = await tryOnce(request, unsigned, { call, span, waited }, tools);
    endAttempt(span, outcome, tools, waitedMs);
    return outcome;
  } catch (error) {
    endAttempt(span, { error }, tools, waitedMs);
    throw error;
  }
}

interface Try {
  readonly call: Call;
  readonly span: Span | undefined;
  /** Called when its turn by the rate limit has come. */
  waited(): void;
}

async function tryOnce(
  request: CloudRequest,
  unsigned: UnsignedRequest,
  { call, span, waited }: Try,
  tools: AttemptTools,
): Promise<Attempt> {
  const { dialect, clock, rateLimit, breaker, identity } = tools;
  if (isOver(call, clock)) throw whyOver(call);
  breaker.check();
  await rateLimit.turn(request.action, call);
  waited();
  breaker.check();
  const identityVersion = identity.version;
  const signed = dialect.sign(unsigned, identity.now(), call);
  // A promise: a token has to be fetched first.
  const own = signed instanceof Promise ? await withinCall(call, clock, signed) : signed;
  // Not signed, because proxies may extend it.
  const headers = span && tools.passesTraceContext ? { ...own, ...span.headers() } : own;
  if (isOver(call, clock)) throw whyOver(call);
  if (request.effect !== "read") call.recorder?.requireHold();
  const { method, url, body } = unsigned;
  return breaker.run(() => send(request, { method, url, headers, body }, identityVersion, call, tools));
}

async function send(
  request: CloudRequest,
  signed: UnsignedRequest,
  identityVersion: number,
  call: Call,
  tools: AttemptTools,
): Promise<Attempt> {
  const { dialect, clock, connections } = tools;
  const startedAt = clock.now();
  const isRead = request.effect === "read";
  let isAnswered = false;
  try {
    // Callers that share a read enforce their own deadlines, and others may join them later.
    const deadlineAt = isRead ? Number.POSITIVE_INFINITY : call.deadlineAt;
    const terms = { deadlineAt, signal: call.signal, finishesOnceSent: !isRead };
    const answer = await connections.exchange(signed, terms);
    isAnswered = true;
    const response = readAnswer(answer);
    const problem = problemInAnswer(dialect, response, request, clock.now());
    record(request, call, tools, startedAt, response, problem);
    if (!problem) return { problem, response, isOutage: false };
    const tookMs = clock.now() - startedAt;
    return { problem, response, isOutage: problem.retry === "transient", identityVersion, tookMs };
  } catch (error) {
    if (!(error instanceof ExchangeFailure)) {
      // An internal error: it is not known what the answer said about the change.
      if (isAnswered && !isRead) call.open?.push(request.action);
      throw error;
    }
    const problem = problemOfFailure(error, request, call.signal);
    record(request, call, tools, startedAt, null, problem);
    // A caller's short deadline says nothing about the endpoint.
    const isCallers = error.kind === "late" || error.kind === "abandoned";
    if (isCallers) throw problem;
    const tookMs = error.kind === "unanswered" ? 0 : clock.now() - startedAt;
    return { problem, response: null, isOutage: problem.retry === "transient", identityVersion, tookMs };
  }
}

function record(
  { action }: CloudRequest,
  { log, requestId }: Call,
  { dialect, accountId, clock, metrics }: AttemptTools,
  startedAt: number,
  response: CloudResponse | null,
  problem: ProblemError | null,
): void {
  const { provider } = dialect;
  const ms = clock.now() - startedAt;
  const outcome = problem?.code ?? "ok";
  metrics.observe({ provider, accountId, action, outcome, seconds: ms / 1000, date: response?.headers.date });
  if (log.isLevelEnabled?.("debug") === false) return;
  const upstreamRequestId = problem?.requestId ?? (response ? requestIdOf(dialect, response) : undefined);
  const nativeCode = problem?.nativeCode;
  log.debug(
    { requestId, account: accountId, action, status: response?.status, ms, outcome, nativeCode, upstreamRequestId },
    "cloud request",
  );
}
