import { OPEN_STATES } from "../model/change-enums.js";
import { after } from "../transport/clock.js";
import { plus } from "./change-rows.js";
import type { JournalTools } from "./group-state.js";
import type { RecordedGroup } from "./recorded-group.js";

/** Renews the leases of all of a process's open changes, a few times in each lease. */
export interface Leases {
  hold(group: RecordedGroup): void;
  release(group: RecordedGroup): void;
  /** Whether this process has, or waits for, a turn in a lane. */
  isBusyHere(lane: string): boolean;
  /** The changes that this process holds or waits for. */
  held(): readonly RecordedGroup[];
  stop(): void;
}

/** Renewals in each lease. */
const BEATS = 3;

export function createLeases({ database, clock, log, holder, leaseMs }: JournalTools): Leases {
  const groups = new Set<RecordedGroup>();
  const busy = new Map<string, number>();
  let stopTimer: (() => void) | null = null;

  function wait(): void {
    stopTimer = groups.size === 0 ? null : after(clock, leaseMs / BEATS, () => void beat(), { isIdle: true });
  }

  async function beat(): Promise<void> {
    const since = performance.now();
    try {
      await Promise.all([...groups].map((group) => group.flush()));
      const held = await database.write((tx) =>
        tx
          .updateTable("changes")
          .set({ lease_until: plus(database.now, leaseMs) })
          .where("holder", "=", holder)
          .where("lane", "is not", null)
          .where("state", "in", OPEN_STATES)
          .returning("id")
          .execute(),
      );
      const ids = new Set(held.map(({ id }) => id));
      for (const group of groups) if (ids.has(group.id)) group.renewed(since);
    } catch (err) {
      log.warn({ err }, "could not renew the lease of the changes in flight");
    }
    if (stopTimer) wait();
  }

  return {
    hold(group) {
      groups.add(group);
      busy.set(group.lane, (busy.get(group.lane) ?? 0) + 1);
      if (!stopTimer) wait();
    },
    release(group) {
      if (!groups.delete(group)) return;
      const left = busy.get(group.lane)! - 1;
      if (left > 0) busy.set(group.lane, left);
      else busy.delete(group.lane);
      if (groups.size > 0) return;
      stopTimer?.();
      stopTimer = null;
    },
    held: () => [...groups],
    isBusyHere: (lane) => busy.has(lane),
    stop() {
      stopTimer?.();
      stopTimer = null;
      groups.clear();
    },
  };
}
