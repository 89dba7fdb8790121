import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";
import type { Gate } from "../access/gate.js";
import type { ChangeTools } from "../changes/change-runner.js";
import type { DeniedAttempt } from "../changes/denied.js";
import { type DeniedRecorder, deniedRecorder } from "../changes/denied-recorder.js";
import type { MetricsConfig } from "../config/metrics.js";
import type { ServerLimits } from "../config/server.js";
import type { Inventory } from "../inventory/inventory.js";
import type { Watching } from "../inventory/watch/watching.js";
import { CallBudget } from "../loaders/call-budget.js";
import { ChangeHistory } from "../loaders/change-history.js";
import { Freshness } from "../loaders/freshness.js";
import { ReadAhead } from "../loaders/read-ahead.js";
import { RequestLoaders } from "../loaders/request-loaders.js";
import type { GraphContext } from "../resolvers/graph-context.js";
import { IncompleteSources } from "../resolvers/incomplete-sources.js";
import { startCall } from "../transport/call.js";
import type { Signal } from "../transport/signal.js";
import type { Tracer } from "../transport/span.js";
import { boundedNames, shortened } from "./bounded-names.js";
import { AnswerBudget } from "./limits/answer-budget.js";
import { type AnswerTexts, fewErrors, formatted } from "./limits/answer-text.js";
import type { AnswerTurns } from "./limits/answer-turns.js";
import type { OverBudget } from "./limits/over-budget.js";
import type { Logger } from "./log.js";
import type { Metrics } from "./metrics.js";
import type { RequestPart } from "./request-hooks.js";
import type { SubscriptionTurn } from "./streams/subscription-turns.js";
import { beginSpan, endSpan } from "./telemetry/operation-span.js";

/** What is known of a request before its document is read. */
export interface RequestFacts {
  readonly requestId: string;
  /** Names the trace where there is one. */
  log: Logger;
  /** Aborted when the client disconnects. */
  readonly clientSignal: Signal;
  /** A shorter deadline that the client asked for, in milliseconds. */
  readonly askedTimeoutMs: number | null;
  /** Identifies the request among those of its caller, so that a repeated one is made once; null: nothing does. */
  readonly idempotencyKey: string | null;
  /** The sender, and its rights. */
  readonly gate: Gate;
  /** Takes a cost from the caller's budget; null: it has none. */
  readonly charge: ((cost: number) => Promise<OverBudget | null>) | null;
  /** The client program's name for itself; null: none. */
  readonly clientName: string | null;
  readonly clientVersion: string | null;
  /** The parent span in its headers. */
  readonly traceContext: { readonly traceparent?: string; readonly tracestate?: string };
  /** Notes what the request turned out to be, for whoever cuts it off. */
  readonly request: { isChange: boolean };
  /** What a subscription's document is executed for; omitted: it is an ordinary request. */
  readonly turn?: SubscriptionTurn;
}

/** Filled in two steps: the facts when the request arrives, the rest when it is known whether it reads or changes. */
export type OperationContext = RequestFacts & GraphContext & { readonly answer: AnswerBudget };

