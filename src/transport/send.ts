import { randomUUID } from "node:crypto";
import { ProblemError } from "../model/problem-error.js";
import { sha256Hex } from "../signing/sha256.js";
import { type AttemptTools, attempt, type Failed } from "./attempt.js";
import type { Before } from "./attempt-span.js";
import { createBreaker } from "./breaker.js";
import { type Call, type CallLog, whyOver } from "./call.js";
import { finalProblem } from "./client-problems.js";
import type { Clock } from "./clock.js";
import type { CloudClient, CloudDialect, CloudRequest, CloudResponse } from "./cloud-client.js";
import { composeRequest } from "./compose-request.js";
import type { Proxies } from "./dispatcher.js";
import { createConnections } from "./http.js";
import { createIdentity } from "./identity.js";
import { createPatientSlots } from "./patient-slots.js";
import { createRateLimit } from "./rate-limit.js";
import { createReadAllowance } from "./read-allowance.js";
import { requestIdOf } from "./read-answer.js";
import { type AskedAnswer, createReadCache } from "./read-cache.js";
import type { SentOutcome } from "./recorder.js";
import { planRetries, type RetryPlan } from "./retry.js";
import { createRetryBudget, type RetryBudget } from "./retry-budget.js";
import { createSingleFlight } from "./single-flight.js";
import type { ClientOptions } from "./transport.js";
import type { TransportMetrics } from "./transport-metrics.js";

export interface CloudClientTools {
  readonly clock: Clock;
  readonly log: CallLog;
  readonly metrics: TransportMetrics;
  /** The account's, shared by all its clients. */
  readonly budget: RetryBudget;
  /** Null: clouds are reached directly. */
  readonly proxies: Proxies | null;
  /** Whether clouds are told which trace a request belongs to. */
  readonly passesTraceContext: boolean;
}

/** A client that can also be told of changes that it did not make itself. */
export interface ForgettingClient extends CloudClient {
  /** Something has changed in the account: earlier reads, and those in flight, are not reused. */
  forget(): void;
}

/** Requests of patient calls that are under way at a time. */
const MOST_PATIENT = 2;
/** Retries that patient calls can save up. */
const PATIENT_RESERVE = 3;

