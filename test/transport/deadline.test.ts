import { getEventListeners } from "node:events";
import { afterEach, describe, expect, it } from "vitest";
import { startCall } from "../../src/transport/call.js";
import { silentLog } from "../support/silent-log.js";
import { afterwards, answer, cleanUp, connect, create, problemOf, put, read, startCloud } from "./cloud-under-test.js";
import { VirtualClock } from "./virtual-clock.js";

afterEach(cleanUp);

const soon = (ms = 50) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the deadline", () => {
  it.each([
    ["read", read, { code: "TIMED_OUT", mayHaveHappened: false }],
    ["once", create, { code: "TIMED_OUT", mayHaveHappened: true }],
    ["idempotent", put, { code: "OUTCOME_UNKNOWN", mayHaveHappened: true }],
  ])("ends the wait for an answer, effect %s", async (_effect, request, expected) => {
    const cloud = await startCloud(() => undefined);
    const { client, call } = connect(cloud.endpoint);
    const startedAt = Date.now();
    expect(await problemOf(client.send(request, call(200)))).toMatchObject({ ...expected, provider: "TEST_CLOUD" });
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(190);
    expect(Date.now() - startedAt).toBeLessThan(500);
  });

  it("also applies to a call whose signal never fires", async () => {
    const cloud = await startCloud(() => undefined);
    const { client, call } = connect(cloud.endpoint);
    const patient = { ...call(150), signal: new AbortController().signal };
    const startedAt = Date.now();
    expect(await problemOf(client.send(read, patient))).toMatchObject({ code: "TIMED_OUT", provider: "TEST_CLOUD" });
    expect(Date.now() - startedAt).toBeLessThan(450);
  });

  it("ends the wait for a free connection, and nothing has been sent", async () => {
    const cloud = await startCloud(() => undefined);
    const { client, call } = connect(cloud.endpoint, { maxConnections: 1 });
    const first = problemOf(client.send(create, call(600)));
    await soon();
    expect(await problemOf(client.send(create, call(150)))).toMatchObject({
      code: "TIMED_OUT",
      mayHaveHappened: false,
    });
    expect(await first).toMatchObject({ code: "TIMED_OUT", mayHaveHappened: true });
    await soon(100);
    expect(cloud.received).toHaveLength(1);
  });

  it("ends the wait for a token", async () => {
    const cloud = await startCloud((response) => answer(response, 200));
    const { client, call } = connect(cloud.endpoint, { dialect: { sign: () => new Promise(() => undefined) } });
    expect(await problemOf(client.send(create, call(150)))).toMatchObject({
      code: "TIMED_OUT",
      mayHaveHappened: false,
    });
    expect(cloud.received).toHaveLength(0);
  });
});

describe("a client that disconnects", () => {
  it("cancels a read, down to its socket", async () => {
    let closed: () => void = () => undefined;
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve;
    });
    const cloud = await startCloud((response) => response.on("close", closed));
    const { client, call } = connect(cloud.endpoint);
    const leaving = new AbortController();
    const reading = problemOf(client.send(read, call(5_000, leaving.signal)));
    await soon();
    const leftAt = Date.now();
    leaving.abort();
    expect(await reading).toMatchObject({ code: "TIMED_OUT", provider: "TEST_CLOUD" });
    await isClosed;
    expect(Date.now() - leftAt).toBeLessThan(1_000);
  });

  it("does not cancel a change that was sent", async () => {
    const cloud = await startCloud((response) => setTimeout(() => answer(response, 200), 200));
    const { client, call } = connect(cloud.endpoint);
    const leaving = new AbortController();
    const changing = client.send(create, call(5_000, leaving.signal));
    await soon(80);
    leaving.abort();
    expect((await changing).json).toEqual({ ok: true });
  });

  it.each([
    ["before it is sent", 0],
    ["while it waits for its turn", 30],
  ])("keeps a change from starting %s", async (_when, afterMs) => {
    const cloud = await startCloud((response) => answer(response, 200));
    const { client, call } = connect(cloud.endpoint, { requestsPerSecond: { "*": 1 } });
    await client.send(create, call());
    const leaving = new AbortController();
    if (afterMs === 0) leaving.abort();
    const work = problemOf(client.send(create, call(5_000, leaving.signal)));
    await soon(afterMs);
    leaving.abort();
    expect(await work).toMatchObject({ mayHaveHappened: false, provider: "TEST_CLOUD" });
    await soon(1_100);
    expect(cloud.received).toHaveLength(1);
  });
});

describe("startCall", () => {
  const options = { requestId: "request-1", log: silentLog };

  it("aborts at the deadline with a problem as the reason", async () => {
    const clock = new VirtualClock();
    const call = startCall({ ...options, timeoutMs: 1_000, clock });
    expect(call.deadlineAt).toBe(clock.now() + 1_000);
    await clock.advance(999);
    expect(call.signal.aborted).toBe(false);
    await clock.advance(1);
    expect(call.signal.reason).toMatchObject({ code: "TIMED_OUT" });
  });

  it("aborts when the client disconnects, also when it did so before", () => {
    const leaving = new AbortController();
    const call = startCall({ ...options, timeoutMs: 1_000, clientSignal: leaving.signal });
    afterwards(() => call.end());
    leaving.abort();
    expect(call.signal.reason).toMatchObject({ code: "TIMED_OUT" });
    const late = startCall({ ...options, timeoutMs: 1_000, clientSignal: leaving.signal });
    afterwards(() => late.end());
    expect(late.signal.aborted).toBe(true);
  });

  it("keeps no timer and no listener after its end, and no longer aborts", async () => {
    const clock = new VirtualClock();
    const client = new AbortController();
    const call = startCall({ ...options, timeoutMs: 1_000, clientSignal: client.signal, clock });
    call.end();
    await clock.advance(5_000);
    client.abort();
    expect(clock.sleepers).toBe(0);
    expect(getEventListeners(client.signal, "abort")).toHaveLength(0);
    expect(call.signal.aborted).toBe(false);
  });

  it("cancels what is in flight when it is given up, and keeps no timer", async () => {
    const clock = new VirtualClock();
    const call = startCall({ ...options, timeoutMs: 1_000, clock });
    call.giveUp();
    await clock.advance(1);
    expect(call.signal.reason).toMatchObject({ code: "TIMED_OUT" });
    expect(clock.sleepers).toBe(0);
  });

  it("does not keep the process alive", () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const call = startCall({ ...options, timeoutMs: 60_000 });
    afterwards(() => call.end());
    expect(timers()).toBe(before);
  });
});
