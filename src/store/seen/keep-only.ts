import { sql } from "kysely";
import { plus } from "../change-rows.js";
import type { Database } from "../database.js";
import { dropDifferences } from "./pending-differences.js";
import { listsFor } from "./spelling.js";
import { deleteObjects, readObjects } from "./written-objects.js";

/** Objects that are deleted in one transaction. */
const DELETED = 50;
/** Milliseconds in which no process claims an account that is being deleted. */
const LEASE_MS = 60_000;

/** Deletes all accounts except these. */
export async function keepOnly(database: Database, accountIds: readonly string[]): Promise<void> {
  const lists = listsFor(database);
  const rows = await database.read((db) =>
    db
      .selectFrom("seen_accounts")
      .select("account_id")
      .where(sql<boolean>`not (${lists.oneOf("account_id", accountIds)})`)
      .execute(),
  );
  for (const { account_id } of rows) await forget(account_id);

  /** First stops any sweep of the account from keeping more; deletes the account's own row last. */
  async function forget(accountId: string): Promise<void> {
    for (let deleted = DELETED; deleted === DELETED; ) {
      deleted = await database.write(async (tx) => {
        await tx
          .updateTable("seen_accounts")
          .set((eb) => ({
            epoch: eb("epoch", "+", 1),
            read_at: null,
            holder: null,
            lease_until: plus(database.now, LEASE_MS),
          }))
          .where("account_id", "=", accountId)
          .execute();
        const some = await tx
          .selectFrom("seen_objects")
          .select("id")
          .where("account_id", "=", accountId)
          .limit(DELETED)
          .execute();
        const rows = await readObjects(
          tx,
          lists,
          some.map(({ id }) => id),
        );
        await deleteObjects(tx, lists, rows);
        return some.length;
      });
    }
    await database.write(async (tx) => {
      await dropDifferences(tx, accountId);
      await tx.deleteFrom("seen_accounts").where("account_id", "=", accountId).execute();
    });
  }
}
