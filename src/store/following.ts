import DataLoader from "dataloader";
import { OPEN_STATES } from "../model/change-enums.js";
import { isOver, withinCall } from "../transport/call.js";
import type { Clock } from "../transport/clock.js";
import { leavable } from "../transport/leavable.js";
import { Interruption, type Signal } from "../transport/signal.js";
import { callsOf, findMany } from "./change-queries.js";
import type { CallRecord, ChangeRecord } from "./change-record.js";
import type { Database } from "./database.js";
import type { Journal } from "./journal.js";
import { storeUnavailable } from "./problems.js";
import type { WakeUps } from "./wake-ups.js";

export interface FollowingTools {
  readonly database: Database;
  readonly clock: Clock;
  readonly wakeUps: WakeUps;
  /** Milliseconds after which followed changes are read again, even if nothing has woken their followers. */
  readonly pollMs: number;
}

interface Recorded {
  readonly change: ChangeRecord;
  readonly calls: readonly CallRecord[];
}

/** Wakes all followers of changes, so that they read together. */
const BEAT = "beat";
/** Maximum number of changes that one query reads. */
const MOST_AT_ONCE = 200;

/** Follows changes. All followers in this process share their reads. */
export function createFollowing({
  database,
  clock,
  wakeUps,
  pollMs,
}: FollowingTools): Pick<Journal, "progress" | "ended"> {
  const recorded = new DataLoader<string, Recorded | null>(
    async (ids) => {
      const reading = Promise.all([findMany(database, ids), callsOf(database, ids)]);
      const [changes, calls] = await reading.catch((error: unknown) => Promise.reject(storeUnavailable(error)));
      const byId = new Map(changes.map((change) => [change.id, change]));
      return ids.map((id) => {
        const change = byId.get(id);
        return change ? { change, calls: calls.get(id) ?? [] } : null;
      });
    },
    { cache: false, maxBatchSize: MOST_AT_ONCE },
  );
  let followers = 0;
  let pause = new Interruption();

  /** Wakes all followers regularly, for as long as there are any. */
  async function beat(): Promise<void> {
    const over = pause;
    while (!over.aborted) {
      await clock.sleep(pollMs, over, { isIdle: true }).catch(() => undefined);
      wakeUps.wake(BEAT);
    }
  }

  function come(): void {
    followers += 1;
    if (followers > 1) return;
    pause = new Interruption();
    void beat();
  }

  function go(): void {
    followers -= 1;
    if (followers === 0) pause.abort(new Error("Nobody follows a change."));
  }

  /** Resolves when something is recorded about the change, at the next beat, or when no followers are left. */
  function news(id: string, signal: Signal): { readonly heard: Promise<void>; forget(): void } {
    const sources = [wakeUps.next(id), wakeUps.next(BEAT)];
    let hear: () => void = () => undefined;
    const heard = new Promise<void>((resolve) => {
      hear = resolve;
    });
    for (const { woken } of sources) void woken.then(hear);
    signal.addEventListener("abort", hear);
    const forget = () => {
      for (const source of sources) source.forget();
      signal.removeEventListener("abort", hear);
    };
    return { heard, forget };
  }

  async function* follow(id: string, signal: Signal): AsyncGenerator<ChangeRecord, void> {
    let shown = "";
    come();
    try {
      while (!signal.aborted) {
        // Before the read, so that what is recorded meanwhile is not missed.
        const next = news(id, signal);
        try {
          const found = await recorded.load(id);
          if (!found) return;
          const look = lookOf(found);
          if (look !== shown) yield found.change;
          shown = look;
          if (!isOpen(found.change)) return;
          if (!signal.aborted) await next.heard;
        } finally {
          next.forget();
        }
      }
    } finally {
      go();
    }
  }

  const progress = (id: string) => leavable((signal) => follow(id, signal));

  return {
    progress,
    async ended(id, call) {
      const steps = progress(id);
      let latest: ChangeRecord | null = null;
      const end = async () => {
        for await (const change of steps) latest = change;
        return latest;
      };
      try {
        return await withinCall(call, clock, end());
      } catch (error) {
        if (!isOver(call, clock)) throw error;
        return latest ?? (await recorded.load(id))?.change ?? null;
      } finally {
        void steps.return!();
      }
    },
  };
}

/** The state of a change as its followers see it. */
function lookOf({ change, calls }: Recorded): string {
  const { state, targetUrn, startedAt } = change;
  return JSON.stringify([state, targetUrn, startedAt, calls.map(({ n, state, requestId }) => [n, state, requestId])]);
}

const isOpen = ({ state }: ChangeRecord): boolean => (OPEN_STATES as readonly string[]).includes(state);
