import type { Insertable, Transaction } from "kysely";
import type { SeenObject } from "../seen.js";
import type { Tables } from "../tables.js";
import { inChunks } from "./in-chunks.js";
import { type NewObjectRow, type ObjectRow, portRows, termRows } from "./rows.js";
import type { Lists } from "./spelling.js";

type Tx = Transaction<Tables>;

/** An object that is to be kept. */
export interface Changed {
  readonly object: SeenObject;
  readonly row: NewObjectRow;
  /** Null: it is new. */
  readonly before: ObjectRow | null;
}

/** Rows in one statement. */
const OBJECTS = [25, 5, 1];
const VALUES = [100, 10, 1];

/** Writes objects. @returns their rows' ids */
export async function writeObjects(tx: Tx, lists: Lists, changed: readonly Changed[]): Promise<number[]> {
  const stale = changed.flatMap(({ before }) => before?.id ?? []);
  if (stale.length > 0) await deleteValues(tx, lists, stale);
  const placed: { readonly id: number; readonly object: SeenObject }[] = [];
  for (const { object, row, before } of changed) {
    if (!before) continue;
    await tx.updateTable("seen_objects").set(row).where("id", "=", before.id).execute();
    placed.push({ id: before.id, object });
  }
  const added = changed.filter(({ before }) => before === null);
  for (const chunk of inChunks(added, OBJECTS)) {
    const rows = chunk.map(({ row }) => row);
    const made = await tx.insertInto("seen_objects").values(rows).returning(["id", "kind", "key"]).execute();
    const ids = new Map(made.map(({ id, kind, key }) => [`${kind} ${key}`, id]));
    for (const { object, row } of chunk) placed.push({ id: ids.get(`${row.kind} ${row.key}`)!, object });
  }
  await insertAll(
    tx,
    "seen_ports",
    placed.flatMap(({ id, object }) => portRows(id, object)),
  );
  await insertAll(
    tx,
    "seen_terms",
    placed.flatMap(({ id, object }) => termRows(id, object)),
  );
  return placed.map(({ id }) => id);
}

/** Deletes objects by their rows' ids. */
export async function deleteObjects(tx: Tx, lists: Lists, ids: readonly number[]): Promise<void> {
  await deleteValues(tx, lists, ids);
  await tx.deleteFrom("seen_objects").where(lists.oneNumberOf("id", ids)).execute();
}

async function deleteValues(tx: Tx, lists: Lists, ids: readonly number[]): Promise<void> {
  await tx.deleteFrom("seen_ports").where(lists.oneNumberOf("object_id", ids)).execute();
  await tx.deleteFrom("seen_terms").where(lists.oneNumberOf("object_id", ids)).execute();
}

async function insertAll<T extends "seen_ports" | "seen_terms">(
  tx: Tx,
  table: T,
  rows: readonly Insertable<Tables[T]>[],
) {
  for (const chunk of inChunks(rows, VALUES)) await tx.insertInto(table).values(chunk).execute();
}
