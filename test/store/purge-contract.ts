import { expect, it } from "vitest";
import type { ChangeState } from "../../src/model/change-enums.js";
import type { Database } from "../../src/store/database.js";
import { purge } from "../../src/store/purge.js";

const DAY_MS = 86_400_000;
const RETENTION = { keepDays: 90, keepKeyDays: 7 };
/** More than are deleted in one go. */
const MANY = 1_100;

interface Kept {
  readonly id: string;
  readonly key: string | null;
}

/** What is forgotten of changes, and when, in either database. */
export function purgeContract(open: () => Promise<Database>): void {
  it("forgets changes 90 days after their end and keys after 7, with their calls, and nothing that is open", async () => {
    const database = await open();
    const now = Date.now();
    const accountId = `purged-${now}`;

    async function add(entries: readonly (readonly [id: string, days: number, state?: ChangeState])[]): Promise<void> {
      const rows = entries.map(([id, days, state = "SUCCEEDED"]) => {
        const at = now - days * DAY_MS;
        return {
          ...{ id: `${accountId} ${id}`, state, account_id: accountId, caller_id: accountId, idempotency_key: id },
          ...{ fingerprint: "f", parent_urn: accountId, epoch: 1, is_background: 0, request_id: "" },
          ...{ input: "{}", problems: "[]", requested_at: at, started_at: at },
          action: "UPDATE_LISTENER" as const,
          origin: "GRAPH" as const,
          finished_at: state === "RUNNING" ? null : at,
        };
      });
      const sent = rows.map(({ id, started_at }) => ({
        ...{ change_id: id, n: 1, epoch: 1, action: "UpdateListener", digest: "d", token: "t", started_at },
        state: "DONE" as const,
      }));
      await database.write(async (tx) => {
        await tx.insertInto("changes").values(rows).execute();
        await tx.insertInto("calls").values(sent).execute();
      });
    }
    const changes = async (): Promise<Kept[]> => {
      const rows = await database.read((db) =>
        db.selectFrom("changes").selectAll().where("account_id", "=", accountId).orderBy("seq").execute(),
      );
      return rows.map(({ id, idempotency_key }) => ({ id: id.slice(accountId.length + 1), key: idempotency_key }));
    };
    const calls = async () =>
      (
        await database.read((db) =>
          db.selectFrom("calls").select("change_id").where("change_id", "like", `${accountId} %`).execute(),
        )
      ).length;

    for (let index = 0; index < MANY; index += 100)
      await add(Array.from({ length: 100 }, (_, more) => [`old ${index + more}`, 91] as const));
    await add([
      ["unknown", 91, "OUTCOME_UNKNOWN"],
      ["still running", 400, "RUNNING"],
      ["89 days", 89],
      ["8 days", 8],
      ["6 days", 6],
    ]);
    expect(await calls()).toBe(MANY + 5);

    await purge(database, RETENTION, now);
    expect(await changes()).toEqual([
      { id: "still running", key: "still running" },
      { id: "89 days", key: null },
      { id: "8 days", key: null },
      { id: "6 days", key: "6 days" },
    ]);
    expect(await calls()).toBe(4);
    await database.close();
  }, 60_000);
}
