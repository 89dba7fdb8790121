/** The store of swept.mjs beside its server: whether it is swept, its size, and the statements that the server gives it. */
import "reflect-metadata";
import { statSync } from "node:fs";
import { seenConditionsOf } from "../../build/inventory/seen-conditions.js";
import { parseGlobalId, parseUrn } from "../../build/model/resource-ref.js";
import { openDatabase } from "../../build/store/database.js";
import { createSeenStore } from "../../build/store/seen/create-seen-store.js";

const COLUMNS = {
  NAME: "name",
  STATUS: "status",
  CREATED_AT: "createdAt",
  UPDATED_AT: "updatedAt",
  FIRST_PORT: "firstPort",
};
/** For a database to clean up after the first sweep. */
const PATIENCE_MS = 600_000;
const log = Object.fromEntries(["trace", "debug", "info", "warn", "error"].map((level) => [level, () => undefined]));

/** The database, telling the statements that were asked of it. */
function overheard(database) {
  let heard = [];
  const plugin = (db) => ({
    transformQuery({ node, queryId }) {
      heard.push(db.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return {
    database: { ...database, read: (query) => database.read((db) => query(db.withPlugin(plugin(db)))) },
    async during(work) {
      heard = [];
      const result = await work();
      return { result, heard: heard.map(({ sql, parameters }) => ({ sql, parameters })) };
    },
  };
}

/** @param accounts by id, their providers */
export async function openSweptStore(place, accounts) {
  const ids = [...accounts.keys()];
  const opened = await openDatabase({ place, thread: null, log, keepsTables: true });
  const { database, during } = overheard(opened);
  const seen = createSeenStore(database, "bench");
  const readAts = async () => [...(await seen.accountsOf(ids)).values()].map(({ readAt }) => readAt);

  return {
    close: () => opened.close(),
    isSwept: async () => (await readAts()).every((at) => at !== null),
    isSweptSince: async (since) => (await readAts()).every((at) => at > since),
    hasten: () => Promise.all(ids.map((id) => seen.hasten(id))),
    /** As autovacuum would in time. */
    async settle() {
      const client = await opened.pool?.connect();
      await client?.query("set statement_timeout = 0");
      await client?.query({ text: "vacuum analyze", query_timeout: PATIENCE_MS });
      client?.release(true);
    },

    /** As if all had been swept just now: measuring takes longer than a minute. */
    makeYoung: () => opened.write((tx) => tx.updateTable("seen_accounts").set({ read_at: opened.now }).execute()),

    /** In bytes. */
    async size() {
      if (!opened.pool) return statSync(place).size + statSync(`${place}-wal`).size;
      return Number((await opened.pool.query("select pg_database_size(current_database()) as size")).rows[0].size);
    },

    /** The statements that find the rows of a page and those of their parents, and that count. */
    async statementsOf({ filter = {}, orderBy }, counts) {
      const { ids: globalIds, urns, providers, accountIds, ...conditions } = filter;
      const named = [...(globalIds ?? []).map(parseGlobalId), ...(urns ?? []).map(parseUrn)];
      const asked = {
        accountIds: accountIds ?? ids.filter((id) => !providers || providers.includes(accounts.get(id))),
        kind: "listener",
        conditions: { ...seenConditionsOf("listener", conditions), ...(named.length > 0 ? { named } : {}) },
      };
      const order = orderBy && { column: COLUMNS[orderBy.field], direction: orderBy.direction };
      const page = await during(() => seen.findKept({ ...asked, order, limit: 51 }));
      const above = page.result.flatMap(({ accountId, parentKey: key }) => (key === null ? [] : [{ accountId, key }]));
      const parents = await during(() =>
        seen.findKept({ accountIds: ids, kind: "parent", conditions: { named: above }, limit: 51 }),
      );
      const counted = counts ? await during(() => seen.count(asked)) : { heard: [] };
      const found = [...page.heard, ...parents.heard].filter(({ sql }) => sql.includes("seen_kept"));
      return [...found, ...counted.heard.slice(-1)];
    },
  };
}