export interface OperationOptions {
  readonly changes: ChangeTools;
  readonly watching: Watching;
  readonly limits: Pick<
    ServerLimits,
    | "readDeadlineMs"
    | "changeDeadlineMs"
    | "maxAnswerBytes"
    | "maxAccountsAtOnce"
    | "maxAccountsReadAhead"
    | "maxCloudCalls"
  >;
  readonly metrics: Metrics;
  /** What was seen before, for readers who take that. Null: nothing was. */
  readonly inventory: Inventory | null;
  /** The age of answers to those who do not say. */
  readonly defaultMaxAgeSeconds: number;
  /** How many names of each kind metrics distinguish. */
  readonly labels: Pick<MetricsConfig, "maxOperationNames" | "maxCallers" | "maxClientNames">;
  /** Whether changes that are refused because a right is missing are recorded as well. */
  readonly recordsDenied: boolean;
  readonly texts: AnswerTexts;
  readonly turns: AnswerTurns;
  /** Omitted: nothing is traced. */
  readonly tracer?: Tracer;
  readonly formatError: (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;
}

/** The label for operations and programs without a name. */
const UNNAMED = "unnamed";

/** Counts an operation in the metrics. */
function operationCounter({ operations, callersOperations }: Metrics, labels: OperationOptions["labels"]) {
  const nameOf = boundedNames(labels.maxOperationNames);
  const callerOf = boundedNames(labels.maxCallers);
  const clientOf = boundedNames(labels.maxClientNames);
  return (
    about: { operation: string; name: string | null | undefined; outcome: string; seconds: number },
    { gate, clientName }: RequestFacts,
  ): void => {
    const { operation, name, outcome, seconds } = about;
    operations.observe({ operation, name: nameOf(name || UNNAMED), outcome }, seconds);
    callersOperations.inc({ caller: callerOf(gate.caller.id), client: clientOf(clientName ?? UNNAMED), outcome });
  };
}

/** An audit line: its member `audit` distinguishes it from all others. */
function auditDenied(facts: RequestFacts, operationName: string | undefined, attempt: DeniedAttempt): void {
  const { log, requestId, gate, clientName } = facts;
  const { id, client, proof } = gate.caller;
  log.warn(
    { audit: "access_denied", requestId, caller: id, client, proof, clientName, operationName, ...attempt },
    "a change was refused: its caller has no right to it",
  );
}

/** Gives every operation its deadline, its loaders and its line in log and metrics. */
export function operationLifecycle({
  changes,
  watching,
  limits,
  metrics,
  labels,
  recordsDenied,
  texts,
  turns,
  formatError,
  tracer,
  inventory,
  defaultMaxAgeSeconds,
}: OperationOptions): RequestPart<OperationContext> {
  const readAhead = new ReadAhead(limits);
  const count = operationCounter(metrics, labels);

  /** Most answers are short and whole. */
  const needsFinish = ({ errors }: FormattedExecutionResult, answer: AnswerBudget): boolean =>
    answer.isLong || answer.isChange || answer.end !== null || errors !== undefined;

  /** Writes a long answer, or replaces it by the one error that has ended it. */
  async function finish(result: FormattedExecutionResult, answer: AnswerBudget): Promise<void> {
    try {
      // The partial answer to a change says what was done, so it stays.
      if (answer.end && !answer.isChange) throw answer.end;
      await texts.prepare(result.data, answer);
      if (result.errors) result.errors = fewErrors(result.errors);
    } catch (error) {
      result.data = null;
      result.errors = [formatError(formatted(error as Error), error)];
    } finally {
      answer.close();
    }
  }

  return ({ contextValue: facts }) => {
    const startedAt = performance.now();
    const span = tracer && beginSpan(tracer, facts);
    let end: (() => void) | undefined;
    let denials: DeniedRecorder | undefined;
    return {
      didResolveOperation(context) {
        const { contextValue: begun, operation, operationName } = context;
        const isChange = operation?.operation === "mutation";
        begun.request.isChange = isChange;
        const most = isChange ? limits.changeDeadlineMs : limits.readDeadlineMs;
        const { requestId, log, clientSignal, askedTimeoutMs, gate } = begun;
        const timeoutMs = Math.min(most, askedTimeoutMs ?? most);
        // A disconnected client stops reads. A change continues: half of one helps nobody.
        const call = startCall({
          requestId,
          log,
          timeoutMs,
          acceptsKept: !isChange,
          span,
          clientSignal: isChange ? undefined : clientSignal,
        });
        // A change that was sent is never cancelled.
        end = () => (isChange ? call.end() : call.giveUp());
        const { accounts } = gate;
        const { clock } = changes;
        const answer = new AnswerBudget({
          limit: limits.maxAnswerBytes,
          call,
          clock,
          turns,
          giveUp: () => end?.(),
          isChange,
        });
        const loaders = new RequestLoaders(accounts, call);
        const budget = new CallBudget(limits.maxCloudCalls);
        if (isChange && recordsDenied) denials = deniedRecorder(changes, begun);
        // A new object: to add so much to Apollo's copy of the facts would move it from place to place.
        const filled: OperationContext = {
          requestId,
          log,
          clientSignal,
          askedTimeoutMs,
          idempotencyKey: begun.idempotencyKey,
          gate,
          charge: begun.charge,
          clientName: begun.clientName,
          clientVersion: begun.clientVersion,
          traceContext: begun.traceContext,
          request: begun.request,
          turn: begun.turn,
          accounts,
          clock,
          // What is spread comes last: V8 makes such an object twenty times as fast as the other way round.
          changes: {
            gate,
            requestKey: begun.idempotencyKey,
            keepDenied: denials?.keepDenied,
            tellDenied: (attempt: DeniedAttempt) => auditDenied(begun, shortened(operationName), attempt),
            ...changes,
          },
          watching,
          call,
          answer,
          loaders,
          freshness: new Freshness(
            { accounts, loaders, call, clock, readAhead, budget },
            // What changes are decided on, and what they answer, is as it is now.
            isChange ? null : inventory,
            defaultMaxAgeSeconds,
          ),
          history: new ChangeHistory(gate, changes.journal),
          readAhead,
          budget,
          incomplete: new IncompleteSources(),
        };
        (context as { contextValue: OperationContext }).contextValue = filled;
      },
      async willSendResponse({ contextValue, operation, operationName, response }) {
        if (contextValue.answer && response.body.kind === "single") {
          const { singleResult } = response.body;
          if (needsFinish(singleResult, contextValue.answer)) await finish(singleResult, contextValue.answer);
          else contextValue.answer.close();
          const { extensions } = contextValue.incomplete;
          if (singleResult.data && extensions) singleResult.extensions = { ...singleResult.extensions, ...extensions };
        }
        end?.();
        await denials?.written();
        const seconds = (performance.now() - startedAt) / 1000;
        const errors = response.body.kind === "single" ? (response.body.singleResult.errors ?? []) : [];
        const outcome = errors.length > 0 ? "errors" : "ok";
        const { clientName, clientVersion } = contextValue;
        count({ operation: operation?.operation ?? "none", name: operationName, outcome, seconds }, contextValue);
        if (span) endSpan(span, contextValue, { type: operation?.operation, name: shortened(operationName), errors });
        const { requestId, log, gate, turn } = contextValue;
        const { id, client, proof } = gate.caller;
        const isKnown = proof !== "NONE";
        // Members without a value are left out of the line.
        const line = {
          requestId,
          caller: isKnown ? id : undefined,
          client: isKnown ? (client ?? undefined) : undefined,
          clientName: clientName ?? undefined,
          clientVersion: clientVersion ?? undefined,
          operation: operation?.operation,
          operationName: shortened(operationName),
          ms: Math.round(seconds * 1000),
          errors: errors.length > 0 ? errors.map(({ extensions }) => extensions?.code) : undefined,
        };
        // Of a stream, its start and its end are of interest.
        if (turn?.kind === "event") log.debug(line, "operation");
        else log.info(line, "operation");
      },
    };
  };
}
