import type { Gate } from "../../access/gate.js";
import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import type { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";

/** What objects of all kinds have. */
export interface WatchedItem {
  readonly ref: ResourceRef;
  readonly nativeId: string;
}

/** An object that is otherwise than it was read before. */
export interface Difference<T> {
  /** Null: it was not there. */
  readonly before: T | null;
  /** Null: it is gone. */
  readonly after: T | null;
  /** Whether the object itself differs, and not only what is read separately of it: a pool's members. */
  readonly isOwn: boolean;
}

/** What one read has found; the same for all who watch. */
export interface Batch<T> {
  readonly differences: readonly Difference<T>[];
}

/** Somebody who wants to know of objects of one account. */
export interface Watcher<T> {
  /** These only; null: all that are listed. */
  readonly refs: readonly ResourceRef[] | null;
  /** Must not throw. */
  tell(batch: Batch<T>): void;
  /** The account could not be read several times in a row; told once, until it can be read again. Must not throw. */
  cannotRead(problem: ProblemError): void;
}

/** Which objects are read for a watcher: those of an account, or of one of its load balancers or accelerators. */
export interface WatchedSet {
  readonly accountId: string;
  /** Left out: all of the account. */
  readonly parent?: ResourceRef;
}

export interface Watch {
  /** Resolves when what the watcher watches was read for the first time, or could not be read: differences are told from then on. */
  readonly stands: Promise<void>;
  /** Nothing is told any more. */
  leave(): void;
}

/**
 * Reads accounts again and again for as long as somebody watches them, once for all who do, and tells what differs. Its
 * reads give way to all others of the account.
 */
export interface Watching {
  listeners(set: WatchedSet, watcher: Watcher<Listener>): Watch;
  pools(set: WatchedSet, watcher: Watcher<Pool>): Watch;
  /** Reads what is watched in an account as soon as possible: something has changed there. */
  hasten(accountId: string): void;
  /** What a caller may do now. */
  gateOf(caller: Gate["caller"]): Gate;
  /** Calls back when accounts or rights were exchanged. @returns how to stop that */
  onExchange(listener: () => void): () => void;
  /** Must be called when accounts or rights were exchanged. */
  exchanged(): void;
  stop(): void;
}
