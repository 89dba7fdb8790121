import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { checkStore } from "../../../src/store/check-store.js";
import { openDatabase } from "../../../src/store/database.js";
import { openStore } from "../../../src/store/open-store.js";
import { systemClock } from "../../../src/transport/clock.js";
import { silentLog } from "../../support/silent-log.js";
import { pendingContract } from "../pending-contract.js";
import { purgeContract } from "../purge-contract.js";
import { seenContract } from "../seen-contract.js";
import { seenLiveContract } from "../seen-live-contract.js";
import { seenSearchContract } from "../seen-search-contract.js";
import { seenSourcesContract } from "../seen-sources-contract.js";
import { call, newChange, type OpenOptions, send, storeContract, succeed } from "../store-contract.js";
import { type Cluster, startCluster } from "./cluster.js";

let cluster: Cluster | null = null;
let url = process.env.TEST_POSTGRES_URL ?? "";

beforeAll(async () => {
  if (url) return;
  cluster = await startCluster();
  url = await cluster.createDatabase("contract");
});
afterAll(() => cluster?.remove());

const retention = { keepDays: 90, keepKeyDays: 7 };
const open = (options: OpenOptions) => openStore({ ...options, place: url, thread: null, retention, log: silentLog });
const calm = { clock: systemClock, takeOverAfterMs: 15_000, maxQueued: 100 };

describe("PostgreSQL", () => storeContract(open, true));

describe("What was seen, in PostgreSQL", () => seenContract(open, true));
describe("What was found, in PostgreSQL", () => pendingContract(open, true));
describe("What reads by key see, in PostgreSQL", () => seenLiveContract(open));
describe("Lists of what was seen, in PostgreSQL", () => {
  seenSearchContract(open, () => openDatabase({ place: url, thread: null, log: silentLog }));
});

describe("Objects made of the same as before, in PostgreSQL", () => {
  seenSourcesContract(() => openDatabase({ place: url, thread: null, log: silentLog }));
});

describe("PostgreSQL's retention", () => {
  purgeContract(() => openDatabase({ place: url, thread: null, log: silentLog }));
});

describe("PostgreSQL between processes", () => {
  it("tells at once that a change has ended, and in which account", async () => {
    const [one, other] = await Promise.all([open(calm), open(calm)]);
    const heard = new Promise((resolve) => other.journal.onChangedElsewhere(resolve));
    const parentUrn = "sandbox:accelerator:told";
    await one.journal.run([newChange({ parentUrn, accountId: "told" })], call(), async ({ entries: [entry] }) => {
      await send(entry!);
      succeed(entry!);
    });
    expect(await heard).toBe("told");
    await Promise.all([one.close(), other.close()]);
  });

  it("makes a change look again although another began and ended while it was written down", async () => {
    const database = await openDatabase({ place: url, thread: null, log: silentLog });
    await database.write((tx) =>
      sql`create function wait_a_little() returns trigger language plpgsql as
      'begin perform pg_sleep(0.5); return new; end'`.execute(tx),
    );
    await database.write((tx) =>
      sql`create trigger late before insert on changes for each row when (new.account_id = 'late')
      execute function wait_a_little()`.execute(tx),
    );
    const [one, other] = await Promise.all([open(calm), open(calm)]);
    const parentUrn = "sandbox:accelerator:between";
    const order: string[] = [];
    const late = one.journal.run(
      [newChange({ parentUrn, accountId: "late", readAt: Date.now() })],
      call(),
      async ({ entries: [entry], isFresh }) => {
        await send(entry!);
        order.push(`late, fresh: ${isFresh}`);
        succeed(entry!);
      },
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    await other.journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
      await send(entry!);
      order.push("other");
      succeed(entry!);
    });
    await late;
    expect(order).toEqual(["other", "late, fresh: false"]);
    await database.write((tx) => sql`drop function wait_a_little cascade`.execute(tx));
    await Promise.all([one.close(), other.close(), database.close()]);
  });

  it("keeps a lane although a lower number shows up after a higher one has the turn", async () => {
    const database = await openDatabase({ place: url, thread: null, log: silentLog });
    const store = await open({ ...calm, takeOverAfterMs: 400 });
    const parentUrn = "sandbox:accelerator:late-number";
    const lateId = "late-number";
    const { openTransaction, commit } = await heldInsert(database, lateId, parentUrn);
    const seen = await store.journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
      await send(entry!);
      commit();
      await openTransaction;
      const late = await store.journal.find(lateId);
      expect(late!.seq).toBeLessThan((await store.journal.find(entry!.id))!.seq);
      succeed(entry!);
      return late!.state;
    });
    expect(seen).toBe("QUEUED");
    // Nobody has it, and nothing was sent for it.
    await store.journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
      await send(entry!);
      succeed(entry!);
    });
    expect(await store.journal.find(lateId)).toMatchObject({ state: "FAILED", problems: [{ code: "TIMED_OUT" }] });
    await store.close();
    await database.close();
  });
});

