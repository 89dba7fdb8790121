import { constants, existsSync } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { CallLog } from "../transport/call.js";
import { type Database, isPostgres, openDatabase, shownPlace } from "./database.js";
import { missingMigrations } from "./migrations.js";
import { StoreError } from "./store-error.js";

/** Whether a store can be used. */
export interface StoreCheck {
  /** For people; contains no secret. */
  readonly place: string;
  readonly works: boolean;
  /** The finding, in a sentence that names the store. */
  readonly message: string;
}

/**
 * Checks whether a store can be reached and written to, and leaves it unchanged: creates nothing, migrates nothing, and
 * rolls back what it writes.
 * @param place a file's path, "postgres://…", or null for memory
 */
export async function checkStore(place: string | null, log: CallLog): Promise<StoreCheck> {
  const shown = shownPlace(place);
  try {
    return { place: shown, works: true, message: await found(place, shown, log) };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const { message } = error;
    // The failure to open it names the store.
    return {
      place: shown,
      works: false,
      message: message.includes(shown) ? message : `The store ${shown} cannot be used: ${message}`,
    };
  }
}

async function found(place: string | null, shown: string, log: CallLog): Promise<string> {
  if (place === null) return "Changes are kept in memory and end with the process.";
  if (!isPostgres(place) && !existsSync(place)) return foundFolder(place);
  const database = await openDatabase({ place, thread: null, log, keepsTables: true });
  try {
    const counter = database.kind === "postgres" ? "postgres" : "sqlite";
    const missing = await database.read((db) => missingMigrations(db, { counter }));
    await tryToWrite(database, missing.length === 0);
    if (missing.length === 0) return `${shown} is writable.`;
    return `${shown} is writable; the next start migrates its tables (${missing.join(", ")}).`;
  } finally {
    await database.close();
  }
}

async function foundFolder(file: string): Promise<string> {
  const folder = dirname(resolve(file));
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    return `${file} does not exist yet; the next start creates it.`;
  } catch (cause) {
    throw new StoreError("unreachable", `${file} does not exist and cannot be created: ${folder} is not writable.`, {
      cause,
    });
  }
}

/** Thrown to roll a transaction back. */
const takenBack = new StoreError("conflict", "The test entry is rolled back.");

async function tryToWrite(database: Database, hasTables: boolean): Promise<void> {
  try {
    await database.write(async (tx) => {
      if (hasTables) await tx.insertInto("processes").values({ id: "doctor", seen_at: database.now }).execute();
      else await tx.schema.createTable("written_by_doctor").addColumn("id", "text").execute();
      throw takenBack;
    });
  } catch (error) {
    if (error !== takenBack) throw error;
  }
}
