import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { allGone, refuseWhatTakesTooLong, settled, type Work } from "../../../src/providers/kit/change-steps.js";
import { type Call, startCall } from "../../../src/transport/call.js";
import { systemClock } from "../../../src/transport/clock.js";
import { createRateLimit } from "../../../src/transport/rate-limit.js";
import { silentLog } from "../../support/silent-log.js";

let call: Call & { end(): void };
beforeEach(() => {
  call = startCall({ requestId: "r", log: silentLog, timeoutMs: 5_000 });
});
afterEach(() => call.end());

const waiting = { clock: systemClock, pollIntervalMs: 10 };
/** Answers one after the other, the last one for good. */
const answers =
  <T>(...values: T[]) =>
  async () =>
    values.length > 1 ? values.shift()! : values[0]!;

describe("waiting for something to settle", () => {
  it("ends with it as it is then", async () => {
    expect(await settled(waiting, "x", answers(1, 2, 3, 4), (value) => value > 2, call, 9)).toBe(3);
  });

  it("says what is not finished when the deadline comes first", async () => {
    const late = { ...call, deadlineAt: Date.now() + 30 };
    const outcome = settled(waiting, "the pool is still being set up", answers(1), () => false, late, 9);
    await expect(outcome).rejects.toMatchObject({
      code: "TIMED_OUT",
      retry: "never",
      message: "The cloud did not finish before the deadline: the pool is still being set up.",
    });
  });
});

describe("waiting for what is deleted to be gone", () => {
  const [well, broken] = [{ id: "a" }, { id: "b" }];

  it("ends when nothing is left", async () => {
    await allGone(waiting, "things", answers([well, broken], [well], []), call);
  });

  it("ends when the cloud has given up on all that is left, and names one", async () => {
    const left = answers([well, broken], [broken]);
    const outcome = allGone(waiting, "the pool's members", left, call, ({ id }) => id === "b");
    await expect(outcome).rejects.toMatchObject({
      code: "PROVIDER_REJECTED",
      nativeId: "b",
      message: "The cloud could not delete the pool's members: b is in a failed state. Delete again to retry.",
    });
  });
});

describe("what takes longer than the deadline allows", () => {
  const clock = { ...systemClock, now: () => 1_000 };
  const rates = createRateLimit({ DeleteMember: 10, CreateMember: 10 }, clock);
  const context = { client: { leastTimeFor: rates.leastTimeFor }, clock };
  const undertake = (...work: Work[]) =>
    refuseWhatTakesTooLong(context, { what: "Setting members", path: ["members"], work }, inTime());
  const inTime = () => ({ ...call, deadlineAt: clock.now() + 4_900 });

  it("is refused with how much would do", () => {
    undertake({ action: "CreateMember", requests: 50 });
    undertake({ action: "Unlimited", requests: 5_000 });
    expect(() => undertake({ action: "CreateMember", requests: 61 })).toThrow(
      expect.objectContaining({
        code: "INVALID_INPUT",
        inputPath: ["members"],
        message: expect.stringMatching(
          /^Setting members takes 61 requests of CreateMember, which need at least 6 s at this account's rate limit; 4 s are left before the deadline\. Ask for at most 50 at once, or use a later deadline\.$/,
        ),
      }),
    );
  });

  it("is so by all that it takes, one after the other", () => {
    const work = [
      { action: "DeleteMember", requests: 31 },
      { action: "CreateMember", requests: 31 },
    ];
    for (const one of work) undertake(one);
    expect(() => undertake(...work)).toThrow(
      /takes 31 requests of DeleteMember, 31 requests of CreateMember, .* Ask for fewer at once/,
    );
  });

  it("is refused with what would do instead", () => {
    const undertaking = { what: "Deleting a pool", path: ["cascade"], instead: "Take members out first" };
    const work = [{ action: "DeleteMember", requests: 100 }];
    expect(() => refuseWhatTakesTooLong(context, { ...undertaking, work }, inTime())).toThrow(
      /Take members out first, or use a later deadline\.$/,
    );
  });
});
