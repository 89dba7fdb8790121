import { sql } from "kysely";
import { SLOWEST_COMMIT_MS } from "./change-rows.js";
import type { Database } from "./database.js";
import type { Announcement } from "./group-state.js";

/**
 * Looks for what other processes have ended since the last look. Processes that share a file have no other way to hear of
 * it; those that share PostgreSQL hear of it at once, and by this of what was told while they could not listen.
 */
export interface Elsewhere {
  /** @returns whether anything was written by others, be it no end. @throws StoreError */
  look(): Promise<boolean>;
}

/** Milliseconds that the clocks of processes may be apart. */
const CLOCKS_APART_MS = 60_000;
/** The most ends that are reported one by one; a process ends a few hundred a second. */
const MOST = 5_000;

/** @param holder this process: what it has ended itself is no news */
export function createElsewhere(database: Database, holder: string, hear: (what: Announcement) => void): Elsewhere {
  const { kind, now } = database;
  let since: number | null = null;
  let version: unknown = null;
  let heard: ReadonlySet<string> = new Set();

  /** SQLite counts the writes of other connections; asking for that costs nothing. */
  async function hasChanged(): Promise<boolean> {
    if (kind !== "file") return true;
    const { rows } = await database.read((db) => sql<Record<string, unknown>>`pragma data_version`.execute(db));
    const latest = rows[0]?.data_version;
    const isNew = latest !== version;
    version = latest;
    return isNew;
  }

  async function begin(): Promise<number> {
    const { rows } = await database.read((db) => sql<{ readonly at: number }>`select ${now} as at`.execute(db));
    return Number(rows[0]!.at);
  }

  return {
    async look() {
      if (!(await hasChanged())) return false;
      since ??= await begin();
      const from = since - SLOWEST_COMMIT_MS;
      const ended = await database.read((db) =>
        db
          .selectFrom("changes")
          .select(["id", "account_id", "parent_urn", "settled_at"])
          .where("finished_at", ">", from - CLOCKS_APART_MS)
          .where("settled_at", ">", from)
          .where("holder", "!=", holder)
          .orderBy("settled_at", "desc")
          .limit(MOST)
          .execute(),
      );
      for (const { id, account_id: accountId, parent_urn: lane } of ended)
        if (!heard.has(id)) hear({ lane, accountId, ids: [id] });
      heard = new Set(ended.map(({ id }) => id));
      since = Math.max(since, ended[0]?.settled_at ?? 0);
      return true;
    },
  };
}
