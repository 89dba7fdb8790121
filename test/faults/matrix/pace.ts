import { setTimeout as delay } from "node:timers/promises";

interface Delay {
  /** On performance.now()'s clock. */
  readonly at: number;
  readonly ms: number;
}
/** Delays of this process's event loop, over time. */
const delays: Delay[] = [];
const TICK_MS = 20;
/** A delay too short to affect a cell. */
const HARMLESS_MS = 5;
/** Total delay that makes a cell's times meaningless. */
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

/** Whether the process was disturbed between two moments. */
export function wasDisturbed(from: number, to: number): boolean {
  const sum = delays.reduce((all, { at, ms }) => (at > from && at - ms < to ? all + ms : all), 0);
  return sum > DISTURBED_MS;
}

/** Milliseconds between two checks of whether this process keeps up. */
const LOOK_MS = 10;
/** Milliseconds that a check may be late while the process counts as keeping up. */
const LAG_MS = 12;
/** Milliseconds to wait at most: while the machine is busy with other work, waiting longer does not help. */
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
 * Starts cells one after the other, each when the event loop has time for it. Deadlines are measured in the process
 * that does all the work: cells that start in one burst would miss them although the program is correct.
 */
export function turnToBegin(): Promise<void> {
  latest = latest.then(untilIdle);
  return latest;
}
