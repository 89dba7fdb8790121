import { setTimeout as delay } from "node:timers/promises";

interface Delay {
  /** On performance.now()'s clock. */
  readonly at: number;
  readonly ms: number;
}
/** How late this process was with what it was to do, from moment to moment. */
const delays: Delay[] = [];
const TICK_MS = 20;
/** A delay that no cell would notice. */
const HARMLESS_MS = 5;
/** Delays in sum that make a cell's times say nothing. */
const DISTURBED_MS = 250;

/** Watches for delays until the returned function is called. */
export function watchForDelays(): () => void {
  let latestTick = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    const ms = now - latestTick - TICK_MS;
    if (ms > HARMLESS_MS) delays.push({ at: now, ms });
    latestTick = now;
  }, TICK_MS);
  return () => clearInterval(timer);
}

/** Whether the process was kept from working between two moments. */
export function wasDisturbed(from: number, to: number): boolean {
  const sum = delays.reduce((all, { at, ms }) => (at > from && at - ms < to ? all + ms : all), 0);
  return sum > DISTURBED_MS;
}

/** Milliseconds between two looks at whether this process keeps up. */
const LOOK_MS = 10;
/** How late a look may be for the process to be keeping up. */
const LAG_MS = 12;
/** When the machine is busy with other things, waiting longer does not help. */
const PATIENCE_MS = 500;

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
