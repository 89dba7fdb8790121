import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import type { ProblemError } from "../../src/model/problem-error.js";
import { createJournal } from "../../src/store/create-journal.js";
import { openDatabase } from "../../src/store/database.js";
import { watched } from "../../src/store/trouble.js";
import { createWakeUps } from "../../src/store/wake-ups.js";
import { systemClock } from "../../src/transport/clock.js";
import { silentLog } from "../support/silent-log.js";
import { call, newChange, send, succeed } from "./store-contract.js";

const folder = mkdtempSync(join(tmpdir(), "full-disk-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** More than fits in what a file has left of its pages. */
const LONG = "x".repeat(100_000);

describe.each([
  {
    what: "a disk that is full",
    breaks: "max_page_count = 1",
    mends: "max_page_count = 1000000",
    message: /disk of the store of changes is full/,
    words: /^The store .*full\.db has no room left: .* reads still work\.$/,
    name: "full.db",
  },
  {
    what: "a file that cannot be written to any more",
    breaks: "query_only = on",
    mends: "query_only = off",
    message: /is not writable/,
    words: /^The store .*read-only\.db is not writable: .* reads still work\.$/,
    name: "read-only.db",
  },
])("$what", ({ breaks, mends, message, words, name }) => {
  it("in mid-change lets it end, refuses what comes then, and loses nothing", async () => {
    const opened = await openDatabase({ place: join(folder, name), thread: null, log: silentLog });
    const pragma = (text: string) => opened.read((db) => sql.raw(`pragma ${text}`).execute(db));
    const { database, words: trouble } = watched(opened);
    const journal = createJournal({
      ...{ database, clock: systemClock, log: silentLog, holder: "this", leaseMs: 15_000, maxQueued: 100, pollMs: 200 },
      wakeUps: createWakeUps(),
      announce: async () => undefined,
      ended: () => undefined,
      mayBeStale: () => undefined,
    });
    const id = await journal.run([newChange()], call(), async ({ entries: [entry] }) => {
      await send(entry!);
      await pragma(breaks);
      entry!.end({ state: "SUCCEEDED", after: { name: LONG }, problems: [] });
      return entry!.id;
    });
    let sent = 0;
    const refused = (await journal
      .run([newChange({ input: { name: LONG } })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        sent += 1;
      })
      .catch((error: unknown) => error)) as ProblemError;
    expect([refused.code, refused.message, sent]).toEqual(["STORE_UNAVAILABLE", expect.stringMatching(message), 0]);
    expect(trouble()).toMatch(words);
    expect(await journal.find(id)).toMatchObject({ state: "RUNNING" });

    await pragma(mends);
    // The end of what was made meanwhile is written down now.
    await expect
      .poll(async () => (await journal.find(id))?.after, { timeout: 10_000, interval: 100 })
      .toEqual({ name: LONG });
    expect(trouble()).toBeNull();
    await journal.run([newChange({ input: { name: LONG } })], call(), async ({ entries: [entry] }) => {
      await send(entry!);
      succeed(entry!);
    });
    journal.stop();
    await database.close();
  });
});
