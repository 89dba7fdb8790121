import type { ChangeAction } from "../model/change-enums.js";
import { oddRefIn } from "../model/odd-refs.js";
import { urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { CallRecord, ChangeRecord, RecordedProblem } from "../store/change-record.js";
import type { Adopted, Ending, Resume } from "../store/journal.js";
import { type CallLog, startCall } from "../transport/call.js";
import type { ChangeTools } from "./change-runner.js";
import { succeeded } from "./recorded.js";
import type { OpenQuestion, Resolution } from "./resolution.js";
import { createdListener, createdPool } from "./resolve-created.js";
import { deletedListener, deletedPool, settledMembers, updatedListener, updatedPool } from "./resolve-existing.js";

/** How each kind of change is resolved at the cloud. */
const RESOLVE: Readonly<Record<ChangeAction, (question: OpenQuestion) => Promise<Resolution>>> = {
  CREATE_LISTENER: createdListener,
  UPDATE_LISTENER: updatedListener,
  DELETE_LISTENER: deletedListener,
  CREATE_POOL: createdPool,
  UPDATE_POOL: updatedPool,
  DELETE_POOL: deletedPool,
  SET_POOL_MEMBERS: settledMembers,
};

export interface ResolveOptions {
  readonly tools: Pick<ChangeTools, "journal" | "ended">;
  /** All accounts as they are now, by id. */
  accounts(): { get(id: string): ConnectedAccount | undefined };
  readonly log: CallLog;
  /** Milliseconds that a change in the background may take. */
  readonly deadlineMs: number;
  /** Makes a change in the background that was not made. */
  readonly makeAgain: Resume;
}

/**
 * How often a change may lose its process and still be made again: a change that crashes its process would crash the
 * next one too.
 */
const MOST_TIMES_LEFT = 5;
/** Milliseconds for looking up one change: other changes of the parent wait meanwhile. */
const LOOK_MS = 30_000;

/**
 * Looks up at the cloud the changes that were sent and have no outcome, because their process died or their answers
 * were lost. Records those that are certainly done or certainly not done; all others stay OUTCOME_UNKNOWN. Completes
 * changes that are half done. Makes background changes that are certainly not done again, with the recorded tokens.
 */
export function resolveChanges({ tools, accounts, log, deadlineMs, makeAgain }: ResolveOptions): Resume {
  async function resolve(adopted: Adopted): Promise<void> {
    const { change, followers, calls, entries, wasLeft } = adopted;
    const connected = accounts().get(change.accountId);
    // Its account is no longer configured, so it cannot be looked up.
    if (!connected) return;
    for (const [position, one] of [change, ...followers].entries()) {
      const own = calls.filter(({ changeId }) => changeId === one.id);
      // What was sent for all of them together is recorded with the first.
      const sent = own.length > 0 ? own : calls.filter(({ changeId }) => changeId === change.id);
      const call = startCall({ requestId: one.requestId, log, timeoutMs: one.isBackground ? deadlineMs : LOOK_MS });
      const entry = entries[position]!;
      try {
        const question = { change: one, calls: sent, entry, connected, journal: tools.journal, call };
        const found = await RESOLVE[one.action](question);
        // When a caller rechecks a change that had ended, the caller decides what to do.
        if (found.is === "not done" && wasLeft && canBeMadeAgain(one, sent)) return await makeAgain(adopted);
        const resolution = found.is === "half done" ? await rest(found, question) : found;
        entry.end(endingOf(resolution, one, sent, connected));
      } catch (err) {
        log.warn({ err, change: one.id }, "could not look up what became of a change");
      } finally {
        call.end();
        tools.ended.count += 1;
      }
    }
  }
  return resolve;
}

/**
 * Whether a change that was certainly not made must be made now, because no caller waits who could repeat it. An object
 * that the cloud accepted and does not list is not created a second time.
 */
function canBeMadeAgain({ action, isBackground, epoch }: ChangeRecord, sent: readonly CallRecord[]): boolean {
  const wasAccepted = action.startsWith("CREATE_") && sent.some(({ state }) => state === "DONE");
  return isBackground && epoch <= MOST_TIMES_LEFT && !wasAccepted;
}

/** Makes the missing part of a change. */
async function rest(found: Extract<Resolution, { is: "half done" }>, { call, entry }: OpenQuestion): Promise<Settled> {
  return { is: "done", object: await found.goOn({ ...call, recorder: entry.recorder }) };
}
type Settled = Exclude<Resolution, { is: "half done" }>;

function endingOf(
  resolution: Settled,
  { action }: ChangeRecord,
  calls: readonly CallRecord[],
  { account }: ConnectedAccount,
): Ending {
  const told = { sort: "provider", path: null, provider: account.provider } as const;
  if (resolution.is === "done") return succeeded(resolution.object);
  if (resolution.is === "not done") {
    const problem: RecordedProblem = { ...told, code: "TIMED_OUT", message: NOT_THERE, isRetryable: true };
    return { state: "FAILED", after: null, problems: [problem], freesKey: true };
  }
  const { why, object } = resolution;
  const isMade = object && action.startsWith("CREATE_") && !oddRefIn(object);
  const accepted = calls.filter(({ state }) => state === "DONE").map((call) => call.action);
  const problem: RecordedProblem = {
    ...told,
    code: "OUTCOME_UNKNOWN",
    message: `The answer to this change was lost, and the cloud does not show whether it was made. ${why} Check with the cloud before you try again.`,
    isRetryable: false,
    completedSteps: [...new Set(accepted)],
  };
  const targetUrn = isMade ? { targetUrn: urnOf(object.ref) } : {};
  return { state: "OUTCOME_UNKNOWN", after: null, problems: [problem], ...targetUrn };
}

const NOT_THERE =
  "The answer to this change was lost. The cloud has been checked since and shows no trace of it: it was not made. Try again.";
