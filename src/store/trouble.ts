import type { Database } from "./database.js";
import { StoreError } from "./store-error.js";

/** The reason why nothing can be written, as text for operators. */
export interface Trouble {
  /** The same database, whose failures are remembered. */
  readonly database: Database;
  /** Null when writes succeed. */
  words(): string | null;
}

const WORDS: Readonly<Record<string, string>> = {
  busy: "is locked by another process",
  unreachable: "cannot be reached",
  full: "has no room left",
  "read-only": "is not writable",
};

/**
 * Watches the results of statements. A successful write ends any trouble; a successful read ends trouble with the
 * connection.
 */
export function watched(database: Database): Trouble {
  let latest: StoreError | null = null;
  const seen = async <T>(work: Promise<T>, isWrite: boolean): Promise<T> => {
    try {
      const value = await work;
      if (isWrite || latest?.kind === "unreachable") latest = null;
      return value;
    } catch (error) {
      if (error instanceof StoreError && Object.hasOwn(WORDS, error.kind)) latest = error;
      throw error;
    }
  };
  return {
    database: {
      ...database,
      read: (query) => seen(database.read(query), false),
      write: (queries) => seen(database.write(queries), true),
    },
    words: () =>
      latest &&
      `The store ${database.place} ${WORDS[latest.kind]}: ${latest.message} Changes are refused until it is writable again; reads still work.`,
  };
}
