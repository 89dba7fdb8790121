import type { Gate } from "../../access/gate.js";
import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import type { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { ConnectedAccount } from "../../providers/accounts.js";
import type { Call } from "../../transport/call.js";

/** The fields that watched objects of all kinds have. */
export interface WatchedItem {
  readonly ref: ResourceRef;
  readonly nativeId: string;
}

/** A difference of an object from its previous reading. */
export interface Difference<T> {
  /** Null: it did not exist. */
  readonly before: T | null;
  /** Null: it is deleted. */
  readonly after: T | null;
  /** Whether the object itself differs, not only its separately read parts, such as a pool's members. */
  readonly isOwn: boolean;
}

/** The differences that one read has found; shared by all watchers. */
export interface Batch<T> {
  readonly differences: readonly Difference<T>[];
}

/** A subscriber to objects of one account. */
export interface Watcher<T> {
  /** Only these objects; null: all that are listed. */
  readonly refs: readonly ResourceRef[] | null;
  /** Must not throw. */
  tell(batch: Batch<T>): void;
  /** The account could not be read several times in a row; called once until it can be read again. Must not throw. */
  cannotRead(problem: ProblemError): void;
}

/** The objects that are read for a watcher: those of an account, or of one of its load balancers or accelerators. */
export interface WatchedSet {
  readonly accountId: string;
  /** Omitted: all of the account. */
  readonly parent?: ResourceRef;
}

export interface Watch {
  /** Resolves after the first read of the watched objects, successful or not; differences are reported from then on. */
  readonly stands: Promise<void>;
  /** Stops reporting. */
  leave(): void;
}

/** Reads objects for those who wait until they have settled: what is read at the same time is read once. */
export interface Awaiting {
  /** The listener as it is now; null: it does not exist. @throws ProblemError */
  listener(connected: ConnectedAccount, ref: ResourceRef, call: Call): Promise<Listener | null>;
  /** The same for a pool. */
  pool(connected: ConnectedAccount, ref: ResourceRef, call: Call): Promise<Pool | null>;
}

/**
 * Polls accounts for as long as they are watched, once for all watchers, and reports differences. All other reads of
 * the account have priority.
 */
export interface Watching extends Awaiting {
  listeners(set: WatchedSet, watcher: Watcher<Listener>): Watch;
  pools(set: WatchedSet, watcher: Watcher<Pool>): Watch;
  /** Reads the watched objects of an account as soon as possible, because something has changed there. */
  hasten(accountId: string): void;
  /** The caller's current rights. */
  gateOf(caller: Gate["caller"]): Gate;
  /** Calls the listener when accounts or rights have been replaced. @returns a function that stops that */
  onExchange(listener: () => void): () => void;
  /** Must be called when accounts or rights have been replaced. */
  exchanged(): void;
  stop(): void;
}
