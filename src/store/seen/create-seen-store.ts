import type { Database } from "../database.js";
import type { SeenStore } from "../seen.js";
import { accountRows } from "./account-rows.js";
import { finding } from "./find.js";
import { keepOnly } from "./keep-only.js";
import { sweepWrites } from "./sweep-writes.js";

/** @param holder this process, among those that share the database */
export function createSeenStore(database: Database, holder: string): SeenStore {
  return {
    ...accountRows(database, holder),
    ...sweepWrites(database, holder),
    ...finding(database),
    keepOnly: (accountIds) => keepOnly(database, accountIds),
  };
}
