import { OPEN_STATES } from "../model/change-enums.js";
import { type Call, isOver, whyOver } from "../transport/call.js";
import { busy, createLanes } from "../transport/create-lanes.js";
import {
  callsOf,
  countWaiting,
  findByKey,
  findChange,
  findMany,
  latestByTarget,
  listByTarget,
  listChanges,
} from "./change-queries.js";
import { insertRows, rowsOf } from "./change-rows.js";
import { finishLater } from "./finish-later.js";
import { createFollowing } from "./following.js";
import type { JournalTools } from "./group-state.js";
import { type Adopted, type Journal, KeyTaken, type NewChange, type Resume, type Turn } from "./journal.js";
import { createLaneTurns } from "./lane-turns.js";
import { createLeases } from "./leases.js";
import { createLeaving, type Leaving } from "./leaving.js";
import { keepOutside, sentSince } from "./outside-changes.js";
import { notOurTurn, storeUnavailable } from "./problems.js";

import { RecordedGroup } from "./recorded-group.js";
import { takeBack } from "./take-back.js";

export interface JournalOptions extends JournalTools {
  /** Milliseconds after which a waiting change looks again, although nothing has woken it. */
  readonly pollMs: number;
  /** Called before a change is decided on that waited or was left: what was read of its account may be out of date. */
  readonly mayBeStale: (accountId: string) => void;
  /** The most changes that may wait for one parent in this process. */
  readonly maxQueued: number;
}

export interface RunningJournal
  extends Omit<Journal, "onChangedElsewhere" | "onEnded">,
    Pick<Leaving, "drain" | "letGo"> {
  /** Looks once for changes that no process is working on. */
  sweep(): Promise<void>;
  /** Takes over the first change of a lane if no process holds it. */
  stir(lane: string): Promise<void>;
  stop(): void;
}

