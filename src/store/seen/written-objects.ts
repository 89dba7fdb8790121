import type { Insertable, Kysely, Transaction } from "kysely";
import type { SeenObject } from "../seen.js";
import type { DatabaseTime, Tables } from "../tables.js";
import { inChunks } from "./in-chunks.js";
import { type NewKeptRow, type NewObjectRow, type ObjectRow, portRows, seenObjectOf, termRows } from "./rows.js";
import { type Lists, spelled } from "./spelling.js";

export type Tx = Transaction<Tables>;

/** An object to be kept. */
export interface Changed {
  readonly object: SeenObject;
  readonly row: NewObjectRow;
  readonly kept: NewKeptRow;
  /** Null: it is new. */
  readonly before: ObjectRow | null;
  readonly seenAt: DatabaseTime | null;
}

/** Rows in one statement. */
const OBJECTS = [25, 5, 1];
const VALUES = [100, 10, 1];

/** Whole objects by their rows' ids, in the order of their keys. */
export const readObjects = (db: Kysely<Tables>, lists: Lists, ids: readonly number[]): Promise<ObjectRow[]> =>
  db
    .selectFrom("seen_objects")
    .innerJoin("seen_kept", "object_id", "id")
    .selectAll()
    .where(lists.oneNumberOf("id", ids))
    .orderBy("key")
    .execute();

/**
 * Writes objects.
 * @param mark of the sweep that has read them (see sources.ts); null: they were not read by a sweep, and what their rows
 *   and those of their pools were made of is no longer known
 * @returns their rows' ids
 */
export async function writeObjects(
  tx: Tx,
  lists: Lists,
  changed: readonly Changed[],
  mark: string | null,
): Promise<number[]> {
  const placed: { readonly id: number; readonly object: SeenObject }[] = [];
  for (const { object, row, kept, before, seenAt } of changed) {
    if (!before) continue;
    await deleteValues(tx, lists, before);
    await tx
      .updateTable("seen_objects")
      .set({ ...row, seen_at: seenAt, source: mark })
      .where("id", "=", before.id)
      .execute();
    await tx.updateTable("seen_kept").set(kept).where("object_id", "=", before.id).execute();
    placed.push({ id: before.id, object });
  }
  const added = changed.filter(({ before }) => before === null);
  for (const chunk of inChunks(added, OBJECTS)) {
    const rows = chunk.map(({ row, seenAt }) => ({ ...row, seen_at: seenAt, source: mark }));
    const made = await tx.insertInto("seen_objects").values(rows).returning(["id", "kind", "key"]).execute();
    const ids = new Map(made.map(({ id, kind, key }) => [`${kind} ${key}`, id]));
    const idOf = ({ row }: Changed) => ids.get(`${row.kind} ${row.key}`)!;
    await tx
      .insertInto("seen_kept")
      .values(chunk.map((one) => ({ object_id: idOf(one), ...one.kept })))
      .execute();
    for (const one of chunk) placed.push({ id: idOf(one), object: one.object });
  }
  if (mark === null) await forgetSources(tx, lists, changed);
  const ports = placed.flatMap(({ id, object }) => portRows(id, object));
  const terms = placed.flatMap(({ id, object }) => termRows(id, object));
  await insertAll(tx, "seen_ports", ports);
  await insertAll(tx, "seen_terms", terms);
  return placed.map(({ id }) => id);
}

/** The sources of pools cover their members. */
async function forgetSources(tx: Tx, lists: Lists, changed: readonly Changed[]): Promise<void> {
  const members = changed.filter(({ object }) => object.kind === "member");
  for (const account of new Set(members.map(({ row }) => row.account_id))) {
    const pools = members.flatMap(({ object, row }) => (row.account_id === account ? (object.parentKey ?? []) : []));
    await tx
      .updateTable("seen_objects")
      .set({ source: null })
      .where("account_id", "=", account)
      .where("kind", "=", "pool")
      .where(lists.oneOf("key", [...new Set(pools.map(spelled))]))
      .execute();
  }
}

/** Deletes objects. */
export async function deleteObjects(tx: Tx, lists: Lists, rows: readonly ObjectRow[]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  for (const row of rows) await deleteValues(tx, lists, row);
  await tx.deleteFrom("seen_kept").where(lists.oneNumberOf("object_id", ids)).execute();
  await tx.deleteFrom("seen_objects").where(lists.oneNumberOf("id", ids)).execute();
}

/**
 * Deletes an object's search rows. Terms are found by value, because an index by object would be as large as the table.
 */
async function deleteValues(tx: Tx, lists: Lists, row: ObjectRow): Promise<void> {
  await tx.deleteFrom("seen_ports").where("object_id", "=", row.id).execute();
  const terms = termRows(row.id, seenObjectOf(row));
  for (const name of new Set(terms.map((term) => term.name))) {
    const values = terms.filter((term) => term.name === name).map(({ value }) => value);
    await tx
      .deleteFrom("seen_terms")
      .where((eb) => eb.and({ kind: row.kind, name, object_id: row.id }))
      .where(lists.oneOf("value", values))
      .execute();
  }
}

async function insertAll<T extends "seen_ports" | "seen_terms">(
  tx: Tx,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
): Promise<void> {
  for (const chunk of inChunks(rows, VALUES)) await tx.insertInto(table).values(chunk).execute();
}
