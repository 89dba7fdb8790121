import type { Access } from "../../access/access.js";
import { urnOf } from "../../model/resource-ref.js";
import type { Accounts } from "../../providers/accounts.js";
import type { CallLog } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import { JointReads } from "./joint-reads.js";
import { Poller } from "./poller.js";
import { WATCHED_LISTENERS, WATCHED_POOLS, type WatchedKind } from "./watched-kinds.js";
import type { Watch, WatchedItem, WatchedSet, Watcher, Watching } from "./watching.js";

export interface WatchingOptions {
  /** The current accounts. */
  accounts(): Accounts;
  readonly access: Pick<Access, "gateOf">;
  readonly clock: Clock;
  readonly log: CallLog;
}

/** The pollers of one kind, by account or parent. */
class Pollers<T extends WatchedItem> {
  readonly #running = new Map<string, { readonly accountId: string; readonly poller: Poller<T> }>();

  constructor(
    private readonly kind: WatchedKind<T>,
    private readonly options: WatchingOptions,
  ) {}

  join(set: WatchedSet, watcher: Watcher<T>): Watch {
    const { accountId, parent } = set;
    const name = parent ? urnOf(parent) : accountId;
    const known = this.#running.get(name)?.poller;
    if (known) return known.join(watcher);
    const poller = new Poller<T>({
      ...this.options,
      kind: this.kind,
      set,
      account: () => this.options.accounts().get(accountId),
      onEnd: () => this.#running.delete(name),
    });
    this.#running.set(name, { accountId, poller });
    return poller.join(watcher);
  }

  hasten(account: string): void {
    for (const { accountId, poller } of this.#running.values()) if (accountId === account) poller.hasten();
  }

  /** Takes what was read for somebody who waits: who watches hears of a difference without delay. */
  saw(account: string, items: readonly T[]): void {
    for (const { accountId, poller } of this.#running.values())
      if (accountId === account && items.some((item) => poller.differsFrom(item))) poller.hasten();
  }

  stop(): void {
    for (const { poller } of this.#running.values()) poller.stop();
  }
}

/** See {@link Watching}. */
export function createWatching(options: WatchingOptions): Watching {
  const exchanges = new Set<() => void>();
  const listeners = new Pollers(WATCHED_LISTENERS, options);
  const pools = new Pollers(WATCHED_POOLS, options);
  const awaitedListeners = new JointReads(WATCHED_LISTENERS, options.clock, (...seen) => listeners.saw(...seen));
  const awaitedPools = new JointReads(WATCHED_POOLS, options.clock, (...seen) => pools.saw(...seen));
  return {
    listeners: (set, watcher) => listeners.join(set, watcher),
    pools: (set, watcher) => pools.join(set, watcher),
    listener: (...at) => awaitedListeners.read(...at),
    pool: (...at) => awaitedPools.read(...at),
    hasten(accountId) {
      listeners.hasten(accountId);
      pools.hasten(accountId);
    },
    gateOf: (caller) => options.access.gateOf(caller),
    onExchange(listener) {
      exchanges.add(listener);
      return () => exchanges.delete(listener);
    },
    exchanged() {
      for (const listener of [...exchanges]) listener();
    },
    stop() {
      listeners.stop();
      pools.stop();
    },
  };
}
