import { afterEach, describe, expect, it } from "vitest";
import { createRateLimit } from "../../src/transport/rate-limit.js";
import { answer, cleanUp, connect, problemOf, read, startCloud } from "./cloud-under-test.js";
import { settled, VirtualClock } from "./virtual-clock.js";

afterEach(cleanUp);

function limited(rate: number) {
  const clock = new VirtualClock();
  const limit = createRateLimit({ "*": rate }, clock);
  const start = clock.now();
  const turns: string[] = [];
  const turn = (name: string, isPatient: boolean, seconds = 60) => {
    const signal = new AbortController().signal;
    const call = { deadlineAt: clock.now() + seconds * 1000, signal, isPatient };
    return limit.turn("Read", call).then(() => turns.push(`${name}@${clock.now() - start}`));
  };
  return { clock, limit, turns, turn };
}

describe("a patient call", () => {
  it("leaves a quarter of each interval to others", async () => {
    const { clock, turns, turn } = limited(8);
    for (let n = 0; n < 14; n += 1) void turn(`p${n}`, true);
    await settled();
    expect(turns).toHaveLength(6);
    void turn("a", false);
    void turn("b", false);
    await settled();
    expect(turns.slice(6)).toEqual(["a@0", "b@0"]);
    await clock.advance(999);
    expect(turns).toHaveLength(8);
    await clock.advance(1);
    expect(turns.slice(8)).toEqual(["p6@1000", "p7@1000", "p8@1000", "p9@1000", "p10@1000", "p11@1000"]);
  });

  it("never takes the last free start of an interval, and starts only when no other waits", async () => {
    const { clock, turns, turn } = limited(2);
    void turn("p1", true);
    void turn("p2", true);
    await settled();
    expect(turns).toEqual(["p1@0"]);
    for (const name of ["a", "b", "c", "d"]) void turn(name, false);
    await clock.advance(10_000);
    expect(turns).toEqual(["p1@0", "a@0", "b@1000", "c@1000", "d@2000", "p2@3000"]);
  });

  it("waits for an interval without any start where there is one start in each", async () => {
    const { clock, turns, turn } = limited(1);
    void turn("a", false);
    void turn("p1", true);
    void turn("p2", true);
    await clock.advance(1_500);
    void turn("b", false);
    await clock.advance(10_000);
    expect(turns).toEqual(["a@0", "b@1500", "p1@3500", "p2@5500"]);
  });

  it("does not make others wait longer than they would without it", async () => {
    const { clock, limit, turns, turn } = limited(2);
    for (let n = 0; n < 5; n += 1) void turn(`p${n}`, true);
    await settled();
    expect(limit.leastTimeFor("Read", 1)).toBe(0);
    expect(limit.leastTimeFor("Read", 2)).toBe(1000);
    void turn("a", false);
    await clock.advance(0);
    expect(turns).toEqual(["p0@0", "a@0"]);
  });

  it("has two requests under way at a time, while others have as many as they ask for", async () => {
    const open: (() => void)[] = [];
    const cloud = await startCloud((response) => open.push(() => answer(response, 200)));
    const { client, call } = connect(cloud.endpoint);
    const patient = { ...call(), isPatient: true };
    const until = async (count: number) => {
      while (cloud.received.length < count) await new Promise((resolve) => setImmediate(resolve));
    };
    const sent = Array.from({ length: 4 }, (_, n) => client.send({ ...read, path: `/patient/${n}` }, patient));
    const others = Array.from({ length: 3 }, (_, n) => client.send({ ...read, path: `/other/${n}` }, call()));
    await until(5);
    expect(cloud.received.filter(({ url }) => url.startsWith("/patient"))).toHaveLength(2);
    for (const respond of open.splice(0)) respond();
    await Promise.all(others);
    await until(7);
    for (const respond of open.splice(0)) respond();
    await Promise.all(sent);
    expect(cloud.received.map(({ url }) => url).filter((url) => url.startsWith("/patient"))).toHaveLength(4);
  });

  it("leaves its place in the queue when it is over", async () => {
    const open: (() => void)[] = [];
    const cloud = await startCloud((response) => open.push(() => answer(response, 200)));
    const { client, call } = connect(cloud.endpoint);
    const leaving = new AbortController();
    const send = (n: number, signal?: AbortSignal) =>
      client.send({ ...read, path: `/${n}` }, { ...call(5_000, signal), isPatient: true });
    const first = [send(0), send(1)];
    const left = problemOf(send(2, leaving.signal));
    const last = send(3);
    leaving.abort();
    expect(await left).toMatchObject({ code: "TIMED_OUT" });
    while (open.length < 2) await new Promise((resolve) => setImmediate(resolve));
    for (const respond of open.splice(0)) respond();
    await Promise.all(first);
    while (open.length < 1) await new Promise((resolve) => setImmediate(resolve));
    for (const respond of open.splice(0)) respond();
    await last;
    expect(cloud.received.map(({ url }) => url)).toEqual(["/0", "/1", "/3"]);
  });

  it("ends at the first refusal for coming too often", async () => {
    const cloud = await startCloud((response) => answer(response, 429, { code: "throttled" }));
    const { client, call } = connect(cloud.endpoint);
    const problem = await problemOf(client.send(read, { ...call(), isPatient: true }));
    expect(problem.code).toBe("RATE_LIMITED");
    expect(cloud.received).toHaveLength(1);
  });

  it("takes no retries from the account's budget", async () => {
    const cloud = await startCloud((response, _n, { url }) => {
      if (url === "/up") answer(response, 200);
      else answer(response, 503, { code: "transient" });
    });
    const { client, call, retries, refusals } = connect(cloud.endpoint);
    const isPatient = true;
    for (let n = 0; n < 2; n += 1)
      await problemOf(client.send({ ...read, path: `/down/${n}` }, { ...call(10_000), isPatient }));
    expect(retries).toHaveLength(3);
    expect(refusals).toHaveLength(0);
  });

  it("does not hold up a read of the same by somebody who waits", async () => {
    const open: (() => void)[] = [];
    const cloud = await startCloud((response) => open.push(() => answer(response, 200)));
    const { client, call } = connect(cloud.endpoint, { requestsPerSecond: { "*": 1_000 } });
    const patient = Array.from({ length: 3 }, (_, n) =>
      client.send({ ...read, path: `/${n}` }, { ...call(), isPatient: true }),
    );
    const waited = client.send({ ...read, path: "/2" }, call());
    while (open.length < 3) await new Promise((resolve) => setImmediate(resolve));
    expect(cloud.received.map(({ url }) => url).sort()).toEqual(["/0", "/1", "/2"]);
    for (const respond of open.splice(0)) respond();
    await waited;
    while (open.length < 1) await new Promise((resolve) => setImmediate(resolve));
    for (const respond of open.splice(0)) respond();
    await Promise.all(patient);
  });
});
