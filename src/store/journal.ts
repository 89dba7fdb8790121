import type { ChangeAction, ChangeOrigin, ChangeState } from "../model/change-enums.js";
import type { FieldDifference } from "../model/change-plan.js";
import type { Call } from "../transport/call.js";
import type { Recorder } from "../transport/recorder.js";
import type { CallRecord, ChangeRecord, Json, RecordedProblem } from "./change-record.js";
import type { DatabaseTime } from "./tables.js";

/**
 * The journal: what was requested, what was sent for it, and how it ended; and the lanes that serialise changes of one
 * parent across all processes that share the store.
 *
 * The path of a change:
 *
 * 1. `run` receives the change and a task. If nobody else is working on the parent, the task starts at once, and the
 *    change is recorded together with its first write to the cloud, before that is sent: one commit. Otherwise it is
 *    recorded as QUEUED and the task starts when its turn comes.
 * 2. The task puts `turn.entries[i].recorder` on the call that it makes the change with. transport/send.ts asks it
 *    before every write and reports the result; no provider knows of it.
 * 3. The task reports by `entry.end` how the change ended; that is recorded when the task is over: the second commit. A
 *    failed change that did nothing is not kept: its input was refused, and may be corrected under the same key.
 *
 * A task may run a second time, as long as nothing was sent: another process came first (then `turn.isFresh` is false).
 *
 * A change whose process died is found by its expired lease and passed to `Resume`. The first process to claim it
 * raises its epoch; a process with an older epoch can record nothing any more, and so sends nothing.
 */
export interface Journal {
  /**
   * Runs a change, or several of one parent that reach the cloud together, in the parent's lane.
   * @param changes the first one leads; all have the same parent
   * @throws ProblemError PARENT_BUSY when the call was over before its turn, or too many wait; STORE_UNAVAILABLE when
   *   nothing can be written down; KeyTaken when one of the keys belongs to another change; TakenBack when one of the
   *   changes was taken back while it waited. Nothing was sent then.
   */
  run<T>(changes: readonly NewChange[], call: Call, task: (turn: Turn) => Promise<T>): Promise<T>;
  /**
   * Records a change as QUEUED, to be made by `Resume` when its turn comes, in this or another process.
   * @throws ProblemError STORE_UNAVAILABLE; PARENT_BUSY when too many wait; KeyTaken
   */
  enqueue(change: NewChange, requestId?: string): Promise<ChangeRecord>;
  /**
   * Records a change that was refused before it could begin, as FAILED.
   * @throws ProblemError STORE_UNAVAILABLE
   */
  keepRefused(change: NewChange, problems: readonly RecordedProblem[], requestId: string): Promise<void>;
  /**
   * Cancels a QUEUED change. Returns it as it is then: CANCELLED, or as far as it had come already; null: there is
   * none.
   */
  cancel(id: string): Promise<ChangeRecord | null>;
  /** Resumes an ended change (OUTCOME_UNKNOWN), by `Resume`, in its lane. Returns it as it is then. */
  recheck(id: string, call: Call): Promise<ChangeRecord | null>;

  find(id: string): Promise<ChangeRecord | null>;
  /** Those that exist. */
  findMany(ids: readonly string[]): Promise<readonly ChangeRecord[]>;
  findByKey(callerId: string, key: string): Promise<ChangeRecord | null>;
  /**
   * A change as it is now, and again whenever something new is recorded of it or of what was sent for it, until it has
   * ended or is no longer kept; nothing when there is none. At once for changes of this process and for ends elsewhere,
   * within a second for what other processes record on the way. Reads fail with ProblemError STORE_UNAVAILABLE.
   */
  progress(id: string): AsyncIterableIterator<ChangeRecord, void>;
  /** Waits until a change has ended, or the call is over, and returns it as it is then. */
  ended(id: string, call: Call): Promise<ChangeRecord | null>;
  /** The writes that were sent for changes, in order, by the changes' ids. */
  callsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly CallRecord[]>>;
  /** Newest first. */
  list(query: ChangeQuery): Promise<ChangePage>;
  /** The same for many targets at once, by their urns; targets without any change are omitted. */
  listByTarget(
    targetUrns: readonly string[],
    query: Pick<ChangeQuery, "beforeSeq" | "limit">,
  ): Promise<ReadonlyMap<string, ChangePage>>;
  /**
   * The newest change that touched each target, or may have, by the targets' urns: something was sent for it that the
   * cloud did not refuse, or it was made outside.
   * @param callerId only changes of this caller; null: of anyone
   */
  latestByTarget(targetUrns: readonly string[], callerId: string | null): Promise<ReadonlyMap<string, ChangeRecord>>;

  /**
   * The changes of an account of which something reached the cloud, or may have, and that are not at their end, or came
   * to it after this time; null: more than the limit.
   */
  sentSince(accountId: string, since: DatabaseTime, limit: number): Promise<readonly SentChange[] | null>;
  /**
   * Records changes that were made outside; see {@link OutsideChange}.
   * @param examined the pending differences in which they were found; they are deleted in the same transaction
   * @returns false: another process has examined some of the differences; then nothing is recorded
   */
  keepOutside(changes: readonly OutsideChange[], examined?: readonly number[]): Promise<boolean>;

