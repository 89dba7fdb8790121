import { expect, it } from "vitest";
import { EventTurns } from "../../../src/server/streams/event-turns.js";

it("events of many streams are executed in order, and other work has its turns between them", async () => {
  const turns = new EventTurns();
  const taken: number[] = [];
  const all = Array.from({ length: 100 }, (_, n) => turns.take().then(() => taken.push(n)));
  const counts = [0];
  while (taken.length < 100) {
    await new Promise((resolve) => setImmediate(resolve));
    counts.push(taken.length);
  }
  await Promise.all(all);
  expect(taken).toEqual(Array.from({ length: 100 }, (_, n) => n));
  const inOneGo = counts.slice(1).map((count, index) => count - counts[index]!);
  expect(Math.max(...inOneGo)).toBeLessThanOrEqual(32);
});
