import type { Transaction } from "kysely";
import type { Database } from "../database.js";
import type { PendingDifferences, SeenDifference, SeenStore } from "../seen.js";
import type { DatabaseTime, Tables } from "../tables.js";
import { inBatches } from "./in-chunks.js";
import { listsFor } from "./spelling.js";

type Tx = Transaction<Tables>;

/** Rows and approximate characters in one statement. */
const ROWS = 25;
const HEAVIEST = 262_144;

export interface FoundIn {
  readonly accountId: string;
  /** When the last complete read before began; null: there was none, so that nothing can have differed. */
  readonly lastReadAt: DatabaseTime | null;
}

/**
 * Keeps differences until the history has taken them in. Belongs into the transaction that writes or deletes the objects:
 * no later read finds the same differences again.
 * @param room how many are kept with their contents; further ones are only counted
 */
export async function keepDifferences(
  tx: Tx,
  { accountId, lastReadAt }: FoundIn,
  differences: readonly SeenDifference[],
  room: number,
): Promise<void> {
  if (lastReadAt === null) return;
  const common = { account_id: accountId, read_at: lastReadAt };
  const kept = differences.slice(0, Math.max(0, room)).map((one) => JSON.stringify(one));
  for (const batch of inBatches(kept, ROWS, HEAVIEST, ({ length }) => length))
    await tx
      .insertInto("seen_differences")
      .values(batch.map((difference) => ({ ...common, difference, more: 0 })))
      .execute();
  const more = differences.length - kept.length;
  if (more > 0)
    await tx
      .insertInto("seen_differences")
      .values({ ...common, difference: null, more })
      .execute();
}

/** See {@link SeenStore.pending}. */
export const pendingDifferences =
  ({ read }: Database): SeenStore["pending"] =>
  async (accountId, limit): Promise<PendingDifferences | null> => {
    const rows = await read((db) =>
      db
        .selectFrom("seen_differences")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("difference", "is not", null)
        .orderBy("seq")
        .limit(limit)
        .execute(),
    );
    const counts = await read((db) =>
      db
        .selectFrom("seen_differences")
        .selectAll()
        .where("account_id", "=", accountId)
        .where("difference", "is", null)
        .execute(),
    );
    const all = [...rows, ...counts];
    if (all.length === 0) return null;
    return {
      ids: all.map(({ seq }) => seq),
      differences: rows.map(({ difference }) => JSON.parse(difference!) as SeenDifference),
      more: counts.reduce((sum, { more }) => sum + more, 0),
      readAt: all.reduce((earliest, { read_at }) => Math.min(earliest, read_at), Number.POSITIVE_INFINITY),
    };
  };

/** Deletes pending differences. @returns false: another process has deleted some of them */
export async function settleDifferences(
  tx: Tx,
  database: Pick<Database, "kind">,
  ids: readonly number[],
): Promise<boolean> {
  if (ids.length === 0) return true;
  const { numDeletedRows } = await tx
    .deleteFrom("seen_differences")
    .where(listsFor(database).oneNumberOf("seq", ids))
    .executeTakeFirst();
  return numDeletedRows === BigInt(ids.length);
}

/** Deletes all pending differences of an account. */
export const dropDifferences = (tx: Tx, accountId: string): Promise<unknown> =>
  tx.deleteFrom("seen_differences").where("account_id", "=", accountId).execute();