  /**
   * Starts looking for changes that no process is working on: those in the background, and those whose process died.
   * Until then they are left alone, unless another change waits for them: then they end as FAILED if nothing was sent,
   * and otherwise as OUTCOME_UNKNOWN.
   */
  resumeBy(resume: Resume): void;
  /** Called for accounts in which a change has ended, in whatever process. */
  onEnded(listener: (accountId: string) => void): void;
  /** Called for accounts that another process has changed. */
  onChangedElsewhere(listener: (accountId: string) => void): void;
}

/** The caller who asks for a change. */
export interface ChangeCaller {
  readonly id: string;
  readonly name: string | null;
  readonly groups: readonly string[];
}

/** A change that has passed its rules. */
export interface NewChange {
  readonly action: ChangeAction;
  readonly accountId: string;
  /** The name of its lane: the load balancer or accelerator, or the target when that is not known. */
  readonly parentUrn: string;
  /** Null for an object to be created. */
  readonly targetUrn: string | null;
  /** Omitted: callers are not told apart. */
  readonly caller?: ChangeCaller;
  readonly idempotencyKey?: string | null;
  /** Digest of the mutation and its input; see fingerprintOf in changes/. */
  readonly fingerprint: string;
  /** Without secrets. */
  readonly input: Json;
  /**
   * When the state that the task decides on was read, in milliseconds since 1970: changes by others since then make it
   * stale. Omitted: now.
   */
  readonly readAt?: number;
  /** When it was requested, in milliseconds since 1970. */
  readonly requestedAt: number;
  /** Whether to use `enqueue` for it. */
  readonly isBackground?: boolean;
}

/** A change of which something reached the cloud, or may have. */
export interface SentChange
  extends Pick<ChangeRecord, "id" | "action" | "state" | "parentUrn" | "targetUrn" | "differences"> {
  /** When its end was recorded; null: it is not at its end. */
  readonly settledAt: DatabaseTime | null;
}

/**
 * A change that was made outside, between two times of the database: nobody asked for it here, and nothing was sent for
 * it. It takes no lane, and counts for nobody who waits.
 */
export interface OutsideChange {
  readonly action: ChangeAction;
  readonly accountId: string;
  /** The load balancer or accelerator, or the target when that is not known. */
  readonly parentUrn: string;
  readonly targetUrn: string;
  /** The target's fields, without secrets; null: it did not exist, or does not any more. */
  readonly before: Json | null;
  readonly after: Json | null;
  readonly differences: readonly FieldDifference[];
  /** When the last read began that found everything as before. */
  readonly observedAfter: DatabaseTime;
}

/** A change's turn in its lane: nobody else is working on the parent. */
export interface Turn {
  /** One for each of the changes, in order. */
  readonly entries: readonly Entry[];
  /** False: others may have changed something since `readAt`, so the state must be read again. */
  readonly isFresh: boolean;
}

/** A change on its way into the journal. */
export interface Entry {
  readonly id: string;
  /** Belongs to the call that the change is made with. */
  readonly recorder: Recorder;
  /**
   * Reports what the change finds before anything is sent, and the differences that it makes. Recorded with the first
   * write; the findings of a process that resumes a sent change do not count.
   */
  found(before: Json | null, differences: readonly FieldDifference[]): void;
  /** Reports how it ended. */
  end(ending: Ending): void;
  /** The record; null while there is none. */
  readonly record: ChangeRecord | null;
}

export interface Ending {
  readonly state: Extract<ChangeState, "SUCCEEDED" | "FAILED" | "OUTCOME_UNKNOWN" | "CANCELLED">;
  /** The target's current fields, if known. */
  readonly after: Json | null;
  /** Omitted: as before. */
  readonly targetUrn?: string | null;
  readonly problems: readonly RecordedProblem[];
  /** Whether the key is free again: nothing was done, and the same change may succeed next time. */
  readonly freesKey?: boolean;
}

/** A change left by another process, claimed by this one. */
export interface Adopted {
  readonly change: ChangeRecord;
  /** The changes that belong to it. */
  readonly followers: readonly ChangeRecord[];
  /** What was sent for it before; empty: nothing. */
  readonly calls: readonly CallRecord[];
  /** Whether its process stopped while making it; false: it was waiting, or had ended and is rechecked. */
  readonly wasLeft: boolean;
  /** Resumes it: its recorder returns the recorded tokens of creates again, in the order of the same requests. */
  readonly entries: readonly Entry[];
}

/**
 * Finds out what became of a change, or makes it, and reports by its entries how it ended. Called in the change's lane.
 */
export type Resume = (adopted: Adopted) => Promise<void>;

/** The key belongs to another change of this caller. */
export class KeyTaken extends Error {
  override readonly name = "KeyTaken";

  constructor(readonly by: ChangeRecord) {
    super(`The idempotency key belongs to change ${by.id}.`);
  }
}

export interface ChangeQuery {
  readonly accountIds?: readonly string[];
  readonly targetUrn?: string;
  readonly parentUrn?: string;
  readonly states?: readonly ChangeState[];
  readonly actions?: readonly ChangeAction[];
  readonly origins?: readonly ChangeOrigin[];
  readonly callerId?: string;
  /** Milliseconds since 1970; after and before. */
  readonly requestedAfter?: number;
  readonly requestedBefore?: number;
  /** Only those with a lower number. */
  readonly beforeSeq?: number;
  /** The most to return. */
  readonly limit: number;
}

export interface ChangePage {
  readonly changes: readonly ChangeRecord[];
  readonly hasMore: boolean;
}
