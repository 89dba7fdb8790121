import type { Selectable } from "kysely";
import type { ChangeAction, ChangeOrigin, ChangeState, ChangeStepState } from "../model/change-enums.js";
import type { FieldDifference } from "../model/change-plan.js";
import type { ProblemCode } from "../model/enums.js";
import type { CallsTable, ChangesTable, DatabaseTime, ProcessTime } from "./tables.js";

/** A JSON value. Secrets are removed before anything gets here. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** A problem as it is recorded: the members of all problems, and those of some. */
export interface RecordedProblem {
  readonly sort: "input" | "port-conflict" | "provider";
  readonly code: ProblemCode;
  readonly message: string;
  readonly path: readonly string[] | null;
  readonly isRetryable: boolean;
  readonly constraint?: string | null;
  readonly provider?: string | null;
  readonly nativeCode?: string | null;
  readonly requestId?: string | null;
  readonly retryAfterSeconds?: number | null;
  readonly completedSteps?: readonly string[];
}

/** A change as it is recorded. */
export interface ChangeRecord {
  readonly seq: number;
  readonly id: string;
  readonly action: ChangeAction;
  readonly origin: ChangeOrigin;
  readonly state: ChangeState;
  readonly accountId: string;
  /** Empty when callers are not told apart. */
  readonly callerId: string;
  /** As they were when the change was requested. */
  readonly callerName: string | null;
  readonly callerGroups: readonly string[];
  readonly idempotencyKey: string | null;
  readonly fingerprint: string;
  readonly parentUrn: string;
  /** The change with which this one shares a request to the cloud. */
  readonly leaderId: string | null;
  readonly targetUrn: string | null;
  readonly epoch: number;
  readonly isBackground: boolean;
  /** The GraphQL request that asked for it. */
  readonly requestId: string;
  /** The mutation's input, without secrets. */
  readonly input: Json;
  /** The target's fields before, null when it did not exist or was not read. */
  readonly before: Json | null;
  /** The differences that it makes, without secrets; empty when unknown. */
  readonly differences: readonly FieldDifference[];
  /** The cloud's ids of objects of the same kind that existed before a create; null when unknown. */
  readonly thereBefore: readonly string[] | null;
  /** The target's fields after, null when it does not exist. */
  readonly after: Json | null;
  readonly problems: readonly RecordedProblem[];
  readonly requestedAt: ProcessTime;
  readonly startedAt: ProcessTime | null;
  readonly finishedAt: ProcessTime | null;
  /** Of a change from outside: between which times it was made; otherwise null. */
  readonly observedBetween: { readonly after: DatabaseTime; readonly before: DatabaseTime } | null;
}

/** A write that was sent for a change. */
export interface CallRecord {
  readonly changeId: string;
  readonly n: number;
  readonly action: string;
  readonly digest: string;
  readonly token: string;
  readonly state: ChangeStepState;
  readonly requestId: string | null;
  readonly startedAt: ProcessTime;
  readonly finishedAt: ProcessTime | null;
}

const parsed = (text: string | null): Json | null => (text === null ? null : (JSON.parse(text) as Json));

export function toChangeRecord(row: Selectable<ChangesTable>): ChangeRecord {
  const { observed_after: after, observed_before: before } = row;
  return {
    seq: row.seq,
    id: row.id,
    action: row.action,
    origin: row.origin,
    state: row.state,
    accountId: row.account_id,
    callerId: row.caller_id,
    callerName: row.caller_name,
    callerGroups: row.caller_groups === null ? [] : (JSON.parse(row.caller_groups) as string[]),
    idempotencyKey: row.idempotency_key,
    fingerprint: row.fingerprint,
    parentUrn: row.parent_urn,
    leaderId: row.leader_id,
    targetUrn: row.target_urn,
    epoch: row.epoch,
    isBackground: row.is_background !== 0,
    requestId: row.request_id,
    input: parsed(row.input),
    before: parsed(row.before),
    thereBefore: parsed(row.there_before) as string[] | null,
    differences: (parsed(row.differences) ?? []) as unknown as FieldDifference[],
    after: parsed(row.after),
    problems: JSON.parse(row.problems) as RecordedProblem[],
    requestedAt: row.requested_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    observedBetween: after === null || before === null ? null : { after, before },
  };
}

export function toCallRecord(row: Selectable<CallsTable>): CallRecord {
  return {
    changeId: row.change_id,
    n: row.n,
    action: row.action,
    digest: row.digest,
    token: row.token,
    state: row.state,
    requestId: row.request_id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  };
}
