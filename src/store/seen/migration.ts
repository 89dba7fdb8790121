import { type Kysely, type Migration, type RawBuilder, sql } from "kysely";
import type { Spelling } from "../migrations.js";

/** In the order of lists, with all columns of few values: conditions on these are answered from the index alone. */
const SEARCHED = sql`kind, account_id, place, status_rank, protocol, region,
  created_at, updated_at, first_port, has_unhealthy_members, is_serving, sort_name, key`;

/** Tables of the inventory, and indexes for the times of changes in an account. */
export const seenTables = ({ counter }: Spelling): Migration => ({
  async up(db) {
    const time = "bigint";
    // SQLite compares texts by their bytes. PostgreSQL uses the database's language unless a collation is given.
    const whole = counter === "sqlite" ? "integer" : "bigint";
    const text = counter === "sqlite" ? "text" : sql`text collate "C"`;
    await db.schema
      .createTable("seen_accounts")
      .addColumn("account_id", text, (column) => column.primaryKey())
      .addColumn("read_at", time)
      .addColumn("problems", text, (column) => column.notNull())
      .addColumn("failure", text)
      .addColumn("failed_at", time)
      .addColumn("format", text, (column) => column.notNull())
      .addColumn("epoch", "integer", (column) => column.notNull())
      .addColumn("holder", text)
      .addColumn("lease_until", time)
      .addColumn("begun_at", time)
      .addColumn("interval_ms", time)
      .addColumn("due_at", time, (column) => column.notNull())
      .addColumn("asked_at", time)
      .execute();
    await db.schema
      .createTable("seen_objects")
      .addColumn("id", whole, (column) =>
        counter === "sqlite" ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity(),
      )
      .addColumn("account_id", text, (column) => column.notNull())
      .addColumn("kind", text, (column) => column.notNull())
      .addColumn("ref_kind", text, (column) => column.notNull())
      .addColumn("key", text, (column) => column.notNull())
      .addColumn("hint", text)
      .addColumn("place", text, (column) => column.notNull())
      .addColumn("parent_key", text)
      .addColumn("native_id", text)
      .addColumn("name", text)
      .addColumn("sort_name", text)
      .addColumn("long_name", text)
      .addColumn("status", text)
      .addColumn("status_rank", "integer")
      .addColumn("protocol", text)
      .addColumn("region", text)
      .addColumn("created_at", time)
      .addColumn("updated_at", time)
      .addColumn("first_port", "integer")
      .addColumn("has_unhealthy_members", "integer")
      .addColumn("is_serving", "integer")
      .addColumn("digest", text, (column) => column.notNull())
      .addUniqueConstraint("one_row_per_seen_object", ["account_id", "kind", "key"])
      .execute();
    await db.schema
      .createTable("seen_kept")
      .addColumn("object_id", whole, (column) => column.primaryKey())
      .addColumn("kept", text, (column) => column.notNull())
      .addColumn("ports", text, (column) => column.notNull())
      .addColumn("terms", text, (column) => column.notNull())
      .addColumn("pool_keys", text, (column) => column.notNull())
      .execute();
    await sql`create index seen_objects_by_place on seen_objects (${SEARCHED})`.execute(db);
    for (const column of ["sort_name", "status_rank", "created_at", "updated_at", "first_port"])
      await sql`create index ${sql.ref(`seen_objects_by_${column}`)}
        on seen_objects (kind, ${sql.ref(column)}, account_id, key) where ${sql.ref(column)} is not null`.execute(db);
    await sql`create index seen_objects_of_parent on seen_objects (account_id, kind, parent_key)`.execute(db);
    await sql`create index seen_objects_by_native_id on seen_objects (kind, native_id)`.execute(db);
    await searchTable(
      db,
      "seen_ports",
      [
        ["span", "integer"],
        ["from_port", "integer"],
        ["to_port", "integer"],
      ],
      whole,
    );
    await sql`create index seen_ports_of_object on seen_ports (object_id)`.execute(db);
    await searchTable(
      db,
      "seen_terms",
      [
        ["kind", text],
        ["name", text],
        ["value", text],
      ],
      whole,
    );
    // The latest end of a change in an account, and the changes in flight.
    await sql`create index changes_of_account on changes (account_id, settled_at)
      where origin = 'GRAPH' and started_at is not null`.execute(db);
    await sql`create index begun_changes on changes (account_id)
      where state in ('QUEUED', 'RUNNING') and started_at is not null`.execute(db);
  },
});

/** Differences that are not in the history yet. */
export const seenDifferences = ({ counter }: Spelling): Migration => ({
  async up(db) {
    await db.schema
      .createTable("seen_differences")
      .addColumn("seq", counter === "sqlite" ? "integer" : "bigint", (column) =>
        counter === "sqlite" ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity(),
      )
      .addColumn("account_id", "text", (column) => column.notNull())
      .addColumn("read_at", "bigint", (column) => column.notNull())
      .addColumn("difference", "text")
      .addColumn("more", "integer", (column) => column.notNull())
      .execute();
    await sql`create index seen_differences_of_account on seen_differences (account_id, seq)`.execute(db);
  },
});

/** Indexes over the rows of which few have a value: what is unhealthy, does not serve, or of which that is not known. */
export const seenHealth = ({ counter }: Spelling): Migration => ({
  async up(db) {
    const few = {
      unhealthy: "has_unhealthy_members = 1",
      not_serving: "is_serving = 0",
      listeners_without_health: "kind = 'listener' and has_unhealthy_members is null",
      pools_without_health: "kind = 'pool' and has_unhealthy_members is null",
      listeners_without_serving: "kind = 'listener' and is_serving is null",
    };
    for (const [name, fits] of Object.entries(few))
      await sql`create index ${sql.ref(`seen_${name}`)} on seen_objects (${SEARCHED}) where ${sql.raw(fits)}`.execute(
        db,
      );
    if (counter === "sqlite") return;
    // In SQLite every index has the row's id. PostgreSQL would read the row for it.
    await sql`drop index seen_objects_by_place`.execute(db);
    await sql`create index seen_objects_by_place on seen_objects (${SEARCHED}) include (id)`.execute(db);
  },
});

type Column = readonly [name: string, type: "text" | "integer" | RawBuilder<unknown>];

/** A table that is searched by its values: in SQLite it is its own index, in PostgreSQL it has one. */
async function searchTable(
  db: Kysely<unknown>,
  name: string,
  columns: readonly Column[],
  whole: "integer" | "bigint",
): Promise<void> {
  let table = db.schema.createTable(name).addColumn("object_id", whole, (column) => column.notNull());
  for (const [column, type] of columns) table = table.addColumn(column, type, (built) => built.notNull());
  const key = [...columns.map(([column]) => column), "object_id"];
  table = table.addPrimaryKeyConstraint(`${name}_by_value`, key as never);
  await (whole === "integer" ? table.modifyEnd(sql`without rowid`) : table).execute();
}
