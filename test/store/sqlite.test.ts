import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/store/database.js";
import { openStore } from "../../src/store/open-store.js";
import { systemClock } from "../../src/transport/clock.js";
import { silentLog } from "../support/silent-log.js";
import { builtThread } from "./built-thread.js";
import { pendingContract } from "./pending-contract.js";
import { purgeContract } from "./purge-contract.js";
import { seenContract } from "./seen-contract.js";
import { seenLiveContract } from "./seen-live-contract.js";
import { seenSearchContract } from "./seen-search-contract.js";
import { seenSourcesContract } from "./seen-sources-contract.js";
import { call, newChange, type OpenOptions, send, storeContract, succeed } from "./store-contract.js";

const retention = { keepDays: 90, keepKeyDays: 7 };
const folder = mkdtempSync(join(tmpdir(), "store-"));
const thread = await builtThread();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = (place: string | null, thread: URL | null) => (options: OpenOptions) =>
  openStore({ ...options, place, thread, retention, log: silentLog });

describe("SQLite in memory", () => storeContract(open(null, null), false));
describe("SQLite in a file", () => storeContract(open(join(folder, "changes.db"), thread), true));

describe("What was seen, in memory", () => seenContract(open(null, null), false));
describe("What was seen, in a file", () => seenContract(open(join(folder, "seen.db"), thread), true));
describe("What was found, in memory", () => pendingContract(open(null, null), false));
describe("What was found, in a file", () => pendingContract(open(join(folder, "found.db"), thread), true));
describe("What reads by key see, in a file", () => seenLiveContract(open(join(folder, "live.db"), thread)));
describe("Lists of what was seen, in a file", () => {
  const place = join(folder, "search.db");
  seenSearchContract(open(place, thread), () => openDatabase({ place, thread, log: silentLog }));
});

describe("Objects made of the same as before, in a file", () => {
  seenSourcesContract(() => openDatabase({ place: join(folder, "sources.db"), thread, log: silentLog }));
});

describe("SQLite's retention", () => {
  purgeContract(() => openDatabase({ place: join(folder, "purged.db"), thread, log: silentLog }));
});

describe("SQLite in a thread of its own", () => {
  const options = { clock: systemClock, takeOverAfterMs: 15_000, maxQueued: 100 };

  it("keeps what is written down when the store is closed and opened again", async () => {
    const openAgain = () => open(join(folder, "threaded.db"), thread)(options);
    const first = await openAgain();
    const id = await first.journal.run([newChange()], call(), async ({ entries: [entry] }) => {
      await send(entry!);
      succeed(entry!);
      return entry!.id;
    });
    await first.close();
    const second = await openAgain();
    expect(await second.journal.find(id)).toMatchObject({ state: "SUCCEEDED" });
    await second.close();
  });

  it("says what is wrong with a file", async () => {
    const opening = open(join(folder, "no-such-folder/changes.db"), thread)(options);
    await expect(opening).rejects.toThrow(/The store .*no-such-folder\/changes\.db cannot be used: /);
  });
});

describe("a file", () => {
  it("that is new is used by processes that open it at once", async () => {
    const opening = () => openDatabase({ place: join(folder, "at-once.db"), thread, log: silentLog });
    const databases = await Promise.all(Array.from({ length: 4 }, opening));
    for (const database of databases) {
      const rows = await database.read((db) => db.selectFrom("changes").select("id").execute());
      expect(rows).toEqual([]);
      await database.close();
    }
  });

  it("that a newer version has written to is not used", async () => {
    const place = join(folder, "newer.db");
    const database = await openDatabase({ place, thread: null, log: silentLog });
    await database.write((tx) =>
      tx
        .insertInto("kysely_migration" as never)
        .values({ name: "2999-01-later", timestamp: "later" } as never)
        .execute(),
    );
    await database.close();
    const opening = openDatabase({ place, thread: null, log: silentLog });
    await expect(opening).rejects.toThrow(/newer version of this program has written to it \(2999-01-later\)/);
  });

  it("that is not one of ours is not touched", async () => {
    const place = join(folder, "notes.txt");
    writeFileSync(place, "shopping list\n".repeat(100));
    await expect(openDatabase({ place, thread: null, log: silentLog })).rejects.toThrow(/cannot be used/);
    expect(readFileSync(place, "utf8")).toContain("shopping list");
  });
});
