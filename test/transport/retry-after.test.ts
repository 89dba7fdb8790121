import { afterEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../src/model/problem-error.js";
import { systemClock } from "../../src/transport/clock.js";
import { answer, cleanUp, connect, problemOf, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

/** Begins at noon of the first of March. */
const startedAt = Date.now();
const clock = { ...systemClock, now: () => Date.parse("2026-03-01T12:00:00Z") + (Date.now() - startedAt) / 100 };
const DAY = 86_400;

/** What is reported of an answer that says when to come back; there is no time to do so within the call. */
async function told(headers: Record<string, string>): Promise<number | undefined> {
  const cloud = await startCloud((response) => {
    response.sendDate = false;
    answer(response, 503, "", headers);
  });
  const { client, call } = connect(cloud.endpoint, { clock });
  return (await problemOf(client.send(read, call(150)))).retryAfterSeconds;
}

describe("Retry-After", () => {
  it.each([
    ["0", 0],
    ["30", 30],
    [" 30 ", 30],
    ["1.5", 2],
    ["99999999999", DAY],
    ["2147483648", DAY],
    ["9".repeat(400), DAY],
    ["1e3", undefined],
    ["0x10", undefined],
    ["-5", undefined],
    ["Infinity", undefined],
    ["NaN", undefined],
    ["soon", undefined],
    ["Wait 5", undefined],
    ["", undefined],
    ["Fri, 31 Dec 9999 23:59:59 GMT", DAY],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30],
    ["Sunday, 01-Mar-26 12:00:30 GMT", 30],
    ["Sun, 01 Mar 2026 11:00:00 GMT", 0],
  ])("%j asks for %s seconds by our clock where the cloud tells no time", async (value, seconds) => {
    expect(await told({ "retry-after": value })).toBe(seconds);
  });

  it("goes by the cloud's clock where it tells its time", async () => {
    const headers = { "retry-after": "Sun, 01 Mar 2026 09:00:07 GMT", date: "Sun, 01 Mar 2026 09:00:00 GMT" };
    expect(await told(headers)).toBe(7);
  });
});

describe("the seconds of a problem", () => {
  it.each([
    [1.2, 2],
    [-3, 0],
    [1e12, DAY],
    [Number.POSITIVE_INFINITY, DAY],
    [Number.NaN, undefined],
    [undefined, undefined],
  ])("%s are reported as %s, wherever they come from", (retryAfterSeconds, expected) => {
    const problem = new ProblemError({ code: "RATE_LIMITED", message: "Too fast.", retryAfterSeconds });
    expect(problem.retryAfterSeconds).toBe(expected);
    expect(problem.with({ message: "Far too fast." }).retryAfterSeconds).toBe(expected);
  });
});
