import { expect, it } from "vitest";
import { awaitActive, awaitGone } from "../../src/changes/await-active.js";
import type { ChangeRunner } from "../../src/changes/change-runner.js";
import { listenerReader } from "../../src/changes/readers.js";
import { createWatching } from "../../src/inventory/watch/create-watching.js";
import type { Listener } from "../../src/model/listener.js";
import { ProblemError } from "../../src/model/problem-error.js";
import type { ConnectedAccount } from "../../src/providers/accounts.js";
import { startCall } from "../../src/transport/call.js";
import { silentLog } from "../support/silent-log.js";
import { VirtualClock } from "../transport/virtual-clock.js";

const INTERVAL_MS = 2_000;
const STEP_MS = 10;
const START = Date.parse("2026-01-01T00:00:00Z");

/** An account whose listeners settle on request, and whose reads are noted. */
function lab() {
  const clock = new VirtualClock();
  const reads: { readonly at: number; readonly keys: readonly string[] }[] = [];
  const active = new Set<string>();
  const gone = new Set<string>();
  let failure: Error | null = null;
  const listenerOf = (key: string) =>
    ({
      ref: { accountId: "a", kind: "listener", key },
      status: active.has(key) ? "ACTIVE" : "UPDATING",
    }) as unknown as Listener;
  const service = {
    async readListeners(refs: readonly { key: string }[]) {
      reads.push({ at: (clock.now() - START) / 1000, keys: refs.map(({ key }) => key) });
      if (failure) throw failure;
      return new Map(refs.filter(({ key }) => !gone.has(key)).map(({ key }) => [key, listenerOf(key)]));
    },
  };
  const connected = { account: { id: "a" }, service, pollIntervalMs: INTERVAL_MS } as unknown as ConnectedAccount;
  const awaiting = createWatching({
    ...{ accounts: () => new Map(), access: { gateOf: () => ({}) as never }, clock, log: silentLog },
  });
  const runner = { clock, awaiting } as unknown as ChangeRunner;
  const callOf = (timeoutMs: number) => startCall({ requestId: "r", log: silentLog, timeoutMs, clock });
  return {
    ...{ reads, active, gone },
    /** Those who share a read go on one after the other, each in a turn of its own. */
    async advance(ms: number) {
      for (let at = 0; at < ms; at += STEP_MS) {
        await clock.advance(STEP_MS);
        for (let turn = 0; turn < 12; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    fail: (error: Error | null) => {
      failure = error;
    },
    wait: (key: string, timeoutMs = 30_000) =>
      awaitActive(runner, callOf(timeoutMs), connected, listenerOf(key), listenerReader, true),
    waitUntilGone: (key: string, timeoutMs = 30_000) =>
      awaitGone(runner, callOf(timeoutMs), { connected, ref: listenerOf(key).ref }, listenerReader),
  };
}

it("changes that wait for objects of one account read them together, at the account's interval", async () => {
  const { advance, reads, active, wait } = lab();
  const keys = Array.from({ length: 10 }, (_, n) => `l-${n}`);
  const waits: Promise<Listener>[] = [];
  for (const key of keys) {
    waits.push(wait(key));
    await advance(90);
  }
  await advance(7_000);
  // Each reads at once, and then all together: alone they would have sent forty.
  expect(reads.map(({ keys: some }) => some.length)).toEqual([...keys.map(() => 1), 10, 10, 10]);
  expect(reads.slice(10).map(({ at }) => at)).toEqual([2.01, 4.01, 6.01]);
  for (const key of keys) active.add(key);
  await advance(2_000);
  expect((await Promise.all(waits)).map(({ status }) => status)).toEqual(keys.map(() => "ACTIVE"));
  await advance(60_000);
  expect(reads).toHaveLength(14);
});

it("many that wait for one object cost the reads of one", async () => {
  const { advance, reads, active, wait, gone, waitUntilGone } = lab();
  const waits = Array.from({ length: 10 }, () => wait("one"));
  await advance(3_000);
  active.add("one");
  await advance(2_000);
  expect((await Promise.all(waits)).every(({ status }) => status === "ACTIVE")).toBe(true);
  expect(reads.map(({ keys }) => keys.join())).toEqual(["one", "one", "one"]);
  const deletes = Array.from({ length: 10 }, () => waitUntilGone("two"));
  await advance(2_000);
  gone.add("two");
  await advance(2_000);
  await Promise.all(deletes);
  expect(reads.slice(3).map(({ keys }) => keys.join())).toEqual(["two", "two"]);
});

it("a wait ends with what it last saw when its deadline leaves no time, whatever others wait for", async () => {
  const { advance, reads, wait } = lab();
  const ended: string[] = [];
  void wait("short", 5_000).then(({ status }) => ended.push(`short ${status}`));
  void wait("long").then(({ status }) => ended.push(`long ${status}`));
  await advance(5_000);
  expect([ended, reads.map(({ keys }) => keys.length)]).toEqual([["short UPDATING"], [2, 2, 2]]);
  await advance(30_000);
  expect(ended).toEqual(["short UPDATING", "long UPDATING"]);
});

it("a wait goes on after a failure of the cloud, and ends with an error of ours", async () => {
  const { advance, reads, active, fail, wait } = lab();
  const wanted = [wait("one"), wait("two")];
  await advance(1_000);
  fail(new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "Down.", retry: "transient" }));
  await advance(4_000);
  fail(null);
  active.add("one");
  await advance(2_000);
  expect((await wanted[0]!).status).toBe("ACTIVE");
  fail(new TypeError("An error of ours."));
  await advance(2_000);
  expect((await wanted[1]!).status).toBe("UPDATING");
  const before = reads.length;
  await advance(20_000);
  expect(reads).toHaveLength(before);
});
