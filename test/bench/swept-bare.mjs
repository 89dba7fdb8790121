/**
 * What swept.mjs compares with: the statements that find a page's rows and their parents' rows, given to the driver in this
 * process, and JSON.stringify of the rows. No plan is made, no object, and nothing is asked over HTTP.
 */
import "reflect-metadata";
import { openPool } from "../../build/store/postgres/dialect.js";
import { openSqlite } from "../../build/store/sqlite/engine.js";

const place = process.env.BENCH_STORE;
const isPostgres = place.startsWith("postgres");
const pool = isPostgres ? await openPool(place, { warn: () => undefined }) : null;
const engine = isPostgres ? null : await openSqlite(place);
const rowsOf = ({ sql, parameters }) =>
  pool ? pool.query(sql, [...parameters]).then(({ rows }) => rows) : engine.run(sql, parameters).rows;

process.once("disconnect", () => process.exit());
process.on("message", async ({ statements, rounds }) => {
  const times = [];
  let bytes = 0;
  let since = process.cpuUsage();
  for (let round = -3; round < rounds; round += 1) {
    if (round === 0) since = process.cpuUsage();
    const began = performance.now();
    for (const statement of statements) bytes = JSON.stringify(await rowsOf(statement)).length;
    if (round >= 0) times.push(performance.now() - began);
  }
  const { user, system } = process.cpuUsage(since);
  process.send({ times, cpuMs: (user + system) / 1_000 / rounds, bytes });
});
process.send("ready");
