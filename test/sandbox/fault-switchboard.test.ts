import { describe, expect, it } from "vitest";
import { createFaults } from "../../src/sandbox/fault-switchboard.js";
import type { FaultRule } from "../../src/sandbox/faults.js";

describe("faults", () => {
  it("hit the actions that they are for", () => {
    const faults = createFaults();
    faults.add({ fault: { kind: "drop" }, actions: "^Create" });
    faults.add({ fault: { kind: "latency", ms: 5 } });
    expect(faults.take("CreateListener")).toEqual([{ kind: "drop" }, { kind: "latency", ms: 5 }]);
    expect(faults.take("ListListeners")).toEqual([{ kind: "latency", ms: 5 }]);
  });

  it("go away after their times, counting only hits", () => {
    const faults = createFaults();
    faults.add({ fault: { kind: "busy" }, actions: "Update", times: 2 });
    const taken = ["List", "Update", "List", "Update", "Update"].map((action) => faults.take(action).length);
    expect(taken).toEqual([0, 1, 0, 1, 0]);
    expect([faults.isOn("busy"), faults.list()]).toEqual([false, []]);
  });

  it("let the given number pass, and are listed with how many still may", () => {
    const faults = createFaults();
    faults.add({ fault: { kind: "busy" }, actions: "Update", after: 1, times: 1 });
    expect(faults.take("Update")).toEqual([]);
    expect(faults.list()).toEqual([{ fault: { kind: "busy" }, actions: "Update", after: 0, times: 1 }]);
    expect(["Update", "Update"].map((action) => faults.take(action).length)).toEqual([1, 0]);
  });

  it("are listed with the times that are left", () => {
    const faults = createFaults();
    faults.add({ fault: { kind: "busy" }, times: 3 });
    faults.add({ fault: { kind: "stuck" } });
    faults.take("Any");
    expect(faults.list()).toEqual([{ fault: { kind: "busy" }, times: 2 }, { fault: { kind: "stuck" } }]);
    expect([faults.isOn("stuck"), faults.isOn("hang")]).toEqual([true, false]);
  });

  it("tell when they were added or cleared, not when they are used up", () => {
    const told: (readonly FaultRule[])[] = [];
    const faults = createFaults((rules) => told.push(rules));
    faults.add({ fault: { kind: "refuse" } });
    faults.add({ fault: { kind: "drop" }, times: 1 });
    faults.take("Any");
    faults.clear();
    expect(told.map((rules) => rules.map(({ fault }) => fault.kind))).toEqual([["refuse"], ["refuse", "drop"], []]);
    expect(faults.take("Any")).toEqual([]);
  });
});
