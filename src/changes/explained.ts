import type { FieldDifference } from "../model/change-plan.js";
import type { SentChange } from "../store/journal.js";
import type { DatabaseTime } from "../store/tables.js";
import type { Observed } from "./observed.js";

/** Milliseconds after its end in which what was sent may still come about, or first be shown. */
export const COMES_LATE_MS = 600_000;

/** Since when changes that were sent are needed to explain what differs from an earlier read. */
export const neededSince = (readAt: DatabaseTime): DatabaseTime => readAt - COMES_LATE_MS;

/**
 * Whether a change of ours explains what was observed. When in doubt, it does.
 * @param sent changes that were open, or ended, {@link neededSince}
 * @param readAt when the earlier read began, in which everything was as before
 */
export function isExplained(observed: Observed, sent: readonly SentChange[], readAt: DatabaseTime): boolean {
  return sent.some((change) => {
    const isOfThis = change.targetUrn !== null && namesOf(observed).includes(change.targetUrn);
    if (mayShowFirstNow(change, readAt)) return isOfThis || reachesBeyond(change, observed);
    return isOfThis && isWhatItAskedFor(observed, change.differences);
  });
}

/** The target, and what else shows there. */
export const namesOf = ({ targetUrn, alsoUrns }: Observed): readonly string[] => [targetUrn, ...alsoUrns];

/** Whether the earlier read may have been before what was sent, or before it came about. What had ended, it saw. */
const mayShowFirstNow = ({ state, settledAt }: SentChange, readAt: DatabaseTime): boolean =>
  settledAt === null || settledAt > readAt || state === "OUTCOME_UNKNOWN";

/** Whether a change of one thing may show at another of the same load balancer or accelerator. */
function reachesBeyond({ action, parentUrn, targetUrn }: SentChange, observed: Observed): boolean {
  if (parentUrn !== observed.parentUrn) return false;
  switch (action) {
    // They take with them what depends on it, and are detached from what stays.
    case "DELETE_LISTENER":
    case "DELETE_POOL":
      return observed.before !== null;
    // Until its end nobody knows what it has created. It is attached to its listener.
    case "CREATE_POOL":
      return observed.before !== null || targetUrn === null;
    case "CREATE_LISTENER":
      return observed.before === null && targetUrn === null;
    case "UPDATE_LISTENER":
    case "UPDATE_POOL":
    case "SET_POOL_MEMBERS":
      return false;
  }
}

const isWhatItAskedFor = ({ differences }: Observed, asked: readonly FieldDifference[]): boolean => {
  const wanted = new Set(asked.map(({ path, after }) => JSON.stringify([path, after])));
  return differences.every(({ path, after }) => wanted.has(JSON.stringify([path, after])));
};
