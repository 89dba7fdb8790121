import { describe, expect, it } from "vitest";
import { NonceMemory } from "../../../src/sandbox/signatures/nonce-memory.js";

const minute = (minutes: number) => new Date(Date.parse("2020-01-01T00:00:00Z") + minutes * 60_000);

describe("NonceMemory", () => {
  it("distinguishes first from repeated uses, for each key", () => {
    const memory = new NonceMemory();
    expect(memory.use("a", "1", minute(0))).toBe(true);
    expect(memory.use("a", "1", minute(0))).toBe(false);
    expect(memory.use("a", "2", minute(0))).toBe(true);
    expect(memory.use("b", "1", minute(0))).toBe(true);
  });

  it("keeps a nonce for as long as a request from a fast clock is valid, and no longer", () => {
    const memory = new NonceMemory(15);
    memory.use("a", "1", minute(0));
    expect(memory.use("a", "1", minute(30))).toBe(false);
    expect(memory.use("a", "2", minute(30.1))).toBe(true);
    expect(memory.size).toBe(1);
    expect(memory.use("a", "1", minute(30.1))).toBe(true);
  });

  it("never holds more than its capacity", () => {
    const memory = new NonceMemory(15, 3);
    for (let nonce = 0; nonce < 10; nonce++) memory.use("a", String(nonce), minute(0));
    expect(memory.size).toBe(3);
    expect(memory.use("a", "9", minute(0))).toBe(false);
    expect(memory.use("a", "0", minute(0))).toBe(true);
  });
});
