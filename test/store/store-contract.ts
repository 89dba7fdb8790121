import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import { type Adopted, type Entry, KeyTaken, type NewChange, type OutsideChange } from "../../src/store/journal.js";
import type { Store } from "../../src/store/store.js";
import { type Call, startCall } from "../../src/transport/call.js";
import { type Clock, systemClock } from "../../src/transport/clock.js";
import { silentLog } from "../support/silent-log.js";
import { followingContract } from "./following-contract.js";

/** How the suite opens one more store on the same database; each of them stands for a process. */
export interface OpenOptions {
  readonly clock: Clock;
  readonly takeOverAfterMs: number;
  readonly maxQueued: number;
}
export type OpenStore = (options: OpenOptions) => Promise<Store>;

/** A clock by which nobody is woken: a process that is stopped does not say that it lives. */
export const stoppedClock: Clock = { ...systemClock, timer: () => () => undefined };

export const call = (timeoutMs = 10_000): Call => startCall({ requestId: "request-1", log: silentLog, timeoutMs });

let counter = 0;
export function newChange(given: Partial<NewChange> = {}): NewChange {
  counter += 1;
  return {
    action: "UPDATE_LISTENER",
    accountId: "sandbox",
    parentUrn: `sandbox:accelerator:ga-${counter}`,
    targetUrn: "sandbox:listener:lsr-1",
    fingerprint: "f",
    input: { name: "new" },
    requestedAt: Date.now(),
    ...given,
  };
}

/** Sends one write, as send.ts does. */
export async function send(entry: Entry, action = "UpdateListener", digest = action): Promise<string> {
  const sent = await entry.recorder.sending({ action, digest });
  entry.recorder.requireHold();
  sent.answered({ state: "DONE", requestId: `request of ${action}` });
  return sent.token;
}
export const succeed = (entry: Entry) => entry.end({ state: "SUCCEEDED", after: { name: "new" }, problems: [] });
const codeOf = (error: unknown) => (error instanceof ProblemError ? error.code : error);

/** Opens stores for the tests of a suite, and closes them after each of them. */
export function storesOf(openOne: OpenStore): (given?: Partial<OpenOptions>) => Promise<Store> {
  const opened: Store[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
  });
  return async (given = {}) => {
    const store = await openOne({ clock: systemClock, takeOverAfterMs: 15_000, maxQueued: 100, ...given });
    opened.push(store);
    return store;
  };
}

/**
 * What both databases have to do. @param isShared whether several stores can be opened on one database
 */
