import type { ColumnType, Generated } from "kysely";
import type { ChangeAction, ChangeOrigin, ChangeState, ChangeStepState } from "../model/change-enums.js";
import type { SeenTables } from "./seen/tables.js";

/** Milliseconds since 1970 by the database's clock, which all processes share. */
export type DatabaseTime = number;
/** Milliseconds since 1970 by the clock of the process that did it. */
export type ProcessTime = number;
/** JSON as text, on both databases: no query looks into it. */
export type JsonText = string;

/** One row for each change. */
export interface ChangesTable {
  /** The order of arrival. Numbers are drawn before the commit: rows may appear in a different order. */
  seq: Generated<number>;
  id: string;
  action: ChangeAction;
  origin: ChangeOrigin;
  state: ChangeState;
  account_id: string;
  /** The caller; empty when callers are not told apart. */
  caller_id: string;
  /** The caller's name and groups at that time. */
  caller_name: string | null;
  caller_groups: JsonText | null;
  /** Null: no key was given, it has expired, or it was freed because nothing was done. */
  idempotency_key: string | null;
  /** Digest of the field and its input. */
  fingerprint: string;
  parent_urn: string;
  /** The parent whose lane the change takes; null for one that belongs to a leader. */
  lane: string | null;
  /** The change of the same parent to which this one belongs: they reach the cloud together. */
  leader_id: string | null;
  target_urn: string | null;
  /** Raised by every process that takes the change over; a process with an older one must stop. */
  epoch: number;
  /** The process that holds it while it is open. */
  holder: string | null;
  /** Until when the holder has it, unless it renews the lease. */
  lease_until: DatabaseTime | null;
  is_background: number;
  /** The GraphQL request that asked for it, for the log. */
  request_id: string;
  input: JsonText;
  before: JsonText | null;
  /** The differences that it makes, as known before anything was sent. */
  differences: JsonText | null;
  /** What existed before a create: the cloud's ids of objects of the same kind. Null when unknown. */
  there_before: JsonText | null;
  after: JsonText | null;
  problems: JsonText;
  requested_at: ProcessTime;
  started_at: ProcessTime | null;
  finished_at: ProcessTime | null;
  /** When its end was recorded; null also for changes from outside, which nobody waits for. */
  settled_at: DatabaseTime | null;
  /** Of changes from outside: between which times they were made. */
  observed_after: DatabaseTime | null;
  observed_before: DatabaseTime | null;
}

/** One row for each write that a change sent. */
export interface CallsTable {
  change_id: string;
  /** Counted from 1 in each change. */
  n: number;
  epoch: ColumnType<number, number, never>;
  action: string;
  /** Identifies the request among others of its action. */
  digest: string;
  /** The client token that the cloud received, if it accepts one. */
  token: string;
  state: ChangeStepState;
  request_id: string | null;
  started_at: ProcessTime;
  finished_at: ProcessTime | null;
}

/** One row for each process that uses the store, rewritten to check whether the store is writable. */
export interface ProcessesTable {
  id: string;
  seen_at: DatabaseTime;
}

export interface Tables extends SeenTables {
  changes: ChangesTable;
  calls: CallsTable;
  processes: ProcessesTable;
}
