import type { Transaction } from "kysely";
import { type Call, withinCall } from "../transport/call.js";
import { busy } from "../transport/create-lanes.js";
import { callsOf } from "./change-queries.js";
import { type ChangeRow, type Head, headOf } from "./change-rows.js";
import type { JournalTools } from "./group-state.js";
import { notOurTurn, storeUnavailable } from "./problems.js";
import { RecordedGroup } from "./recorded-group.js";
import { StoreError } from "./store-error.js";
import type { Tables } from "./tables.js";
import { requireNotTakenBack } from "./take-back.js";

/** Whose turn it is in a lane. */
export interface LaneTurns {
  /**
   * Waits for the turn of a change that is written down as waiting.
   * @throws ProblemError PARENT_BUSY when the call is over first; TakenBack when it, or one that goes along, was
   */
  wait(group: RecordedGroup, call: Call): Promise<void>;
  /** Takes over the first change in a lane if no process holds it; otherwise does nothing. */
  stir(lane: string): Promise<void>;
}

/** The result of looking at a lane. */
type Look = "ours" | "taken" | "gone" | { readonly orphan: Head };

/** @param adopt resumes a change that no process held, until its end; never rejects */
export function createLaneTurns(
  tools: JournalTools,
  pollMs: number,
  adopt: (group: RecordedGroup, wasLeft: boolean) => Promise<void>,
): LaneTurns {
  const { database, clock, holder, wakeUps } = tools;

  /** Looks who is first in a lane, and takes the turn if it is the given change. */
  async function look(lane: string, group: RecordedGroup | null): Promise<Look> {
    const since = performance.now();
    const found = await database.write(async (tx): Promise<Look> => {
      const look = await lookIn(tx, lane, group);
      // Behind the claim: it is given up again when one of its changes was taken back meanwhile.
      if (group)
        await requireNotTakenBack(
          tx,
          group.entries.map(({ id }) => id),
        );
      return look;
    });
    if (found === "ours") group!.claimed(since);
    return found;
  }

  async function lookIn(tx: Transaction<Tables>, lane: string, group: RecordedGroup | null): Promise<Look> {
    const head = await headOf(tx, database, lane, holder);
    if (!head) return "gone";
    if (head.id === group?.id) return (await group.claim(tx)) ? "ours" : "taken";
    return head.isOrphan ? { orphan: head } : "taken";
  }

  /** A lost race is a conflict in the database, and means: not yet. */
  async function tryTo(step: () => Promise<Look>): Promise<Look> {
    try {
      return await step();
    } catch (error) {
      if (error instanceof StoreError && error.kind === "conflict") return "taken";
      throw storeUnavailable(error);
    }
  }

  async function takeOver({ id, state }: Head): Promise<void> {
    const since = performance.now();
    const rows = await database.read((db) =>
      db
        .selectFrom("changes")
        .selectAll()
        .where((eb) => eb.or([eb("id", "=", id), eb("leader_id", "=", id)]))
        .orderBy((eb) => eb.case().when("id", "=", id).then(0).else(1).end())
        .orderBy("seq")
        .execute(),
    );
    const open = rows.filter((row) => row.id === id || row.state === "QUEUED" || row.state === "RUNNING");
    if (open[0]?.state !== state) return;
    const group = new RecordedGroup(
      tools,
      open.map(unleased),
      0,
      await callsOf(
        database,
        open.map((row) => row.id),
      ),
    );
    const isOurs = await tryTo(async () => ((await database.write((tx) => group.claim(tx, state))) ? "ours" : "taken"));
    if (isOurs !== "ours") return;
    group.claimed(since);
    await adopt(group, state === "RUNNING");
  }

  return {
    async wait(group, call) {
      for (;;) {
        if (group.state !== "queued") throw notOurTurn();
        const next = wakeUps.next(group.lane);
        try {
          const found = await tryTo(() => look(group.lane, group));
          if (found === "ours") return;
          if (found === "gone") throw busy(0);
          if (typeof found === "object") await withinCall(call, clock, takeOver(found.orphan));
          else await withinCall(call, clock, Promise.race([next.woken, clock.sleep(pollMs, call.signal)]));
        } catch (error) {
          throw call.signal.aborted || clock.now() >= call.deadlineAt ? busy(0, error) : error;
        } finally {
          next.forget();
        }
      }
    },
    async stir(lane) {
      const found = await tryTo(() => look(lane, null));
      if (typeof found === "object") await takeOver(found.orphan);
    },
  };
}

const unleased = ({ lease_until: _, settled_at: __, ...row }: ChangeRow) => row;
