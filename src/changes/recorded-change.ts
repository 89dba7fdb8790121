import { maySeeChange } from "../access/gate.js";
import type { ChangeProblem } from "../model/change-problem.js";
import type { CloudChange } from "../model/cloud-change.js";
import type { ChangeRecord } from "../store/change-record.js";
import { toCloudChange } from "../store/cloud-change.js";
import type { ChangeRunner } from "./change-runner.js";
import { accessDenied, ChangeRefused, inputProblem } from "./problems.js";

const PATH = ["input", "id"];
const CHANGE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A recorded change that the caller wants to cancel or recheck.
 * @throws ChangeRefused NOT_FOUND also when the caller may not see it; ACCESS_DENIED when it may not make such a change
 */
export async function recordedChange(runner: ChangeRunner, id: string): Promise<ChangeRecord> {
  const { journal, gate } = runner;
  if (!CHANGE_ID.test(id))
    throw new ChangeRefused([
      inputProblem(PATH, "This is not the id of a change. Use an id that this graph returned.", "INVALID_INPUT", "id"),
    ]);
  const record = await journal.find(id);
  if (!record || !maySeeChange(gate, record))
    throw new ChangeRefused([inputProblem(PATH, "There is no change with this id.", "NOT_FOUND", "id")]);
  const action = record.action.startsWith("DELETE_") ? "delete" : "change";
  if (gate.rightsTo(record.accountId).may(action)) return record;
  runner.tellDenied({ action, accountId: record.accountId, target: record.targetUrn ?? record.parentUrn });
  throw new ChangeRefused([accessDenied(PATH, gate.accounts.get(record.accountId)!, action)]);
}

export function shownChange({ gate }: ChangeRunner, record: ChangeRecord): CloudChange {
  return toCloudChange(record, gate.accounts.get(record.accountId)!.account);
}

/** Why a change cannot be cancelled. */
export function notQueued({ state }: ChangeRecord): ChangeProblem {
  const message = `Only a QUEUED change can be cancelled; this one is ${state}.`;
  return inputProblem(PATH, message, "PRECONDITION_FAILED", "queued");
}