export function storeContract(openOne: OpenStore, isShared: boolean): void {
  const open = storesOf(openOne);

  describe("the latest change of a target", () => {
    const latest = async ({ journal }: Store, urn: string, callerId: string | null = null) =>
      (await journal.latestByTarget([urn, "sandbox:listener:no-such"], callerId)).get(urn)?.id ?? null;

    it("is the newest of which something was sent that was not refused", async () => {
      const store = await open();
      const { journal } = store;
      const targetUrn = `sandbox:listener:touched-${counter}`;
      const run = (id: string, how: (entry: Entry) => Promise<unknown>) =>
        journal.run([newChange({ targetUrn, caller: { id, name: null, groups: [] } })], call(), async ({ entries }) => {
          await how(entries[0]!);
          return entries[0]!.id;
        });
      const refused = async (entry: Entry) => {
        (await entry.recorder.sending({ action: "UpdateListener", digest: "d" })).answered({ state: "REFUSED" });
        entry.end({ state: "FAILED", after: null, problems: [] });
      };
      expect(await latest(store, targetUrn)).toBeNull();
      await run("anna", refused);
      expect(await latest(store, targetUrn)).toBeNull();
      const done = await run("anna", async (entry) => {
        await send(entry);
        succeed(entry);
      });
      await run("bert", async (entry) => succeed(entry));
      await run("bert", refused);
      expect((await journal.listByTarget([targetUrn], { limit: 10 })).get(targetUrn)?.changes).toHaveLength(4);
      expect(await latest(store, targetUrn)).toBe(done);
      const inPart = await run("bert", async (entry) => {
        await send(entry);
        await refused(entry);
      });
      expect(await latest(store, targetUrn)).toBe(inPart);
      expect(await latest(store, targetUrn, "anna")).toBe(done);
      expect(await latest(store, targetUrn, "carl")).toBeNull();
    });
  });

  describe("a change that was made outside", () => {
    const made = (accountId: string, given: Partial<OutsideChange> = {}): OutsideChange => ({
      action: "UPDATE_LISTENER",
      accountId,
      parentUrn: `${accountId}:accelerator:ga-1`,
      targetUrn: `${accountId}:listener:lsr-1`,
      before: { name: "old" },
      after: { name: "new" },
      differences: [{ path: ["name"], before: "old", after: "new" }],
      observedAfter: 1_000,
      ...given,
    });

    it("is on record as seen, in the order in which it was, and may be one of very many", async () => {
      const { journal } = await open();
      const accountId = `outside-${randomUUID()}`;
      const keys = Array.from({ length: 250 }, (_, index) => `${accountId}:listener:${index}`);
      await journal.keepOutside(keys.map((targetUrn) => made(accountId, { targetUrn })));
      await journal.keepOutside([]);
      const { changes } = await journal.list({ accountIds: [accountId], origins: ["OUTSIDE"], limit: 500 });
      expect(changes.map(({ targetUrn }) => targetUrn)).toEqual([...keys].reverse());
      const [newest] = changes;
      expect(newest).toMatchObject({
        ...{ action: "UPDATE_LISTENER", origin: "OUTSIDE", state: "SUCCEEDED", callerId: "", startedAt: null },
        ...{ before: { name: "old" }, after: { name: "new" }, problems: [], idempotencyKey: null },
        differences: [{ path: ["name"], before: "old", after: "new" }],
        observedBetween: { after: 1_000, before: expect.any(Number) },
      });
      expect(newest!.observedBetween!.before).toBeGreaterThan(1_000);
      expect((await journal.latestByTarget([keys[3]!], null)).get(keys[3]!)).toMatchObject({ origin: "OUTSIDE" });
    });

    it("keeps no change of ours waiting, and counts for nobody", async () => {
      const { journal } = await open();
      const accountId = `outside-${randomUUID()}`;
      const parentUrn = `${accountId}:accelerator:ga-1`;
      await journal.keepOutside([made(accountId)]);
      const isFresh = await journal.run([newChange({ accountId, parentUrn })], call(), async (turn) => {
        await send(turn.entries[0]!);
        succeed(turn.entries[0]!);
        return turn.isFresh;
      });
      expect(isFresh).toBe(true);
      expect(await journal.sentSince(accountId, 0, 10)).toMatchObject([{ parentUrn, state: "SUCCEEDED" }]);
    });
  });

  describe("changes that were sent", () => {
    it("are those that are under way or have ended since, and of which the cloud refused not all", async () => {
      const { journal } = await open();
      const accountId = `sent-${randomUUID()}`;
      const sent = async (since: number, limit = 10) =>
        (await journal.sentSince(accountId, since, limit))?.map(({ id, state }) => [id, state]) ?? null;
      const run = (how: (entry: Entry) => Promise<unknown>) =>
        journal.run([newChange({ accountId })], call(), async ({ entries: [entry] }) => {
          await how(entry!);
          return entry!.id;
        });
      await journal.keepRefused(newChange({ accountId }), [], "r");
      await run(async (entry) => succeed(entry));
      await run(async (entry) => {
        (await entry.recorder.sending({ action: "UpdateListener", digest: "d" })).answered({ state: "REFUSED" });
        entry.end({ state: "FAILED", after: null, problems: [] });
      });
      expect(await sent(0)).toEqual([]);
      const first = await run(async (entry) => {
        await send(entry);
        expect(await sent(Number.MAX_SAFE_INTEGER)).toEqual([[entry.id, "RUNNING"]]);
        succeed(entry);
      });
      const settledAt = (await journal.sentSince(accountId, 0, 10))![0]!.settledAt!;
      expect(await sent(settledAt)).toEqual([]);
      expect(await sent(settledAt - 1)).toEqual([[first, "SUCCEEDED"]]);
      const second = await run(async (entry) => {
        await send(entry);
        entry.end({ state: "OUTCOME_UNKNOWN", after: null, problems: [] });
      });
      expect(await sent(0)).toEqual([
        [second, "OUTCOME_UNKNOWN"],
        [first, "SUCCEEDED"],
      ]);
      expect(await sent(0, 1)).toBeNull();
    });
  });

  describe("a change that was refused before it began", () => {
    it("is on record as FAILED, takes no lane and no key, and keeps nobody waiting", async () => {
      const { journal } = await open();
      const refused = newChange({
        targetUrn: `sandbox:listener:refused-${counter}`,
        caller: { id: "eve", name: null, groups: [] },
      });
      const problem = {
        sort: "input",
        code: "ACCESS_DENIED",
        message: "No.",
        path: ["input", "id"],
        isRetryable: false,
      } as const;
      await journal.keepRefused(refused, [problem], "request-7");
      const { changes } = await journal.list({ targetUrn: refused.targetUrn!, limit: 10 });
      expect(changes).toMatchObject([
        {
          state: "FAILED",
          callerId: "eve",
          problems: [problem],
          requestId: "request-7",
          startedAt: null,
          idempotencyKey: null,
        },
      ]);
      expect(changes[0]!.finishedAt).not.toBeNull();
      const made = await journal.run(
        [{ ...refused, targetUrn: null }],
        call(),
        async ({ entries: [entry], isFresh }) => {
          await send(entry!);
          succeed(entry!);
          return isFresh;
        },
      );
      expect(made).toBe(true);
    });
  });

  describe("a change", () => {
    it("is on record before it is sent, and with its end afterwards", async () => {
      const { journal } = await open();
      const change = newChange({
        idempotencyKey: `key-${counter}`,
        caller: { id: "anna", name: "Anna", groups: ["ops"] },
      });
      let id = "";
      await journal.run([change], call(), async ({ entries: [entry], isFresh }) => {
        expect(isFresh).toBe(true);
        id = entry!.id;
        entry!.found({ name: "old" }, [{ path: ["name"], before: "old", after: "new" }]);
        expect(entry!.record).toBeNull();
        const sent = await entry!.recorder.sending({ action: "UpdateListener", digest: "d" });
        expect(await journal.find(id)).toMatchObject({ state: "RUNNING", before: { name: "old" }, finishedAt: null });
        expect((await journal.callsOf([id])).get(id)).toMatchObject([{ n: 1, state: "SENT", token: sent.token }]);
        sent.answered({ state: "DONE", requestId: "r-1" });
        succeed(entry!);
      });
      expect(await journal.find(id)).toMatchObject({
        state: "SUCCEEDED",
        callerId: "anna",
        callerName: "Anna",
        callerGroups: ["ops"],
        input: { name: "new" },
        after: { name: "new" },
        epoch: 1,
      });
      expect((await journal.callsOf([id])).get(id)).toMatchObject([{ state: "DONE", requestId: "r-1" }]);
      expect(await journal.findByKey("anna", change.idempotencyKey!)).toMatchObject({ id });
      expect(await journal.findByKey("bert", change.idempotencyKey!)).toBeNull();
    });

    it("that did nothing is kept when it succeeded, and not when it was refused", async () => {
      const { journal } = await open();
      const ids = await Promise.all(
        (["SUCCEEDED", "FAILED"] as const).map((state) =>
          journal.run([newChange()], call(), async ({ entries: [entry] }) => {
            entry!.end({ state, after: null, problems: [] });
            return entry!.id;
          }),
        ),
      );
      expect(await Promise.all(ids.map((id) => journal.find(id)))).toMatchObject([{ state: "SUCCEEDED" }, null]);
    });

    it("is refused when its key is another change's, and sends nothing", async () => {
      const { journal } = await open();
      const keyed = { idempotencyKey: `taken-${counter}` };
      const first = await journal.run([newChange(keyed)], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
        return entry!.id;
      });
      let sent = 0;
      const second = journal.run([newChange(keyed)], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        sent += 1;
      });
      const taken = await second.catch((error: unknown) => error);
      expect(taken).toBeInstanceOf(KeyTaken);
      expect((taken as KeyTaken).by.id).toBe(first);
      expect(sent).toBe(0);
    });

    it("may have others that go along with it, each with its own end", async () => {
      const { journal } = await open();
      const parentUrn = `sandbox:accelerator:group-${counter}`;
      const changes = [newChange({ parentUrn }), newChange({ parentUrn, targetUrn: null })];
      const ids = await journal.run(changes, call(), async ({ entries }) => {
        await send(entries[1]!, "CreateListeners");
        succeed(entries[0]!);
        entries[1]!.end({ state: "OUTCOME_UNKNOWN", after: null, problems: [] });
        return entries.map(({ id }) => id);
      });
      const [leader, follower] = await Promise.all(ids.map((id) => journal.find(id)));
      expect(leader).toMatchObject({ state: "SUCCEEDED", leaderId: null });
      expect(follower).toMatchObject({ state: "OUTCOME_UNKNOWN", leaderId: leader!.id });
      expect([...(await journal.callsOf(ids)).keys()]).toEqual([follower!.id]);
    });
  });

  describe("a lane", () => {
    it("has one change at a time, in the order in which they came", async () => {
      const { journal } = await open();
      const parentUrn = `sandbox:accelerator:lane-${counter}`;
      const events: string[] = [];
      await Promise.all(
        ["a", "b", "c"].map((name) =>
          journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
            events.push(`${name} starts`);
            await send(entry!);
            await send(entry!, "Another");
            events.push(`${name} ends`);
            succeed(entry!);
          }),
        ),
      );
      expect(events).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
    });

    it("has what a change found on record before anything of it is sent, also where it had to wait", async () => {
      const { journal } = await open();
      const parentUrn = `sandbox:accelerator:found-${counter}`;
      const told = { before: { name: "old" }, differences: [{ path: ["name"], before: "old", after: "new" }] };
      let second: Promise<unknown> = Promise.resolve();
      await journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        second = journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
          entry!.found(told.before, told.differences);
          await send(entry!);
          const found = await journal.find(entry!.id);
          // What a later process finds, when it resumes the change, is what the change made itself.
          entry!.found({ name: "half" }, []);
          succeed(entry!);
          return [found, entry!.id];
        });
        succeed(entry!);
      });
      const [found, id] = (await second) as [object, string];
      expect(found).toMatchObject({ state: "RUNNING", ...told });
      expect(await journal.find(id)).toMatchObject({ state: "SUCCEEDED", ...told });
    });

    it("refuses those for whom there is no time left, and keeps nothing of them", async () => {
      const { journal } = await open();
      const parentUrn = `sandbox:accelerator:late-${counter}`;
      await journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        const late = journal.run([newChange({ parentUrn })], call(50), async () => "ran");
        expect(await late.catch(codeOf)).toBe("PARENT_BUSY");
        succeed(entry!);
      });
      const { changes } = await journal.list({ parentUrn, limit: 10 });
      expect(changes).toMatchObject([{ state: "SUCCEEDED" }]);
    });

    it("takes no more than may wait", async () => {
      const { journal } = await open({ maxQueued: 1 });
      const parentUrn = `sandbox:accelerator:full-${counter}`;
      const run = () =>
        journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
          await send(entry!);
          succeed(entry!);
          return "done";
        });
      expect(await Promise.all([run(), run(), run().catch(codeOf)])).toEqual(["done", "done", "PARENT_BUSY"]);
    });
  });

  describe("a change in the background", () => {
    it("is made by whoever resumes, and can be followed to its end", async () => {
      const { journal } = await open();
      const adopted: Adopted[] = [];
      journal.resumeBy(async (one) => {
        adopted.push(one);
        await send(one.entries[0]!);
        succeed(one.entries[0]!);
      });
      const { id, state } = await journal.enqueue(newChange());
      expect(state).toBe("QUEUED");
      expect(await journal.ended(id, call())).toMatchObject({ id, state: "SUCCEEDED", isBackground: true });
      expect(adopted).toMatchObject([{ change: { id, state: "RUNNING" }, calls: [] }]);
    });

    it("can be taken back while it waits", async () => {
      const { journal } = await open();
      const parentUrn = `sandbox:accelerator:cancel-${counter}`;
      let made = 0;
      journal.resumeBy(async () => {
        made += 1;
      });
      await journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        const { id } = await journal.enqueue(newChange({ parentUrn }));
        expect(await journal.cancel(id)).toMatchObject({ id, state: "CANCELLED" });
        succeed(entry!);
      });
      expect(await journal.cancel("no such change")).toBeNull();
      expect(made).toBe(0);
    });
  });

  it("a change whose outcome is not known is looked at again, with what was sent for it", async () => {
    const { journal } = await open();
    const [id, token] = await journal.run(
      [newChange({ action: "CREATE_LISTENER" })],
      call(),
      async ({ entries: [entry] }) => {
        const { token } = await entry!.recorder.sending({ action: "CreateListener", digest: "same" });
        entry!.end({ state: "OUTCOME_UNKNOWN", after: null, problems: [] });
        return [entry!.id, token] as const;
      },
    );
    journal.resumeBy(async ({ calls, entries: [entry] }) => {
      expect(calls).toMatchObject([{ action: "CreateListener", state: "SENT", token }]);
      // The same request goes out with the same token.
      expect(await send(entry!, "CreateListener", "same")).toBe(token);
      expect(await send(entry!, "CreateListener", "other")).not.toBe(token);
      succeed(entry!);
    });
    expect(await journal.recheck(id, call())).toMatchObject({ id, state: "SUCCEEDED", epoch: 2 });
  });

  it("changes are listed newest first, page after page, by what they are asked for by", async () => {
    const { journal } = await open();
    const accountId = `listed-${counter}`;
    const states = ["SUCCEEDED", "FAILED", "SUCCEEDED", "OUTCOME_UNKNOWN"] as const;
    for (const state of states)
      await journal.run([newChange({ accountId })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        entry!.end({ state, after: null, problems: [] });
      });
    const all = await journal.list({ accountIds: [accountId], limit: 10 });
    expect(all.changes.map(({ state }) => state)).toEqual([...states].reverse());
    const first = await journal.list({ accountIds: [accountId], limit: 3 });
    expect(first).toMatchObject({ hasMore: true, changes: all.changes.slice(0, 3) });
    const rest = await journal.list({ accountIds: [accountId], limit: 3, beforeSeq: first.changes.at(-1)!.seq });
    expect(rest).toEqual({ hasMore: false, changes: all.changes.slice(3) });
    const ok = await journal.list({ accountIds: [accountId], states: ["SUCCEEDED"], limit: 10 });
    expect(ok.changes).toHaveLength(2);
    expect((await journal.list({ accountIds: [], limit: 10 })).changes).toEqual([]);
  });

  followingContract(open, isShared);
  if (isShared) sharedStoreContract(open);
}

