import type { RawBuilder, Transaction } from "kysely";
import { type ChangeRecord, type RecordedProblem, toChangeRecord } from "./change-record.js";
import { plus } from "./change-rows.js";
import type { JournalTools } from "./group-state.js";
import type { Tables } from "./tables.js";

/** Changes that waited for their turn were cancelled. Nothing was sent for the changes of the same group either. */
export class TakenBack extends Error {
  override readonly name = "TakenBack";

  /** @param changes the cancelled changes, at their indexes in the group; null for the others */
  constructor(readonly changes: readonly (ChangeRecord | null)[]) {
    super("A change was taken back before anything was sent.");
  }
}

/** Why a cancelled change failed. */
const TAKEN_BACK: RecordedProblem = {
  sort: "provider",
  code: "CANCELLED",
  message: "This change was cancelled before anything was sent. To make it after all, send it again as a new change.",
  path: null,
  isRetryable: false,
};

/** Cancels a change if it is QUEUED. Other changes of its group stay. */
export async function takeBack({ database, clock, leaseMs, announce }: JournalTools, id: string): Promise<void> {
  const end = { state: "CANCELLED", problems: JSON.stringify([TAKEN_BACK]), finished_at: clock.now() } as const;
  await database.write(async (tx) => {
    const row = await tx
      .updateTable("changes")
      .set({ ...end, settled_at: database.now, lease_until: null })
      .where("id", "=", id)
      .where("state", "=", "QUEUED")
      .returning(["account_id", "parent_urn", "lane"])
      .executeTakeFirst();
    if (!row) return;
    if (row.lane !== null) await nextLeads(tx, id, { lane: row.lane, lease_until: plus(database.now, leaseMs) });
    await announce(tx, { lane: row.parent_urn, accountId: row.account_id, ids: [id] });
  });
}

/** Makes the next change of the group its leader. */
async function nextLeads(
  tx: Transaction<Tables>,
  leader: string,
  place: { readonly lane: string; readonly lease_until: RawBuilder<number> },
): Promise<void> {
  const next = await tx
    .selectFrom("changes")
    .select("id")
    .where("leader_id", "=", leader)
    .where("state", "=", "QUEUED")
    .orderBy("seq")
    .limit(1)
    .executeTakeFirst();
  if (!next) return;
  const { id } = next;
  await tx
    .updateTable("changes")
    .set({ leader_id: id })
    .where("leader_id", "=", leader)
    .where("id", "!=", id)
    .execute();
  // The holder is recorded only for the leader.
  await tx
    .updateTable("changes")
    .set({ ...place, leader_id: null })
    .where("id", "=", id)
    .execute();
}

/** @throws TakenBack when one of these changes was cancelled */
export async function requireNotTakenBack(tx: Transaction<Tables>, ids: readonly string[]): Promise<void> {
  const rows = await tx
    .selectFrom("changes")
    .selectAll()
    .where("id", "in", ids)
    .where("state", "=", "CANCELLED")
    .execute();
  if (rows.length === 0) return;
  const taken = new Map(rows.map((row) => [row.id, toChangeRecord(row)]));
  throw new TakenBack(ids.map((id) => taken.get(id) ?? null));
}
