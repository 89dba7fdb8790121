import { randomUUID } from "node:crypto";
import { OPEN_STATES } from "../model/change-enums.js";
import type { FieldDifference } from "../model/change-plan.js";
import { wasSent } from "./change-queries.js";
import type { Database } from "./database.js";
import type { OutsideChange, SentChange } from "./journal.js";
import { settleDifferences } from "./seen/pending-differences.js";
import { StoreError } from "./store-error.js";
import type { DatabaseTime } from "./tables.js";

/** See {@link Journal.sentSince}. */
export async function sentSince(
  { read }: Database,
  accountId: string,
  since: DatabaseTime,
  limit: number,
): Promise<readonly SentChange[] | null> {
  const rows = await read((db) =>
    db
      .selectFrom("changes")
      .select(["id", "action", "state", "parent_urn", "target_urn", "differences", "settled_at"])
      .where("account_id", "=", accountId)
      .where("origin", "=", "GRAPH")
      .where("started_at", "is not", null)
      .where((eb) => eb.or([eb("state", "in", OPEN_STATES), eb("settled_at", ">", since)]))
      .where(wasSent)
      .orderBy("seq", "desc")
      .limit(limit + 1)
      .execute(),
  );
  return rows.length > limit
    ? null
    : rows.map((row) => ({
        id: row.id,
        action: row.action,
        state: row.state,
        parentUrn: row.parent_urn,
        targetUrn: row.target_urn,
        differences: JSON.parse(row.differences ?? "[]") as FieldDifference[],
        settledAt: row.settled_at,
      }));
}

/** Rows in one statement: databases limit how many values it may have. */
const AT_ONCE = 100;

/** See {@link Journal.keepOutside}. */
export async function keepOutside(
  database: Database,
  changes: readonly OutsideChange[],
  examined: readonly number[],
): Promise<boolean> {
  if (changes.length === 0 && examined.length === 0) return true;
  const { now } = database;
  const rows = changes.map(({ observedAfter, before, after, differences, ...change }) => ({
    id: randomUUID(),
    action: change.action,
    origin: "OUTSIDE" as const,
    state: "SUCCEEDED" as const,
    account_id: change.accountId,
    caller_id: "",
    fingerprint: "",
    parent_urn: change.parentUrn,
    target_urn: change.targetUrn,
    epoch: 0,
    is_background: 0,
    request_id: "",
    input: "{}",
    before: before === null ? null : JSON.stringify(before),
    differences: JSON.stringify(differences),
    after: after === null ? null : JSON.stringify(after),
    problems: "[]",
    requested_at: now,
    finished_at: now,
    observed_after: observedAfter,
    observed_before: now,
  }));
  try {
    await database.write(async (tx) => {
      if (!(await settleDifferences(tx, database, examined)))
        throw new StoreError("conflict", "Another process has examined these differences.");
      for (let from = 0; from < rows.length; from += AT_ONCE)
        await tx
          .insertInto("changes")
          .values(rows.slice(from, from + AT_ONCE))
          .execute();
    });
  } catch (error) {
    if (error instanceof StoreError && error.kind === "conflict") return false;
    throw error;
  }
  return true;
}
