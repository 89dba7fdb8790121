import type { ColumnType, Generated } from "kysely";
import type { ChangeAction, ChangeOrigin, ChangeState, ChangeStepState } from "../model/change-enums.js";

/** Milliseconds since 1970 by the clock of the database, which all processes share. */
export type DatabaseTime = number;
/** Milliseconds since 1970 by the clock of the process that did it. */
export type ProcessTime = number;
/** JSON as text, on both databases: nothing looks into it in SQL. */
export type JsonText = string;

/** One row for each change. */
export interface ChangesTable {
  /** The place in the order of arrival. Numbers are drawn before the commit: the order in which rows appear may differ. */
  seq: Generated<number>;
  id: string;
  action: ChangeAction;
  origin: ChangeOrigin;
  state: ChangeState;
  account_id: string;
  /** Whoever asked; empty when nobody was told apart. */
  caller_id: string;
  /** What people called it, and the groups that it was in, then. */
  caller_name: string | null;
  caller_groups: JsonText | null;
  /** Null: no key was given, or its time is over, or it was given back because nothing was done. */
  idempotency_key: string | null;
  /** Digest of the field and its input. */
  fingerprint: string;
  parent_urn: string;
  /** The parent whose lane the change takes; null for one that goes along with its leader. */
  lane: string | null;
  /** The change of the same parent that this one goes along with: they reach the cloud together. */
  leader_id: string | null;
  target_urn: string | null;
  /** Raised by whoever takes the change on; what has an older one may not go on. */
  epoch: number;
  /** The process that has it, while it is open. */
  holder: string | null;
  /** Until when the holder has it, unless it says so anew. */
  lease_until: DatabaseTime | null;
  is_background: number;
  /** The GraphQL request that asked for it, for the log. */
  request_id: string;
  input: JsonText;
  before: JsonText | null;
  /** What it makes otherwise, as that was known before anything was sent. */
  differences: JsonText | null;
  /** What was there before something was created: the cloud's ids of things of the same sort. Null where that was not told. */
  there_before: JsonText | null;
  after: JsonText | null;
  problems: JsonText;
  requested_at: ProcessTime;
  started_at: ProcessTime | null;
  finished_at: ProcessTime | null;
  /** When its end was written down. */
  settled_at: DatabaseTime | null;
}

/** One row for each write that a change sent. */
export interface CallsTable {
  change_id: string;
  /** Counted from 1 in each change. */
  n: number;
  epoch: ColumnType<number, number, never>;
  action: string;
  /** What tells the request from others of its action. */
  digest: string;
  /** What the cloud was given as its client token, where it takes one. */
  token: string;
  state: ChangeStepState;
  request_id: string | null;
  started_at: ProcessTime;
  finished_at: ProcessTime | null;
}

/** One row for each process that uses the store, written anew to see whether anything can be written. */
export interface ProcessesTable {
  id: string;
  seen_at: DatabaseTime;
}

export interface Tables {
  changes: ChangesTable;
  calls: CallsTable;
  processes: ProcessesTable;
}
