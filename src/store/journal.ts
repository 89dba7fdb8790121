import type { ChangeAction, ChangeOrigin, ChangeState } from "../model/change-enums.js";
import type { FieldDifference } from "../model/change-plan.js";
import type { Call } from "../transport/call.js";
import type { Recorder } from "../transport/recorder.js";
import type { CallRecord, ChangeRecord, Json, RecordedProblem } from "./change-record.js";

/**
 * The journal: what was asked for, what was sent for it, and how it ended; and the lanes that hold changes of one
 * parent apart, across all processes that share the store.
 *
 * How a change goes through it:
 *
 * 1. `run` is given the change and a task. Where nobody else is at work on the parent, the task starts at once, and the
 *    change is written down together with its first write to the cloud, before that is sent: one commit. Elsewhere it is
 *    written down as QUEUED and the task starts when it is its turn.
 * 2. The task puts `turn.entries[i].recorder` on the call that it makes the change with. transport/send.ts asks it before
 *    every write and tells it afterwards; no provider knows of it.
 * 3. The task says by `entry.end` how the change ended; that is written down when the task is over: the second commit.
 *    What did nothing and failed is not kept: its input was refused, and may be mended under the same key.
 *
 * A task may be run a second time, as long as nothing was sent: another process came first (`turn.isFresh` is false then).
 *
 * A change whose process died is found by its lease, which has run out, and is handed to `Resume`. The first process to
 * claim it raises its epoch; whoever still has the older one cannot write anything down any more, and so sends nothing.
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
   * Writes a change down as QUEUED, to be made by `Resume` when it is its turn, here or in another process.
   * @throws ProblemError STORE_UNAVAILABLE; PARENT_BUSY when too many wait; KeyTaken
   */
  enqueue(change: NewChange, requestId?: string): Promise<ChangeRecord>;
  /** Takes back a change that is QUEUED. Answers it as it is then: CANCELLED, or as far as it had come already; null: there is none. */
  cancel(id: string): Promise<ChangeRecord | null>;
  /** Takes a change at its end (OUTCOME_UNKNOWN) up again, by `Resume`, in its lane. Answers it as it is then. */
  recheck(id: string, call: Call): Promise<ChangeRecord | null>;

  find(id: string): Promise<ChangeRecord | null>;
  /** Those that there are. */
  findMany(ids: readonly string[]): Promise<readonly ChangeRecord[]>;
  findByKey(callerId: string, key: string): Promise<ChangeRecord | null>;
  /** Waits until a change is at its end, or the call is over, and answers it as it is then. */
  ended(id: string, call: Call): Promise<ChangeRecord | null>;
  /** The writes that were sent for changes, in their order, by the changes' ids. */
  callsOf(ids: readonly string[]): Promise<ReadonlyMap<string, readonly CallRecord[]>>;
  /** Newest first. */
  list(query: ChangeQuery): Promise<ChangePage>;
  /** The same for many targets at once, by their urns; those without any change are left out. */
  listByTarget(
    targetUrns: readonly string[],
    query: Pick<ChangeQuery, "beforeSeq" | "limit">,
  ): Promise<ReadonlyMap<string, ChangePage>>;

  /**
   * Starts looking for changes that nobody is at work on: those in the background, and those whose process died.
   * Until then they stay as they are, unless somebody waits behind them: they end as FAILED then where nothing was sent,
   * and as OUTCOME_UNKNOWN elsewhere.
   */
  resumeBy(resume: Resume): void;
  /** Hears of accounts that another process has changed something in. */
  onChangedElsewhere(listener: (accountId: string) => void): void;
}

/** Who asks for a change. */
export interface ChangeCaller {
  readonly id: string;
  readonly name: string | null;
  readonly groups: readonly string[];
}

/** A change that has passed its rules. */
export interface NewChange {
  readonly action: ChangeAction;
  readonly accountId: string;
  /** What its lane is named by: the load balancer or accelerator, or the target where that is not known. */
  readonly parentUrn: string;
  /** Null for what is to be created. */
  readonly targetUrn: string | null;
  /** Left out: nobody was told apart. */
  readonly caller?: ChangeCaller;
  readonly idempotencyKey?: string | null;
  /** Digest of the mutation and its input; see fingerprintOf in changes/. */
  readonly fingerprint: string;
  /** Without secrets. */
  readonly input: Json;
  /** When what the task may decide on was read, in milliseconds since 1970: what others ended since makes it stale. Left out: now. */
  readonly readAt?: number;
  /** When it was asked for, in milliseconds since 1970. */
  readonly requestedAt: number;
  /** Whether `enqueue` is to be used for it. */
  readonly isBackground?: boolean;
}

/** A change's time in its lane: nobody else is at work on the parent. */
export interface Turn {
  /** One for each of the changes, in their order. */
  readonly entries: readonly Entry[];
  /** False: others may have changed something since `readAt`; read again what is decided on. */
  readonly isFresh: boolean;
}

/** A change on its way into the journal. */
export interface Entry {
  readonly id: string;
  /** Hangs on the call that the change is made with. */
  readonly recorder: Recorder;
  /**
   * Tells what the change finds before anything is sent, and what it makes otherwise. It goes on record with the first
   * write; what is found by whoever goes on with a change that was sent does not count.
   */
  found(before: Json | null, differences: readonly FieldDifference[]): void;
  /** Tells how it ended. */
  end(ending: Ending): void;
  /** As it is written down; null while it is not. */
  readonly record: ChangeRecord | null;
}

export interface Ending {
  readonly state: Extract<ChangeState, "SUCCEEDED" | "FAILED" | "OUTCOME_UNKNOWN" | "CANCELLED">;
  /** The target's fields as they are now, where that is known. */
  readonly after: Json | null;
  /** Left out: as before. */
  readonly targetUrn?: string | null;
  readonly problems: readonly RecordedProblem[];
  /** Whether the key is free again: nothing was done, and the same change may succeed when it is tried again. */
  readonly freesKey?: boolean;
}

/** A change that somebody else left, claimed by this process. */
export interface Adopted {
  readonly change: ChangeRecord;
  /** The changes that go along with it. */
  readonly followers: readonly ChangeRecord[];
  /** What was sent for it before; empty: nothing. */
  readonly calls: readonly CallRecord[];
  /** Resumes it: its recorder returns the recorded tokens again, in the order of the same requests. */
  readonly entries: readonly Entry[];
}

/** Finds out what became of a change, or makes it, and tells by its entries how it ended. Called in the change's lane. */
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
  /** How many at most. */
  readonly limit: number;
}

export interface ChangePage {
  readonly changes: readonly ChangeRecord[];
  readonly hasMore: boolean;
}
