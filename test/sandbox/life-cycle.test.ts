import { describe, expect, it } from "vitest";
import { createFaults } from "../../src/sandbox/fault-switchboard.js";
import { createLifeCycles, GONE, type LifeCycle } from "../../src/sandbox/life-cycle.js";
import { ManualClock } from "../../src/sandbox/sandbox-clock.js";

// biome-ignore-start lint/suspicious/noThenProperty: a passage's end is called so
const cycle: LifeCycle = {
  create: { during: "init", lastsMs: 2_000, then: "active" },
  update: { during: "updating", lastsMs: 1_000, then: "active" },
  delete: { during: "deleting", lastsMs: 3_000, then: GONE },
};
// biome-ignore-end lint/suspicious/noThenProperty: a passage's end is called so

function begin({ pace = 1, failed }: { pace?: number; failed?: string } = {}) {
  const clock = new ManualClock();
  const faults = createFaults();
  const life = createLifeCycles({ clock, faults, pace }).start({ ...cycle, failed });
  return { clock, faults, life };
}

describe("Life", () => {
  it("goes from passage to passage as time goes on", () => {
    const { clock, life } = begin();
    expect([life.status, life.isMoving]).toEqual(["init", true]);
    clock.advance(1_999);
    expect(life.status).toBe("init");
    clock.advance(1);
    expect([life.status, life.isMoving]).toEqual(["active", false]);
    life.begin("update");
    expect(life.status).toBe("updating");
    clock.advance(1_000);
    expect(life.status).toBe("active");
    life.begin("delete");
    expect([life.status, life.isGone]).toEqual(["deleting", false]);
    clock.advance(3_000);
    expect([life.status, life.isGone]).toEqual([GONE, true]);
  });

  it("takes its time from the pace", () => {
    const { clock, life } = begin({ pace: 0.5 });
    clock.advance(999);
    expect(life.status).toBe("init");
    clock.advance(1);
    expect(life.status).toBe("active");
    expect(begin({ pace: 0 }).life.status).toBe("active");
  });

  it("begins at the given state", () => {
    const life = createLifeCycles({ clock: new ManualClock(), faults: createFaults(), pace: 1 }).start(cycle, "frozen");
    expect([life.status, life.isMoving]).toEqual(["frozen", false]);
  });

  it("does not end a passage while stuck", () => {
    const { clock, faults, life } = begin();
    faults.add({ fault: { kind: "stuck" } });
    clock.advance(60_000);
    expect(life.status).toBe("init");
    faults.clear();
    expect(life.status).toBe("active");
  });

  it("ends in failure where the vendor has a word for it", () => {
    const failing = begin({ failed: "error" });
    failing.faults.add({ fault: { kind: "error" } });
    failing.clock.advance(2_000);
    expect(failing.life.status).toBe("error");
    const { clock, faults, life } = begin();
    faults.add({ fault: { kind: "error" } });
    clock.advance(2_000);
    expect(life.status).toBe("active");
  });
});
