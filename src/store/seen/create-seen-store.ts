import type { Database } from "../database.js";
import type { SeenStore } from "../seen.js";
import { accountRows } from "./account-rows.js";
import { finding } from "./find.js";
import { keepOnly } from "./keep-only.js";
import { liveWrites } from "./live-writes.js";
import { pendingDifferences } from "./pending-differences.js";
import { sweepWrites } from "./sweep-writes.js";

/** @param holder this process, among those that share the database */
export function createSeenStore(database: Database, holder: string): SeenStore {
  const accounts = accountRows(database, holder);
  const { begin, ...sweeps } = sweepWrites(database, holder);
  return {
    ...accounts,
    async claim(accountIds, format, leaseMs) {
      const claim = await accounts.claim(accountIds, format, leaseMs);
      if (claim) begin(claim);
      return claim;
    },
    ...sweeps,
    pending: pendingDifferences(database),
    ...liveWrites(database),
    ...finding(database),
    keepOnly: (accountIds) => keepOnly(database, accountIds),
  };
}
