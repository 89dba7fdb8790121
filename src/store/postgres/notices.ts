import { sql, type Transaction } from "kysely";
import type { Client } from "pg";
import type { CallLog } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import { Interruption } from "../../transport/signal.js";
import type { Announcement } from "../group-state.js";
import type { Tables } from "../tables.js";
import { poolConfig } from "./dialect.js";

/** The channel on which processes tell each other what happened. */
const CHANNEL = "cloud_listeners";
/** PostgreSQL accepts 8,000 bytes in one notice. Source: PostgreSQL documentation, NOTIFY. */
const MOST_IDS = 50;
/** Milliseconds until a broken connection is reopened. */
const PAUSE_MS = 1_000;

/** Notifies other processes as soon as the transaction is committed. */
export async function notify(tx: Transaction<Tables>, holder: string, { ids, ...what }: Announcement) {
  const told = JSON.stringify({ holder, ...what, ids: ids.slice(0, MOST_IDS) });
  await sql`select pg_notify(${CHANNEL}, ${told})`.execute(tx);
}

export interface Notices {
  close(): Promise<void>;
}

/** Receives the notices of other processes on a separate connection, which is reopened whenever it breaks. */
export function listen(
  url: string,
  holder: string,
  hear: (what: Announcement) => void,
  { clock, log }: { readonly clock: Clock; readonly log: CallLog },
): Notices {
  const over = new Interruption();
  let client: Client | null = null;

  async function connected(): Promise<void> {
    const { default: pg } = await import("pg");
    const { connectionString, connectionTimeoutMillis, application_name, keepAlive } = poolConfig(url);
    const own = new pg.Client({ connectionString, connectionTimeoutMillis, application_name, keepAlive });
    client = own;
    const ended = new Promise<void>((resolve) => {
      own.on("error", () => resolve());
      own.on("end", () => resolve());
    });
    own.on("notification", ({ payload }) => {
      const { holder: by, ...what } = JSON.parse(payload ?? "{}") as Announcement & { readonly holder: string };
      if (by !== holder) hear(what);
    });
    await own.connect();
    await own.query(`listen ${CHANNEL}`);
    await ended;
  }

  async function stay(): Promise<void> {
    while (!over.aborted) {
      try {
        await connected();
      } catch (err) {
        log.debug({ err }, "cannot receive notifications of other processes at the moment");
      }
      await client?.end().catch(() => undefined);
      await clock.sleep(PAUSE_MS, over, { isIdle: true }).catch(() => undefined);
    }
  }
  const staying = stay();

  return {
    async close() {
      over.abort(new Error("The store is closed."));
      await client?.end().catch(() => undefined);
      await staying;
    },
  };
}