function sharedStoreContract(open: (given?: Partial<OpenOptions>) => Promise<Store>): void {
  describe("two processes on one store", () => {
    it("have one change at a time in a lane between them, and each knows what the other did", async () => {
      const stores = await Promise.all([open(), open()]);
      const parentUrn = `sandbox:accelerator:two-${counter}`;
      let value = 0;
      let atWork = 0;
      let most = 0;
      const add = ({ journal }: Store) => {
        let read = value;
        return journal.run(
          [newChange({ parentUrn, readAt: Date.now() })],
          call(),
          async ({ entries: [entry], isFresh }) => {
            if (!isFresh) read = value;
            await send(entry!);
            atWork += 1;
            most = Math.max(most, atWork);
            await new Promise((resolve) => setImmediate(resolve));
            value = read + 1;
            atWork -= 1;
            succeed(entry!);
          },
        );
      };
      // One after the other in each process, so that both come to an empty lane again and again.
      await Promise.all(
        stores.map(async (store) => {
          for (let round = 0; round < 15; round += 1) await add(store);
        }),
      );
      expect({ value, most }).toEqual({ value: 30, most: 1 });
    });

    it("forget what they have read of an account before they decide on a change anew", async () => {
      const [one, other] = await Promise.all([open(), open()]);
      const [parentUrn, accountId] = [`sandbox:accelerator:stale-${counter}`, `stale-${counter}`];
      const readAt = Date.now();
      await other.journal.run([newChange({ parentUrn, accountId })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
      });
      const order: string[] = [];
      one.journal.onChangedElsewhere((id) => order.push(`forgets ${id}`));
      const change = newChange({ parentUrn, accountId, readAt });
      await one.journal.run([change], call(), async ({ entries: [entry], isFresh }) => {
        order.push(isFresh ? "decides" : "decides anew");
        await send(entry!);
        succeed(entry!);
      });
      expect(order.slice(-2)).toEqual([`forgets ${accountId}`, "decides anew"]);
    });

    it("decide anew on a change that had nothing to send while the other process was at work", async () => {
      const [one, other] = await Promise.all([open(), open()]);
      const parentUrn = `sandbox:accelerator:unsent-${counter}`;
      const order: string[] = [];
      let begun: Promise<void> | undefined;
      await other.journal.run([newChange({ parentUrn })], call(), async ({ entries: [half] }) => {
        await send(half!);
        await new Promise<void>((hasDecided) => {
          begun = one.journal.run(
            [newChange({ parentUrn, readAt: Date.now() })],
            call(),
            async ({ entries: [entry], isFresh }) => {
              order.push(isFresh ? "finds half of it done" : "finds all of it done");
              succeed(entry!);
              hasDecided();
            },
          );
        });
        order.push("does the other half");
        await send(half!);
        succeed(half!);
      });
      await begun;
      expect(order).toEqual(["finds half of it done", "does the other half", "finds all of it done"]);
    });

    it("make one change of a hundred with the same key", async () => {
      const stores = await Promise.all([open(), open()]);
      const keyed = { idempotencyKey: `hundred-${counter}`, parentUrn: `sandbox:accelerator:hundred-${counter}` };
      let sent = 0;
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          stores[index % 2]!.journal.run([newChange(keyed)], call(), async ({ entries: [entry] }) => {
            await send(entry!);
            sent += 1;
            succeed(entry!);
            return "made";
          }).catch((error: unknown) => (error instanceof KeyTaken ? "taken" : error)),
        ),
      );
      expect(sent).toBe(1);
      expect(outcomes.filter((outcome) => outcome === "made")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome !== "made" && outcome !== "taken")).toEqual([]);
    });

    it("take over what a stopped one left, which cannot continue it then", async () => {
      const [stopped, other] = await Promise.all([
        open({ clock: stoppedClock, takeOverAfterMs: 300 }),
        open({ takeOverAfterMs: 300 }),
      ]);
      const parentUrn = `sandbox:accelerator:stopped-${counter}`;
      other.journal.resumeBy(async ({ calls, entries: [entry] }) => {
        expect(calls).toMatchObject([{ action: "CreateListener", state: "SENT" }]);
        entry!.end({ state: "SUCCEEDED", after: { name: "found" }, problems: [] });
      });
      const outcome = await stopped.journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
        await entry!.recorder.sending({ action: "CreateListener", digest: "d" });
        const waited = await other.journal.run([newChange({ parentUrn })], call(), async ({ entries: [next] }) => {
          await send(next!);
          expect(await other.journal.find(entry!.id)).toMatchObject({ state: "SUCCEEDED", epoch: 2 });
          succeed(next!);
          return "waited";
        });
        expect(() => entry!.recorder.requireHold()).toThrow(ProblemError);
        const again = await entry!.recorder.sending({ action: "Second", digest: "d" }).catch(codeOf);
        return [waited, again, entry!.id] as const;
      });
      expect(outcome.slice(0, 2)).toEqual(["waited", "PARENT_BUSY"]);
      expect(await other.journal.find(outcome[2])).toMatchObject({ state: "SUCCEEDED", after: { name: "found" } });
      expect((await other.journal.callsOf([outcome[2]])).get(outcome[2])).toHaveLength(1);
    });

    it("end what was never sent when its process is gone, and resume what was in the background", async () => {
      // Its own change is nobody else's, however slow this machine is.
      const gone = await open({ takeOverAfterMs: 60_000 });
      const { id } = await gone.journal.enqueue(newChange({ parentUrn: `sandbox:accelerator:gone-${counter}` }));
      await gone.journal.ended(id, call());
      const other = await open({ takeOverAfterMs: 200 });
      other.journal.resumeBy(async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
      });
      const parentUrn = `sandbox:accelerator:waits-${counter}`;
      const left = await gone.journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
        return gone.journal.enqueue(newChange({ parentUrn }));
      });
      expect(await other.journal.ended(left.id, call())).toMatchObject({ isBackground: true });
    });

    it("hear of what the other has ended in an account", async () => {
      const [one, other] = await Promise.all([open(), open()]);
      const accountId = `heard-${counter}`;
      const heard = new Promise<void>((resolve) => {
        other.journal.onChangedElsewhere((changed) => changed === accountId && resolve());
      });
      one.journal.onChangedElsewhere((changed) => expect(changed).not.toBe(accountId));
      await one.journal.run([newChange({ accountId })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
      });
      await heard;
    });

    it("go on at once with what a stopping one leaves, which sends nothing more of it", async () => {
      const [stopping, other] = await Promise.all([
        open({ takeOverAfterMs: 600_000 }),
        open({ takeOverAfterMs: 600_000 }),
      ]);
      let sendNext: () => void = () => undefined;
      const next = new Promise<void>((resolve) => {
        sendNext = resolve;
      });
      let isSent: () => void = () => undefined;
      const sent = new Promise<void>((resolve) => {
        isSent = resolve;
      });
      const second = new Promise<unknown>((resolve) => {
        stopping.journal.resumeBy(async ({ wasLeft, entries: [entry] }) => {
          expect(wasLeft).toBe(false);
          await send(entry!);
          isSent();
          await next;
          resolve(await send(entry!, "Second").catch(codeOf));
        });
      });
      const left = await stopping.journal.enqueue(newChange());
      await sent;
      const closed = stopping.close();
      other.journal.resumeBy(async ({ wasLeft, change, calls, entries: [entry] }) => {
        expect([wasLeft, change.id]).toEqual([true, left.id]);
        expect(calls).toMatchObject([{ action: "UpdateListener", state: "DONE" }]);
        await send(entry!, "Third");
        succeed(entry!);
      });
      await closed;
      expect(await other.journal.ended(left.id, call())).toMatchObject({ state: "SUCCEEDED", epoch: 2 });
      sendNext();
      expect(await second).toBe("PARENT_BUSY");
      const calls = (await other.journal.callsOf([left.id])).get(left.id)!;
      expect(calls.map(({ action }) => action)).toEqual(["UpdateListener", "Third"]);
    });

    it("keep off what a stopping one has sent and has no answer to", async () => {
      const [stopping, other] = await Promise.all([
        open({ takeOverAfterMs: 600_000 }),
        open({ takeOverAfterMs: 600_000 }),
      ]);
      const parentUrn = `sandbox:accelerator:unanswered-${counter}`;
      other.journal.resumeBy(async ({ entries: [entry] }) => succeed(entry!));
      let id = "";
      await new Promise<void>((resolve) => {
        void stopping.journal.run([newChange({ parentUrn })], call(), async ({ entries: [entry] }) => {
          await entry!.recorder.sending({ action: "CreateListener", digest: "d" });
          id = entry!.id;
          resolve();
          await new Promise(() => undefined);
        });
      });
      await stopping.close();
      const behind = other.journal.run([newChange({ parentUrn })], call(2_000), async ({ entries: [entry] }) =>
        send(entry!),
      );
      expect(await behind.catch(codeOf)).toBe("PARENT_BUSY");
      expect(await other.journal.find(id)).toMatchObject({ state: "RUNNING", epoch: 1 });
    });

    it("wait for what they have taken on when they stop, and take nothing more on", async () => {
      const [stopping, other] = await Promise.all([open(), open()]);
      const events: string[] = [];
      let finish: () => void = () => undefined;
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      let isSent: () => void = () => undefined;
      const sent = new Promise<void>((resolve) => {
        isSent = resolve;
      });
      stopping.journal.resumeBy(async ({ entries: [entry] }) => {
        await send(entry!);
        isSent();
        await finished;
        events.push("ended");
        succeed(entry!);
      });
      const { id } = await stopping.journal.enqueue(newChange());
      await sent;
      const drained = stopping.drain(600_000).then(() => events.push("drained"));
      const later = await stopping.journal.enqueue(newChange());
      finish();
      await drained;
      expect(events).toEqual(["ended", "drained"]);
      expect(await other.journal.find(id)).toMatchObject({ state: "SUCCEEDED" });
      expect(await other.journal.find(later.id)).toMatchObject({ state: "QUEUED", epoch: 0 });
      let hurry: () => void = () => undefined;
      const hurried = new Promise<void>((resolve) => {
        hurry = resolve;
      });
      hurry();
      await stopping.drain(600_000, hurried);
    });
  });
}
