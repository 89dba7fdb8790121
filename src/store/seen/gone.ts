import { sql, type Transaction } from "kysely";
import type { Database } from "../database.js";
import type { SeenAccount, SeenDifference, SeenKind, SweepClaim } from "../seen.js";
import type { Tables } from "../tables.js";
import { type ObjectRow, seenObjectOf } from "./rows.js";
import type { Seen } from "./sources.js";
import { listsFor } from "./spelling.js";
import { deleteObjects, readObjects } from "./written-objects.js";

/** Kinds with those that they belong to, parents first. */
const BELONGS_TO = [
  ["parent", null],
  ["listener", "parent"],
  ["pool", "parent"],
  ["member", "pool"],
] as const satisfies readonly (readonly [SeenKind, SeenKind | null])[];

/** Objects whose ids are examined at once, and objects that are deleted in one transaction. */
const LISTED = 1_000;
const DELETED = 50;

export interface GoneTools {
  readonly database: Database;
  /** Writes only while this process holds the sweep. */
  write(queries: (tx: Transaction<Tables>) => Promise<void>): Promise<void>;
  /** Keeps what differs for the history. */
  keep(tx: Transaction<Tables>, differences: readonly SeenDifference[]): Promise<void>;
}

/**
 * Deletes the objects that a complete sweep has not seen. Objects that it could not interpret stay, with everything
 * that belongs to them; if such an object has no name, nothing of its kind is deleted, because it may be any of them.
 * So do objects that another read has seen since the sweep began.
 * @returns what was deleted
 */
export async function goneFrom(
  { database, write, keep }: GoneTools,
  { accountId, begunAt }: SweepClaim,
  seen: Seen,
  problems: SeenAccount["problems"],
): Promise<SeenDifference[]> {
  if (await isAllSeen(database, accountId, seen)) return [];
  const lists = listsFor(database);
  const named = new Set(problems.map(({ kind, nativeId }) => `${kind} ${nativeId}`));
  /** Keys of objects that stay although they were not seen, by kind. */
  const spared = new Map<SeenKind, Set<string | null>>();
  const gone: SeenDifference[] = [];

  /** Parts of the rows that were not seen. */
  async function* unseen(kind: SeenKind): AsyncIterable<readonly number[]> {
    for (let behind = ""; ; ) {
      const rows = await database.read((db) =>
        db
          .selectFrom("seen_objects")
          .select(["id", "key", "parent_key"])
          .where("account_id", "=", accountId)
          .where("kind", "=", kind)
          .where("key", ">", behind)
          .orderBy("key")
          .limit(LISTED)
          .execute(),
      );
      const isSeen = ({ id, parent_key }: (typeof rows)[number]) =>
        seen.ids.has(id) || (kind === "member" && parent_key !== null && seen.pools.has(parent_key));
      const ids = rows.filter((row) => !isSeen(row)).map(({ id }) => id);
      for (let at = 0; at < ids.length; at += DELETED) yield ids.slice(at, at + DELETED);
      if (rows.length < LISTED) return;
      behind = rows.at(-1)!.key;
    }
  }

  for (const [kind, base] of BELONGS_TO) {
    const kept = new Set<string | null>();
    spared.set(kind, kept);
    const staysBecauseOfBase = (row: ObjectRow) => base !== null && spared.get(base)!.has(seenObjectOf(row).parentKey);
    const stays = (row: ObjectRow) =>
      named.has(`${kind} null`) ||
      named.has(`${kind} ${row.native_id}`) ||
      (row.seen_at !== null && row.seen_at > begunAt) ||
      staysBecauseOfBase(row);
    for await (const ids of unseen(kind)) {
      const rows = await database.read((db) => readObjects(db, lists, ids));
      const leaving = rows.filter((row) => !stays(row));
      for (const row of rows) if (stays(row)) kept.add(seenObjectOf(row).key);
      if (leaving.length === 0) continue;
      const differences = leaving.map((row) => ({ before: seenObjectOf(row), after: null }));
      await write(async (tx) => {
        await deleteObjects(tx, lists, leaving);
        await keep(tx, differences);
      });
      gone.push(...differences);
    }
  }
  return gone;
}

/** Whether the account's rows are as many, and have the same sum of ids, as those that were seen: there is no other. */
async function isAllSeen(
  database: Database,
  accountId: string,
  { ids, pools, members, apart }: Seen,
): Promise<boolean> {
  // Of members that were seen both ways, it is not known how many there are.
  for (const key of apart) if (pools.has(key)) return false;
  let sum = members.sum;
  for (const id of ids) sum += id;
  const there = await database.read((db) =>
    db
      .selectFrom("seen_objects")
      .select((eb) => eb.fn.countAll<number | string>().as("count"))
      .select(sql<number | string>`coalesce(sum(id), 0)`.as("sum"))
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow(),
  );
  return Number(there.count) === ids.size + members.count && Number(there.sum) === sum;
}
