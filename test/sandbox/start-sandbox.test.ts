import { afterEach, describe, expect, it } from "vitest";
import type { Fault, FaultRule } from "../../src/sandbox/faults.js";
import type { RunningCloud, Sandbox } from "../../src/sandbox/running-sandbox.js";
import { ManualClock } from "../../src/sandbox/sandbox-clock.js";
import { type SandboxOptions, startSandbox } from "../../src/sandbox/start-sandbox.js";
import { silentLog } from "../support/silent-log.js";
import { toyCloud } from "./toy-cloud.js";

const running: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.stop()));
});

async function start(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const sandbox = await startSandbox({
    clouds: [{ key: "toy", cloud: toyCloud }],
    ports: "any",
    controlPort: null,
    pace: 0,
    ...options,
  });
  running.push(sandbox);
  return sandbox;
}

async function startToy(options: Partial<SandboxOptions> = {}): Promise<RunningCloud> {
  return (await start(options)).cloud("toy");
}

const portOf = (cloud: RunningCloud) => Number(new URL(cloud.endpoint).port);

async function freePort(): Promise<number> {
  const sandbox = await start();
  await sandbox.stop();
  return portOf(sandbox.cloud("toy"));
}

const call = (cloud: RunningCloud, action: string, init?: RequestInit) => fetch(`${cloud.endpoint}/${action}`, init);
const add = (cloud: RunningCloud, fault: Fault, rest: Omit<FaultRule, "fault"> = {}) =>
  cloud.faults.add({ fault, ...rest });

describe("an emulator's server", () => {
  it("passes requests on unchanged", async () => {
    const cloud = await startToy();
    const response = await call(cloud, "echo?a=%2F&b", {
      method: "POST",
      headers: { "X-Many": "one" },
      body: new Uint8Array([0, 255]),
    });
    expect(await response.json()).toMatchObject({
      method: "POST",
      path: "/echo",
      query: "a=%2F&b",
      headers: { "x-many": "one" },
      body: "AP8=",
    });
  });

  it("writes objects as JSON, texts unchanged, and no body as no body", async () => {
    const cloud = await startToy();
    const made = await call(cloud, "make-toy", { method: "POST", body: '{"name":"ball"}' });
    expect([made.status, made.headers.get("x-made"), made.headers.get("content-type")]).toEqual([
      201,
      "toy-3",
      "application/json; charset=utf-8",
    ]);
    const text = await call(cloud, "text");
    expect([await text.text(), text.headers.get("content-type")]).toEqual(["<toys/>", "text/xml"]);
    const nothing = await call(cloud, "nothing");
    expect([nothing.status, await nothing.text(), nothing.headers.get("content-length")]).toEqual([204, "", null]);
  });

  it("dates its responses by the sandbox's clock", async () => {
    const cloud = await startToy({ clock: new ManualClock(Date.parse("2030-05-06T07:08:09Z")) });
    expect((await call(cloud, "time")).headers.get("date")).toBe("Mon, 06 May 2030 07:08:09 GMT");
  });

  it("responds in the cloud's own format when the emulator throws, and logs the cause", async () => {
    const logged: object[] = [];
    const cloud = await startToy({ log: { ...silentLog, error: (fields) => logged.push(fields) } });
    expect(await (await call(cloud, "fail")).json()).toEqual({ refused: "internal" });
    expect(logged).toMatchObject([{ cloud: "toy", action: "fail", err: new Error("the toy is broken") }]);
  });

  it("refuses bodies that are too large", async () => {
    const cloud = await startToy();
    const answer = await call(cloud, "echo", { method: "POST", body: Buffer.alloc(17 * 1024 * 1024) }).then(
      ({ status }) => status,
      () => "cut off",
    );
    expect([413, "cut off"]).toContain(answer);
    expect(cloud.calls).toEqual([]);
  });

  it("records and counts requests", async () => {
    const cloud = await startToy({ clock: new ManualClock(5) });
    await call(cloud, "list-toys");
    await call(cloud, "list-toys");
    await call(cloud, "unknown");
    expect(cloud.calls).toEqual([
      { action: "list-toys", status: 200, at: 5 },
      { action: "list-toys", status: 200, at: 5 },
      { action: "unknown", status: 404, at: 5 },
    ]);
    expect([cloud.countCalls(), cloud.countCalls("list-toys"), cloud.countCalls("time")]).toEqual([3, 2, 0]);
    cloud.clearCalls();
    expect([cloud.calls, cloud.countCalls()]).toEqual([[], 0]);
  });
});

