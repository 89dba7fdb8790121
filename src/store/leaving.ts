import { Interruption } from "../transport/signal.js";
import type { JournalTools } from "./group-state.js";
import type { Leases } from "./leases.js";

/** How a process stops while it is making changes. */
export interface Leaving {
  /** Whether nothing more is started or taken over. */
  readonly isUnderWay: boolean;
  /** Waits for work, and lets {@link drain} wait for it too. */
  tracked(work: Promise<void>): Promise<void>;
  /** Starts nothing more, and waits for work in progress. */
  drain(): Promise<void>;
  /** Releases unfinished changes to other processes or the next start. @returns the number of changes */
  letGo(): Promise<number>;
}

/** Milliseconds that a stopping process waits for the answers to requests in flight. */
const ANSWERS_MS = 3_000;

export function createLeaving(leases: Leases, { clock, log }: JournalTools): Leaving {
  const takenOn = new Set<Promise<void>>();
  let isUnderWay = false;

  return {
    get isUnderWay() {
      return isUnderWay;
    },
    async tracked(work) {
      takenOn.add(work);
      await work.finally(() => takenOn.delete(work));
    },
    async drain() {
      isUnderWay = true;
      while (takenOn.size > 0) await Promise.all(takenOn);
    },
    async letGo() {
      isUnderWay = true;
      const held = leases.held();
      const late = new Interruption();
      const answers = Promise.all(held.map((group) => group.leave()));
      await Promise.race([answers, clock.sleep(ANSWERS_MS, late).catch(() => undefined)]);
      late.abort(new Error("The answers are there."));
      for (const group of held)
        await group
          .giveAway()
          .catch((err: unknown) => log.warn({ err, change: group.id }, "could not hand over a change"));
      return held.length;
    },
  };
}
