import { describe, expect, it } from "vitest";
import { JointReads } from "../../../src/inventory/watch/joint-reads.js";
import { WATCHED_LISTENERS } from "../../../src/inventory/watch/watched-kinds.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import type { ResourceRef } from "../../../src/model/resource-ref.js";
import type { ConnectedAccount } from "../../../src/providers/accounts.js";
import { providers } from "../../../src/providers/registry.js";
import { type Call, startCall } from "../../../src/transport/call.js";
import { systemClock } from "../../../src/transport/clock.js";
import { connectSandboxed, type SandboxedProvider } from "../../support/sandboxed-provider.js";
import { silentLog } from "../../support/silent-log.js";
import { settled, VirtualClock } from "../../transport/virtual-clock.js";

interface Thing {
  readonly ref: ResourceRef;
  readonly nativeId: string;
  readonly state: string;
}
const refOf = (key: string): ResourceRef => ({ accountId: "a", kind: "listener", key });
const connected = { account: { id: "a" }, service: {} } as unknown as ConnectedAccount;

/** A cloud whose reads are answered one by one, on request. */
function lab() {
  const clock = new VirtualClock();
  const reads: { keys: string; call: Call; answer(states: Record<string, string | ProblemError>): void }[] = [];
  const joint = new JointReads<Thing>(
    {
      read: (_service, refs, call) =>
        new Promise((resolve, reject) => {
          call.signal.addEventListener("abort", () => reject(call.signal.reason));
          reads.push({
            keys: refs.map(({ key }) => key).join(" "),
            call,
            answer: (states) =>
              resolve(
                new Map(
                  Object.entries(states).map(([key, state]) => [
                    key,
                    state instanceof ProblemError ? state : { ref: refOf(key), nativeId: key, state },
                  ]),
                ),
              ),
          });
        }),
    },
    clock,
    () => undefined,
  );
  const told: string[] = [];
  function read(key: string, timeoutMs = 60_000, leaving?: AbortSignal): Promise<void> {
    const call = startCall({ requestId: key, log: silentLog, timeoutMs, clock, clientSignal: leaving });
    return joint.read(connected, refOf(key), call).then(
      (thing) => void told.push(`${key}: ${thing?.state ?? "none"}`),
      (error: ProblemError) => void told.push(`${key}: ${error.code}`),
    );
  }
  return { clock, reads, read, told };
}

describe("reads of those who wait", () => {
  it("that begin together are one, and each has its own outcome", async () => {
    const { clock, reads, read, told } = lab();
    const all = [read("one"), read("two"), read("one"), read("gone"), read("odd")];
    await clock.advance(10);
    expect(reads.map(({ keys }) => keys)).toEqual(["one two gone odd"]);
    reads[0]!.answer({ one: "1", two: "2", odd: new ProblemError({ code: "UNREADABLE", message: "Odd." }) });
    await Promise.all(all);
    expect(told.sort()).toEqual(["gone: none", "odd: UNREADABLE", "one: 1", "one: 1", "two: 2"]);
  });

  it("are never answered with what was asked for before they began", async () => {
    const { clock, reads, read, told } = lab();
    const early = read("one");
    await clock.advance(10);
    const late = read("one");
    await clock.advance(10);
    expect(reads.map(({ keys }) => keys)).toEqual(["one", "one"]);
    reads[1]!.answer({ one: "new" });
    await late;
    reads[0]!.answer({ one: "old" });
    await early;
    expect(told).toEqual(["one: new", "one: old"]);
  });

  it("end for each at its own deadline or when its client leaves, and for the cloud when nobody is left", async () => {
    const { clock, reads, read, told } = lab();
    const leaving = new AbortController();
    const all = [read("one", 1_000), read("two", 5_000), read("three", 5_000, leaving.signal)];
    await clock.advance(10);
    const { call } = reads[0]!;
    expect([call.isPatient ?? false, call.deadlineAt - clock.now()]).toEqual([false, 4_990]);
    await clock.advance(1_000);
    leaving.abort(new Error("gone"));
    await settled();
    expect([told, call.signal.aborted]).toEqual([["one: TIMED_OUT", "three: TIMED_OUT"], false]);
    await clock.advance(4_000);
    await Promise.all(all);
    expect([told.at(-1), call.signal.aborted]).toEqual(["two: TIMED_OUT", true]);
    const again = read("one");
    await clock.advance(10);
    reads[1]!.answer({ one: "1" });
    await again;
    expect([reads[1]!.keys, told.at(-1)]).toEqual(["one", "one: 1"]);
  });
});

describe.each(providers)("ten who wait for listeners of $title", (manifest) => {
  it("cost fewer calls than they would alone, and for the same listener those of one", async () => {
    const provider = (await connectSandboxed(manifest, { isUnlimited: true })) as unknown as SandboxedProvider<never>;
    try {
      const { service, account, cloud, call } = provider;
      const { items } = await service.listListeners({}, { after: null, limit: 10 }, call());
      const at = { service, account } as unknown as ConnectedAccount;
      const joint = new JointReads(WATCHED_LISTENERS, systemClock, () => undefined);
      const cost = async (refs: readonly ResourceRef[]) => {
        cloud.clearCalls();
        const found = await Promise.all(refs.map((ref) => joint.read(at, ref, call())));
        expect(found.map((one) => one?.ref.key)).toEqual(refs.map(({ key }) => key));
        return cloud.countCalls();
      };
      const refs = items.map(({ ref }) => ref);
      let alone = 0;
      for (const ref of refs) alone += await cost([ref]);
      expect(await cost(refs)).toBeLessThan(alone);
      expect(await cost(Array.from({ length: 10 }, () => refs[0]!))).toBe(await cost([refs[0]!]));
    } finally {
      await provider.stop();
    }
  });
});
