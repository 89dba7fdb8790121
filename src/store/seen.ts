import type { ResourceStatus } from "../model/enums.js";
import type { OrderValue } from "../model/orders.js";
import type { ResourceKind } from "../model/resource-ref.js";
import type { RecordedProblem } from "./change-record.js";
import type { DatabaseTime } from "./tables.js";

/** The sorts of objects that are kept. */
export type SeenKind = "parent" | "listener" | "pool" | "member";

/** What lists are searched by, besides columns: several values for one object. */
export type SeenTermName = "address" | "member" | "certificate" | "tag";

/** An object as it was seen, with what it is searched by. */
export interface SeenObject {
  readonly kind: SeenKind;
  readonly refKind: ResourceKind;
  /** The `ref.key`; unique among the objects of an account and kind. */
  readonly key: string;
  readonly hint: string | null;
  /** Its place in its account's list, compared by code unit, as `sortKey` of its position; a member's in its pool. */
  readonly place: string;
  /** The `ref.key` of what it hangs on: a listener's or pool's load balancer or accelerator, a member's pool. */
  readonly parentKey: string | null;
  /** What it is made of again, as JSON; opaque here. */
  readonly kept: string;
  readonly nativeId: string | null;
  readonly name: string | null;
  readonly status: ResourceStatus | null;
  readonly protocol: string | null;
  readonly region: string | null;
  /** Milliseconds since 1970. */
  readonly createdAt: number | null;
  readonly updatedAt: number | null;
  /** Inclusive, of listeners. */
  readonly ports: readonly { readonly from: number; readonly to: number }[];
  readonly terms: readonly { readonly name: SeenTermName; readonly value: string }[];
  /** The keys of the pools that a listener forwards to, the default pool first; of others: empty. */
  readonly poolKeys: readonly string[];
  /** Null: not known. Of listeners and pools. */
  readonly hasUnhealthyMembers: boolean | null;
  /** Null: not known. Of listeners. */
  readonly isServing: boolean | null;
}

/** What is known of an account as a whole. */
export interface SeenAccount {
  readonly accountId: string;
  /** When the read of everything that is kept began; null: it was never read to its end. */
  readonly readAt: DatabaseTime | null;
  /** How it was kept; null: nothing was. See {@link SeenStore.claim}. */
  readonly format: string | null;
  /** Objects that the same read could not make out, by kind: they are missing from what is kept, or are older. */
  readonly problems: readonly (RecordedProblem & { readonly kind: SeenKind; readonly nativeId: string | null })[];
  /** Why the latest read did not come to its end, with its time; null: it did. */
  readonly failure: (RecordedProblem & { readonly at: DatabaseTime }) | null;
  /** The end of the latest change of ours in the account; Infinity while one is under way; null: none is known. */
  readonly changedAt: DatabaseTime | null;
  /** The database's time of this answer. */
  readonly now: DatabaseTime;
}

/** A sweep that this process has taken on: this very object is what stands for it. */
export interface SweepClaim {
  readonly accountId: string;
  /** Raised by every process that takes the account's sweeps over; a process with an older one must stop. */
  readonly epoch: number;
  /** When it was claimed: everything that it reads is at least as new. */
  readonly begunAt: DatabaseTime;
  /** Milliseconds between the latest two sweeps were meant to be, as left by {@link SeenStore.end}; null: the first one. */
  readonly intervalMs: number | null;
  /** When the account was last read to its end. */
  readonly lastReadAt: DatabaseTime | null;
}

/** An object that is otherwise than before. */
export interface SeenDifference {
  /** Null: it was not there. */
  readonly before: SeenObject | null;
  /** Null: it is gone. */
  readonly after: SeenObject | null;
}

export interface SweepEnd {
  /**
   * Whether everything was read to its end: what the sweep has not put is gone then, except objects with these native
   * ids, which exist and could not be made out.
   */
  readonly isWhole: boolean;
  readonly problems: SeenAccount["problems"];
  /** Why it was not; with neither this nor {@link isWhole} the sweep was broken off for no fault of the account. */
  readonly failure: RecordedProblem | null;
  /** Milliseconds until the next sweep is due. */
  readonly intervalMs: number;
}

/** Conditions on objects of one kind; all must hold. Omitted ones ask for nothing. */
export interface SeenConditions {
  readonly keys?: readonly string[];
  readonly parentKeys?: readonly string[];
  readonly nativeIds?: readonly string[];
  readonly names?: readonly string[];
  /** Without regard to case. */
  readonly nameContains?: string;
  readonly statuses?: readonly string[];
  readonly protocols?: readonly string[];
  readonly regions?: readonly string[];
  readonly createdAfter?: number;
  /** Some range of the listener includes this port. */
  readonly coversPort?: number;
  /** Some range of the listener overlaps one of these. */
  readonly overlapsPorts?: readonly { readonly from: number; readonly to: number }[];
  /** For each name: one of the values. */
  readonly terms?: Readonly<Partial<Record<SeenTermName, readonly string[]>>>;
  /** Null: those of which it is not known. */
  readonly hasUnhealthyMembers?: boolean | null;
  /** The same. */
  readonly isServing?: boolean | null;
}

export type SeenColumn = "name" | "status" | "createdAt" | "updatedAt" | "firstPort";

/** An order by a value, as lists have it: what has none comes last, equal ones by account and key. */
export interface SeenOrder {
  readonly column: SeenColumn;
  readonly direction: "ASC" | "DESC";
  /** Goes on behind an object, be it still there or not, with its value as src/model/orders.ts compares it. */
  readonly behind?: { readonly value: OrderValue; readonly accountId: string; readonly key: string } | null;
}

export interface SeenQuery {
  readonly accountIds: readonly string[];
  readonly kind: SeenKind;
  readonly conditions: SeenConditions;
  /** Omitted: by account and place. */
  readonly order?: SeenOrder;
  /** Continues behind this place of the one account that is asked for; not with an order. */
  readonly after?: string | null;
  readonly limit: number;
}

/** An object that was found; with its account. */
export interface SeenRow extends SeenObject {
  readonly accountId: string;
}

/**
 * What the accounts were seen to hold, and when: rows for SQL to search, with contents that only their provider
 * understands. Processes that share the store share it.
 */
export interface SeenStore {
  /** @throws StoreError, as all of these */
  accountsOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, SeenAccount>>;
  find(query: SeenQuery): Promise<readonly SeenRow[]>;
  count(query: Pick<SeenQuery, "accountIds" | "kind" | "conditions">): Promise<number>;

  /**
   * Takes on the sweep of one account that is due and that no living process sweeps; null: none is.
   * @param format names the program's way of keeping answers: what was kept in another one counts as never read
   */
  claim(accountIds: readonly string[], format: string, leaseMs: number): Promise<SweepClaim | null>;
  /** Makes an account due at once, unless it is being swept. */
  hasten(accountId: string): Promise<void>;
  /**
   * Keeps objects, renews the claim, and tells which differ from before.
   * @throws StoreError "conflict" when another process has taken the account over; nothing is kept then
   */
  put(claim: SweepClaim, objects: readonly SeenObject[], leaseMs: number): Promise<readonly SeenDifference[]>;
  /** Ends a sweep. @returns what is gone; @throws as {@link put} */
  end(claim: SweepClaim, end: SweepEnd): Promise<readonly SeenDifference[]>;
  /** Forgets accounts that are not configured any more. */
  keepOnly(accountIds: readonly string[]): Promise<void>;
}
