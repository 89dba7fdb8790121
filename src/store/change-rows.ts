import { randomUUID } from "node:crypto";
import { type Kysely, type RawBuilder, type Selectable, sql, type Transaction } from "kysely";
import { OPEN_STATES } from "../model/change-enums.js";
import type { Database } from "./database.js";
import type { NewChange } from "./journal.js";
import type { ChangesTable, ProcessTime, Tables } from "./tables.js";

export type ChangeRow = Selectable<ChangesTable>;
export type NewRow = Omit<ChangeRow, "seq" | "lease_until" | "settled_at">;
type Tx = Transaction<Tables>;

/** Rows of changes of one parent; the first one leads and holds the lane. */
export function rowsOf(changes: readonly NewChange[], requestId: string): NewRow[] {
  const ids = changes.map(() => randomUUID());
  return changes.map((change, index) => ({
    id: ids[index]!,
    action: change.action,
    origin: "GRAPH",
    state: "QUEUED",
    account_id: change.accountId,
    caller_id: change.caller?.id ?? "",
    caller_name: change.caller?.name ?? null,
    caller_groups: change.caller ? JSON.stringify(change.caller.groups) : null,
    idempotency_key: change.idempotencyKey ?? null,
    fingerprint: change.fingerprint,
    parent_urn: change.parentUrn,
    lane: index === 0 ? change.parentUrn : null,
    leader_id: index === 0 ? null : ids[0]!,
    target_urn: change.targetUrn,
    epoch: 0,
    holder: null,
    is_background: change.isBackground ? 1 : 0,
    request_id: requestId,
    input: JSON.stringify(change.input),
    before: null,
    differences: null,
    there_before: null,
    after: null,
    problems: "[]",
    requested_at: change.requestedAt,
    started_at: null,
    finished_at: null,
    observed_after: null,
    observed_before: null,
  }));
}

/**
 * Inserts rows.
 * @param leaseMs null: no process holds them yet
 */
export async function insertRows(tx: Tx, { now }: Database, rows: readonly NewRow[], leaseMs: number | null) {
  const seqs: number[] = [];
  for (const row of rows) {
    const lease_until = leaseMs === null ? null : plus(now, leaseMs);
    const settled_at = row.finished_at === null ? null : now;
    const { seq } = await tx
      .insertInto("changes")
      .values({ ...row, lease_until, settled_at })
      .returning("seq")
      .executeTakeFirstOrThrow();
    seqs.push(seq);
  }
  return seqs;
}

/** The most milliseconds between an end's timestamp and its visibility to others. */
export const SLOWEST_COMMIT_MS = 5_000;

/**
 * Whether a change that is about to begin came second: its lane has another open change, or other processes have ended
 * one in it within the given milliseconds. One that is to be inserted must ask after {@link insertRows}, in its
 * transaction: before it, another process may begin and end a change between the two statements.
 */
export async function cameSecond(
  tx: Kysely<Tables>,
  { now }: Database,
  { id, lane, holder }: Pick<NewRow, "id" | "lane" | "holder">,
  withinMs: number,
): Promise<boolean> {
  const others = tx.selectFrom("changes").select("seq").where("lane", "=", lane).where("id", "!=", id);
  const open = others.where("state", "in", OPEN_STATES);
  const justEnded = others.where("settled_at", ">", plus(now, -withinMs)).where("holder", "!=", holder);
  return (await open.unionAll(justEnded).limit(1).executeTakeFirst()) !== undefined;
}

/** Who is first in a lane: the running change, or else the oldest. */
export interface Head {
  readonly id: string;
  readonly state: "QUEUED" | "RUNNING";
  readonly epoch: number;
  /** Whether no process holds it: its process gives no sign of life any more, or it waits for any process. */
  readonly isOrphan: boolean;
}

/** @param holder the asking process; its own changes are never orphans, however late its signs of life are */
export async function headOf(tx: Tx, { now }: Database, lane: string, holder: string): Promise<Head | null> {
  const row = await tx
    .selectFrom("changes")
    .select(["id", "state", "epoch", "holder"])
    .select((eb) => eb.case().when("lease_until", ">", now).then(0).else(1).end().as("isOverdue"))
    .where("lane", "=", lane)
    .where("state", "in", OPEN_STATES)
    // Numbers are drawn before the commit: a later change may have a lower number than the running one.
    .orderBy((eb) => eb.case().when("state", "=", "RUNNING").then(0).else(1).end())
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    state: row.state as Head["state"],
    epoch: row.epoch,
    isOrphan: row.isOverdue !== 0 && row.holder !== holder,
  };
}

/** Takes over a change, with those that belong to it. False: another process was first. */
export async function claim(
  tx: Tx,
  { now }: Database,
  { id, epoch, state }: Pick<Head, "id" | "epoch" | "state">,
  { holder, leaseMs, at }: { readonly holder: string; readonly leaseMs: number; readonly at: ProcessTime },
): Promise<boolean> {
  const taken = { holder, epoch: epoch + 1, state: "RUNNING", lease_until: plus(now, leaseMs) } as const;
  const { numUpdatedRows } = await tx
    .updateTable("changes")
    .set({ ...taken, started_at: (eb) => eb.fn.coalesce("started_at", eb.val(at)) })
    .where("id", "=", id)
    .where("epoch", "=", epoch)
    .where("state", "=", state)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await tx
    .updateTable("changes")
    .set({ ...taken, started_at: (eb) => eb.fn.coalesce("started_at", eb.val(at)) })
    .where("leader_id", "=", id)
    .where("state", "in", OPEN_STATES)
    .execute();
  return true;
}

/** Whether a change is still ours; renews the lease. */
export async function renew(tx: Tx, { now }: Database, id: string, epoch: number, leaseMs: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("changes")
    .set({ lease_until: plus(now, leaseMs) })
    .where("id", "=", id)
    .where("epoch", "=", epoch)
    .where("state", "=", "RUNNING")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Gives a change up, so that any process may take it over at once. */
export async function endLease(tx: Tx, id: string, epoch: number): Promise<void> {
  await tx
    .updateTable("changes")
    .set({ holder: null, lease_until: null })
    .where("id", "=", id)
    .where("epoch", "=", epoch)
    .where("state", "in", OPEN_STATES)
    .execute();
}

/** The database's time, plus the given milliseconds. */
export const plus = (now: RawBuilder<number>, ms: number): RawBuilder<number> => sql<number>`${now} + ${ms}`;
