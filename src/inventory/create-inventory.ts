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
import { isYoung, YoungRows } from "./young-rows.js";

export interface InventoryOptions {
  readonly seen: SeenStore;
  /** The format in which this program keeps answers; see {@link SeenStore.claim}. */
  readonly format: string;
  readonly clock: Clock;
  readonly log: CallLog;
}

/** Minimum milliseconds between two requests to bring forward the sweep of one account. */
const HASTEN_EVERY_MS = 5_000;

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
      const live = { accounts, rows: NONE };
      if (maxAgeSeconds <= 0) return live;
      let known: ReadonlyMap<string, SeenAccount>;
      try {
        known = await seen.accountsOf([...accounts.keys()]);
      } catch (err) {
        if (!(err instanceof StoreError)) throw err;
        log.warn({ err }, COULD_NOT_READ);
        return live;
      }
      let isLive = true;
      const byKey = new RowsByKey(seen);
      const rows = new Map<string, YoungRows>();
      const answers = [...accounts].map(([id, connected]): [string, ConnectedAccount] => {
        const account = known.get(id);
        if (account?.format !== format) return [id, connected];
        if (!isYoung(account.readAt, account, maxAgeSeconds)) {
          hasten(account);
          if (account.readAt !== null) rows.set(id, new YoungRows({ connected, account, maxAgeSeconds, seen, log }));
          return [id, connected];
        }
        isLive = false;
        return [id, answering(connected, account, byKey)];
      });
      return { accounts: isLive ? accounts : new Map(answers), rows };
    },
  };
}

const NONE: ReadonlyMap<string, YoungRows> = new Map();
const COULD_NOT_HASTEN = "could not bring forward the sweep of an account";
