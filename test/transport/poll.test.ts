import { describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import { type Call, startCall } from "../../src/transport/call.js";
import { pollUntil } from "../../src/transport/poll.js";
import { silentLog } from "../support/silent-log.js";
import { VirtualClock } from "./virtual-clock.js";

function poller(clock: VirtualClock, timeoutMs = 60_000, clientSignal?: AbortSignal) {
  const call: Call = startCall({ requestId: "request-1", log: silentLog, timeoutMs, clientSignal, clock });
  let reads = 0;
  const until = (isDone: (value: number) => boolean) =>
    pollUntil(
      async () => {
        reads += 1;
        return reads;
      },
      isDone,
      { call, clock, intervalMs: 1_000 },
    );
  return { until, reads: () => reads };
}

describe("pollUntil", () => {
  it("reads at once, then every interval until it is done", async () => {
    const clock = new VirtualClock();
    const { until, reads } = poller(clock);
    const polling = until((value) => value === 3);
    await clock.advance(1_999);
    expect(reads()).toBe(2);
    await clock.advance(1);
    expect(await polling).toBe(3);
  });

  it("answers what it last read when the deadline leaves no time for another read", async () => {
    const clock = new VirtualClock();
    const startedAt = clock.now();
    const { until } = poller(clock, 2_500);
    const polling = until(() => false).then((value) => ({ value, at: clock.now() - startedAt }));
    await clock.advance(10_000);
    expect(await polling).toEqual({ value: 3, at: 2_000 });
  });

  it("answers what it last read when the client goes", async () => {
    const clock = new VirtualClock();
    const leaving = new AbortController();
    const { until } = poller(clock, 60_000, leaving.signal);
    const polling = until(() => false);
    await clock.advance(1_500);
    leaving.abort();
    expect(await polling).toBe(2);
  });

  it("answers what it last read when the deadline comes during a read, and not that the deadline has come", async () => {
    const clock = new VirtualClock();
    const call = startCall({ requestId: "request-1", log: silentLog, timeoutMs: 2_500, clock });
    let reads = 0;
    const read = async () => {
      reads += 1;
      if (reads < 3) return reads;
      await clock.sleep(1_000);
      throw new ProblemError({ code: "TIMED_OUT", message: "No answer arrived before the deadline." });
    };
    const polling = pollUntil(read, () => false, { call, clock, intervalMs: 1_000 });
    await clock.advance(10_000);
    expect(await polling).toBe(2);
  });

  it("ends with the error of a read", async () => {
    const clock = new VirtualClock();
    const call = startCall({ requestId: "request-1", log: silentLog, timeoutMs: 1_000, clock });
    const polling = pollUntil(
      () => Promise.reject(new Error("gone")),
      () => false,
      { call, clock, intervalMs: 1_000 },
    );
    await expect(polling).rejects.toThrow("gone");
  });
});
