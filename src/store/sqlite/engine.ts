import { createRequire } from "node:module";
import { isStoreErrorKind, StoreError, type StoreErrorKind } from "../store-error.js";

/** The result of a statement. */
export interface SqlAnswer {
  readonly rows: readonly Record<string, unknown>[];
  /** Rows that were written; 0 for statements that return rows. */
  readonly changes: number;
}

/** One open SQLite database. Its statements block the thread that runs them. */
export interface SqliteEngine {
  /** @throws StoreError */
  run(sql: string, parameters: readonly unknown[]): SqlAnswer;
  close(): void;
}

/** What node:sqlite and libsql have in common. */
interface Driver {
  prepare(sql: string): {
    all(...parameters: unknown[]): unknown[];
    run(...parameters: unknown[]): { readonly changes: number | bigint };
  };
  exec(sql: string): unknown;
  close(): void;
}

/** Statements that are kept compiled; the program has fewer than that. */
const MOST_STATEMENTS = 200;
/** Memory for pages of the file, in KB: an index over 100,000 listeners takes as much. */
const CACHE_KB = 16_000;
/** Milliseconds that a statement waits for another process that has locked the file. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * Opens a database: with Node's built-in SQLite (22.13 and newer), otherwise with libsql.
 * @param path a file, or ":memory:"
 * @throws StoreError
 */
export async function openSqlite(path: string): Promise<SqliteEngine> {
  const open = await driver();
  try {
    const database = open(path);
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}; pragma cache_size = -${CACHE_KB}`);
    // A file that is not writable fails here, and not at the first change.
    if (path !== ":memory:") database.exec("pragma journal_mode = wal; pragma synchronous = full;");
    return engineOf(database);
  } catch (error) {
    throw asStoreError(error);
  }
}

function engineOf(database: Driver): SqliteEngine {
  const statements = new Map<string, ReturnType<Driver["prepare"]>>();
  const prepared = (sql: string) => {
    const known = statements.get(sql);
    if (known) return known;
    if (statements.size >= MOST_STATEMENTS) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    run(sql, parameters) {
      try {
        const statement = prepared(sql);
        const values = parameters.map(bindable);
        if (answersRows(sql)) return { rows: statement.all(...values) as Record<string, unknown>[], changes: 0 };
        return { rows: [], changes: Number(statement.run(...values).changes) };
      } catch (error) {
        throw asStoreError(error);
      }
    },
    close: () => database.close(),
  };
}

const answersRows = (sql: string): boolean =>
  /^\s*(?:select|with|pragma|values)\b/i.test(sql) || /\breturning\b/i.test(sql);

/** SQLite has no booleans. */
const bindable = (value: unknown): unknown => (typeof value === "boolean" ? Number(value) : (value ?? null));

type Open = (path: string) => Driver;

async function driver(): Promise<Open> {
  const require = createRequire(import.meta.url);
  const builtIn = builtInSqlite();
  if (builtIn) return (path) => new builtIn.DatabaseSync(path);
  try {
    const Database = require("libsql") as new (path: string) => Driver;
    return (path) => new Database(path);
  } catch (cause) {
    throw new StoreError(
      "broken",
      `Node ${process.versions.node} has no built-in SQLite, and the package libsql is not installed for this machine. Use Node 22.13 or newer, install libsql, or keep the store in PostgreSQL.`,
      { cause },
    );
  }
}

interface BuiltIn {
  readonly DatabaseSync: new (path: string) => Driver;
}

/** Null before Node 22.13. Node 22 and 23 warn that it is experimental, which users of this program cannot act upon. */
function builtInSqlite(): BuiltIn | null {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return (process.getBuiltinModule("node:sqlite") as unknown as BuiltIn | undefined) ?? null;
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** SQLite's result codes, as numbers (node:sqlite) and as words (libsql), without their extensions. Source: sqlite.org/rescode.html */
const KINDS: Readonly<Record<string, StoreErrorKind>> = {
  5: "busy",
  SQLITE_BUSY: "busy",
  8: "read-only",
  SQLITE_READONLY: "read-only",
  10: "unreachable",
  SQLITE_IOERR: "unreachable",
  13: "full",
  SQLITE_FULL: "full",
  14: "unreachable",
  SQLITE_CANTOPEN: "unreachable",
};
/** SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY. */
const CONFLICTS: readonly (string | number)[] = [
  2067,
  "SQLITE_CONSTRAINT_UNIQUE",
  1555,
  "SQLITE_CONSTRAINT_PRIMARYKEY",
];

function asStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { errcode, code, rawCode, message } = error as Record<"errcode" | "code" | "rawCode" | "message", unknown>;
  const exact = [errcode, rawCode, code].filter((one) => typeof one === "number" || typeof one === "string");
  const kinds = exact.map((one) => {
    if (CONFLICTS.includes(one as string | number)) return "conflict";
    const base = typeof one === "number" ? one & 0xff : String(one).split("_").slice(0, 2).join("_");
    return KINDS[base];
  });
  return new StoreError(kinds.find(isStoreErrorKind) ?? "broken", String(message), { cause: error });
}
