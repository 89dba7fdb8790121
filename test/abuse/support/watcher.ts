import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Program } from "./program.js";

/** What the second client has measured since the last call. Times are in milliseconds. */
export interface Seen {
  readonly query: number;
  readonly health: number;
  /** The slowest of all, minus the time in which the program was ready to run and had no core. */
  readonly own: number;
  readonly asked: number;
  /** Answers that were not 200 or had errors, and requests without an answer; at most five. */
  readonly complaints: readonly string[];
}

/** A second client that sends small requests all the time during an attack. */
export interface Watcher {
  /** The measurements since the last call. */
  look(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Milliseconds between two requests. */
const EVERY_MS = 25;
/** Milliseconds after which it abandons a request and sends the next. */
const PATIENCE_MS = 20_000;

export function startWatcher({ origin, pid }: Pick<Program, "origin" | "pid">): Watcher {
  const thread = new Worker(new URL("./watcher-thread.mjs", import.meta.url), {
    workerData: { origin, pid, everyMs: EVERY_MS, patienceMs: PATIENCE_MS },
  });
  return {
    async look() {
      thread.postMessage("look");
      const [seen] = (await once(thread, "message")) as [Seen];
      return seen;
    },
    async stop() {
      await thread.terminate();
    },
  };
}
