import type { Accounts, ConnectedAccount } from "../providers/accounts.js";
import type { SeenAccount, SeenDifference, SeenStore, SweepClaim } from "../store/seen.js";
import type { DatabaseTime } from "../store/tables.js";
import type { CallLog } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import { Interruption } from "../transport/signal.js";
import { runSweep } from "./run-sweep.js";
import { SeenAges } from "./seen-ages.js";
import type { SweepResult } from "./sweep-intervals.js";

/** The two instants between which a difference arose. */
export interface Between {
  /** The start of the last completed sweep. */
  readonly from: DatabaseTime;
  /** The start of the sweep that found it. */
  readonly to: DatabaseTime;
}

/**
 * Receives the differences that a sweep finds, part by part. The first sweep of an account finds none. What it throws
 * is logged and does not stop the sweep.
 */
export type DifferencesListener = (
  accountId: string,
  differences: readonly SeenDifference[],
  between: Between,
) => void | Promise<void>;

export type OverListener = (accountId: string) => void | Promise<void>;

export interface ObservedSweep {
  readonly provider: string;
  readonly accountId: string;
  readonly outcome: SweepResult;
  readonly seconds: number;
}

export interface SweeperOptions {
  readonly seen: SeenStore;
  /** The current accounts. */
  accounts(): Accounts;
  /** The base interval in milliseconds from one sweep of an account to the next. */
  baseIntervalMs(accountId: string): number;
  /** Maximum number of accounts that are swept at the same time. */
  maxAccountsAtOnce(): number;
  /** The format in which the program keeps answers; data in another format counts as never read. */
  readonly format: string;
  readonly clock: Clock;
  readonly log: CallLog;
  /** Called at the end of each sweep. */
  observe(sweep: ObservedSweep): void;
  /** Milliseconds after a sweep's last sign of life until another process may take it over. Omitted: 30 seconds. */
  readonly leaseMs?: number;
  /** Milliseconds between two looks for accounts that are due. Omitted: a second. */
  readonly lookMs?: number;
  /** Returns a number from 0 to 1. Omitted: at random. */
  random?(): number;
}

/** Reads the accounts regularly, and keeps what they hold. */
export interface Sweeper {
  onDifferences(listener: DifferencesListener): void;
  /** Calls the listener at the end of each sweep that may have found differences, however it ended. */
  onOver(listener: OverListener): void;
  /** Seconds since the start of the last complete read, by account; see {@link SeenAges.at}. */
  ages(): ReadonlyMap<string, number>;
  /** Aborts the sweeps in flight, and leaves them to other processes. */
  stop(): Promise<void>;
}

const LEASE_MS = 30_000;
const LOOK_MS = 1_000;
const STOPPED = new Error("The sweeper has stopped.");

export function createSweeper(options: SweeperOptions): Sweeper {
  const { seen, clock, log, format, leaseMs = LEASE_MS, lookMs = LOOK_MS } = options;
  const over = new Interruption();
  const listeners: DifferencesListener[] = [];
  const overListeners: OverListener[] = [];
  /** Sweeps in flight by account, so that this process does not take over its own. */
  const underWay = new Map<string, Promise<void>>();
  const ages = new SeenAges();
  /** The ends of changes for which a sweep was requested, by account. */
  const hastened = new Map<string, DatabaseTime>();
  let ids: readonly string[] = [];
  let isTold = false;
  let number = 0;

  async function tell(claim: SweepClaim, differences: readonly SeenDifference[]): Promise<void> {
    const { accountId, lastReadAt: from, begunAt: to } = claim;
    if (from === null || differences.length === 0) return;
    for (const listener of listeners) await passOn(accountId, () => listener(accountId, differences, { from, to }));
  }

  async function tellOver({ accountId }: SweepClaim): Promise<void> {
    for (const listener of overListeners) await passOn(accountId, () => listener(accountId));
  }

  async function passOn(account: string, tell: () => void | Promise<void>): Promise<void> {
    try {
      await tell();
    } catch (err) {
      log.error({ err, account }, "could not report what a sweep has found");
    }
  }

  function begin(claim: SweepClaim, connected: ConnectedAccount): void {
    number += 1;
    const own = { leaseMs, claim, connected, requestId: `sweep-${number}` };
    const sweep = runSweep({ ...options, ...own, over, tell, tellOver });
    underWay.set(claim.accountId, sweep);
    void sweep.finally(() => underWay.delete(claim.accountId));
  }

  /** Hastens accounts in which a change of ours has ended: what was read before is no longer used. */
  async function hasten(known: ReadonlyMap<string, SeenAccount>): Promise<void> {
    for (const { accountId, changedAt, readAt } of known.values()) {
      if (changedAt === null || changedAt === Number.POSITIVE_INFINITY) continue;
      if (readAt === null || readAt > changedAt || hastened.get(accountId) === changedAt) continue;
      hastened.set(accountId, changedAt);
      await seen.hasten(accountId);
    }
  }

  async function look(): Promise<void> {
    const accounts = options.accounts();
    const now = [...accounts.keys()];
    if (now.join() !== ids.join()) {
      await seen.keepOnly(now);
      ids = now;
    }
    const known = await seen.accountsOf(ids);
    ages.learn(known, clock.now());
    await hasten(known);
    while (underWay.size < options.maxAccountsAtOnce() && !over.aborted) {
      const free = ids.filter((id) => !underWay.has(id));
      const claim = free.length > 0 ? await seen.claim(free, format, leaseMs) : null;
      if (!claim) return;
      begin(claim, accounts.get(claim.accountId)!);
    }
  }

  async function run(): Promise<void> {
    while (!over.aborted) {
      try {
        await look();
        isTold = false;
      } catch (err) {
        // The store logs each failure itself; one line is enough here.
        if (!isTold) log.warn({ err }, "could not look for accounts whose inventory is due");
        isTold = true;
      }
      await clock.sleep(lookMs, over, { isIdle: true }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    onDifferences: (listener) => void listeners.push(listener),
    onOver: (listener) => void overListeners.push(listener),
    ages: () => ages.at(clock.now()),
    async stop() {
      over.abort(STOPPED);
      await running;
      await Promise.all(underWay.values());
    },
  };
}
