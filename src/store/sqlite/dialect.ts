import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { SqliteLine } from "./line.js";

/** SQLite for Kysely, over an asynchronous line. Kysely's own dialect supports only drivers that block. */
export function sqliteDialect(line: SqliteLine): Dialect {
  return {
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createDriver: () => driverOf(line),
  };
}

function driverOf(line: SqliteLine): Driver {
  const connection: DatabaseConnection = {
    async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
      const { rows, changes } = await line.run(sql, parameters);
      return { rows: rows as R[], numAffectedRows: BigInt(changes) };
    },
    // biome-ignore lint/correctness/useYield: nothing is streamed
    async *streamQuery() {
      throw new Error("SQLite's answers are small and come whole.");
    },
  };
  const say = (sql: string) => async () => void (await connection.executeQuery(CompiledQuery.raw(sql)));
  // There is one connection: a transaction has it alone until its end.
  let isFree: Promise<void> = Promise.resolve();
  let release: () => void = () => undefined;
  return {
    init: async () => undefined,
    async acquireConnection() {
      const before = isFree;
      let leave: () => void = () => undefined;
      isFree = new Promise((resolve) => {
        leave = resolve;
      });
      await before;
      release = leave;
      return connection;
    },
    releaseConnection: async () => release(),
    // Takes the write lock at once: a later request for it may be refused immediately, whatever busy_timeout says.
    beginTransaction: say("begin immediate"),
    commitTransaction: say("commit"),
    rollbackTransaction: say("rollback"),
    destroy: () => line.close(),
  };
}
