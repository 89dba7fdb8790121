import type { MemberHealth, ResourceStatus } from "../model/enums.js";
import type { OrderValue } from "../model/orders.js";
import type { ResourceKind } from "../model/resource-ref.js";
import type { RecordedProblem } from "./change-record.js";
import type { DatabaseTime } from "./tables.js";

/** The kinds of objects that are kept. */
export type SeenKind = "parent" | "listener" | "pool" | "member";

/** Search values of lists besides columns; one object may have several. "lacks": what could not be read of it. */
export type SeenTermName = "address" | "member" | "certificate" | "tag" | "lacks";

/** An object as it was seen, with its search values. */
export interface SeenObject {
  readonly kind: SeenKind;
  readonly refKind: ResourceKind;
  /** The `ref.key`; unique among the objects of an account and kind. */
  readonly key: string;
  readonly hint: string | null;
  /** Its place in its account's list, compared by code unit, as `sortKey` of its position; a member's as `memberPlaceAt`. */
  readonly place: string;
  /** The `ref.key` of its parent: a listener's or pool's load balancer or accelerator, a member's pool. */
  readonly parentKey: string | null;
  /** The contents from which the object is rebuilt, as JSON; opaque here. */
  readonly kept: string;
  readonly nativeId: string | null;
  /** A member's: its address, as `addressRank`. */
  readonly name: string | null;
  /** A member's: its health. */
  readonly status: ResourceStatus | MemberHealth | null;
  readonly protocol: string | null;
  readonly region: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  /** Inclusive: the ranges of a listener, or the port of a member. */
  readonly ports: readonly { readonly from: number; readonly to: number }[];
  readonly terms: readonly { readonly name: SeenTermName; readonly value: string }[];
  /** The keys of the pools that a listener forwards to, the default pool first; empty for other kinds. */
  readonly poolKeys: readonly string[];
  /** Null: not known. Listeners and pools only. */
  readonly hasUnhealthyMembers: boolean | null;
  /** Null: not known. Listeners only. */
  readonly isServing: boolean | null;
}

/** What is known of an account as a whole. */
export interface SeenAccount {
  readonly accountId: string;
  /** The start of the latest complete read; null: it was never read completely. */
  readonly readAt: DatabaseTime | null;
  /** The format of what is kept; null: nothing is kept. See {@link SeenStore.claim}. */
  readonly format: string | null;
  /** Objects that the same read could not interpret, by kind: they are missing from what is kept, or are older. */
  readonly problems: readonly (RecordedProblem & { readonly kind: SeenKind; readonly nativeId: string | null })[];
  /** Why the latest read failed, with its time; null: it did not. */
  readonly failure: (RecordedProblem & { readonly at: DatabaseTime }) | null;
  /** The end of the latest change of ours in the account; Infinity while one is in flight; null: none is known. */
  readonly changedAt: DatabaseTime | null;
  /** The database's time of this answer. */
  readonly now: DatabaseTime;
}

/** A sweep that this process has claimed; identified by this very object, not by its values. */
export interface SweepClaim {
  readonly accountId: string;
  /** Incremented by every process that takes over the account's sweeps; a process with an older one must stop. */
  readonly epoch: number;
  /** The time of the claim; everything that the sweep reads is at least as new. */
  readonly begunAt: DatabaseTime;
  /** The last interval in milliseconds, as set by {@link SeenStore.end}; null: this is the first sweep. */
  readonly intervalMs: number | null;
  /** The start of the last complete read of the account. */
  readonly lastReadAt: DatabaseTime | null;
}

/** What an object that a sweep has read is made of. */
export interface SweptSource {
  readonly key: string;
  /**
   * A digest of all that the object is made of; for a pool, of its members as well. Null: a part of that could not be
   * read.
   */
  readonly source: string | null;
  /** Of a pool: the number of its members. */
  readonly members?: number;
}

/** A difference of an object from its earlier state. */
export interface SeenDifference {
  /** Null: it did not exist. */
  readonly before: SeenObject | null;
  /** Null: it is deleted. */
  readonly after: SeenObject | null;
}

/** Differences that sweeps of any process have found, and that the history has not taken in yet. */
export interface PendingDifferences {
  /** For {@link Journal.keepOutside}. */
  readonly ids: readonly number[];
  /** In the order in which they were found. */
  readonly differences: readonly SeenDifference[];
  /** The number of further ones, whose contents are not kept. */
  readonly more: number;
  /** The start of the last complete read before all of them. */
  readonly readAt: DatabaseTime;
}

export interface SweepEnd {
  /**
   * Whether the account was read completely: objects that the sweep has not put are then deleted, except those in
   * `problems`, which exist but could not be interpreted.
   */
  readonly isWhole: boolean;
  readonly problems: SeenAccount["problems"];
  /** Why it was not; null and not {@link isWhole}: the sweep was aborted for a reason unrelated to the account. */
  readonly failure: RecordedProblem | null;
  /** Milliseconds until the next sweep is due. */
  readonly intervalMs: number;
}

/** Names an object of a kind. */
export interface SeenName {
  readonly accountId: string;
  readonly key: string;
}

/** Conditions on objects of one kind; all must hold. Omitted ones do not restrict. */
export interface SeenConditions {
  readonly keys?: readonly string[];
  readonly named?: readonly SeenName[];
  readonly parentKeys?: readonly string[];
  /** Members of pools that belong to one of these. */
  readonly parentKeysOfPools?: readonly string[];
  readonly nativeIds?: readonly string[];
  readonly names?: readonly string[];
  /** Ignores case. */
  readonly nameContains?: string;
  readonly statuses?: readonly string[];
  readonly protocols?: readonly string[];
  readonly regions?: readonly string[];
  readonly createdAfter?: number;
  /** The first port is one of these. */
  readonly firstPorts?: readonly number[];
  /** Some range of the listener includes this port. */
  readonly coversPort?: number;
  /** Some range of the listener overlaps one of these. */
  readonly overlapsPorts?: readonly { readonly from: number; readonly to: number }[];
  /** For each term, one of the values. */
  readonly terms?: Readonly<Partial<Record<SeenTermName, readonly string[]>>>;
  /** Null: objects of which it is not known. */
  readonly hasUnhealthyMembers?: boolean | null;
  /** Null: objects of which it is not known. */
  readonly isServing?: boolean | null;
}

