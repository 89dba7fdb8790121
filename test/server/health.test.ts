import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Client, Clients } from "../../src/server/clients.js";
import { healthRoutes } from "../../src/server/health.js";
import { createMetrics } from "../../src/server/metrics.js";
import { type Operation, OperationSlots } from "../../src/server/operation-slots.js";

const LIMITS = { maxConcurrentOperations: 10, maxConcurrentOperationsPerClient: 10, saturatedAfterMs: 5_000 };

describe("/readyz", () => {
  let slots: OperationSlots;
  let ready: () => number;
  let trouble: string | null = null;
  let body = "";
  const entered: Operation[] = [];
  let client: Client;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["performance"], now: 1_000_000 });
    client = new Clients().at("203.0.113.7");
    slots = new OperationSlots(LIMITS, createMetrics());
    const routes = healthRoutes({ slots, limits: LIMITS, isDraining: () => false, storeTrouble: () => trouble });
    ready = () => {
      let answered = 0;
      const writeHead = (status: number) => {
        answered = status;
      };
      const end = (text: string) => {
        body = text;
      };
      void routes["/readyz"]({} as IncomingMessage, { writeHead, end } as unknown as ServerResponse);
      return answered;
    };
  });
  afterEach(() => {
    vi.useRealTimers();
    entered.length = 0;
  });

  /** Begins or ends operations until so many are in flight. */
  function become(inFlight: number): void {
    while (entered.length < inFlight) {
      const operation: Operation = { client, isChange: false, cutOff: () => undefined };
      slots.enter(operation);
      entered.push(operation);
    }
    while (entered.length > inFlight) slots.leave(entered.pop()!);
  }
  const pass = (ms: number) => vi.advanceTimersByTime(ms);

  it("says yes after a burst, also when the server is busy from then on", () => {
    become(10);
    pass(2_000);
    become(8);
    for (let second = 0; second < 20; second += 1) {
      pass(1_000);
      expect(ready()).toBe(200);
    }
    become(10);
    pass(4_000);
    expect(ready()).toBe(200);
  });

  it("says in words that changes are refused because they cannot be written down, and that reads go on", () => {
    trouble = "The store changes.db has no room left.";
    expect(ready()).toBe(200);
    expect(JSON.parse(body)).toEqual({ status: "degraded", reason: trouble });
    trouble = null;
    expect(ready()).toBe(200);
    expect(JSON.parse(body)).toEqual({ status: "ready" });
  });

  it("says no when the server stays full, a free slot now and then not counted, until there is room to speak of", () => {
    for (let turn = 0; turn < 11; turn += 1) {
      become(10);
      pass(250);
      expect(ready()).toBe(200);
      become(9);
      pass(200);
    }
    become(10);
    pass(100);
    expect(ready()).toBe(503);
    become(8);
    pass(10_000);
    expect(ready()).toBe(503);
    become(7);
    expect(ready()).toBe(200);
    become(9);
    expect(ready()).toBe(200);
  });
});