describe("a transport fault", () => {
  it("latency delays the work", async () => {
    const cloud = await startToy();
    add(cloud, { kind: "latency", ms: 120 });
    const before = performance.now();
    await call(cloud, "time");
    expect(performance.now() - before).toBeGreaterThanOrEqual(115);
  });

  it("refuse closes the port until it is cleared", async () => {
    const cloud = await startToy();
    await call(cloud, "time");
    for (let round = 0; round < 3; round += 1) {
      add(cloud, { kind: "refuse" });
      await cloud.settled();
      await expect(call(cloud, "time")).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
      cloud.faults.clear();
      await cloud.settled();
      expect((await call(cloud, "time")).status).toBe(200);
    }
  });

  it("refuse leaves the port open when it is cleared at once", async () => {
    const cloud = await startToy();
    add(cloud, { kind: "refuse" });
    cloud.faults.clear();
    await cloud.settled();
    expect((await call(cloud, "time")).status).toBe(200);
  });

  it("hang does no work and sends no response until the faults are cleared", async () => {
    const cloud = await startToy();
    add(cloud, { kind: "hang" }, { actions: "make-toy" });
    const making = call(cloud, "make-toy", { method: "POST", body: '{"name":"ball"}' }).then(
      () => "answered",
      () => "broken",
    );
    await expect.poll(() => cloud.calls).toMatchObject([{ action: "make-toy", status: 0 }]);
    expect(await Promise.race([making, new Promise((resolve) => setTimeout(resolve, 50, "waiting"))])).toBe("waiting");
    cloud.faults.clear();
    expect(await making).toBe("broken");
    expect(cloud.emulator.snapshot().toys).toHaveLength(2);
  });

  it("does not keep the sandbox from stopping, whether hang or latency", async () => {
    const sandbox = await start();
    const cloud = sandbox.cloud("toy");
    add(cloud, { kind: "hang" }, { times: 1 });
    const hanging = call(cloud, "time").then(
      () => "answered",
      () => "broken",
    );
    await expect.poll(() => cloud.calls).toHaveLength(1);
    add(cloud, { kind: "latency", ms: 60_000 });
    const waiting = call(cloud, "make-toy", { method: "POST", body: '{"name":"late"}' }).then(
      () => "answered",
      () => "broken",
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await sandbox.stop();
    expect(await Promise.all([hanging, waiting])).toEqual(["broken", "broken"]);
    expect(cloud.emulator.snapshot().toys).toHaveLength(2);
  });

  it.each([{ kind: "drop" }, { kind: "reset" }] as const)(
    "$kind does the work and then breaks the connection",
    async (fault) => {
      const cloud = await startToy();
      add(cloud, fault, { times: 1 });
      const broken = async () => (await call(cloud, "make-toy", { method: "POST", body: '{"name":"lost"}' })).text();
      await expect(broken()).rejects.toThrow();
      expect(cloud.emulator.snapshot().toys).toHaveLength(3);
      expect(cloud.calls).toMatchObject([{ action: "make-toy", status: 201 }]);
    },
  );

  it("drip sends the response byte by byte", async () => {
    const cloud = await startToy();
    add(cloud, { kind: "drip", ms: 10 });
    const response = await call(cloud, "text");
    const chunks: number[] = [];
    for await (const chunk of response.body!) chunks.push((chunk as Uint8Array).length);
    expect(chunks).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  it("respond answers without doing the work", async () => {
    const cloud = await startToy();
    add(
      cloud,
      { kind: "respond", status: 502, body: "<html>", headers: { "content-type": "text/html", "retry-after": "7" } },
      { times: 1 },
    );
    const response = await call(cloud, "make-toy", { method: "POST", body: '{"name":"ball"}' });
    expect([
      response.status,
      await response.text(),
      response.headers.get("content-type"),
      response.headers.get("retry-after"),
    ]).toEqual([502, "<html>", "text/html", "7"]);
    expect(cloud.emulator.snapshot().toys).toHaveLength(2);
  });

  it("truncate sends half of the JSON as if it were complete", async () => {
    const cloud = await startToy();
    const whole = await (await call(cloud, "list-toys")).text();
    add(cloud, { kind: "truncate" });
    expect(await (await call(cloud, "list-toys")).text()).toBe(whole.slice(0, whole.length / 2));
  });

  it("mangle changes the types of lists, texts and numbers", async () => {
    const cloud = await startToy({ clock: new ManualClock(5) });
    add(cloud, { kind: "mangle" });
    expect(await (await call(cloud, "list-toys")).json()).toEqual({ toys: "2 items" });
    expect(await (await call(cloud, "time")).json()).toEqual({ now: [5] });
    expect(await (await call(cloud, "unknown")).json()).toEqual({ error: 14 });
    expect(await (await call(cloud, "text")).text()).toBe("<toys/>");
  });

  it.each(["throttled", "busy", "unauthenticated"] as const)("%s makes the cloud refuse", async (kind) => {
    const cloud = await startToy();
    add(cloud, { kind });
    expect(await (await call(cloud, "make-toy", { method: "POST", body: '{"name":"ball"}' })).json()).toEqual({
      refused: kind,
    });
    expect(cloud.emulator.snapshot().toys).toHaveLength(2);
  });

  it("skew shifts the emulator's time and the Date header for the requests that it hits", async () => {
    const cloud = await startToy({ clock: new ManualClock(Date.parse("2026-01-01T00:00:00Z")) });
    add(cloud, { kind: "skew", ms: 3_600_000 }, { times: 1 });
    const skewed = await call(cloud, "time");
    expect([skewed.headers.get("date"), await skewed.json()]).toEqual([
      "Thu, 01 Jan 2026 01:00:00 GMT",
      { now: Date.parse("2026-01-01T01:00:00Z") },
    ]);
    expect(await (await call(cloud, "time")).json()).toEqual({ now: Date.parse("2026-01-01T00:00:00Z") });
  });

  it("stays active until the end of the last request that it hits", async () => {
    const cloud = await startToy();
    add(cloud, { kind: "expired" }, { times: 1 });
    expect(await (await call(cloud, "expired")).json()).toEqual({ expired: true });
    expect(await (await call(cloud, "expired")).json()).toEqual({ expired: false });
  });
});

describe("life cycles of a running emulator", () => {
  const make = (cloud: RunningCloud) => call(cloud, "make-toy", { method: "POST", body: '{"name":"ball"}' });
  const newest = async (cloud: RunningCloud) =>
    ((await (await call(cloud, "list-toys")).json()) as { toys: { state: string }[] }).toys[2]!.state;

  it("advance with the clock", async () => {
    const sandbox = await start({ pace: 1, clock: new ManualClock() });
    const cloud = sandbox.cloud("toy");
    await make(cloud);
    expect(await newest(cloud)).toBe("making");
    sandbox.clock.advance(2_000);
    expect(await newest(cloud)).toBe("ready");
  });

  it("take no time at pace 0", async () => {
    const cloud = await startToy({ pace: 0, clock: new ManualClock() });
    await make(cloud);
    expect(await newest(cloud)).toBe("ready");
  });

  it("do not advance under stuck, and fail under error", async () => {
    const cloud = await startToy();
    add(cloud, { kind: "stuck" });
    await make(cloud);
    expect(await newest(cloud)).toBe("making");
    cloud.faults.clear();
    add(cloud, { kind: "error" });
    expect(await newest(cloud)).toBe("broken");
  });
});

describe("startSandbox", () => {
  it("names the port that is taken and the setting that helps, and leaves nothing running", async () => {
    const taken = portOf(await startToy());
    const free = await freePort();
    const clouds = [
      { key: "first", cloud: toyCloud },
      { key: "second", cloud: toyCloud },
    ];
    await expect(startSandbox({ clouds, ports: { first: free, second: taken }, controlPort: null })).rejects.toThrow(
      new RegExp(
        `^Port ${taken} for the sandbox of second is in use\\. Choose others with --sandbox-port-base or sandbox\\.portBase, 0 for any free ones\\.$`,
      ),
    );
    await expect(fetch(`http://127.0.0.1:${free}/time`)).rejects.toMatchObject({ cause: { code: "ECONNREFUSED" } });
    await expect(startSandbox({ clouds: [], controlPort: taken })).rejects.toThrow(
      `Port ${taken} for the sandbox's control endpoint is in use.`,
    );
  });

  it("names both of two clouds that want the same port, and starts neither", async () => {
    const port = await freePort();
    const clouds = ["first", "second"].map((key) => ({ key, cloud: { ...toyCloud, port } }));
    await expect(startSandbox({ clouds, controlPort: null })).rejects.toThrow(
      new RegExp(`^Port ${port} is wanted by the sandbox of first and by the sandbox of second\\.`),
    );
    const one = clouds[0]!;
    await expect(startSandbox({ clouds: [one], controlPort: port })).rejects.toThrow(
      /by the sandbox of first and by the sandbox's control endpoint\./,
    );
    const sandbox = await start({ clouds: [one], ports: "default" });
    expect(portOf(sandbox.cloud("first"))).toBe(port);
  });

  it("uses a cloud's own port by default", async () => {
    const port = await freePort();
    const sandbox = await start({ clouds: [{ key: "toy", cloud: { ...toyCloud, port } }], ports: "default" });
    expect(sandbox.cloud("toy").endpoint).toBe(`http://127.0.0.1:${port}`);
  });

  it("passes the inventory's size on, and names its clouds", async () => {
    const sandbox = await start({ listeners: 7 });
    expect(sandbox.cloud("toy").emulator.snapshot().toys).toHaveLength(7);
    expect((await startToy({ inventory: "empty" })).emulator.snapshot().toys).toEqual([]);
    expect(() => sandbox.cloud("other")).toThrow("The sandbox does not run other; it runs toy.");
  });

  it("restores the initial state on reset", async () => {
    const sandbox = await start();
    const cloud = sandbox.cloud("toy");
    await call(cloud, "make-toy", { method: "POST", body: '{"name":"ball"}' });
    add(cloud, { kind: "stuck" });
    sandbox.reset();
    expect([cloud.emulator.snapshot().toys?.length, cloud.faults.list(), cloud.countCalls()]).toEqual([2, [], 0]);
  });
});
