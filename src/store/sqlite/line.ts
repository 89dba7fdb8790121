import { Worker } from "node:worker_threads";
import { StoreError } from "../store-error.js";
import { openSqlite, type SqlAnswer } from "./engine.js";
import { received } from "./sent-answer.js";
import type { Answered, Asked } from "./thread.js";

/** Access to a SQLite database, in this thread or another. Statements run in the order in which they were given. */
export interface SqliteLine {
  /** @throws StoreError */
  run(sql: string, parameters: readonly unknown[]): Promise<SqlAnswer>;
  close(): Promise<void>;
}

/**
 * In this thread: for databases in memory, which never wait for a disk.
 * @throws StoreError
 */
export async function lineInThisThread(path: string): Promise<SqliteLine> {
  const engine = await openSqlite(path);
  return {
    run: async (sql, parameters) => engine.run(sql, parameters),
    close: async () => engine.close(),
  };
}

/**
 * In a separate thread: a commit waits for the disk, and would block all other work.
 * @param module the path of the built thread.ts
 * @throws StoreError
 */
export async function lineInThread(path: string, module: URL): Promise<SqliteLine> {
  const worker = new Worker(module, { workerData: { path }, name: "store" });
  const waiting = new Map<number, { resolve(answer: SqlAnswer): void; reject(error: Error): void }>();
  let latest = 0;
  let isGone: StoreError | null = null;
  const leave = (error: StoreError) => {
    isGone = error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("error", (cause) =>
    leave(new StoreError("broken", `The store's thread ended: ${cause.message}`, { cause })),
  );
  worker.on("exit", () => leave(isGone ?? new StoreError("unreachable", "The store is closed.")));
  worker.on("message", ({ id, answer, problem }: Answered) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (answer) asked?.resolve(received(answer));
    else if (problem) asked?.reject(new StoreError(problem.kind, problem.message));
    if (waiting.size === 0) worker.unref();
  });
  const ask = (sql: string, parameters: readonly unknown[]) =>
    new Promise<SqlAnswer>((resolve, reject) => {
      if (isGone) return reject(isGone);
      latest += 1;
      waiting.set(latest, { resolve, reject });
      worker.ref();
      worker.postMessage({ id: latest, sql, parameters } satisfies Asked);
    });
  try {
    await ask("select 1", []);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  return {
    run: ask,
    async close() {
      isGone = new StoreError("unreachable", "The store is closed.");
      await worker.terminate();
    },
  };
}
