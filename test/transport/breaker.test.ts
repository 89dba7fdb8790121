import { afterEach, describe, expect, it } from "vitest";
import { createBreaker } from "../../src/transport/breaker.js";
import { systemClock } from "../../src/transport/clock.js";
import { answer, cleanUp, connect, fastClock, problemOf, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

const ok = async () => ({ isOutage: false });
const outage = async () => ({ isOutage: true });

function shortBreaker(consecutiveFailures = 3) {
  let opened = 0;
  const onOpen = () => {
    opened += 1;
  };
  const breaker = createBreaker({ clock: systemClock, consecutiveFailures, halfOpenAfterMs: 100, onOpen });
  return { breaker, opened: () => opened };
}

describe("the breaker", () => {
  it("opens after so many failures in a row, and says how long to stay away", async () => {
    const { breaker, opened } = shortBreaker();
    await breaker.run(outage);
    await breaker.run(outage);
    await breaker.run(ok);
    await breaker.run(outage);
    await breaker.run(outage);
    expect(opened()).toBe(0);
    await breaker.run(outage);
    expect(opened()).toBe(1);
    let wasSent = false;
    const problem = await problemOf(
      breaker.run(async () => {
        wasSent = true;
        return { isOutage: false };
      }),
    );
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retryAfterSeconds: 1, mayHaveHappened: false });
    expect(wasSent).toBe(false);
    expect(() => breaker.check()).toThrow("circuit");
  });

  it("opens when most of many requests fail, though never many in a row", async () => {
    const { breaker, opened } = shortBreaker(10);
    for (let round = 0; round < 6; round += 1) for (const work of [outage, outage, ok]) await breaker.run(work);
    expect(opened()).toBe(0);
    await breaker.run(outage);
    await breaker.run(outage);
    expect(opened()).toBe(1);
  });

  it("lets one request through after a while, refuses the others at once, and closes when that one succeeds", async () => {
    const { breaker } = shortBreaker();
    for (let failure = 0; failure < 3; failure += 1) await breaker.run(outage);
    await systemClock.sleep(120);
    let finish: () => void = () => undefined;
    const probe = breaker.run(
      () =>
        new Promise<{ isOutage: boolean }>((resolve) => {
          finish = () => resolve({ isOutage: false });
        }),
    );
    expect((await problemOf(breaker.run(ok))).code).toBe("PROVIDER_UNAVAILABLE");
    finish();
    await probe;
    expect(await breaker.run(ok)).toEqual({ isOutage: false });
  });

  it("stays open for another while when that one fails", async () => {
    const { breaker, opened } = shortBreaker();
    for (let failure = 0; failure < 3; failure += 1) await breaker.run(outage);
    await systemClock.sleep(120);
    await breaker.run(outage);
    expect(opened()).toBe(2);
    expect((await problemOf(breaker.run(ok))).code).toBe("PROVIDER_UNAVAILABLE");
  });

  it("does not count work that throws", async () => {
    const { breaker, opened } = shortBreaker(1);
    await expect(breaker.run(() => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
    expect(opened()).toBe(0);
  });
});

describe("a client's breaker", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => ({ ...read, path: `/${index}` }));

  it("keeps requests away from a cloud in trouble", async () => {
    const cloud = await startCloud((response) => answer(response, 503, ""));
    const { client, call } = connect(cloud.endpoint, { clock: fastClock(10) });
    await Promise.allSettled(many(12).map((request) => client.send(request, call(60_000))));
    const before = cloud.received.length;
    const problem = await problemOf(client.send(read, call(60_000)));
    expect(problem).toMatchObject({ code: "PROVIDER_UNAVAILABLE", provider: "TEST_CLOUD" });
    expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(cloud.received).toHaveLength(before);
  });

  it("does not mind refusals, nor callers with little time", async () => {
    const cloud = await startCloud((response, n) => {
      if (n <= 15) answer(response, 404, { code: "NoSuchThing" });
      else if (n > 30) answer(response, 200);
    });
    const { client, call } = connect(cloud.endpoint, { maxConnections: 64 });
    await Promise.allSettled(many(15).map((request) => client.send(request, call())));
    await Promise.allSettled(many(15).map((request) => client.send(request, call(150))));
    expect(cloud.received).toHaveLength(30);
    expect((await client.send(read, call())).status).toBe(200);
  });
});
