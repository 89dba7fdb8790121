import type { NewRow } from "./change-rows.js";
import type { Database } from "./database.js";

/**
 * Records that changes were made although another process has taken them over meanwhile: the other process could only
 * look them up, and this one has the cloud's answer.
 */
export async function tellLate({ write, now }: Database, rows: readonly NewRow[]): Promise<void> {
  const made = rows.filter(({ state }) => state === "SUCCEEDED");
  if (made.length === 0) return;
  await write(async (tx) => {
    for (const { id, state, after, problems, target_urn, finished_at } of made)
      await tx
        .updateTable("changes")
        .set({ state, after, problems, target_urn, finished_at, settled_at: now })
        .where("id", "=", id)
        .where("state", "=", "OUTCOME_UNKNOWN")
        .execute();
  });
}
