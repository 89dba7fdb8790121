import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../../src/store/database.js";
import { type RunningGraph, startGraph } from "./graph.js";
import { silentLog } from "./silent-log.js";

/** A graph whose changes are recorded in a file, and that file, opened beside it. */
export interface RecordedGraph {
  readonly graph: RunningGraph;
  readonly database: Database;
  stop(): Promise<void>;
}

export async function startRecordedGraph(): Promise<RecordedGraph> {
  const folder = mkdtempSync(join(tmpdir(), "recorded-graph-"));
  const place = join(folder, "changes.db");
  const graph = await startGraph((config) => {
    config.store = place;
    config.inventory.enabled = false;
  });
  const database = await openDatabase({ place, thread: null, log: silentLog });
  return {
    graph,
    database,
    async stop() {
      await database.close();
      await graph.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
