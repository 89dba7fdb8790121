import { parentPort, workerData } from "node:worker_threads";
import { StoreError, type StoreErrorKind } from "../store-error.js";
import { openSqlite } from "./engine.js";
import { type SentAnswer, sent } from "./sent-answer.js";

/** The thread that has a SQLite file open; its counterpart is line.ts. */

export interface Asked {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}
export interface Answered {
  readonly id: number;
  readonly answer?: SentAnswer;
  readonly problem?: { readonly kind: StoreErrorKind; readonly message: string };
}

// A failure to open is reported in answer to the first statement.
const opened = openSqlite((workerData as { readonly path: string }).path).then(
  (engine) => ({ engine }),
  (error: unknown) => ({ error }),
);

parentPort?.on("message", async ({ id, sql, parameters }: Asked) => {
  const line = await opened;
  const answer = (answered: Omit<Answered, "id">) => parentPort?.postMessage({ id, ...answered } satisfies Answered);
  try {
    if ("error" in line) throw line.error;
    answer({ answer: sent(line.engine.run(sql, parameters)) });
  } catch (error) {
    const kind = error instanceof StoreError ? error.kind : "broken";
    answer({ problem: { kind, message: (error as Error).message } });
  }
});
