import { describe, expect, it } from "vitest";
import type { Call } from "../../src/transport/call.js";
import { startCall } from "../../src/transport/call.js";
import { createLanes } from "../../src/transport/create-lanes.js";
import { silentLog } from "../support/silent-log.js";
import { problemOf } from "./cloud-under-test.js";
import { settled, VirtualClock } from "./virtual-clock.js";

function lanesAt(clock: VirtualClock, maxQueued?: number) {
  const lanes = createLanes({ clock, maxQueued });
  const events: string[] = [];
  const call = (timeoutMs = 60_000): Call => startCall({ requestId: "request-1", log: silentLog, timeoutMs, clock });
  const task = (name: string, ms: number) => async () => {
    events.push(`${name} starts`);
    await clock.sleep(ms);
    events.push(`${name} ends`);
    return name;
  };
  return { lanes, events, call, task };
}

describe("lanes", () => {
  it("run the tasks of a key one at a time and in order, and other keys in parallel", async () => {
    const clock = new VirtualClock();
    const { lanes, events, call, task } = lanesAt(clock);
    const all = Promise.all([
      lanes.run("x", call(), task("x1", 100)),
      lanes.run("x", call(), task("x2", 10)),
      lanes.run("x", call(), task("x3", 10)),
      lanes.run("y", call(), task("y1", 50)),
    ]);
    await clock.advance(200);
    expect(await all).toEqual(["x1", "x2", "x3", "y1"]);
    expect(events).toEqual([
      "x1 starts",
      "y1 starts",
      "y1 ends",
      "x1 ends",
      "x2 starts",
      "x2 ends",
      "x3 starts",
      "x3 ends",
    ]);
  });

  it("continue after a task that fails", async () => {
    const clock = new VirtualClock();
    const { lanes, call, task } = lanesAt(clock);
    const failing = lanes.run("x", call(), () => Promise.reject(new Error("no")));
    const next = lanes.run("x", call(), task("x2", 0));
    await expect(failing).rejects.toThrow("no");
    await clock.advance(0);
    expect(await next).toBe("x2");
  });

  it("fail a waiting task with PARENT_BUSY at the deadline and never run it", async () => {
    const clock = new VirtualClock();
    const { lanes, events, call, task } = lanesAt(clock);
    const first = lanes.run("x", call(), task("x1", 1_000));
    const late = problemOf(lanes.run("x", call(500), task("x2", 0)));
    const third = lanes.run("x", call(), task("x3", 0));
    await clock.advance(500);
    const problem = await late;
    expect(problem).toMatchObject({ code: "PARENT_BUSY", retry: "busy", mayHaveHappened: false });
    expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(1);
    await clock.advance(500);
    await Promise.all([first, third]);
    expect(events).toEqual(["x1 starts", "x1 ends", "x3 starts", "x3 ends"]);
  });

  it("fail a task with PARENT_BUSY at once when the queue is full", async () => {
    const clock = new VirtualClock();
    const { lanes, call, task } = lanesAt(clock, 1);
    const first = lanes.run("x", call(), task("x1", 100));
    const second = lanes.run("x", call(), task("x2", 0));
    expect(await problemOf(lanes.run("x", call(), task("x3", 0)))).toMatchObject({
      code: "PARENT_BUSY",
      retryAfterSeconds: 2,
    });
    await clock.advance(100);
    expect(await Promise.all([first, second])).toEqual(["x1", "x2"]);
    await clock.advance(0);
    const again = lanes.run("x", call(), task("x4", 0));
    await clock.advance(0);
    expect(await again).toBe("x4");
  });

  it("do not start a task whose call has ended", async () => {
    const clock = new VirtualClock();
    const { lanes, events, call, task } = lanesAt(clock);
    const over = call(10);
    await clock.advance(10);
    expect(await problemOf(lanes.run("x", over, task("x1", 0)))).toMatchObject({ code: "TIMED_OUT" });
    await settled();
    expect(events).toEqual([]);
  });
});
