import { type Expression, type Kysely, type SqlBool, sql } from "kysely";
import { plus, SLOWEST_COMMIT_MS } from "../change-rows.js";
import type { Database } from "../database.js";
import type { SeenAccount, SeenStore, SweepClaim } from "../seen.js";
import type { Tables } from "../tables.js";
import { dropDifferences } from "./pending-differences.js";
import { listsFor } from "./spelling.js";

/** Changes of ours that may have sent something; worded like the indexes over them, so that these are used. */
const OURS = sql<SqlBool>`origin = 'GRAPH' and started_at is not null`;
const BEGUN = sql<SqlBool>`state in ('QUEUED', 'RUNNING') and started_at is not null`;

/** The end of the latest completed change of ours in an account. */
const latestEnd = (db: Kysely<Tables>, accountId: Expression<string>) =>
  db
    .selectFrom("changes")
    .select((eb) => eb.fn.max("settled_at").as("settled_at"))
    .where("account_id", "=", accountId)
    .where(OURS);

type Sweeps = Pick<SeenStore, "accountsOf" | "claim" | "hasten">;

/** @param holder this process */
export function accountRows(database: Database, holder: string): Sweeps {
  const { now } = database;
  const lists = listsFor(database);
  const isFree = sql<SqlBool>`(lease_until is null or lease_until <= ${now})`;
  const isDue = sql<SqlBool>`(due_at <= ${now} or asked_at <= ${now})`;

  return {
    async accountsOf(accountIds) {
      const rows = await database.read((db) => {
        return db
          .selectFrom(lists.texts(accountIds).as("asked"))
          .leftJoin("seen_accounts", "seen_accounts.account_id", "asked.value")
          .select(["asked.value as id", "read_at", "format", "problems", "failure", "failed_at"])
          .select((eb) => [
            latestEnd(db, eb.ref("asked.value")).as("ended_at"),
            eb
              .case()
              .when(
                eb.exists(
                  db.selectFrom("changes").select("seq").where("account_id", "=", eb.ref("asked.value")).where(BEGUN),
                ),
              )
              .then(1)
              .else(0)
              .end()
              .as("is_changing"),
            now.as("now"),
          ])
          .execute();
      });
      return new Map(
        rows.map((row): [string, SeenAccount] => [
          row.id,
          {
            accountId: row.id,
            readAt: row.read_at,
            format: row.format,
            problems: JSON.parse(row.problems ?? "[]") as SeenAccount["problems"],
            failure: row.failure === null ? null : { ...JSON.parse(row.failure), at: row.failed_at },
            changedAt: changedAt(row),
            now: row.now,
          },
        ]),
      );
    },

    async claim(accountIds, format, leaseMs) {
      const { known, due } = await database.read(async (db) => ({
        known: await db
          .selectFrom("seen_accounts")
          .select("account_id")
          .where(lists.oneOf("account_id", accountIds))
          .execute(),
        due: await db
          .selectFrom("seen_accounts")
          .select("account_id")
          .where(lists.oneOf("account_id", accountIds))
          .where(isDue)
          .where(isFree)
          .orderBy("due_at")
          .execute(),
      }));
      const ids = new Set(known.map(({ account_id }) => account_id));
      const unknown = accountIds.filter((id) => !ids.has(id));
      for (const accountId of [...unknown, ...due.map(({ account_id }) => account_id)]) {
        const claim = await claimOne(accountId, format, leaseMs);
        if (claim) return claim;
      }
      return null;
    },

    async hasten(accountId) {
      await database.write((tx) => {
        // Data read within this time after a change's end does not count.
        const useful = sql<number>`(${latestEnd(tx, sql.val(accountId))}) + ${sql.lit(SLOWEST_COMMIT_MS + 1)}`;
        const asked_at = sql<number>`case when ${useful} > ${now} then ${useful} else ${now} end`;
        return tx.updateTable("seen_accounts").set({ asked_at }).where("account_id", "=", accountId).execute();
      });
    },
  };

  /** Null: another process was first. */
  async function claimOne(accountId: string, format: string, leaseMs: number): Promise<SweepClaim | null> {
    const row = await database.write(async (tx) => {
      await tx
        .insertInto("seen_accounts")
        .values({ account_id: accountId, problems: "[]", format, epoch: 0, due_at: now })
        .onConflict((same) => same.column("account_id").doNothing())
        .execute();
      const sameFormat = sql<SqlBool>`format = ${format}`;
      const claimed = await tx
        .updateTable("seen_accounts")
        .set((eb) => ({
          epoch: eb("epoch", "+", 1),
          holder,
          lease_until: plus(now, leaseMs),
          begun_at: now,
          // Should this process die, the account is due as soon as the lease has expired.
          due_at: now,
          asked_at: null,
          read_at: eb.case().when(sameFormat).then(eb.ref("read_at")).else(null).end(),
          problems: eb.case().when(sameFormat).then(eb.ref("problems")).else("[]").end(),
          format,
        }))
        .where("account_id", "=", accountId)
        .where(isDue)
        .where(isFree)
        .returning(["epoch", "begun_at", "interval_ms", "read_at"])
        .executeTakeFirst();
      // In another format nobody can read them.
      if (claimed?.read_at === null) await dropDifferences(tx, accountId);
      return claimed;
    });
    if (!row) return null;
    const { epoch, begun_at, interval_ms: intervalMs, read_at: lastReadAt } = row;
    return { accountId, epoch, begunAt: begun_at!, intervalMs, lastReadAt };
  }
}

function changedAt(row: { readonly ended_at: number | null; readonly is_changing: number }): number | null {
  if (row.is_changing !== 0) return Number.POSITIVE_INFINITY;
  return row.ended_at === null ? null : row.ended_at + SLOWEST_COMMIT_MS;
}
