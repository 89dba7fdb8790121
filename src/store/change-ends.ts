import type { Transaction } from "kysely";
import { insertRows } from "./change-rows.js";
import type { Database } from "./database.js";
import type { RecordedEntry } from "./recorded-entry.js";
import { StoreError } from "./store-error.js";
import type { Tables } from "./tables.js";

/**
 * Records no-op changes, for which everything was already as requested. One whose key meanwhile belongs to another
 * change is not recorded.
 */
export async function keepUnsent(
  database: Database,
  entries: readonly RecordedEntry[],
  begun: { readonly holder: string; readonly started_at: number },
): Promise<void> {
  const kept = entries.filter(({ row }) => row.state === "SUCCEEDED");
  if (kept.length === 0) return;
  const rows = kept.map(({ row }) => Object.assign(row, { lane: null, leader_id: null, ...begun }));
  try {
    const seqs = await database.write((tx) => insertRows(tx, database, rows, null));
    for (const [index, seq] of seqs.entries()) kept[index]!.seq = seq;
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== "conflict") throw error;
  }
}

/**
 * Records the ends of recorded changes. A failed change that did nothing is deleted.
 * @param from their recorded state
 * @returns whether this process still held them
 */
export async function writeEnds(
  tx: Transaction<Tables>,
  { now }: Database,
  entries: readonly RecordedEntry[],
  from: { readonly epoch: number; readonly state: "QUEUED" | "RUNNING" },
): Promise<boolean> {
  let isOurs = true;
  // The leader last: its end frees the lane.
  for (const { row, isKept } of [...entries].reverse()) {
    const { id, lane, state, after, problems, target_urn, finished_at, idempotency_key } = row;
    const { before, differences } = row;
    const end = { state, after, problems, target_urn, before, differences, finished_at, idempotency_key };
    const done = isKept
      ? await tx
          .updateTable("changes")
          .set({ ...end, settled_at: now, lease_until: null })
          .where((eb) => eb.and({ id, ...from }))
          .executeTakeFirst()
      : await tx
          .deleteFrom("changes")
          .where((eb) => eb.and({ id, ...from }))
          .executeTakeFirst();
    const written = "numUpdatedRows" in done ? done.numUpdatedRows : done.numDeletedRows;
    if (lane !== null) isOurs = written > 0n;
  }
  return isOurs;
}

/** Records the state that a waiting change has found, with its first write. */
export async function writeFound(
  tx: Transaction<Tables>,
  { id, before, differences, there_before }: RecordedEntry["row"],
): Promise<void> {
  await tx.updateTable("changes").set({ before, differences, there_before }).where("id", "=", id).execute();
}
