import type { ChangeProblem } from "../model/change-problem.js";
import type { CloudChange } from "../model/cloud-change.js";
import { parseUrn, type ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { ChangeRecord } from "../store/change-record.js";
import { toCloudChange } from "../store/cloud-change.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { type Asked, stillGoingOn } from "./earlier-change.js";
import { problemsOf } from "./problems.js";

/** A payload's content for a change that was made for an earlier request. */
export interface Replay<T> {
  readonly value: T | null;
  readonly problems: ChangeProblem[];
  readonly requestIds: string[];
  readonly change: CloudChange;
}

/**
 * Reads a payload's object again.
 * @param ref null: the object was never created, or is unknown
 */
export type ReadAgain<T> = (connected: ConnectedAccount, ref: ResourceRef, call: Call) => Promise<T | null>;

/** Returns the outcome of an earlier request: its problems, and the object as it is now. */
export async function replayOf<T>(
  { gate, journal }: ChangeRunner,
  call: Call,
  { input, root }: Asked,
  record: ChangeRecord,
  readAgain: ReadAgain<T>,
): Promise<Replay<T>> {
  const connected = gate.accounts.get(record.accountId)!;
  const change = toCloudChange(record, connected.account, true);
  const calls = (await journal.callsOf([record.id])).get(record.id) ?? [];
  const requestIds = calls.flatMap(({ state, requestId }) => (state === "DONE" && requestId ? [requestId] : []));
  const isOpen = record.state === "QUEUED" || record.state === "RUNNING";
  if (isOpen) {
    const problems = record.isBackground ? [] : problemsOf(stillGoingOn(record), root, call, input);
    return { value: null, problems, requestIds, change };
  }
  const isThere = record.state === "SUCCEEDED" || calls.some(({ state }) => state === "DONE");
  const ref = isThere && record.targetUrn !== null ? parseUrn(record.targetUrn) : null;
  try {
    return { value: ref && (await readAgain(connected, ref, call)), problems: change.problems, requestIds, change };
  } catch (error) {
    const unread = problemsOf(error, root, call, input);
    return { value: null, problems: [...change.problems, ...unread], requestIds, change };
  }
}
