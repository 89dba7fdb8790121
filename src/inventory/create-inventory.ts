import type { ConnectedAccount } from "../providers/accounts.js";
import type { SeenAccount, SeenStore } from "../store/seen.js";
import { StoreError } from "../store/store-error.js";
import type { CallLog } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import type { Inventory } from "./inventory.js";
import { cameFrom, type Origin } from "./origin.js";
import { RowsByKey } from "./rows-by-key.js";
import { COULD_NOT_READ, seenOrCloud } from "./seen-or-cloud.js";
import { SeenReads } from "./seen-reads.js";

export interface InventoryOptions {
  readonly seen: SeenStore;
  /** The format in which this program keeps answers; see {@link SeenStore.claim}. */
  readonly format: string;
  readonly clock: Clock;
  readonly log: CallLog;
}

/** Minimum milliseconds between two requests to bring forward the sweep of one account. */
const HASTEN_EVERY_MS = 5_000;

/** Whether the inventory of an account is recent enough. All times are the database's. */
function isYoung({ readAt, changedAt, now }: SeenAccount, maxAgeSeconds: number): boolean {
  if (readAt === null || readAt < now - maxAgeSeconds * 1000) return false;
  return changedAt === null || readAt > changedAt;
}

export function createInventory({ seen, format, clock, log }: InventoryOptions): Inventory {
  const hastenedAt = new Map<string, number>();

  /** Makes an account whose inventory is too old for a query due sooner. No caller waits for that. */
  function hasten({ accountId, readAt }: SeenAccount): void {
    const now = clock.now();
    if (readAt === null || now - (hastenedAt.get(accountId) ?? Number.NEGATIVE_INFINITY) < HASTEN_EVERY_MS) return;
    hastenedAt.set(accountId, now);
    seen.hasten(accountId).catch((err: unknown) => log.warn({ err, account: accountId }, COULD_NOT_HASTEN));
  }

  function answering(connected: ConnectedAccount, account: SeenAccount, rows: RowsByKey): ConnectedAccount {
    const reads = new SeenReads({ connected, account, seen, rows });
    const origin: Origin = { readAt: account.readAt!, reads };
    return { ...connected, service: cameFrom(seenOrCloud(reads, connected.service, log), origin) };
  }

  return {
    async atMost(maxAgeSeconds, accounts) {
      if (maxAgeSeconds <= 0) return accounts;
      let known: ReadonlyMap<string, SeenAccount>;
      try {
        known = await seen.accountsOf([...accounts.keys()]);
      } catch (err) {
        if (!(err instanceof StoreError)) throw err;
        log.warn({ err }, COULD_NOT_READ);
        return accounts;
      }
      let isLive = true;
      const rows = new RowsByKey(seen);
      const answers = [...accounts].map(([id, connected]): [string, ConnectedAccount] => {
        const account = known.get(id);
        if (account?.format !== format) return [id, connected];
        if (!isYoung(account, maxAgeSeconds)) {
          hasten(account);
          return [id, connected];
        }
        isLive = false;
        return [id, answering(connected, account, rows)];
      });
      return isLive ? accounts : new Map(answers);
    },
  };
}

const COULD_NOT_HASTEN = "could not bring forward the sweep of an account";
