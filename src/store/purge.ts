import type { Database } from "./database.js";

export interface Retention {
  /** Days that changes are kept after their end. */
  readonly keepDays: number;
  /** Days that an idempotency key is kept. */
  readonly keepKeyDays: number;
}

const DAY_MS = 86_400_000;
/** Rows per statement, so that other statements do not wait long. */
const BATCH = 500;

/** Deletes changes and keys beyond their retention. */
export async function purge(database: Database, { keepDays, keepKeyDays }: Retention, at: number): Promise<void> {
  await database.write((tx) =>
    tx
      .deleteFrom("processes")
      .where("seen_at", "<", at - keepDays * DAY_MS)
      .execute(),
  );
  await inBatches(() =>
    database.write(async (tx) => {
      const old = tx
        .selectFrom("changes")
        .select("seq")
        .where("finished_at", "<", at - keepDays * DAY_MS)
        .limit(BATCH);
      const { numDeletedRows } = await tx.deleteFrom("changes").where("seq", "in", old).executeTakeFirst();
      return numDeletedRows;
    }),
  );
  await inBatches(() =>
    database.write(async (tx) => {
      const old = tx
        .selectFrom("changes")
        .select("seq")
        .where("idempotency_key", "is not", null)
        .where("finished_at", "<", at - keepKeyDays * DAY_MS)
        .limit(BATCH);
      const { numUpdatedRows } = await tx
        .updateTable("changes")
        .set({ idempotency_key: null })
        .where("seq", "in", old)
        .executeTakeFirst();
      return numUpdatedRows;
    }),
  );
}

async function inBatches(batch: () => Promise<bigint>): Promise<void> {
  while ((await batch()) === BigInt(BATCH));
}
