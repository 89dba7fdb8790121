import { afterEach, describe, expect, it } from "vitest";
import { createRateLimit } from "../../src/transport/rate-limit.js";
import { answer, cleanUp, connect, create, problemOf, read, startCloud } from "./cloud-under-test.js";
import { settled, VirtualClock } from "./virtual-clock.js";

afterEach(cleanUp);

function limited(rates: Record<string, number>) {
  const clock = new VirtualClock();
  const limit = createRateLimit(rates, clock);
  const start = clock.now();
  const turns: { name: string; at: number }[] = [];
  const caller = (seconds: number) => ({
    deadlineAt: clock.now() + seconds * 1000,
    signal: new AbortController().signal,
  });
  const turn = (name: string, action = "Read", call = caller(60)) =>
    limit.turn(action, call).then(() => turns.push({ name, at: clock.now() - start }));
  return { clock, limit, turns, turn, caller };
}

describe("the rate limit", () => {
  it("lets a burst through, then holds to the rate in every stretch of time, first come first served", async () => {
    const { clock, turns, turn } = limited({ Read: 3 });
    const names = ["a", "b", "c", "d", "e", "f", "g"];
    const all = names.map((name) => turn(name));
    await clock.advance(3_000);
    await Promise.all(all);
    expect(turns.map(({ name }) => name)).toEqual(names);
    expect(turns.map(({ at }) => at)).toEqual([0, 0, 0, 1000, 1000, 1000, 2000]);
  });

  it("can be less than one a second", async () => {
    const { clock, turns, turn } = limited({ Read: 0.5 });
    const all = [turn("a"), turn("b"), turn("c")];
    await clock.advance(4_000);
    await Promise.all(all);
    expect(turns.map(({ at }) => at)).toEqual([0, 2000, 4000]);
  });

  it("is counted for each action apart, * for those without a rate of their own", async () => {
    const { turns, turn } = limited({ "*": 1, Fast: 2 });
    void turn("a", "One");
    void turn("b", "Two");
    void turn("c", "Fast");
    void turn("d", "Fast");
    await settled();
    expect(turns.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  });

  it("is RATE_LIMITED at once when the turn would come too late, and takes no turn from others", async () => {
    const { clock, limit, turns, turn, caller } = limited({ Read: 1 });
    void turn("a");
    void turn("b");
    const problem = await problemOf(limit.turn("Read", caller(1.5)));
    expect(problem).toMatchObject({ code: "RATE_LIMITED", retryAfterSeconds: 2, mayHaveHappened: false });
    void turn("c");
    await clock.advance(2_000);
    expect(turns.map(({ name, at }) => `${name}@${at}`)).toEqual(["a@0", "b@1000", "c@2000"]);
  });

  it("gives the place of one who leaves to the next", async () => {
    const { clock, turns, turn, caller } = limited({ Read: 1 });
    const leaving = new AbortController();
    void turn("a");
    const left = problemOf(turn("b", "Read", { ...caller(60), signal: leaving.signal }));
    void turn("c");
    leaving.abort();
    await left;
    await clock.advance(1_000);
    expect(turns.map(({ name, at }) => `${name}@${at}`)).toEqual(["a@0", "c@1000"]);
  });

  it("does not accept a rate that lets nothing through", () => {
    expect(() => createRateLimit({ Read: 0 }, new VirtualClock())).toThrow("must be above 0");
  });

  it("holds for a client's requests, its repeats among them", async () => {
    const times: number[] = [];
    const cloud = await startCloud((response, n) => {
      times.push(performance.now());
      if (n === 1) answer(response, 503, "");
      else answer(response, 200);
    });
    const { client, call } = connect(cloud.endpoint, { requestsPerSecond: { Read: 4 } });
    await Promise.all(Array.from({ length: 5 }, (_, index) => client.send({ ...read, path: `/${index}` }, call())));
    expect(times).toHaveLength(6);
    expect(times[4]! - times[0]!).toBeGreaterThan(900);
  });

  it("tells a change that was not sent from one that was", async () => {
    const cloud = await startCloud((response) => answer(response, 200));
    const { client, call } = connect(cloud.endpoint, { requestsPerSecond: { "*": 1 } });
    await client.send(create, call());
    const problem = await problemOf(client.send(create, call(300)));
    expect(problem).toMatchObject({ code: "RATE_LIMITED", mayHaveHappened: false, provider: "TEST_CLOUD" });
    expect(problem.retryAfterSeconds).toBe(1);
    expect(cloud.received).toHaveLength(1);
  });
});
