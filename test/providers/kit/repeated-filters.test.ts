import { describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { listingOf } from "../../../src/providers/kit/listing.js";
import { readByFilter } from "../../../src/providers/kit/repeated-filters.js";
import { ManualClock } from "../../../src/sandbox/sandbox-clock.js";
import { startCall } from "../../../src/transport/call.js";
import { systemClock } from "../../../src/transport/clock.js";
import { silentLog } from "../../support/silent-log.js";

interface Thing {
  readonly id: string;
  /** The owners that it names. */
  readonly owners: readonly string[];
}
type Answers = (values: readonly string[]) => readonly Thing[];

const refusal = new ProblemError({ code: "INVALID_INPUT", message: "A filter is named once." });
const outage = new ProblemError({ code: "PROVIDER_UNAVAILABLE", retry: "transient", message: "Out of order." });
const throttled = new ProblemError({ code: "RATE_LIMITED", retry: "throttled", message: "Too fast." });

const THINGS: readonly Thing[] = [
  { id: "a1", owners: ["a"] },
  { id: "a2", owners: ["a"] },
  { id: "b1", owners: ["b"] },
  { id: "ab", owners: ["a", "b"] },
  { id: "x1", owners: ["x"] },
];
const anyOf: Answers = (values) => THINGS.filter(({ owners }) => owners.some((one) => values.includes(one)));

/** A server that answers like this, and the requests that it got. Asks for owners a, b and c by default. */
function serverThat(answer: Answers) {
  const clock = new ManualClock();
  const owner = {};
  const asked: string[] = [];
  const server = {
    answer,
    clock,
    asked,
    async read(...values: string[]) {
      asked.length = 0;
      const call = startCall({ requestId: "r", log: silentLog, timeoutMs: 5_000 });
      const found = await readByFilter<Thing>(
        values.length > 0 ? values : ["a", "b", "c"],
        {
          owner,
          clock: { ...systemClock, now: () => clock.now() },
          perCall: 3,
          async ask(some) {
            asked.push(some.join("+"));
            return listingOf(server.answer(some));
          },
          valuesOf: ({ owners }) => owners,
          unplaced: ({ id }) => new ProblemError({ code: "UNREADABLE", nativeId: id, message: "Whose is it?" }),
        },
        call,
      ).finally(() => call.end());
      return Object.fromEntries(
        [...found].map(([value, one]) => [
          value,
          one instanceof ProblemError ? one.code : one.items.map(({ id }) => id),
        ]),
      );
    },
  };
  return server;
}

const ALL = { a: ["a1", "a2", "ab"], b: ["b1", "ab"], c: [] };
const onlyOneValue =
  (problem: ProblemError): Answers =>
  (values) => {
    if (values.length > 1) throw problem;
    return anyOf(values);
  };

describe("a filter with several values", () => {
  it("takes one call when the server accepts several values", async () => {
    const server = serverThat(anyOf);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a+b+c"]);
    expect(await server.read("a", "b", "c", "x")).toEqual({ ...ALL, x: ["x1"] });
    expect(server.asked).toEqual(["a+b+c", "x"]);
  });

  it("is checked against the answer: unrequested things are omitted, missing values are requested alone", async () => {
    const all = serverThat(() => THINGS);
    expect(await all.read()).toEqual(ALL);
    expect(await all.read("x")).toEqual({ x: ["x1"] });
    const last = serverThat((values) => anyOf(values.slice(-1)));
    expect(await last.read()).toEqual(ALL);
    expect(last.asked).toEqual(["a+b+c", "a", "b", "c"]);
    expect(await last.read()).toEqual(ALL);
    expect(last.asked).toEqual(["a", "b", "c"]);
  });

  it("is not confirmed by one thing that has several of the values", async () => {
    const server = serverThat((values) => (values.includes("a") ? THINGS.slice(3, 4) : anyOf(values)));
    expect(await server.read("a", "b")).toEqual({ a: ["ab"], b: ["ab"] });
    expect(await server.read()).toEqual({ a: ["ab"], b: ["ab"], c: [] });
    expect(server.asked).toEqual(["a+b+c", "c"]);
  });

  it("is requested value by value once the server has refused it", async () => {
    const server = serverThat(onlyOneValue(refusal));
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a+b+c", "a", "b", "c"]);
    server.clock.advance(24 * 3_600_000);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a", "b", "c"]);
  });

  it("is tried again later after a server error, which may have been an outage", async () => {
    const server = serverThat(onlyOneValue(outage));
    expect(await server.read()).toEqual(ALL);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a", "b", "c"]);
    server.answer = anyOf;
    server.clock.advance(10 * 60_000);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a+b+c"]);
  });

  it("fails unchanged when a single value fails as well, or the refusal is not about the filter", async () => {
    const out = serverThat(() => {
      throw outage;
    });
    await expect(out.read()).rejects.toBe(outage);
    expect(out.asked).toEqual(["a+b+c", "a"]);
    const fast = serverThat(onlyOneValue(throttled));
    await expect(fast.read()).rejects.toBe(throttled);
    expect(fast.asked).toEqual(["a+b+c"]);
  });

  it("is not split in an outage once the server has accepted it", async () => {
    const server = serverThat(anyOf);
    await server.read();
    server.answer = onlyOneValue(outage);
    await expect(server.read()).rejects.toBe(outage);
    expect(server.asked).toEqual(["a+b+c"]);
  });

  it("keeps the results of other calls when one fails", async () => {
    const server = serverThat(anyOf);
    await server.read();
    server.answer = (values) => {
      if (values.includes("x")) throw outage;
      return anyOf(values);
    };
    expect(await server.read("a", "b", "c", "x", "y")).toEqual({
      ...ALL,
      x: "PROVIDER_UNAVAILABLE",
      y: "PROVIDER_UNAVAILABLE",
    });
  });
});

describe("a thing without the filtered field", () => {
  const stray: Thing = { id: "stray", owners: [] };

  it("has the requested value when that is the only one", async () => {
    expect(await serverThat(() => [stray]).read("a")).toEqual({ a: ["stray"] });
  });

  it("may be missing from several values, each of which reports it", async () => {
    const clock = new ManualClock();
    const call = startCall({ requestId: "r", log: silentLog, timeoutMs: 5_000 });
    const found = await readByFilter<Thing>(
      ["a", "b"],
      {
        owner: {},
        clock: { ...systemClock, now: () => clock.now() },
        perCall: 3,
        ask: async (values) => listingOf([...anyOf(values), stray]),
        valuesOf: ({ owners }) => owners,
        unplaced: ({ id }) => new ProblemError({ code: "UNREADABLE", nativeId: id, message: "Whose is it?" }),
      },
      call,
    );
    call.end();
    for (const one of found.values()) expect(one).toMatchObject({ problems: [{ nativeId: "stray" }] });
    expect(found.get("b")).toMatchObject({ items: [{ id: "b1" }, { id: "ab" }] });
  });
});
