import type { ChangeAction } from "../model/change-enums.js";
import type { ChangeInput } from "../model/change-input.js";
import {
  type ChangeProblem,
  InvalidInputProblem,
  PortConflictProblem,
  ProviderProblem,
} from "../model/change-problem.js";
import type { CloudChange } from "../model/cloud-change.js";
import { Listener } from "../model/listener.js";
import { Pool } from "../model/pool.js";
import { urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { RecordedProblem } from "../store/change-record.js";
import { toCloudChange } from "../store/cloud-change.js";
import type { Ending, Entry, NewChange } from "../store/journal.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { keyOf } from "./earlier-change.js";
import { fingerprintOf } from "./fingerprint.js";
import { UNRECORDED } from "./plan.js";
import { problemsOf } from "./problems.js";
import { recordedInput, snapshotOf } from "./snapshot.js";

/** What the journal receives when a change begins. */
export interface Described {
  readonly action: ChangeAction;
  readonly connected: ConnectedAccount;
  /** The name of its lane. */
  readonly parentUrn: string;
  /** Null for an object to be created. */
  readonly targetUrn: string | null;
  readonly input: ChangeInput;
  /** When the state on which the change is decided was read, in milliseconds since 1970. */
  readonly readAt: number;
  /** The input's path among the arguments. */
  readonly root: readonly string[];
}

export function newChange(runner: ChangeRunner, described: Described): NewChange {
  const { action, connected, parentUrn, targetUrn, readAt } = described;
  return {
    action,
    accountId: connected.account.id,
    parentUrn,
    targetUrn,
    caller: runner.gate.caller,
    idempotencyKey: keyOf(runner, described),
    fingerprint: fingerprintOf(action, described.input),
    input: recordedInput(described.input),
    readAt,
    requestedAt: runner.clock.now(),
  };
}

/** The call of one change, with a record for its outcome. */
export interface ChangeCall extends Call {
  readonly kept: { change: () => CloudChange | null };
}

/** A change in its lane. */
export interface Task<C, T> {
  /** Checks whether the change can be made. Called again with isFresh false when other changes came first. */
  check(isFresh: boolean): Promise<C>;
  make(entry: Entry, checked: C): Promise<T>;
}

/**
 * Makes one change in its lane, and records it from before the first request until its end. A background change is only
 * checked, and recorded to be made later.
 * @returns null: the change will be made later
 */
export async function recorded<C, T>(
  runner: ChangeRunner,
  call: ChangeCall,
  described: Described,
  task: Task<C, T>,
): Promise<T | null> {
  const { connected, input } = described;
  // A plan does not wait for the lane: it changes nothing.
  if (call.rehearsal) return task.make(UNRECORDED, await task.check(true));
  if (input.background) {
    await task.check(true);
    const record = await runner.journal.enqueue(newChange(runner, described), call.requestId);
    call.kept.change = () => toCloudChange(record, connected.account);
    return null;
  }
  return runner.journal.run([newChange(runner, described)], call, async ({ entries, isFresh }) => {
    const entry = entries[0]!;
    call.kept.change = () => keptChange(entry, connected);
    try {
      const value = await task.make(entry, await task.check(isFresh));
      entry.end(succeeded(value));
      return value;
    } catch (error) {
      entry.end(failed(problemsOf(error, described.root, call, described.input)));
      throw error;
    }
  });
}

/** A change as recorded; null when it is not. */
export function keptChange({ record }: Entry, { account }: ConnectedAccount): CloudChange | null {
  return record && toCloudChange(record, account);
}

export function succeeded(value: unknown): Ending {
  const hasRef = value instanceof Listener || value instanceof Pool;
  return { state: "SUCCEEDED", after: snapshotOf(value), problems: [], ...(hasRef && { targetUrn: urnOf(value.ref) }) };
}

export function failed(problems: readonly ChangeProblem[]): Ending {
  const isUnknown = problems.some(({ code }) => code === "OUTCOME_UNKNOWN");
  return {
    state: isUnknown ? "OUTCOME_UNKNOWN" : "FAILED",
    after: null,
    problems: problems.map(recordedProblem),
    // Nothing was done, and the same change may succeed next time, so the key stays usable.
    freesKey: problems.every(({ isRetryable }) => isRetryable),
  };
}

function recordedProblem(problem: ChangeProblem): RecordedProblem {
  const { code, message, path, isRetryable } = problem;
  const told = { code, message, path, isRetryable };
  if (problem instanceof InvalidInputProblem) return { sort: "input", ...told, constraint: problem.constraint };
  if (problem instanceof PortConflictProblem) return { sort: "port-conflict", ...told };
  if (!(problem instanceof ProviderProblem)) return { sort: "provider", ...told };
  const { provider, nativeCode, requestId, retryAfterSeconds, completedSteps } = problem;
  return { sort: "provider", ...told, provider, nativeCode, requestId, retryAfterSeconds, completedSteps };
}
