import { randomUUID } from "node:crypto";
import type { CallLog } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import { Interruption } from "../transport/signal.js";
import { createJournal } from "./create-journal.js";
import { type DatabaseOptions, openDatabase } from "./database.js";
import { createElsewhere } from "./elsewhere.js";
import type { Announcement } from "./group-state.js";
import { listen, notify } from "./postgres/notices.js";
import { purge, type Retention } from "./purge.js";
import { createSeenStore } from "./seen/create-seen-store.js";
import type { Store } from "./store.js";
import { watched } from "./trouble.js";
import { createWakeUps } from "./wake-ups.js";

export interface StoreOptions extends DatabaseOptions {
  readonly clock: Clock;
  readonly log: CallLog;
  readonly retention: Retention;
  /** Milliseconds without a sign of life after which another process takes over a change. */
  readonly takeOverAfterMs: number;
  /** The most changes that may wait for one parent in this process. */
  readonly maxQueued: number;
}

/**
 * Milliseconds between two looks of waiting changes: with a file, nothing reports that another process has ended its
 * change.
 */
const POLL_MS = { memory: 1_000, file: 200, postgres: 1_000 } as const;
/** Milliseconds between two looks for changes of other processes: in PostgreSQL only a safety net behind its notices. */
const WATCH_MS = { file: 1_000, postgres: 5_000 } as const;
const UNSEEN = "could not look for changes left by other processes";
/** Milliseconds between two purges. */
const PURGE_MS = 3_600_000;
/** Milliseconds between two attempts while nothing can be written. */
const PROBE_MS = 1_000;

/**
 * Opens the store, and checks whether it is writable.
 * @throws StoreError with a message that says what is wrong and where
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { clock, log, place, retention, takeOverAfterMs: leaseMs, maxQueued } = options;
  const opened = await openDatabase(options);
  const trouble = watched(opened);
  const { database } = trouble;
  const { kind } = database;
  const holder = randomUUID();
  const wakeUps = createWakeUps();
  const elsewhere: ((accountId: string) => void)[] = [];
  const changedElsewhere = (accountId: string) => {
    for (const listener of elsewhere) listener(accountId);
  };
  const ends: ((accountId: string) => void)[] = [];
  const ended = (accountId: string) => {
    for (const listener of ends) listener(accountId);
  };
  const hear = ({ lane, accountId, ids, isLeft }: Announcement) => {
    if (isLeft) void journal.stir(lane);
    for (const id of ids) wakeUps.wake(id);
    wakeUps.wake(lane);
    changedElsewhere(accountId);
    if (!isLeft) ended(accountId);
  };
  const journal = createJournal({
    database,
    clock,
    log,
    holder,
    leaseMs,
    maxQueued,
    wakeUps,
    pollMs: POLL_MS[kind],
    mayBeStale: changedElsewhere,
    ended,
    announce: async (tx, what) => (kind === "postgres" ? notify(tx, holder, what) : undefined),
  });
  const others = createElsewhere(database, holder, hear);
  const notices = kind === "postgres" ? listen(place!, holder, hear, { clock, log }) : null;
  const over = new Interruption();

  const probe = () =>
    database.write((tx) =>
      tx
        .insertInto("processes")
        .values({ id: holder, seen_at: database.now })
        .onConflict((same) => same.column("id").doUpdateSet({ seen_at: database.now }))
        .execute(),
    );

  /** Repeats something until the store is closed. Failures are retried the next time. */
  async function regularly(ms: number, work: () => Promise<unknown>, what: string): Promise<void> {
    while (!over.aborted) {
      await clock.sleep(ms, over, { isIdle: true }).catch(() => undefined);
      if (over.aborted) return;
      await work().catch((err: unknown) => log.warn({ err }, what));
    }
  }

  /** In a file this also finds changes that another process has left. */
  async function watch(): Promise<void> {
    if ((await others.look()) && kind === "file") await journal.sweep();
  }

  try {
    await probe();
    if (kind !== "memory") await others.look();
  } catch (error) {
    await notices?.close();
    await database.close();
    throw error;
  }
  void regularly(PURGE_MS, () => purge(database, retention, clock.now()), "could not delete old changes");
  if (kind !== "memory") void regularly(WATCH_MS[kind], watch, "could not look for changes of other processes");
  void regularly(PROBE_MS, async () => trouble.words() && probe().catch(() => undefined), "could not check the store");
  return {
    journal: {
      ...journal,
      resumeBy(resume) {
        journal.resumeBy(resume);
        // No other process can have left anything in memory.
        if (kind === "memory") return;
        const sweep = () => journal.sweep();
        void sweep().catch((err: unknown) => log.warn({ err }, UNSEEN));
        void regularly(leaseMs / 2, sweep, UNSEEN);
      },
      onEnded: (listener) => void ends.push(listener),
      onChangedElsewhere: (listener) => void elsewhere.push(listener),
    },
    seen: createSeenStore(database, holder),
    place: database.place,
    isInMemory: kind === "memory",
    trouble: () => trouble.words(),
    async drain(ms, hurried = new Promise(() => undefined)) {
      const late = new Interruption();
      await Promise.race([journal.drain(), hurried, clock.sleep(ms, late).catch(() => undefined)]);
      late.abort(new Error("All has come to its end."));
    },
    async close() {
      over.abort(new Error("The store is closed."));
      const left = await journal.letGo();
      if (left > 0) log.info({ changes: left }, "left changes to another process or to the next start");
      journal.stop();
      await notices?.close();
      await database
        .write((tx) => tx.deleteFrom("processes").where("id", "=", holder).execute())
        .catch(() => undefined);
      await database.close();
    },
  };
}
