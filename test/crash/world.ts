import { setTimeout as delay } from "node:timers/promises";
import { type App, startApp, startEmbeddedSandbox } from "../../src/app.js";
import { AppConfig } from "../../src/config/app-config.js";
import { providers } from "../../src/providers/registry.js";
import type { Sandbox } from "../../src/sandbox/start-sandbox.js";
import { createLog } from "../../src/server/log.js";
import { callsOf } from "../../src/store/change-queries.js";
import { type CallRecord, type ChangeRecord, toChangeRecord } from "../../src/store/change-record.js";
import { type Database, openDatabase } from "../../src/store/database.js";
import { accountsWith } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";
import { type Answer, type Replica, startReplica } from "./replica.js";

/** Milliseconds of silence until another process takes a change over. */
export const TAKE_OVER_MS = 2_000;
/** Milliseconds in which every change has to come to its end, whatever happened. */
const ENDED_WITHIN_MS = 30_000;

/** Two replicas on one store, the clouds beside them, and what looks at both without taking part. */
export interface World {
  readonly sandbox: Sandbox;
  readonly replicas: readonly [Replica, Replica];
  /** What both are on. */
  readonly database: Database;
  /** Reads the clouds; has a store of its own. */
  observe(query: string, variables?: object): Promise<Answer["data"]>;
  /** Changes that a request is on record with, once all are at their end. */
  recordsOf(requestId: string): Promise<readonly ChangeRecord[]>;
  /** Resolves when a change of the request is on record. */
  onRecord(requestId: string): Promise<void>;
  allRecords(): Promise<readonly ChangeRecord[]>;
  callsOf(changes: readonly ChangeRecord[]): Promise<readonly CallRecord[]>;
  end(): Promise<void>;
}

/** @param keepsInventory omitted: the replicas do not, because what is asked of the clouds is counted */
export async function startWorld(store: string, keepsInventory = false): Promise<World> {
  const config = new AppConfig();
  config.server.port = 0;
  config.server.logLevel = "silent";
  config.server.limits.drainMs = 1_000;
  config.sandbox.portBase = 0;
  config.sandbox.pace = 0;
  const log = createLog(config.server);
  const sandbox = await startEmbeddedSandbox(config, log);
  const entries = await Promise.all(
    providers.map(async ({ key, sandbox: load }) => (await load()).account(sandbox.cloud(key).endpoint)),
  );
  const observer: App = await startApp({
    config: Object.assign(config, { accounts: await accountsWith(sandbox, {}) }),
    log,
  });
  const options = { accounts: entries, store, takeOverAfterMs: TAKE_OVER_MS, keepsInventory };
  const replicas = [await startReplica(options), await startReplica(options)] as const;
  const database = await openDatabase({ place: store, thread: null, log: silentLog });

  return {
    sandbox,
    replicas,
    database,
    async observe(query, variables = {}) {
      const response = await fetch(`${observer.server.origin}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as Answer;
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    recordsOf: (requestId) => ended(database, requestId),
    async onRecord(requestId) {
      const rows = () =>
        database.read((db) => db.selectFrom("changes").select("id").where("request_id", "=", requestId).execute());
      while ((await patiently(rows)).length === 0) await delay(20);
    },
    allRecords: () =>
      patiently(() => database.read((db) => db.selectFrom("changes").selectAll().orderBy("seq").execute())).then(
        (rows) => rows.map(toChangeRecord),
      ),
    callsOf: async (changes) =>
      [
        ...(
          await callsOf(
            database,
            changes.map(({ id }) => id),
          )
        ).values(),
      ].flat(),
    async end() {
      await Promise.all(replicas.map((replica) => replica.end()));
      await observer.stop();
      await sandbox.stop();
      await database.close();
    },
  };
}

async function ended(database: Database, requestId: string): Promise<readonly ChangeRecord[]> {
  const latest = Date.now() + ENDED_WITHIN_MS;
  for (;;) {
    const rows = await patiently(() =>
      database.read((db) => db.selectFrom("changes").selectAll().where("request_id", "=", requestId).execute()),
    );
    const isOpen = rows.some(({ state }) => state === "QUEUED" || state === "RUNNING");
    if (!isOpen) return rows.map(toChangeRecord);
    if (Date.now() > latest) throw new Error(`A change is still open: ${JSON.stringify(rows)}`);
    await delay(100);
  }
}

/** Reads again while the store is away. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  const latest = Date.now() + ENDED_WITHIN_MS;
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (Date.now() > latest) throw error;
      await delay(100);
    }
  }
}
