import { type Kysely, type Migration, Migrator, sql } from "kysely";
import { systemClock } from "../transport/clock.js";
import { seenDifferences, seenHealth, seenTables } from "./seen/migration.js";
import { StoreError } from "./store-error.js";
import type { Tables } from "./tables.js";

/** How often migrations are tried, and the milliseconds between two attempts. */
const ATTEMPTS = 5;
const PAUSE_MS = 100;

/** What databases spell differently. */
export interface Spelling {
  /** The type of a number that the database increments for each new row. */
  readonly counter: "sqlite" | "postgres";
}

/**
 * All versions of the tables, in order. Names stay, and a released version is never edited: a change is a new version.
 */
const migrations = ({ counter }: Spelling): Record<string, Migration> => ({
  "2026-11-changes": {
    async up(db) {
      const time = "bigint";
      await db.schema
        .createTable("changes")
        .addColumn("seq", counter === "sqlite" ? "integer" : "bigint", (column) =>
          counter === "sqlite" ? column.primaryKey().autoIncrement() : column.primaryKey().generatedAlwaysAsIdentity(),
        )
        .addColumn("id", "text", (column) => column.notNull().unique())
        .addColumn("action", "text", (column) => column.notNull())
        .addColumn("origin", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("account_id", "text", (column) => column.notNull())
        .addColumn("caller_id", "text", (column) => column.notNull())
        .addColumn("idempotency_key", "text")
        .addColumn("fingerprint", "text", (column) => column.notNull())
        .addColumn("parent_urn", "text", (column) => column.notNull())
        .addColumn("lane", "text")
        .addColumn("leader_id", "text")
        .addColumn("target_urn", "text")
        .addColumn("epoch", "integer", (column) => column.notNull())
        .addColumn("holder", "text")
        .addColumn("lease_until", time)
        .addColumn("is_background", "integer", (column) => column.notNull())
        .addColumn("request_id", "text", (column) => column.notNull())
        .addColumn("input", "text", (column) => column.notNull())
        .addColumn("before", "text")
        .addColumn("after", "text")
        .addColumn("problems", "text", (column) => column.notNull())
        .addColumn("requested_at", time, (column) => column.notNull())
        .addColumn("started_at", time)
        .addColumn("finished_at", time)
        .addColumn("settled_at", time)
        .execute();
      // The database, not a query, guarantees that a parent has one change at a time.
      await sql`create unique index one_running_change on changes (lane) where state = 'RUNNING'`.execute(db);
      await sql`create index open_changes on changes (lane, seq) where state in ('QUEUED', 'RUNNING')`.execute(db);
      await sql`create unique index one_change_per_key on changes (caller_id, idempotency_key)`.execute(db);
      await sql`create index changes_of_target on changes (target_urn, seq)`.execute(db);
      await sql`create index changes_of_parent on changes (parent_urn, seq)`.execute(db);
      await sql`create index changes_of_lane on changes (lane, settled_at)`.execute(db);
      await sql`create index changes_by_end on changes (finished_at)`.execute(db);
      await sql`create index changes_of_leader on changes (leader_id) where leader_id is not null`.execute(db);
      await db.schema
        .createTable("calls")
        .addColumn("change_id", "text", (column) => column.notNull().references("changes.id").onDelete("cascade"))
        .addColumn("n", "integer", (column) => column.notNull())
        .addColumn("epoch", "integer", (column) => column.notNull())
        .addColumn("action", "text", (column) => column.notNull())
        .addColumn("digest", "text", (column) => column.notNull())
        .addColumn("token", "text", (column) => column.notNull())
        .addColumn("state", "text", (column) => column.notNull())
        .addColumn("request_id", "text")
        .addColumn("started_at", time, (column) => column.notNull())
        .addColumn("finished_at", time)
        .addPrimaryKeyConstraint("calls_of_change", ["change_id", "n"])
        .execute();
      await db.schema
        .createTable("processes")
        .addColumn("id", "text", (column) => column.primaryKey())
        .addColumn("seen_at", time, (column) => column.notNull())
        .execute();
    },
  },
  "2026-11-changes-callers": {
    async up(db) {
      await db.schema.alterTable("changes").addColumn("caller_name", "text").execute();
      await db.schema.alterTable("changes").addColumn("caller_groups", "text").execute();
    },
  },
  "2026-11-changes-found": {
    async up(db) {
      await db.schema.alterTable("changes").addColumn("there_before", "text").execute();
      await db.schema.alterTable("changes").addColumn("differences", "text").execute();
    },
  },
  "2026-11-changes-outside": {
    async up(db) {
      await db.schema.alterTable("changes").addColumn("observed_after", "bigint").execute();
      await db.schema.alterTable("changes").addColumn("observed_before", "bigint").execute();
    },
  },
  "2026-11-seen": seenTables({ counter }),
  "2026-11-seen-differences": seenDifferences({ counter }),
  "2026-11-seen-at": {
    async up(db) {
      await db.schema.alterTable("seen_objects").addColumn("seen_at", "bigint").execute();
    },
  },
  "2026-11-seen-sources": {
    async up(db) {
      await db.schema.alterTable("seen_objects").addColumn("source", "text").execute();
    },
  },
  "2026-11-seen-unhealthy": seenHealth({ counter }),
});

/**
 * Migrates the tables to this program's version.
 * @throws StoreError also when a newer program has been here: this one would not understand its rows
 */
export async function migrate(db: Kysely<Tables>, spelling: Spelling): Promise<void> {
  const known = migrations(spelling);
  // For versions without a migration here, migrateToLatest has a message for programmers.
  if ((await missingMigrations(db, spelling)).length === 0) return;
  const migrator = new Migrator({ db, provider: { getMigrations: async () => known } });
  for (let attempt = 1; ; attempt += 1) {
    const { error } = await migrator.migrateToLatest();
    if (!error) return;
    // Nothing locks a file for migrations: of processes that start at once, all but one find that another is doing it.
    await systemClock.sleep(PAUSE_MS);
    if ((await missingMigrations(db, spelling)).length === 0) return;
    if (attempt === ATTEMPTS) throw error;
  }
}

/**
 * The names of the versions that {@link migrate} would apply.
 * @throws StoreError when a newer program has been here
 */
export async function missingMigrations(db: Kysely<Tables>, spelling: Spelling): Promise<string[]> {
  const known = migrations(spelling);
  const done = await executed(db);
  const foreign = done.filter((name) => !Object.hasOwn(known, name));
  if (foreign.length > 0)
    throw new StoreError(
      "broken",
      `A newer version of this program has written to it (${foreign.join(", ")}). Start that version, or give this one a separate store.`,
    );
  return Object.keys(known).filter((name) => !done.includes(name));
}

async function executed(db: Kysely<Tables>): Promise<string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === "kysely_migration")) return [];
  const { rows } = await sql<{ readonly name: string }>`select name from kysely_migration`.execute(db);
  return rows.map(({ name }) => name);
}
