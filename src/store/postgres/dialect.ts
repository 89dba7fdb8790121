import { PostgresDialect } from "kysely";
import type { Pool, PoolConfig } from "pg";
import type { CallLog } from "../../transport/call.js";
import { StoreError, type StoreErrorKind } from "../store-error.js";

/** Milliseconds until a connection attempt or a statement is abandoned. */
const PATIENCE_MS = 5_000;
const MOST_CONNECTIONS = 8;

export const poolConfig = (url: string): PoolConfig => ({
  connectionString: url,
  max: MOST_CONNECTIONS,
  connectionTimeoutMillis: PATIENCE_MS,
  query_timeout: 2 * PATIENCE_MS,
  application_name: "cloud-listeners",
  keepAlive: true,
  options: `-c statement_timeout=${PATIENCE_MS} -c lock_timeout=${PATIENCE_MS} -c idle_in_transaction_session_timeout=${2 * PATIENCE_MS}`,
});

/** A pool of connections that survives when the server drops them. */
export async function openPool(url: string, log: CallLog): Promise<Pool> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ ...poolConfig(url), types: { getTypeParser: numbersFor(pg.types) } });
  // Without a listener, a connection that the server drops ends the process: the pool listens to idle ones only.
  const lost = (err: Error) => log.warn({ err }, "a connection to the store was lost");
  pool.on("error", lost);
  pool.on("connect", (connection) => connection.on("error", lost));
  return pool;
}

const INT8 = 20;
/** The driver returns 64-bit numbers as strings, because some exceed 2^53; seconds and counters never do. */
function numbersFor(types: typeof import("pg").types): typeof import("pg").types.getTypeParser {
  return ((oid: number, format?: "text") =>
    oid === INT8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser;
}

export const postgresDialect = (pool: Pool): PostgresDialect => new PostgresDialect({ pool });

/** By SQLSTATE, or its class (the first two characters). Source: PostgreSQL documentation, Appendix A. */
const KINDS: Readonly<Record<string, StoreErrorKind>> = {
  "23505": "conflict",
  "40001": "busy",
  "40P01": "busy",
  "55P03": "busy",
  "57014": "busy",
  "25006": "read-only",
  "53100": "full",
  "53": "unreachable",
  "57": "unreachable",
  "08": "unreachable",
  "28": "unreachable",
  "3D": "unreachable",
};

/** Classifies pg's errors. Errors without an SQLSTATE come from the socket, or from waiting for one. */
export function asPostgresError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const { code, message = String(error) } = error as { readonly code?: string; readonly message?: string };
  const isState = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code);
  if (error instanceof TypeError) return new StoreError("broken", message, { cause: error });
  const kind = isState ? (KINDS[code] ?? KINDS[code.slice(0, 2)] ?? "broken") : "unreachable";
  return new StoreError(kind, message || String(code), { cause: error });
}
