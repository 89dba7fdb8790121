import { describe, expect, it } from "vitest";
import { KeyedLoader } from "../../src/loaders/keyed-loader.js";

interface Key {
  readonly name: string;
}
const key = (name: string): Key => ({ name });

/** A loader of lengths. There is nothing for "gone"; "odd" cannot be read. */
function loader() {
  const batches: string[][] = [];
  const read = async (keys: readonly Key[]) => {
    batches.push(keys.map(({ name }) => name));
    return keys.map(({ name }) => (name === "gone" ? null : name === "odd" ? new Error(name) : name.length));
  };
  return { batches, lengths: new KeyedLoader<Key, number>(read, ({ name }) => name) };
}

describe("what a loader has read ahead", () => {
  it("is there at once, also what is missing and what could not be read", async () => {
    const { batches, lengths } = loader();
    const keys = ["a", "gone", "odd", "bcd"].map(key);
    expect(await lengths.readAhead(keys)).toEqual([1, 3]);
    expect(keys.map((one) => lengths.soon(one))).toEqual([1, null, new Error("odd"), 3]);
    await expect(lengths.load(keys[2]!)).rejects.toThrow("odd");
    expect(await lengths.loadMany(keys)).toEqual([1, null, new Error("odd"), 3]);
    expect(batches).toEqual([["a", "gone", "odd", "bcd"]]);
  });

  it("is the same for another object with the same key", async () => {
    const { batches, lengths } = loader();
    await lengths.readAhead([key("a"), key("bc")]);
    expect(lengths.soon(key("bc"))).toBe(2);
    expect(await lengths.readAhead([key("bc"), key("def")])).toEqual([3]);
    expect([lengths.soon(key("a")), lengths.soon(key("def"))]).toEqual([1, 3]);
    expect(batches).toEqual([["a", "bc"], ["def"]]);
  });

  it("is read once while it is being read, whoever asks in between", async () => {
    const { batches, lengths } = loader();
    const first = lengths.load(key("a"));
    const ahead = lengths.readAhead([key("a"), key("bc")]);
    const between = [lengths.soon(key("bc")), lengths.load(key("bc"))];
    expect(await lengths.readAhead([key("bc")])).toEqual([]);
    expect(await Promise.all([first, ahead, ...between])).toEqual([1, [2], 2, 2]);
    expect(batches.flat().sort()).toEqual(["a", "bc"]);
  });

  it("is forgotten with everything else, even when it arrives afterwards", async () => {
    const { batches, lengths } = loader();
    await lengths.readAhead([key("a")]);
    const late = lengths.readAhead([key("bc")]);
    lengths.clearAll();
    await late;
    expect(await Promise.all([lengths.load(key("a")), lengths.load(key("bc"))])).toEqual([1, 2]);
    expect(batches).toEqual([["a"], ["bc"], ["a", "bc"]]);
  });
});