describe("checkStore on PostgreSQL", () => {
  it("finds a store that can be written to, and leaves nothing in it", async () => {
    const known = processes();
    const store = await open(calm);
    const before = await known.count();
    expect(await checkStore(url, silentLog)).toMatchObject({
      works: true,
      message: expect.stringMatching(/^postgres:\/\/\S+ is writable\.$/),
    });
    expect(await known.count()).toBe(before);
    await store.close();
    await known.close();
  });

  it.runIf(!process.env.TEST_POSTGRES_URL)("creates no table in a database that has none", async () => {
    const empty = await cluster!.createDatabase("empty");
    const first = await checkStore(empty, silentLog);
    expect(first).toMatchObject({ works: true, message: expect.stringContaining("migrates its tables") });
    expect(await checkStore(empty, silentLog)).toEqual(first);
  });

  it("says that one cannot be reached", async () => {
    expect(await checkStore("postgres://user:hush-hush@127.0.0.1:1/away", silentLog)).toEqual({
      place: "postgres://127.0.0.1:1/away",
      works: false,
      message: expect.stringMatching(/^The store postgres:\/\/127\.0\.0\.1:1\/away cannot be used: .*ECONNREFUSED/),
    });
  });
});

/** How many processes the store knows of. */
function processes() {
  const opened = openDatabase({ place: url, thread: null, log: silentLog });
  return {
    count: async () => (await (await opened).read((db) => db.selectFrom("processes").select("id").execute())).length,
    close: async () => (await opened).close(),
  };
}

/** A row that has its number already, and is seen by nobody until it is committed. */
async function heldInsert(database: Awaited<ReturnType<typeof openDatabase>>, id: string, parentUrn: string) {
  let commit: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let isWritten: () => void = () => undefined;
  const written = new Promise<void>((resolve) => {
    isWritten = resolve;
  });
  const openTransaction = database.write(async (tx) => {
    await tx
      .insertInto("changes")
      .values({
        ...{ id, action: "UPDATE_LISTENER", origin: "GRAPH", state: "QUEUED", account_id: "a", caller_id: "" },
        ...{ fingerprint: "", parent_urn: parentUrn, lane: parentUrn, epoch: 0, is_background: 0, request_id: "" },
        ...{ input: "{}", problems: "[]", requested_at: 0 },
      })
      .execute();
    isWritten();
    await held;
  });
  await written;
  return { openTransaction, commit };
}

describe.runIf(!process.env.TEST_POSTGRES_URL)("a PostgreSQL that goes away", () => {
  it("is reported in words, sends nothing, and is used again when it is back", async () => {
    const store = await open(calm);
    const id = await store.journal.run([newChange()], call(), async ({ entries: [entry] }) => {
      await entry!.recorder.sending({ action: "UpdateListener", digest: "d" });
      await cluster!.kill();
      succeed(entry!);
      return entry!.id;
    });
    let sent = 0;
    const refused = await store.journal
      .run([newChange()], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        sent += 1;
      })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect((refused as ProblemError).code).toBe("STORE_UNAVAILABLE");
    expect(sent).toBe(0);
    expect(store.trouble()).toMatch(/^The store postgres:\/\/.*\/contract cannot be reached: .* reads still work\.$/);
    await cluster!.start();
    // The end of what was made meanwhile is written down now.
    await expect.poll(async () => (await store.journal.find(id))?.state, { timeout: 10_000 }).toBe("SUCCEEDED");
    expect(store.trouble()).toBeNull();
    await store.close();
  });
});
