import { createSweeper, type ObservedSweep, type Sweeper, type SweeperOptions } from "../../src/inventory/sweeper.js";
import { type ConnectedAccount, orderAccounts } from "../../src/providers/accounts.js";
import { openStore } from "../../src/store/open-store.js";
import type { SeenKind, SeenRow, SeenStore } from "../../src/store/seen.js";
import type { Store } from "../../src/store/store.js";
import { systemClock } from "../../src/transport/clock.js";
import { silentLog } from "../support/silent-log.js";

/** A sweeper that looks continuously, and sweeps on request. */
export interface Sweeping {
  readonly sweeper: Sweeper;
  /** All completed sweeps. */
  readonly ended: readonly ObservedSweep[];
  /** Waits for the end of a sweep that starts from now on; accounts are due at once at first, and then on request. */
  next(): Promise<ObservedSweep>;
  /** Requests a sweep of an account, and waits for its end. */
  again(accountId: string): Promise<ObservedSweep>;
}

export const HOUR_MS = 3_600_000;

/**
 * @param place omitted: in memory
 * @param thread where a file is written to; omitted: in this thread, where two stores would keep each other waiting
 */
export function openTestStore(place: string | null = null, thread: URL | null = null): Promise<Store> {
  const retention = { keepDays: 1, keepKeyDays: 1 };
  const timing = { takeOverAfterMs: 15_000, maxQueued: 10 };
  return openStore({ place, thread, clock: systemClock, log: silentLog, retention, ...timing });
}

export function startSweeping(
  seen: SeenStore,
  accounts: readonly ConnectedAccount[],
  given: Partial<SweeperOptions> = {},
): Sweeping {
  const ended: ObservedSweep[] = [];
  let waiting: ((sweep: ObservedSweep) => void)[] = [];
  const sweeper = createSweeper({
    seen,
    accounts: () => orderAccounts(accounts),
    baseIntervalMs: () => HOUR_MS,
    maxAccountsAtOnce: () => 4,
    format: "test",
    clock: systemClock,
    log: silentLog,
    lookMs: 20,
    observe(sweep) {
      ended.push(sweep);
      for (const tell of waiting.splice(0)) tell(sweep);
    },
    ...given,
  });
  const next = () =>
    new Promise<ObservedSweep>((resolve) => {
      waiting = [...waiting, resolve];
    });
  return {
    sweeper,
    ended,
    next,
    async again(accountId) {
      const done = next();
      await seen.hasten(accountId);
      return done;
    },
  };
}

/** Everything that is kept of an account, by kind, in the order of places. */
export async function keptOf(seen: SeenStore, accountId: string): Promise<Record<SeenKind, readonly SeenRow[]>> {
  const rows = (kind: SeenKind) => seen.find({ accountIds: [accountId], kind, conditions: {}, limit: 10_000 });
  return {
    parent: await rows("parent"),
    listener: await rows("listener"),
    pool: await rows("pool"),
    member: await rows("member"),
  };
}
