import { describe, expect, it } from "vitest";
import { EventQueue, StreamEnded } from "../../src/loaders/watch/event-queue.js";

const OVER = { done: true, value: undefined };

function queue() {
  let ends = 0;
  const events = new EventQueue<string>(() => (ends += 1));
  return { events, ends: () => ends };
}

describe("events that wait for a client", () => {
  it("come in their order, the newest of each object, whether they are waited for or wait", async () => {
    const { events } = queue();
    const first = events.next();
    events.put("a", { value: "a1" });
    expect(await first).toEqual({ done: false, value: { value: "a1" } });
    events.put("a", { value: "a2" });
    events.put("b", { value: "b1" });
    events.put("a", { value: "a3" });
    expect((await events.next()).value).toEqual({ value: "a3" });
    expect((await events.next()).value).toEqual({ value: "b1" });
  });

  it("are no more than a limit: then the client is told to subscribe again", async () => {
    const { events, ends } = queue();
    for (let i = 0; i < 1_000; i += 1) events.put(`object ${i}`, { value: "new" });
    for (let i = 0; i < 1_000; i += 1) events.put(`object ${i}`, { value: "newer" });
    expect(ends()).toBe(0);
    events.put("one more", { value: "new" });
    expect(ends()).toBe(1);
    const { value } = await events.next();
    expect(value).toEqual({ error: expect.any(StreamEnded) });
    expect((value as { error: StreamEnded }).error.message).toMatch(/More than 1,000 objects/);
    expect(await events.next()).toEqual(OVER);
  });

  it("are taken to the end when there will be no more, and the reason last", async () => {
    const { events, ends } = queue();
    const error = new Error("The account is gone.");
    events.put("a", { value: "a1" });
    events.end(error);
    events.end(new Error("Another one."));
    events.put("b", { value: "b1" });
    expect(await events.next()).toEqual({ done: false, value: { value: "a1" } });
    expect(await events.next()).toEqual({ done: false, value: { error } });
    expect(await events.next()).toEqual(OVER);
    expect(ends()).toBe(1);
  });

  it("are let go of when the client leaves, also while it waits", async () => {
    const { events, ends } = queue();
    const next = events.next();
    await events.return();
    expect(await next).toEqual(OVER);
    events.put("a", { value: "a1" });
    expect(await events.next()).toEqual(OVER);
    expect(ends()).toBe(1);
  });
});
