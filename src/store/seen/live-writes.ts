import type { Database } from "../database.js";
import type { SeenDifference, SeenStore } from "../seen.js";
import type { DatabaseTime } from "../tables.js";
import { inBatches } from "./in-chunks.js";
import { keepDifferences } from "./pending-differences.js";
import { rowsOf, seenObjectOf } from "./rows.js";
import { listsFor } from "./spelling.js";
import { whyTooLarge } from "./too-large.js";
import { readObjects, type Tx, writeObjects } from "./written-objects.js";

/** Maximum objects and approximate bytes that one transaction writes, so that a change never waits long for it. */
const WRITTEN = 25;
const HEAVIEST = 262_144;

interface LiveRead {
  readonly at: DatabaseTime;
  readonly format: string;
}

/** Writes what reads other than sweeps saw of kept objects. */
export function liveWrites(database: Database): Pick<SeenStore, "see"> {
  const lists = listsFor(database);

  /**
   * When the account was last read completely; null: the read does not count. Holds the account's row until the end of the
   * transaction, as sweeps do.
   */
  async function lastReadAt(tx: Tx, accountId: string, { at, format }: LiveRead): Promise<DatabaseTime | null> {
    const account = tx
      .selectFrom("seen_accounts")
      .select(["read_at", "begun_at", "format"])
      .where("account_id", "=", accountId);
    const row = await (database.kind === "postgres" ? account.forUpdate() : account).executeTakeFirst();
    // The latest sweep may already have seen the objects as they were later.
    return row && row.format === format && (row.begun_at ?? 0) < at ? row.read_at : null;
  }

  return {
    async see(accountId, sightings, read) {
      const known = sightings
        .filter(({ after }) => whyTooLarge(after) === null)
        .map(({ before, after }) => ({
          after,
          ...rowsOf(accountId, after),
          was: rowsOf(accountId, before).row.digest,
        }));
      const weightOf = ({ kept, row, was }: (typeof known)[number]) =>
        row.digest === was ? 0 : Math.max(HEAVIEST / WRITTEN, kept.kept.length + 4 * kept.terms.length);
      const differences: SeenDifference[] = [];
      for (const some of inBatches(known, known.length, HEAVIEST, weightOf)) {
        const written = await database.write(async (tx) => {
          const readAt = await lastReadAt(tx, accountId, read);
          if (readAt === null) return [];
          const kind = some[0]!.after.kind;
          const current = await tx
            .selectFrom("seen_objects")
            .select(["id", "key", "digest"])
            .where((eb) => eb.and({ account_id: accountId, kind }))
            .where(
              lists.oneOf(
                "key",
                some.map(({ row }) => row.key),
              ),
            )
            .where((eb) => eb.or([eb("seen_at", "is", null), eb("seen_at", "<", read.at)]))
            .execute();
          const byKey = new Map(current.map((row) => [row.key, row]));
          const asFound = some.filter(({ row, was }) => byKey.get(row.key)?.digest === was);
          const idOf = ({ row }: (typeof some)[number]) => byKey.get(row.key)!.id;
          const same = asFound.filter(({ row, was }) => row.digest === was).map(idOf);
          if (same.length > 0)
            await tx
              .updateTable("seen_objects")
              .set({ seen_at: read.at })
              .where(lists.oneNumberOf("id", same))
              .execute();
          const others = asFound.filter(({ row, was }) => row.digest !== was);
          const before = new Map((await readObjects(tx, lists, others.map(idOf))).map((row) => [row.key, row]));
          const changed = others.map(({ after, row, kept }) => ({
            ...{ object: after, row, kept, seenAt: read.at },
            before: before.get(row.key)!,
          }));
          const found = changed.map(({ object, before: row }) => ({ before: seenObjectOf(row), after: object }));
          await keepDifferences(tx, { accountId, lastReadAt: readAt }, found, found.length);
          await writeObjects(tx, lists, changed, null);
          return found;
        });
        differences.push(...written);
      }
      return differences;
    },
  };
}
