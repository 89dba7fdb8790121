import {
  type ChangeProblem,
  InvalidInputProblem,
  PortConflictProblem,
  ProviderProblem,
} from "../model/change-problem.js";
import type { CloudAccount } from "../model/cloud-account.js";
import { type ChangeStep, CloudChange } from "../model/cloud-change.js";
import type { CloudProvider } from "../model/cloud-provider.js";
import { instantAt } from "../model/date-time.js";
import type { CallRecord, ChangeRecord, RecordedProblem } from "./change-record.js";

/**
 * A change as the graph returns it.
 * @param isReplay whether an earlier request's outcome is repeated
 */
export function toCloudChange(record: ChangeRecord, account: CloudAccount, isReplay = false): CloudChange {
  const { id, action, state, origin, targetUrn, parentUrn, idempotencyKey } = record;
  const { callerId, callerName, callerGroups, observedBetween: observed } = record;
  return new CloudChange({
    ...{ id, action, state, origin, account, targetUrn, parentUrn, idempotencyKey, isReplay },
    caller: callerId === "" ? null : { id: callerId, name: callerName, groups: callerGroups },
    requestedAt: instantAt(record.requestedAt)!,
    startedAt: instantAt(record.startedAt),
    finishedAt: instantAt(record.finishedAt),
    observedBetween: observed && { after: instantAt(observed.after)!, before: instantAt(observed.before)! },
    differences: state === "SUCCEEDED" ? [...record.differences] : [],
    problems: record.problems.map(toProblem),
  });
}

export function toChangeStep({ action, state, requestId, startedAt, finishedAt }: CallRecord): ChangeStep {
  return { action, state, requestId, startedAt: instantAt(startedAt)!, finishedAt: instantAt(finishedAt) };
}

function toProblem(problem: RecordedProblem): ChangeProblem {
  const { sort, code, message, isRetryable } = problem;
  const told = { code, message, isRetryable, path: problem.path && [...problem.path] };
  switch (sort) {
    case "input":
      return new InvalidInputProblem({ ...told, constraint: problem.constraint ?? null });
    case "port-conflict":
      // The ports may have other holders by now.
      return new PortConflictProblem({ ...told, conflictsWith: null, overlap: null });
    case "provider":
      return new ProviderProblem({
        ...told,
        provider: (problem.provider ?? null) as CloudProvider | null,
        nativeCode: problem.nativeCode ?? null,
        requestId: problem.requestId ?? null,
        retryAfterSeconds: problem.retryAfterSeconds ?? null,
        completedSteps: [...(problem.completedSteps ?? [])],
      });
  }
}