export type SeenColumn = "name" | "status" | "createdAt" | "updatedAt" | "firstPort";

/** The order of lists by a value: objects without one come last; ties are ordered by account and key. */
export interface SeenOrder {
  readonly column: SeenColumn;
  readonly direction: "ASC" | "DESC";
  /** Continues after an object, whether it still exists or not, with its value as src/model/orders.ts compares it. */
  readonly behind?: { readonly value: OrderValue; readonly accountId: string; readonly key: string } | null;
}

export interface SeenQuery {
  readonly accountIds: readonly string[];
  readonly kind: SeenKind;
  readonly conditions: SeenConditions;
  /** Omitted: by account and place. */
  readonly order?: SeenOrder;
  /** Continues after this place; only for a single account and without an order. */
  readonly after?: string | null;
  readonly limit: number;
}

/** An object that was found, with its account. */
export interface SeenRow extends SeenObject {
  readonly accountId: string;
}

/** A kept object, with its age. */
export interface FoundRow extends SeenRow {
  /**
   * When the latest read began that wrote the object or was noted to have found it as it is: a sweep's or another. Parts
   * that are read separately are as of the account's `readAt`. Null: not known; it is as new as the account.
   */
  readonly seenAt: DatabaseTime | null;
}

/** What a sweep's objects were read with. */
export interface SweptPage {
  /** When their read began, by `performance.now()`; -Infinity: they were not read, and are put as they were kept. */
  readonly since: number;
  /** The swept object with what a later read saw of the object itself. */
  withOwnOf(later: SeenObject, swept: SeenObject): SeenObject;
}

/** A kept object, and the same as another read than a sweep saw it. */
export interface Sighting {
  readonly before: FoundRow;
  readonly after: SeenObject;
}

/** What an object is rebuilt from: most of the rest is only searched. */
export type KeptRow = Pick<
  SeenRow,
  "accountId" | "refKind" | "key" | "hint" | "place" | "parentKey" | "nativeId" | "kept" | "poolKeys"
>;

export type FoundKept = KeptRow & Pick<FoundRow, "seenAt">;

/**
 * The inventory in the store: rows for SQL to search, with contents that only their provider interprets. Processes that
 * share the store share it.
 */
export interface SeenStore {
  /** @throws StoreError, as do all methods here */
  accountsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, SeenAccount>>;
  find(query: SeenQuery): Promise<readonly FoundRow[]>;
  /** The same objects as {@link find}. */
  findKept(query: SeenQuery): Promise<readonly FoundKept[]>;
  count(query: Pick<SeenQuery, "accountIds" | "kind" | "conditions">): Promise<number>;

  /**
   * Claims the sweep of one account that is due and that no live process sweeps; null: there is none.
   * @param format the format in which the program keeps answers; data in another format counts as never read
   */
  claim(accountIds: readonly string[], format: string, leaseMs: number): Promise<SweepClaim | null>;
  /** Makes an account due at once, unless it is being swept. */
  hasten(accountId: string): Promise<void>;
  /**
   * Keeps objects, renews the claim, and returns the differences. What a later read saw of them stays. Unless the account
   * was never read completely, differences are kept with the objects until {@link Journal.keepOutside}, of one sweep the
   * first 5,000; further ones are counted.
   * @param page omitted: they were read just now
   * @throws StoreError "conflict" when another process has taken over the account; then nothing is kept
   */
  put(
    claim: SweepClaim,
    objects: readonly SeenObject[],
    leaseMs: number,
    page?: SweptPage,
  ): Promise<readonly SeenDifference[]>;
  /**
   * Of these objects of one kind, the keys of those that are kept and were made of the same, as {@link settle} has noted
   * it. These count as put, and so do the members of such a pool.
   */
  unchanged(claim: SweepClaim, kind: SeenKind, sources: readonly SweptSource[]): Promise<ReadonlySet<string>>;
  /**
   * Notes what objects were made of, once they and what their sources cover have been put. Nothing is noted of an object
   * that is not kept as it was put.
   * @throws as {@link put}
   */
  settle(claim: SweepClaim, kind: SeenKind, sources: readonly SweptSource[]): Promise<void>;
  /** Ends a sweep. @returns the deleted objects, also kept as differences; @throws as {@link put} */
  end(claim: SweepClaim, end: SweepEnd): Promise<readonly SeenDifference[]>;
  /** The oldest differences that are kept, at most this many with their contents; null: there are none. */
  pending(accountId: string, limit: number): Promise<PendingDifferences | null>;
  /**
   * Notes what another read than a sweep saw of kept objects of one kind. Returns the differences, which are kept as those
   * of sweeps are. Nothing is noted of objects that have been written or deleted since they were found, nor of an account
   * that was not read completely in this format, or whose latest sweep began after the read.
   */
  see(
    accountId: string,
    sightings: readonly Sighting[],
    /** When it began, and the format in which the program keeps answers. */
    read: { readonly at: DatabaseTime; readonly format: string },
  ): Promise<readonly SeenDifference[]>;
  /** Deletes accounts that are no longer configured. */
  keepOnly(accountIds: readonly string[]): Promise<void>;
}
