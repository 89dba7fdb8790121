import type { ColumnType, Generated } from "kysely";
import type { ResourceKind } from "../../model/resource-ref.js";
import type { SeenKind, SeenTermName } from "../seen.js";
import type { DatabaseTime, JsonText } from "../tables.js";

/** One row for each account that has been due for a sweep. */
export interface SeenAccountsTable {
  account_id: string;
  /** The start of the latest completed sweep. */
  read_at: DatabaseTime | null;
  /** Of that sweep. */
  problems: JsonText;
  /** Of the latest sweep, if it was not completed. */
  failure: JsonText | null;
  failed_at: DatabaseTime | null;
  /** The format in which the rows were written. */
  format: string;
  /** Incremented by every process that takes over the account's sweeps; a process with an older one must stop. */
  epoch: number;
  holder: string | null;
  lease_until: DatabaseTime | null;
  /** The start of the latest sweep. */
  begun_at: DatabaseTime | null;
  interval_ms: number | null;
  due_at: DatabaseTime;
  /** When the sweep that was requested since the latest one began is due. */
  asked_at: DatabaseTime | null;
}

/** One row for each object. */
export interface SeenObjectsTable {
  id: Generated<number>;
  account_id: string;
  kind: SeenKind;
  ref_kind: ResourceKind;
  /** Respelled, like all keys and places here, also those of parents, so that databases order it as JavaScript does. */
  key: string;
  hint: string | null;
  place: string;
  parent_key: string | null;
  native_id: string | null;
  name: string | null;
  /** The beginning of the name in lower case, for orders. */
  sort_name: string | null;
  /** The whole name in lower case; null when `sort_name` holds all of it. */
  long_name: string | null;
  status: string | null;
  /** The rank of the status in an order by status; of members, of the health. */
  status_rank: number | null;
  protocol: string | null;
  region: string | null;
  created_at: number | null;
  updated_at: number | null;
  first_port: number | null;
  has_unhealthy_members: number | null;
  is_serving: number | null;
  /** Digest of the whole object, to find differences. */
  digest: string;
  /** See {@link SeenRow.seenAt}. */
  seen_at: DatabaseTime | null;
  /**
   * Digest of what a sweep has made the row of, and with a pool's row those of its members; the mark of a sweep while it
   * is writing them. Null: not known, or others have written since.
   */
  source: string | null;
}

/** The contents of objects, one row for each; a separate table, so that searches read little. */
export interface SeenKeptTable {
  object_id: number;
  kept: string;
  ports: JsonText;
  terms: JsonText;
  pool_keys: JsonText;
}

/** The port ranges of listeners, for search. */
export interface SeenPortsTable {
  object_id: number;
  /** The width of the range, rounded up to a power of two: the farthest that a range can start before a port. */
  span: number;
  from_port: number;
  to_port: number;
}

/** Further search values of objects; one object may have several. */
export interface SeenTermsTable {
  object_id: number;
  kind: ColumnType<SeenKind, SeenKind, never>;
  name: SeenTermName;
  value: string;
}

/** Differences that the history has not taken in yet. */
export interface SeenDifferencesTable {
  /** The order in which they were found. */
  seq: Generated<number>;
  account_id: string;
  /** The start of the last complete read of the account before. */
  read_at: DatabaseTime;
  /** Null: the row only counts further differences. */
  difference: JsonText | null;
  more: number;
}

export interface SeenTables {
  seen_accounts: SeenAccountsTable;
  seen_objects: SeenObjectsTable;
  seen_kept: SeenKeptTable;
  seen_ports: SeenPortsTable;
  seen_terms: SeenTermsTable;
  seen_differences: SeenDifferencesTable;
}