/** The client of one account's endpoint; see {@link CloudClient}. */
export function createCloudClient(
  dialect: CloudDialect,
  options: ClientOptions,
  { clock, log, metrics, budget, proxies, passesTraceContext }: CloudClientTools,
): ForgettingClient {
  const { accountId, endpoint, limits } = options;
  const { provider } = dialect;
  const onOpen = () => log.warn({ account: accountId, endpoint: endpoint.host }, "circuit breaker opened");
  const tools: AttemptTools = {
    dialect,
    accountId,
    endpoint,
    clock,
    metrics,
    connections: createConnections(options, clock, proxies),
    rateLimit: createRateLimit(limits.requestsPerSecond, clock),
    breaker: createBreaker({ clock, onOpen }),
    identity: createIdentity(dialect, clock),
    passesTraceContext,
  };
  const reads = createSingleFlight<AskedAnswer>(clock);
  const allowance = createReadAllowance(limits);
  const slots = createPatientSlots(MOST_PATIENT);
  /** What patient calls fail with takes nothing from those whom somebody waits for. */
  const patientBudget = createRetryBudget({ reserve: PATIENT_RESERVE });
  const kept = createReadCache(limits.readCacheSeconds ?? 0, clock);

  /** Retries until there is a success, or no point or time in another attempt. */
  async function exchange(request: CloudRequest, call: Call): Promise<CloudResponse> {
    const { action, effect } = request;
    let { whyBusy } = request;
    const unsigned = composeRequest(endpoint, request);
    const own = call.isPatient ? patientBudget : budget;
    const plan = planRetries({ effect, call, clock, budget: own });
    let mayHaveHappenedBefore = false;
    let wasLostBefore = false;
    let latest: ProblemError | null = null;
    let before: Before = { tries: 0, waitedMs: 0 };
    own.earn();
    try {
      for (;;) {
        const outcome = await attempt(request, unsigned, call, tools, before);
        if (outcome.problem === null) return outcome.response;
        if (whyBusy && outcome.problem.retry === "busy") {
          const lasting = await whyBusy(call);
          if (lasting) {
            const { nativeCode, requestId } = outcome.problem;
            throw lasting.with({ nativeCode, requestId });
          }
          whyBusy = undefined;
        }
        const waitMs = nextTry(plan, outcome);
        if (waitMs === null) throw outcome.problem;
        mayHaveHappenedBefore ||= outcome.problem.mayHaveHappened;
        wasLostBefore ||= outcome.problem.mayHaveHappened && outcome.problem.nativeCode === undefined;
        latest = outcome.problem;
        await pause(request, outcome.problem, waitMs, call);
        before = { tries: before.tries + 1, waitedMs: waitMs };
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) {
        if (mayHaveHappenedBefore) call.open?.push(action);
        throw error;
      }
      // When the deadline comes before another attempt was sent, the earlier failure says more.
      const isLate = error.code === "TIMED_OUT" && !error.mayHaveHappened;
      const earlier = { mayHaveHappenedBefore, wasLostBefore };
      const final = finalProblem((isLate && latest) || error, { provider, action, effect, ...earlier });
      if (final.mayHaveHappened) call.open?.push(action);
      throw final;
    }
  }

  function nextTry(plan: RetryPlan, { problem, response, identityVersion, tookMs }: Failed): number | null {
    const remedies = {
      renewCredentials: () => tools.identity.renew(identityVersion),
      correctClock: () => tools.identity.correct(response),
    };
    return plan.next(problem, remedies, tookMs);
  }

  async function pause({ action }: CloudRequest, problem: ProblemError, waitMs: number, call: Call): Promise<void> {
    const { retry: reason, code, nativeCode, requestId: upstreamRequestId } = problem;
    metrics.retried({ provider, accountId, action, reason });
    call.log.warn(
      { requestId: call.requestId, account: accountId, action, reason, code, nativeCode, upstreamRequestId, waitMs },
      "retrying a cloud request",
    );
    await clock.sleep(waitMs, call.signal).catch(() => {
      throw whyOver(call);
    });
  }

  async function readAnew(key: string, request: CloudRequest, shared: Call): Promise<AskedAnswer> {
    const keep = kept?.beforeRead();
    const askedAt = clock.now();
    const response = await (shared.isPatient
      ? slots.run(shared, () => exchange(request, shared))
      : exchange(request, shared));
    const answer = { response, askedAt };
    keep?.(key, answer);
    return answer;
  }

  /** A read after a change must not reuse an earlier read. */
  function forget(): void {
    reads.seal();
    kept?.forget();
  }

  return {
    forget,
    async send(request, call) {
      if (request.effect === "read") {
        const { method, path, query, headers, body } = request;
        const key = JSON.stringify([method, path, query, headers, body]);
        // Nobody waits for what may take its time, and what may take its time waits for nothing that began before it.
        const flight = call.isPatient ? `patient ${key}` : key;
        const known = call.acceptsKept ? kept?.get(key) : undefined;
        if (known) {
          metrics.spared({ provider, accountId, action: request.action });
          call.ages.note(accountId, known.askedAt);
          return known.response;
        }
        try {
          allowance.check(call);
          const { response, askedAt } = await reads.run(flight, call, (shared) => readAnew(key, request, shared));
          call.ages.note(accountId, askedAt);
          allowance.count(call, response.text.length);
          return response;
        } catch (error) {
          throw error instanceof ProblemError ? error.with({ provider }) : error;
        }
      }
      // Steps of a plan are not taken; one that is taken all the same stops here.
      if (call.rehearsal) throw new Error(`Tried to send ${request.action} for a change that is only planned.`);
      const openBefore = call.open?.length ?? -1;
      const sent = await call.recorder?.sending({ action: request.action, digest: digestOf(request) });
      try {
        const response = await exchange(withToken(request, sent?.token ?? randomUUID()), call);
        call.made?.push(request.action);
        const requestId = requestIdOf(dialect, response);
        sent?.answered({ state: "DONE", requestId });
        if (requestId !== undefined) call.upstreamRequestIds?.push(requestId);
        return response;
      } catch (error) {
        sent?.answered(outcomeOf(error, (call.open?.length ?? 0) > openBefore));
        throw error;
      } finally {
        forget();
      }
    },
    leastTimeFor: (action, requests) => tools.rateLimit.leastTimeFor(action, requests),
    close: () => tools.connections.close(),
  };
}

/** Identifies a write among others of its action, whichever token it has. */
function digestOf({ method, path, query, headers, body }: CloudRequest): string {
  return sha256Hex(JSON.stringify([method, path, query, headers, body]));
}

function withToken(request: CloudRequest, token: string): CloudRequest {
  const { tokenParameter, query } = request;
  return tokenParameter === undefined ? request : { ...request, query: { ...query, [tokenParameter]: token } };
}

/**
 * The outcome of a failed write: one that may have been done has no certain outcome.
 * @param isOpen whether the call has noted it as open, which an internal error hides
 */
function outcomeOf(error: unknown, isOpen: boolean): SentOutcome {
  if (!(error instanceof ProblemError)) return { state: isOpen ? "UNKNOWN" : "REFUSED" };
  return { state: error.mayHaveHappened ? "UNKNOWN" : "REFUSED", requestId: error.requestId };
}
