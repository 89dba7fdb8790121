import { setTimeout as delay } from "node:timers/promises";

interface Stall {
  readonly from: number;
  readonly to: number;
}
/** Stretches in which this process did nothing that it was to do. On performance.now()'s clock. */
const stalls: Stall[] = [];
const TICK_MS = 20;
/** A stretch that is shorter does no harm to any cell. */
const STALL_MS = 150;

/** Watches for stalls until the returned function is called. */
export function watchForStalls(): () => void {
  let latestTick = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - latestTick > STALL_MS) stalls.push({ from: latestTick, to: now });
    latestTick = now;
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** Whether the process stood still for a while between two moments. */
export function stoodStill(from: number, to: number): boolean {
  return stalls.some((stall) => stall.from < to && stall.to > from);
}

/** Milliseconds between two looks at whether this process keeps up. */
const LOOK_MS = 10;
/** How late a look may be for the process to be keeping up. */
const LAG_MS = 12;
/** When the machine is busy with other things, waiting longer does not help. */
const PATIENCE_MS = 3_000;

let latest: Promise<void> = Promise.resolve();

async function untilIdle(): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const startedAt = performance.now();
    await delay(LOOK_MS);
    const now = performance.now();
    if (now - startedAt < LOOK_MS + LAG_MS || now > until) return;
  }
}

/**
 * Lets one after the other begin, each when the event loop has time for it. Deadlines are measured in the same process
 * that does all the work: what begins in one burst would miss them for no fault of the program.
 */
export function turnToBegin(): Promise<void> {
  latest = latest.then(untilIdle);
  return latest;
}
