import { Kysely, type RawBuilder, sql, type Transaction } from "kysely";
import type { Pool } from "pg";
import { ProblemError } from "../model/problem-error.js";
import type { CallLog } from "../transport/call.js";
import { migrate } from "./migrations.js";
import { asPostgresError, openPool, postgresDialect } from "./postgres/dialect.js";
import { sqliteDialect } from "./sqlite/dialect.js";
import { lineInThisThread, lineInThread } from "./sqlite/line.js";
import { StoreError } from "./store-error.js";
import type { DatabaseTime, Tables } from "./tables.js";

/** A database with the store's tables, of whichever kind. */
export interface Database {
  readonly kind: "memory" | "file" | "postgres";
  /** For people; contains no secret: "changes.db", "postgres://db.example.com/listeners". */
  readonly place: string;
  /** Its clock. */
  readonly now: RawBuilder<DatabaseTime>;
  /** The connections, if the database has any. */
  readonly pool: Pool | null;
  /** Reads. @throws StoreError */
  read<T>(query: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
  /**
   * Writes: all or nothing.
   * @throws StoreError
   */
  write<T>(queries: (tx: Transaction<Tables>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** A file's path, "postgres://…", or null for memory. */
  readonly place: string | null;
  /** The path of the thread's module (see sqlite/thread.ts); null: a file is written from this thread. */
  readonly thread: URL | null;
  readonly log: CallLog;
  /** Does not migrate the tables. Omitted: they are migrated to this program's version. */
  readonly keepsTables?: boolean;
}

export const isPostgres = (place: string): boolean => /^postgres(?:ql)?:\/\//i.test(place);

/**
 * Opens a database and migrates its tables to this program's version.
 * @throws StoreError with a message that says what is wrong and where
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { place } = options;
  const shown = shownPlace(place);
  try {
    return await (place !== null && isPostgres(place)
      ? openPostgres(place, shown, options)
      : openFile(place, shown, options));
  } catch (error) {
    const { kind, message } = error instanceof StoreError ? error : asPostgresError(error);
    throw new StoreError(kind, `The store ${shown} cannot be used: ${message}`, { cause: error });
  }
}

async function openFile(
  place: string | null,
  shown: string,
  { thread, keepsTables }: DatabaseOptions,
): Promise<Database> {
  const path = place ?? ":memory:";
  const line = place !== null && thread ? await lineInThread(path, thread) : await lineInThisThread(path);
  const db = new Kysely<Tables>({ dialect: sqliteDialect(line) });
  try {
    await db.executeQuery(sql`pragma foreign_keys = on`.compile(db));
    if (!keepsTables) await migrate(db, { counter: "sqlite" });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const now = sql<DatabaseTime>`cast(unixepoch('subsec') * 1000 as integer)`;
  return databaseOf(db, { kind: place === null ? "memory" : "file", place: shown, now, pool: null }, asIs);
}
const asIs = (error: unknown): unknown => error;

async function openPostgres(url: string, shown: string, { log, keepsTables }: DatabaseOptions): Promise<Database> {
  const pool = await openPool(url, log);
  const db = new Kysely<Tables>({ dialect: postgresDialect(pool) });
  try {
    if (!keepsTables) await migrate(db, { counter: "postgres" });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  // Not now(): that is the start of the transaction, which may have waited for a lock since.
  const now = sql<DatabaseTime>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
  return databaseOf(db, { kind: "postgres", place: shown, now, pool }, asPostgresError);
}

function databaseOf(
  db: Kysely<Tables>,
  what: Pick<Database, "kind" | "place" | "now" | "pool">,
  named: (error: unknown) => unknown,
): Database {
  const told = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw error instanceof ProblemError ? error : named(error);
    }
  };
  return {
    ...what,
    read: (query) => told(query(db)),
    write: (queries) => told(db.transaction().execute(queries)),
    close: () => db.destroy(),
  };
}

/** The printable part of a place: never a user, a password or a parameter. */
export function shownPlace(place: string | null): string {
  if (place === null) return "in memory";
  if (!isPostgres(place)) return place;
  const [, host = "", path = ""] = /^\w+:\/\/(?:[^/?]*@)?([^/?]*)([^?]*)/.exec(place) ?? [];
  return `postgres://${host}${path}`;
}
