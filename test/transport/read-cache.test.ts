import { afterEach, describe, expect, it } from "vitest";
import { startCall } from "../../src/transport/call.js";
import { silentLog } from "../support/silent-log.js";
import { answer, cleanUp, connect, create, problemOf, put, read, startCloud } from "./cloud-under-test.js";

afterEach(cleanUp);

/** Seconds after a change until answers are kept again, and a bit. */
const SETTLED = 31;

/** A clock that stands where it is put; timers run on real time. */
function startClock() {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead * 1000,
    sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms).unref()),
    advance: (seconds: number) => {
      ahead += seconds;
    },
  };
}

async function start(readCacheSeconds?: number) {
  const cloud = await startCloud((response, n) => answer(response, n === 99 ? 404 : 200, { n }));
  const clock = startClock();
  const connected = connect(cloud.endpoint, { readCacheSeconds, clock });
  const query = () => startCall({ requestId: "q", log: silentLog, timeoutMs: 5_000, clock, acceptsKept: true });
  const ask = async (request = read) => (await connected.client.send(request, query())).json;
  return { ...connected, cloud, clock, query, ask };
}

describe("answers that are kept", () => {
  it("are none unless the account says so", async () => {
    const { ask, spared } = await start();
    expect([await ask(), await ask()]).toEqual([{ n: 1 }, { n: 2 }]);
    expect(spared).toEqual([]);
  });

  it("spare the cloud the same read for so many seconds, and are counted", async () => {
    const { ask, cloud, clock, spared } = await start(5);
    expect([await ask(), await ask()]).toEqual([{ n: 1 }, { n: 1 }]);
    clock.advance(4);
    expect(await ask()).toEqual({ n: 1 });
    expect(cloud.received).toHaveLength(1);
    expect(spared).toEqual(Array(2).fill({ provider: "TEST_CLOUD", accountId: "main", action: "Read" }));
    clock.advance(2);
    expect(await ask()).toEqual({ n: 2 });
  });

  it("differ by everything that is sent", async () => {
    const { ask, cloud } = await start(5);
    await ask();
    await ask({ ...read, query: { page: 2 } });
    await ask({ ...read, headers: { "x-region": "a" } });
    expect(cloud.received).toHaveLength(3);
  });

  it("are never given to a change, which has to see what is there", async () => {
    const { ask, client, call } = await start(5);
    await ask();
    expect((await client.send(read, call())).json).toEqual({ n: 2 });
  });

  it.each([
    ["was made", put, 2],
    ["failed", { ...create, path: "/nowhere" }, 99],
  ])("are forgotten at once when a change of ours %s", async (_how, change, nth) => {
    const { ask, client, call, cloud } = await start(60);
    await ask();
    if (nth === 99) {
      while (cloud.received.length < 98) await client.send(read, call());
      await problemOf(client.send(change, call()));
    } else await client.send(change, call());
    const seen = cloud.received.length;
    expect(await ask()).toEqual({ n: seen + 1 });
  });

  it("are not kept while a change settles", async () => {
    const { ask, client, call, clock } = await start(60);
    await client.send(put, call());
    expect([await ask(), await ask()]).toEqual([{ n: 2 }, { n: 3 }]);
    clock.advance(SETTLED);
    expect([await ask(), await ask()]).toEqual([{ n: 4 }, { n: 4 }]);
  });

  it("do not come from a read that began before a change and ended after it", async () => {
    const slow: (() => void)[] = [];
    const cloud = await startCloud((response, n) => {
      if (n === 1) slow.push(() => answer(response, 200, { n }));
      else answer(response, 200, { n });
    });
    const clock = startClock();
    const { client, call } = connect(cloud.endpoint, { readCacheSeconds: 60, clock });
    const query = () => startCall({ requestId: "q", log: silentLog, timeoutMs: 90_000, clock, acceptsKept: true });
    const early = client.send(read, query());
    while (slow.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await client.send(put, call());
    clock.advance(SETTLED);
    slow[0]!();
    expect((await early).json).toEqual({ n: 1 });
    expect((await client.send(read, query())).json).toEqual({ n: 3 });
  });
});
