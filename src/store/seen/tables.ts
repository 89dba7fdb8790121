import type { ColumnType, Generated } from "kysely";
import type { ResourceKind } from "../../model/resource-ref.js";
import type { SeenKind, SeenTermName } from "../seen.js";
import type { DatabaseTime, JsonText } from "../tables.js";

/** One row for each account that was ever to be swept. */
export interface SeenAccountsTable {
  account_id: string;
  /** When the latest sweep that came to its end began. */
  read_at: DatabaseTime | null;
  /** Of that sweep. */
  problems: JsonText;
  /** Of the latest sweep, if it did not come to its end. */
  failure: JsonText | null;
  failed_at: DatabaseTime | null;
  /** The program's way of keeping answers, by which the rows were written. */
  format: string;
  /** Raised by every process that takes the account's sweeps over; a process with an older one must stop. */
  epoch: number;
  holder: string | null;
  lease_until: DatabaseTime | null;
  /** When the latest sweep began. */
  begun_at: DatabaseTime | null;
  interval_ms: number | null;
  due_at: DatabaseTime;
  /** A sweep was asked for since the latest began: when it is due. */
  asked_at: DatabaseTime | null;
}

/** One row for each object. */
export interface SeenObjectsTable {
  id: Generated<number>;
  account_id: string;
  kind: SeenKind;
  ref_kind: ResourceKind;
  /** As all keys and places here: in a spelling that databases order as JavaScript does. */
  key: string;
  hint: string | null;
  place: string;
  parent_key: string | null;
  native_id: string | null;
  name: string | null;
  /** The beginning of the name without regard to case: what orders compare. */
  sort_name: string | null;
  /** The whole name without regard to case; null when that is what `sort_name` holds. */
  long_name: string | null;
  status: string | null;
  /** The place of the status in an order by status. */
  status_rank: number | null;
  protocol: string | null;
  region: string | null;
  created_at: number | null;
  updated_at: number | null;
  first_port: number | null;
  has_unhealthy_members: number | null;
  is_serving: number | null;
  /** Of all of the object: what has another one differs. */
  digest: string;
}

/** What objects are shown from, one row for each: apart, so that searches read little. */
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
  /** The width of the range, rounded up to a power of two: how far before a port its range can begin. */
  span: number;
  from_port: number;
  to_port: number;
}

/** What else objects are searched by, several values for one. */
export interface SeenTermsTable {
  object_id: number;
  kind: ColumnType<SeenKind, SeenKind, never>;
  name: SeenTermName;
  value: string;
}

export interface SeenTables {
  seen_accounts: SeenAccountsTable;
  seen_objects: SeenObjectsTable;
  seen_kept: SeenKeptTable;
  seen_ports: SeenPortsTable;
  seen_terms: SeenTermsTable;
}