/** See {@link Journal}. */
export function createJournal(options: JournalOptions): RunningJournal {
  const { pollMs, maxQueued, mayBeStale, ...tools } = options;
  const { database, clock, log, wakeUps } = tools;
  const leases = createLeases(tools);
  /** A change that comes to a lane waits here until earlier ones have been recorded. */
  const entrances = createLanes({ clock, maxQueued: Number.POSITIVE_INFINITY });
  const coming = new Map<string, number>();
  let resume: Resume | null = null;
  const leaving = createLeaving(leases, tools);
  const turns = createLaneTurns(tools, pollMs, adopt);
  const following = createFollowing({ ...tools, pollMs });

  async function attempt<T>(
    group: RecordedGroup,
    call: Call,
    task: (turn: Turn) => Promise<T>,
    leave: () => void,
  ): Promise<T> {
    group.onWritten = () => {
      leases.hold(group);
      leave();
    };
    if (!leases.isBusyHere(group.lane)) {
      const done = await perform(group, task, true);
      if (done !== REFUSED) return done;
      await requireOwnKeys(group);
      group.state = "new";
    }
    if (!(await group.enqueue(true))) {
      await requireOwnKeys(group);
      throw notOurTurn();
    }
    try {
      const since = clock.now();
      await turns.wait(group, call);
      group.waitedMs += clock.now() - since;
    } catch (error) {
      await end(group);
      throw error;
    }
    mayBeStale(group.accountId);
    return (await perform(group, task, false)) as T;
  }

  /** Runs a task and records its end. */
  async function perform<T>(
    group: RecordedGroup,
    task: (turn: Turn) => Promise<T>,
    isFresh: boolean,
  ): Promise<T | typeof REFUSED> {
    try {
      const value = await task({ entries: group.entries, isFresh });
      await group.confirm();
      return isRefused(group) ? REFUSED : value;
    } catch (error) {
      if (isRefused(group)) return REFUSED;
      throw error;
    } finally {
      if (!isRefused(group)) await end(group);
    }
  }
  const isRefused = ({ state }: RecordedGroup): boolean => state === "refused";

  /** What cannot be recorded now is recorded later: the cloud has done it all the same. */
  async function end(group: RecordedGroup): Promise<void> {
    try {
      await group.finish();
    } catch (err) {
      log.error({ err, change: group.id }, "could not record the end of a change; trying again");
      return void finishLater(group, tools).then(() => leave(group));
    }
    leave(group);
  }

  function leave(group: RecordedGroup): void {
    leases.release(group);
    for (const { id } of group.entries) wakeUps.wake(id);
    wakeUps.wake(group.lane);
    void stir(group.lane);
  }

  async function requireOwnKeys({ entries }: RecordedGroup): Promise<void> {
    for (const { row } of entries) {
      if (row.idempotency_key === null) continue;
      const by = await findByKey(database, row.caller_id, row.idempotency_key);
      if (by && by.id !== row.id) throw new KeyTaken(by);
    }
  }

  /** Resumes what no process held. */
  function adopt(group: RecordedGroup, wasLeft: boolean): Promise<void> {
    return leaving.tracked(goOn(group, wasLeft));
  }

  async function goOn(group: RecordedGroup, wasLeft: boolean): Promise<void> {
    leases.hold(group);
    try {
      const [leader, ...followers] = group.entries.map(({ record }) => record!);
      const sent = await callsOf(
        database,
        group.entries.map(({ id }) => id),
      );
      const calls = [...sent.values()].flat();
      const left: Adopted = { change: leader!, followers, calls, wasLeft, entries: group.entries };
      const isWanted = leader!.isBackground || group.entries.some(({ sent }) => sent > 0);
      mayBeStale(group.accountId);
      if (resume && isWanted) await resume(left);
    } catch (err) {
      log.error({ err, change: group.id }, "could not resume a change");
    }
    await end(group);
  }

  async function stir(lane: string): Promise<void> {
    if (leaving.isUnderWay) return;
    try {
      await turns.stir(lane);
    } catch (err) {
      log.warn({ err, lane }, "could not check whose turn it is");
    }
  }

  async function told<T>(read: Promise<T>): Promise<T> {
    try {
      return await read;
    } catch (error) {
      throw storeUnavailable(error);
    }
  }

  return {
    async run(changes, call, task) {
      if (isOver(call, clock)) throw whyOver(call);
      const group = groupOf(changes, call.requestId);
      const { lane } = group;
      const ahead = coming.get(lane) ?? 0;
      if (ahead > maxQueued) throw busy(ahead);
      coming.set(lane, ahead + 1);
      try {
        let work: ReturnType<typeof attempt> | undefined;
        const since = clock.now();
        await entrances.run(lane, call, async () => {
          group.waitedMs = clock.now() - since;
          await new Promise<void>((left) => {
            work = attempt(group, call, task, left);
            work.then(
              () => left(),
              () => left(),
            );
          });
        });
        return (await work) as Awaited<ReturnType<typeof task>>;
      } finally {
        const left = coming.get(lane)! - 1;
        if (left > 0) coming.set(lane, left);
        else coming.delete(lane);
      }
    },

    async enqueue(change, requestId = "") {
      const waiting = await told(countWaiting(database, change.parentUrn));
      if (waiting >= maxQueued) throw busy(waiting);
      const group = groupOf([{ ...change, isBackground: true }], requestId);
      if (!(await group.enqueue(false))) {
        await requireOwnKeys(group);
        throw notOurTurn();
      }
      void stir(group.lane);
      return group.entries[0]!.record!;
    },

    async keepRefused(change, problems, requestId) {
      const [row] = rowsOf([change], requestId);
      const end = { state: "FAILED", problems: JSON.stringify(problems), finished_at: clock.now() } as const;
      await told(database.write((tx) => insertRows(tx, database, [{ ...row!, ...end, lane: null }], null)));
    },

    async cancel(id) {
      await told(takeBack(tools, id));
      const change = await told(findChange(database, id));
      if (change) {
        wakeUps.wake(change.parentUrn);
        wakeUps.wake(id);
      }
      return change;
    },

    async recheck(id, call) {
      // Its number is lower than those of all that wait: it comes next.
      const again = { state: "QUEUED", finished_at: null, settled_at: null, holder: null, lease_until: null } as const;
      await told(
        database.write((tx) =>
          tx
            .updateTable("changes")
            .set((eb) => ({ ...again, lane: eb.ref("parent_urn"), leader_id: null }))
            .where("id", "=", id)
            .where("state", "=", "OUTCOME_UNKNOWN")
            .execute(),
        ),
      );
      const change = await told(findChange(database, id));
      if (!change) return null;
      void stir(change.parentUrn);
      return following.ended(id, call);
    },

    ...following,

    find: (id) => told(findChange(database, id)),
    findMany: (ids) => told(findMany(database, ids)),
    findByKey: (callerId, key) => told(findByKey(database, callerId, key)),
    callsOf: (ids) => told(callsOf(database, ids)),
    list: (query) => told(listChanges(database, query)),
    listByTarget: (urns, query) => told(listByTarget(database, urns, query)),
    latestByTarget: (urns, callerId) => told(latestByTarget(database, urns, callerId)),
    sentSince: (accountId, since, limit) => told(sentSince(database, accountId, since, limit)),
    keepOutside: (changes, examined = []) => told(keepOutside(database, changes, examined)),

    resumeBy(how) {
      resume = how;
    },

    async sweep() {
      const lanes = await database.read((db) =>
        db
          .selectFrom("changes")
          .select("lane")
          .distinct()
          .where("lane", "is not", null)
          .where("state", "in", OPEN_STATES)
          .where((eb) => eb.or([eb("holder", "is", null), eb("lease_until", "<=", database.now)]))
          .limit(MOST_LANES)
          .execute(),
      );
      await Promise.all(lanes.map(({ lane }) => stir(lane!)));
    },
    stir,
    drain: () => leaving.drain(),
    letGo: () => leaving.letGo(),
    stop: () => leases.stop(),
  };

  function groupOf(changes: readonly NewChange[], requestId: string): RecordedGroup {
    return new RecordedGroup(tools, rowsOf(changes, requestId), changes[0]!.readAt ?? clock.now());
  }
}

/** Another process came first; nothing was sent. */
const REFUSED = Symbol("refused");

/** The most lanes that one sweep resumes. */
const MOST_LANES = 50;
