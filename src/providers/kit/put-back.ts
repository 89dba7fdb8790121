import { ProblemError } from "../../model/problem-error.js";
import { type Call, startCall } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import { reportFault } from "../../transport/report-fault.js";
import { problemOr } from "../outcomes.js";

/**
 * Removing dependents, so that an object can be deleted: if the cloud refuses midway, what was removed is restored as
 * far as possible, and the problem says what was restored and what is gone.
 */

/** Something that a change removes and that can be restored. */
export interface Returnable {
  /** What it is, for people, after "Restored:": "the members of the pool web". */
  readonly what: string;
  /** The id of its owner: when that is gone, it cannot be restored. */
  readonly of?: string;
  /**
   * Finds out what is missing, and restores it: a removal whose answer was lost may have been done.
   * @returns whether anything was missing
   */
  bringBack(call: Call): Promise<boolean>;
}

/** What a change notes while it removes things. */
export interface Trail {
  /** Before the first request that removes it. */
  takesAway(item: Returnable): void;
  /**
   * When the cloud has accepted something that cannot be undone.
   * @param id by which others belong to it
   */
  isGone(what: string, id?: string): void;
}

/** For something that is not restored: it has lost its use already. */
export const NO_TRAIL: Trail = { takesAway: () => undefined, isGone: () => undefined };

/** A plan's warning when the cloud's own order leaves no other way. */
export const POOLS_GO_FIRST =
  "On this cloud, pools are deleted before the listener: if it then refuses to delete the listener, they are not restored.";

interface Deletion {
  /** The object to delete in the end, for people: "the listener web". */
  readonly what: string;
  /** Whether it no longer exists. Asked when the answer to a request was lost. */
  isGone(call: Call): Promise<boolean>;
}

/** The least time for restoring things, in milliseconds: a change that ran into its deadline is not left half done. */
const TIME_TO_BRING_BACK_MS = 3_000;

/**
 * Runs a deletion that removes dependents first.
 * @throws ProblemError why it failed; its message says what was restored, what could not be, and what is gone
 */
export async function orPutBack(
  { clock }: { readonly clock: Clock },
  deletion: Deletion,
  call: Call,
  run: (trail: Trail) => Promise<void>,
): Promise<void> {
  const gone: { readonly what: string; readonly id?: string }[] = [];
  const taken: Returnable[] = [];
  const sentBefore = requestsOf(call);
  try {
    await run({ takesAway: (item) => void taken.push(item), isGone: (what, id) => void gone.push({ what, id }) });
  } catch (error) {
    const problem = reportFault(error, call, { deleting: deletion.what });
    if (!problem.mayHaveHappened && (taken.length + gone.length === 0 || requestsOf(call) === sentBefore))
      throw problem;
    const { end, ...own } = startCall({
      requestId: call.requestId,
      log: call.log,
      timeoutMs: Math.max(call.deadlineAt - clock.now(), TIME_TO_BRING_BACK_MS),
      clock,
      span: call.span,
    });
    const later: Call = { ...call, ...own };
    try {
      // The last request may have been done, with its answer lost.
      if (problem.mayHaveHappened && (await problemOr(deletion.isGone(later))) === true) return;
      const standing = taken.filter(({ of }) => !gone.some(({ id }) => id !== undefined && id === of));
      throw told(problem, deletion.what, gone, await bringBack(standing, later));
    } finally {
      end();
    }
  }
}

/** How many changes the cloud has accepted for this call, or may have; unknown when nobody counts. */
function requestsOf({ made, open }: Call): number {
  return made && open ? made.length + open.length : Number.NaN;
}

interface BroughtBack {
  readonly back: readonly string[];
  readonly lost: readonly string[];
  readonly problems: readonly ProblemError[];
}

/** Restores in reverse order. */
async function bringBack(taken: readonly Returnable[], call: Call): Promise<BroughtBack> {
  const back: string[] = [];
  const lost: string[] = [];
  const problems: ProblemError[] = [];
  for (const item of [...taken].reverse()) {
    const outcome = await problemOr(item.bringBack(call));
    if (outcome instanceof ProblemError) {
      problems.push(reportFault(outcome, call));
      lost.push(`${item.what} (${outcome.message})`);
    } else if (outcome) back.push(item.what);
  }
  return { back, lost, problems };
}

function told(
  problem: ProblemError,
  what: string,
  gone: readonly { readonly what: string }[],
  { back, lost, problems }: BroughtBack,
): ProblemError {
  const goneForGood = gone.map((one) => one.what);
  const isWhole = goneForGood.length + lost.length === 0;
  const sentences = [
    problem.message,
    problem.mayHaveHappened ? `It is not known whether ${what} is deleted.` : "",
    !problem.mayHaveHappened && isWhole ? `${capitalized(what)} is as before.` : "",
    back.length > 0 ? `Restored: ${back.join("; ")}.` : "",
    lost.length > 0 ? `Could not be restored: ${lost.join("; ")}.` : "",
    goneForGood.length > 0 ? `Gone for good: ${goneForGood.join("; ")}.` : "",
  ];
  const cause = problems.length === 0 ? problem : new AggregateError([problem, ...problems]);
  return problem.with({ message: sentences.filter(Boolean).join(" "), cause });
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Deletes what is left over after the main object; its problem mentions that.
 * @param isGone whether nothing is left: the cloud may have deleted it too, and then refuses to delete it
 */
export async function afterwards(
  deleted: string,
  left: string,
  work: Promise<unknown>,
  isGone: () => Promise<boolean>,
): Promise<void> {
  const outcome = await problemOr(work);
  if (!(outcome instanceof ProblemError) || (await problemOr(isGone())) === true) return;
  throw outcome.with({
    message: `${capitalized(deleted)} is deleted, but ${left}, which nothing refers to any more, is not, or not completely. ${outcome.message}`,
    cause: outcome,
  });
}
