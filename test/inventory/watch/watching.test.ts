import { describe, expect, it } from "vitest";
import { settled } from "../../transport/virtual-clock.js";
import { down, FakeAccount } from "./fake-account.js";

/** An account with two listeners. */
function twoListeners(): FakeAccount {
  const account = new FakeAccount();
  account.names.set("one", "first").set("two", "second");
  return account;
}

describe("watching an account", () => {
  it("reports nothing that exists at first, and then what is created, changed or deleted", async () => {
    const account = twoListeners();
    const { told, stands } = account.watch();
    await stands;
    await account.clock.advance(10_000);
    expect(told).toEqual([]);
    account.names.set("one", "renamed").set("three", "third").delete("two");
    await account.clock.advance(30_000);
    expect(told).toEqual(["one: first -> renamed", "three: none -> third", "two: second -> none"]);
  });

  it("looks less and less often while nothing changes, and soon again after a difference", async () => {
    const account = twoListeners();
    await account.watch().stands;
    await account.clock.advance(130_000);
    // Each pause is 1.5 times the one before, up to 30 s, and 0.2 s are left to other requests.
    expect(account.times).toEqual([0, 2.2, 5.4, 10.1, 17.1, 27.4, 42.8, 65.7, 95.9, 126.1]);
    account.names.set("one", "renamed");
    await account.clock.advance(36_000);
    expect(account.times.slice(-4)).toEqual([156.3, 158.5, 160.7, 163.9]);
  });

  it("looks at once when something has changed in the account, and no more often than necessary", async () => {
    const account = twoListeners();
    await account.watch().stands;
    await account.clock.advance(60_000);
    const before = account.reads.length;
    for (let i = 0; i < 10; i += 1) account.watching.hasten("a");
    account.watching.hasten("another");
    await settled();
    expect(account.times.slice(before)).toEqual([60]);
    for (let i = 0; i < 10; i += 1) account.watching.hasten("a");
    await account.clock.advance(1_000);
    expect(account.times.slice(before)).toEqual([60, 60.2]);
  });

  it("reads once for all watchers, by name when all of them name objects, and ends with the last watcher", async () => {
    const account = twoListeners();
    const some = [account.watch(["one"]), account.watch(["two", "one"]), account.watch(["two"])];
    await Promise.all(some.map(({ stands }) => stands));
    expect(account.reads.map(({ what }) => what)).toEqual(["one two"]);
    const all = account.watch();
    await account.clock.advance(1_000);
    await all.stands;
    some[2]!.leave();
    await account.clock.advance(3_000);
    expect(account.reads.slice(1).every(({ what }) => what === "list")).toBe(true);
    all.leave();
    all.leave();
    some[1]!.leave();
    const before = account.reads.length;
    await account.clock.advance(10_000);
    expect(new Set(account.reads.slice(before).map(({ what }) => what))).toEqual(new Set(["one"]));
    some[0]!.leave();
    const after = account.reads.length;
    await account.clock.advance(100_000);
    expect(account.reads).toHaveLength(after);
  });

  it("does not report an object that it reads for the first time", async () => {
    const account = twoListeners();
    const one = account.watch(["one"]);
    await one.stands;
    const [two, none] = [account.watch(["two"]), account.watch(["three"])];
    await account.clock.advance(1_000);
    await Promise.all([two.stands, none.stands]);
    const all = account.watch();
    await account.clock.advance(1_000);
    await all.stands;
    expect([one.told, two.told, none.told, all.told]).toEqual([[], [], [], []]);
    account.names.set("three", "third");
    await account.clock.advance(5_000);
    expect(none.told).toEqual(["three: none -> third"]);
  });

  it("does not report an object that it could not read as deleted", async () => {
    const account = twoListeners();
    const [all, named] = [account.watch(), account.watch(["two"])];
    await all.stands;
    account.unreadable.add("two");
    await account.clock.advance(5_000);
    all.leave();
    await account.clock.advance(30_000);
    account.unreadable.delete("two");
    account.names.set("two", "renamed");
    await account.clock.advance(30_000);
    expect([all.told, named.told]).toEqual([[], ["two: second -> renamed"]]);
  });

  it("reports once to each watcher that the account cannot be read, and the differences when it can be read again", async () => {
    const account = twoListeners();
    const early = account.watch();
    await early.stands;
    account.failure = down;
    account.names.delete("two");
    await account.clock.advance(6_000);
    expect(early.told).toEqual([]);
    await account.clock.advance(60_000);
    const late = account.watch(["one"]);
    await account.clock.advance(60_000);
    expect([early.told, late.told]).toEqual([["PROVIDER_UNAVAILABLE"], ["PROVIDER_UNAVAILABLE"]]);
    account.failure = null;
    await account.clock.advance(60_000);
    expect(early.told).toEqual(["PROVIDER_UNAVAILABLE", "two: second -> none"]);
    account.failure = down;
    await account.clock.advance(120_000);
    expect(early.told.slice(2)).toEqual(["PROVIDER_UNAVAILABLE"]);
  });

  it("starts even when the account cannot be read at first, and reports differences from the first successful read", async () => {
    const account = twoListeners();
    account.failure = down;
    const { stands, told } = account.watch();
    await stands;
    account.failure = null;
    await account.clock.advance(5_000);
    account.names.set("one", "renamed");
    await account.clock.advance(10_000);
    expect(told).toEqual(["one: first -> renamed"]);
  });

  it("looks at once when somebody who waits for an object sees it different, and only then", async () => {
    const account = twoListeners();
    const { stands, told } = account.watch();
    await stands;
    await account.clock.advance(60_000);
    const lists = () => account.reads.filter(({ what }) => what === "list").length;
    const before = lists();
    await account.awaited("one");
    await account.awaited("three");
    expect([lists() - before, told]).toEqual([0, []]);
    account.names.set("one", "renamed");
    await account.awaited("one");
    await settled();
    expect([lists() - before, told]).toEqual([1, ["one: first -> renamed"]]);
  });
});
