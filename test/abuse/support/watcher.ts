import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { Program } from "./program.js";

/** What the second client has seen since it was last asked. Times in milliseconds. */
export interface Seen {
  readonly query: number;
  readonly health: number;
  /** The slowest of all, less the time in which the program was ready to run and had no core. */
  readonly own: number;
  readonly asked: number;
  /** Answers that were not 200 or had errors, and requests without an answer; at most five. */
  readonly complaints: readonly string[];
}

/** A client beside the attack, which asks small questions all the time. */
export interface Watcher {
  /** What was seen since the last call. */
  look(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Milliseconds between two questions. */
const EVERY_MS = 25;
/** Milliseconds after which it gives a question up and asks again. */
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
