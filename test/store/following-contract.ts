import { describe, expect, it } from "vitest";
import type { ChangeRecord } from "../../src/store/change-record.js";
import type { Journal } from "../../src/store/journal.js";
import type { Store } from "../../src/store/store.js";
import { type Clock, systemClock } from "../../src/transport/clock.js";
import { call, newChange, type OpenOptions, send, succeed } from "./store-contract.js";

/** The state of a change and of the requests that are recorded so far. */
async function told(journal: Journal, record: ChangeRecord): Promise<string> {
  const calls = (await journal.callsOf([record.id])).get(record.id) ?? [];
  return [record.state, ...calls.map(({ state }) => state)].join(" ");
}

/** A change that waits for another one on the same parent, until that is released. */
async function waiting(journal: Journal): Promise<{ readonly id: string; letGo(): Promise<void> }> {
  const { parentUrn, ...change } = newChange();
  let end: () => void = () => undefined;
  let isBegun: () => void = () => undefined;
  const begun = new Promise<void>((resolve) => (isBegun = resolve));
  const first = journal.run([{ ...change, parentUrn }], call(), async ({ entries: [entry] }) => {
    await send(entry!);
    isBegun();
    await new Promise<void>((resolve) => (end = resolve));
    succeed(entry!);
  });
  await begun;
  const { id } = await journal.enqueue({ ...change, parentUrn });
  return {
    id,
    letGo() {
      end();
      return first;
    },
  };
}

/** A clock without polling: every event in the test comes from a notification. */
const withoutLooks: Clock = {
  ...systemClock,
  sleep: (ms, signal, options) => systemClock.sleep(options?.isIdle ? NEVER_MS : ms, signal, options),
};
/** Longer than any test. */
const NEVER_MS = 3_600_000;

/** Following a change: what is reported, when, and until when. @param isShared whether stores can share a database */
export function followingContract(open: (given?: Partial<OpenOptions>) => Promise<Store>, isShared: boolean): void {
  describe("following a change", () => {
    it("reports the change as it is, each step as soon as it is recorded, its end, and nothing after it", async () => {
      const { journal } = await open({ clock: withoutLooks });
      const { id, letGo } = await waiting(journal);
      const steps = journal.progress(id);
      const next = async () => {
        const { value } = await steps.next();
        return value ? told(journal, value) : "over";
      };
      expect(await next()).toBe("QUEUED");
      let goOn: () => void = () => undefined;
      const isTold = () => new Promise<void>((resolve) => (goOn = resolve));
      journal.resumeBy(async ({ entries: [entry] }) => {
        await isTold();
        await send(entry!, "CreateListener");
        await isTold();
        await send(entry!, "EnableListener");
        await isTold();
        succeed(entry!);
      });
      await letGo();
      const seen = [];
      for (let step = await next(); ; step = await next()) {
        seen.push(step);
        if (step === "over") break;
        goOn();
      }
      expect(seen).toEqual([
        "RUNNING",
        "RUNNING SENT",
        // The answer to the first is recorded with the second.
        "RUNNING DONE SENT",
        "SUCCEEDED DONE DONE",
        "over",
      ]);
    });

    it("reports nothing of an unknown change, and only the end of one that has ended", async () => {
      const { journal } = await open();
      const ended = await journal.run([newChange()], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
        return entry!.id;
      });
      const [none, one] = [[], []] as ChangeRecord[][];
      for await (const change of journal.progress("nobody")) none!.push(change);
      for await (const change of journal.progress(ended)) one!.push(change);
      expect(none).toEqual([]);
      expect(one).toMatchObject([{ id: ended, state: "SUCCEEDED" }]);
    });

    it("can stop while nothing happens, and others continue to follow", async () => {
      const { journal } = await open();
      const { id, letGo } = await waiting(journal);
      const [leaves, stays] = [journal.progress(id), journal.progress(id)];
      await Promise.all([leaves.next(), stays.next()]);
      const last = leaves.next();
      await leaves.return!();
      expect(await last).toEqual({ done: true, value: undefined });
      await journal.cancel(id);
      expect((await stays.next()).value).toMatchObject({ id, state: "CANCELLED" });
      expect(await stays.next()).toEqual({ done: true, value: undefined });
      await letGo();
    });

    it.runIf(isShared)("reports what another process records of it", async () => {
      const [one, other] = await Promise.all([open(), open()]);
      const { id, letGo } = await waiting(one.journal);
      const steps = other.journal.progress(id);
      expect((await steps.next()).value).toMatchObject({ state: "QUEUED" });
      let isTold: () => void = () => undefined;
      one.journal.resumeBy(async ({ entries: [entry] }) => {
        await send(entry!);
        await new Promise<void>((resolve) => (isTold = resolve));
        succeed(entry!);
      });
      await letGo();
      const seen = [];
      for await (const change of steps) {
        seen.push(change.state);
        const calls = await other.journal.callsOf([id]);
        if (calls.size > 0) isTold();
      }
      expect(seen.at(-1)).toBe("SUCCEEDED");
      expect(seen).toContain("RUNNING");
    });

    it("reports the end to all processes, with the account", async () => {
      const stores = await Promise.all((isShared ? [1, 2] : [1]).map(() => open()));
      const accountId = `ended-${stores.length}`;
      const heard = stores.map(
        ({ journal }) =>
          new Promise<void>((resolve) => journal.onEnded((account) => account === accountId && resolve())),
      );
      await stores[0]!.journal.run([newChange({ accountId })], call(), async ({ entries: [entry] }) => {
        await send(entry!);
        succeed(entry!);
      });
      await Promise.all(heard);
    });
  });
}
