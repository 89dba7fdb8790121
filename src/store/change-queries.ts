import type { ExpressionBuilder } from "kysely";
import { type CallRecord, type ChangeRecord, toCallRecord, toChangeRecord } from "./change-record.js";
import type { Database } from "./database.js";
import type { ChangePage, ChangeQuery } from "./journal.js";
import type { Tables } from "./tables.js";

export async function findChange({ read }: Database, id: string): Promise<ChangeRecord | null> {
  const row = await read((db) => db.selectFrom("changes").selectAll().where("id", "=", id).executeTakeFirst());
  return row ? toChangeRecord(row) : null;
}

export async function findMany({ read }: Database, ids: readonly string[]): Promise<readonly ChangeRecord[]> {
  if (ids.length === 0) return [];
  const rows = await read((db) => db.selectFrom("changes").selectAll().where("id", "in", ids).execute());
  return rows.map(toChangeRecord);
}

export async function findByKey({ read }: Database, callerId: string, key: string): Promise<ChangeRecord | null> {
  const row = await read((db) =>
    db
      .selectFrom("changes")
      .selectAll()
      .where("caller_id", "=", callerId)
      .where("idempotency_key", "=", key)
      .executeTakeFirst(),
  );
  return row ? toChangeRecord(row) : null;
}

/** Changes that wait for their turn in a lane. */
export async function countWaiting({ read }: Database, lane: string): Promise<number> {
  const { waiting } = await read((db) =>
    db
      .selectFrom("changes")
      .select(({ fn }) => fn.countAll<number>().as("waiting"))
      .where("lane", "=", lane)
      .where("state", "=", "QUEUED")
      .executeTakeFirstOrThrow(),
  );
  return waiting;
}

/** The changes that belong to a leader. */
export async function followersOf({ read }: Database, leaderId: string): Promise<ChangeRecord[]> {
  const rows = await read((db) =>
    db.selectFrom("changes").selectAll().where("leader_id", "=", leaderId).orderBy("seq").execute(),
  );
  return rows.map(toChangeRecord);
}

/** The calls of changes, in order, by the changes' ids. */
export async function callsOf(
  { read }: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly CallRecord[]>> {
  const found = new Map<string, CallRecord[]>();
  if (ids.length === 0) return found;
  const rows = await read((db) =>
    db.selectFrom("calls").selectAll().where("change_id", "in", ids).orderBy("change_id").orderBy("n").execute(),
  );
  for (const row of rows) found.set(row.change_id, [...(found.get(row.change_id) ?? []), toCallRecord(row)]);
  return found;
}

/** Newest first. */
export async function listChanges({ read }: Database, query: ChangeQuery): Promise<ChangePage> {
  const { accountIds, targetUrn, parentUrn, states, actions, origins, callerId, beforeSeq, limit } = query;
  const { requestedAfter, requestedBefore } = query;
  // No list can hold what is in none of these, and not all databases accept an empty list.
  if ([accountIds, states, actions, origins].some((list) => list?.length === 0)) return { changes: [], hasMore: false };
  const rows = await read((db) =>
    db
      .selectFrom("changes")
      .selectAll()
      .$if(accountIds !== undefined, (found) => found.where("account_id", "in", accountIds!))
      .$if(targetUrn !== undefined, (found) => found.where("target_urn", "=", targetUrn!))
      .$if(parentUrn !== undefined, (found) => found.where("parent_urn", "=", parentUrn!))
      .$if(states !== undefined, (found) => found.where("state", "in", states!))
      .$if(actions !== undefined, (found) => found.where("action", "in", actions!))
      .$if(origins !== undefined, (found) => found.where("origin", "in", origins!))
      .$if(callerId !== undefined, (found) => found.where("caller_id", "=", callerId!))
      .$if(requestedAfter !== undefined, (found) => found.where("requested_at", ">", requestedAfter!))
      .$if(requestedBefore !== undefined, (found) => found.where("requested_at", "<", requestedBefore!))
      .$if(beforeSeq !== undefined, (found) => found.where("seq", "<", beforeSeq!))
      .orderBy("seq", "desc")
      .limit(limit + 1)
      .execute(),
  );
  return { changes: rows.slice(0, limit).map(toChangeRecord), hasMore: rows.length > limit };
}

/** Newest first, for each target. */
export async function listByTarget(
  { read }: Database,
  targetUrns: readonly string[],
  { beforeSeq, limit }: Pick<ChangeQuery, "beforeSeq" | "limit">,
): Promise<ReadonlyMap<string, ChangePage>> {
  if (targetUrns.length === 0) return new Map();
  const rows = await read((db) =>
    db
      .selectFrom((from) =>
        from
          .selectFrom("changes")
          .selectAll()
          .select(({ fn }) =>
            fn
              .agg<number>("row_number")
              .over((over) => over.partitionBy("target_urn").orderBy("seq", "desc"))
              .as("place"),
          )
          .where("target_urn", "in", targetUrns)
          .$if(beforeSeq !== undefined, (found) => found.where("seq", "<", beforeSeq!))
          .as("placed"),
      )
      .selectAll()
      .where("place", "<=", limit + 1)
      .orderBy("seq", "desc")
      .execute(),
  );
  const found = new Map<string, ChangeRecord[]>();
  for (const row of rows) found.set(row.target_urn!, [...(found.get(row.target_urn!) ?? []), toChangeRecord(row)]);
  return new Map(
    [...found].map(([urn, changes]) => [urn, { changes: changes.slice(0, limit), hasMore: changes.length > limit }]),
  );
}

/** Whether something was sent for a change that the cloud did not refuse. */
export const wasSent = ({ exists, selectFrom }: ExpressionBuilder<Tables, "changes">) =>
  exists(
    selectFrom("calls")
      .select("n")
      .whereRef("calls.change_id", "=", "changes.id")
      .where("calls.state", "!=", "REFUSED"),
  );

/** See {@link Journal.latestByTarget}. */
export async function latestByTarget(
  { read }: Database,
  targetUrns: readonly string[],
  callerId: string | null,
): Promise<ReadonlyMap<string, ChangeRecord>> {
  if (targetUrns.length === 0) return new Map();
  const rows = await read((db) => {
    const latest = db
      .selectFrom("changes")
      .select(({ fn }) => fn.max("seq").as("seq"))
      .where("target_urn", "in", targetUrns)
      .$if(callerId !== null, (found) => found.where("caller_id", "=", callerId!))
      .where((eb) => eb.or([eb("origin", "=", "OUTSIDE"), wasSent(eb)]))
      .groupBy("target_urn");
    return db.selectFrom("changes").selectAll().where("seq", "in", latest).execute();
  });
  return new Map(rows.map((row) => [row.target_urn!, toChangeRecord(row)]));
}
