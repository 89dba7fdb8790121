import type { ResourceRef } from "../../model/resource-ref.js";
import type { ConnectedAccount } from "../../providers/accounts.js";
import { type CallLog, startCall } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import { reportFault } from "../../transport/report-fault.js";
import { Interruption } from "../../transport/signal.js";
import { lookAtList, lookAtNamed } from "./look.js";
import type { WatchedKind } from "./watched-kinds.js";
import { type Readings, WatchedObjects } from "./watched-objects.js";
import type { Batch, Watch, WatchedItem, WatchedSet, Watcher } from "./watching.js";

/**
 * Milliseconds between two looks: minimum (at first and after a difference), maximum, and growth while nothing changes.
 */
export const SHORTEST_MS = 2_000;
export const LONGEST_MS = 30_000;
const GROWTH = 1.5;
/** Minimum milliseconds between two looks when one is hastened. */
const HURRIED_MS = 200;
/** Timeout of one look in milliseconds; a list that takes longer is compared as far as it was read. */
const LOOK_MS = 120_000;
/** Consecutive failed looks after which the failure is reported to watchers. */
const FAILURES = 3;
/** Maximum objects that are read by name; for more, the list is read. */
const MOST_NAMED = 500;

export interface PollerOptions<T> {
  readonly kind: WatchedKind<T>;
  readonly set: WatchedSet;
  /** The current account; undefined: it no longer exists. */
  account(): ConnectedAccount | undefined;
  readonly clock: Clock;
  readonly log: CallLog;
  /** Called when the last watcher has left. */
  onEnd(): void;
}

/** Polls one set of objects for all its watchers, for as long as there are any. */
export class Poller<T extends WatchedItem> {
  readonly #options: PollerOptions<T>;
  readonly #objects: WatchedObjects<T>;
  /** Whether it has been reported to each that the account cannot be read. */
  readonly #watchers = new Map<Watcher<T>, { isWarned: boolean }>();
  #newcomers: (() => void)[] = [];
  #pause = new Interruption();
  #intervalMs = SHORTEST_MS;
  #isHurried = false;
  #failures = 0;

  constructor(options: PollerOptions<T>) {
    this.#options = options;
    this.#objects = new WatchedObjects(options.kind);
  }

  join(watcher: Watcher<T>): Watch {
    const isFirst = this.#watchers.size === 0;
    this.#watchers.set(watcher, { isWarned: false });
    const stands = this.#objects.covers(watcher.refs)
      ? Promise.resolve()
      : new Promise<void>((resolve) => this.#newcomers.push(resolve));
    if (isFirst) void this.#run();
    else if (this.#newcomers.length > 0) this.hasten();
    const leave = () => {
      if (this.#watchers.delete(watcher) && this.#watchers.size === 0) this.stop();
    };
    return { stands, leave };
  }

  hasten(): void {
    this.#isHurried = true;
    this.#intervalMs = SHORTEST_MS;
    this.#pause.abort(new Error("Something has changed."));
  }

  /** Whether a watched object was different when it was last read. */
  differsFrom(item: T): boolean {
    return this.#objects.differsFrom(item);
  }

  stop(): void {
    this.#watchers.clear();
    this.#pause.abort(new Error("No watchers are left."));
    this.#options.onEnd();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    // Watchers that join in the same turn share the first look.
    await Promise.resolve();
    while (this.#watchers.size > 0) {
      this.#isHurried = false;
      this.#pause = new Interruption();
      const newcomers = this.#newcomers.splice(0);
      const since = clock.now();
      const hasMoved = await this.#look();
      for (const stand of newcomers) stand();
      if (hasMoved) this.#intervalMs = SHORTEST_MS;
      // Even when hastened, leaves other requests at least as much time as the look took.
      await this.#wait(Math.max(HURRIED_MS, clock.now() - since), new Interruption());
      if (!this.#isHurried) await this.#wait(this.#intervalMs, this.#pause);
      if (!hasMoved && !this.#isHurried) this.#intervalMs = Math.min(LONGEST_MS, this.#intervalMs * GROWTH);
    }
    for (const stand of this.#newcomers.splice(0)) stand();
  }

  async #wait(ms: number, pause: Interruption): Promise<void> {
    if (this.#watchers.size === 0) return;
    await this.#options.clock.sleep(ms, pause, { isIdle: true }).catch(() => undefined);
  }

  /** @returns whether anything differs */
  async #look(): Promise<boolean> {
    const { log, clock, account, set, kind } = this.#options;
    const connected = account();
    if (!connected) return false;
    const call = startCall({ requestId: `watch ${set.accountId}`, log, timeoutMs: LOOK_MS, clock, isPatient: true });
    try {
      const named = this.#named();
      const listsAll = named.size > MOST_NAMED || [...this.#watchers.keys()].some(({ refs }) => refs === null);
      const readings = listsAll
        ? await lookAtList(kind, connected, set.parent, named, call)
        : await lookAtNamed(kind, connected, named, call);
      const batch = { differences: this.#objects.take(readings) };
      this.#noteOutcome(readings);
      if (batch.differences.length > 0) this.#tell(batch);
      return batch.differences.length > 0;
    } catch (error) {
      this.#noteOutcome({ failure: reportFault(error, call, { account: set.accountId }) });
      return false;
    } finally {
      call.end();
    }
  }

  #named(): ReadonlyMap<string, ResourceRef> {
    return new Map([...this.#watchers.keys()].flatMap(({ refs }) => refs ?? []).map((ref) => [ref.key, ref]));
  }

  #tell(batch: Batch<T>): void {
    for (const watcher of [...this.#watchers.keys()]) watcher.tell(batch);
  }

  #noteOutcome({ failure }: Pick<Readings<T>, "failure">): void {
    const { log, set, kind } = this.#options;
    const about = { account: set.accountId, watched: kind.name };
    if (!failure) {
      if (this.#failures > 0) log.info({ ...about, failures: this.#failures }, "can read what is watched again");
      this.#failures = 0;
      for (const knows of this.#watchers.values()) knows.isWarned = false;
      return;
    }
    this.#failures += 1;
    if (this.#failures === 1) log.warn({ ...about, err: failure }, "could not read what is watched; trying again");
    if (this.#failures < FAILURES) return;
    for (const [watcher, knows] of [...this.#watchers]) {
      if (!knows.isWarned) watcher.cannotRead(failure);
      knows.isWarned = true;
    }
  }
}
