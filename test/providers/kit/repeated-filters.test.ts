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
  /** Those that it belongs to, as far as it says. */
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

/** A server that answers like this, and what it was asked. Owners a, b and c are asked for unless others are named. */
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
  it("takes one call where the server takes any of them", async () => {
    const server = serverThat(anyOf);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a+b+c"]);
    expect(await server.read("a", "b", "c", "x")).toEqual({ ...ALL, x: ["x1"] });
    expect(server.asked).toEqual(["a+b+c", "x"]);
  });

  it("is checked by what comes back: what was not asked for is left out, what did not come is asked for by itself", async () => {
    const all = serverThat(() => THINGS);
    expect(await all.read()).toEqual(ALL);
    expect(await all.read("x")).toEqual({ x: ["x1"] });
    const last = serverThat((values) => anyOf(values.slice(-1)));
    expect(await last.read()).toEqual(ALL);
    expect(last.asked).toEqual(["a+b+c", "a", "b", "c"]);
    expect(await last.read()).toEqual(ALL);
    expect(last.asked).toEqual(["a", "b", "c"]);
  });

  it("is not proved by one thing that has several of them", async () => {
    const server = serverThat((values) => (values.includes("a") ? THINGS.slice(3, 4) : anyOf(values)));
    expect(await server.read("a", "b")).toEqual({ a: ["ab"], b: ["ab"] });
    expect(await server.read()).toEqual({ a: ["ab"], b: ["ab"], c: [] });
    expect(server.asked).toEqual(["a+b+c", "c"]);
  });

  it("that is refused is asked for value by value from then on", async () => {
    const server = serverThat(onlyOneValue(refusal));
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a+b+c", "a", "b", "c"]);
    server.clock.advance(24 * 3_600_000);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a", "b", "c"]);
  });

  it("that broke the server is tried again later: it may have been an outage", async () => {
    const server = serverThat(onlyOneValue(outage));
    expect(await server.read()).toEqual(ALL);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a", "b", "c"]);
    server.answer = anyOf;
    server.clock.advance(10 * 60_000);
    expect(await server.read()).toEqual(ALL);
    expect(server.asked).toEqual(["a+b+c"]);
  });

  it("fails as it is when one value fares no better, or the refusal is not about the form", async () => {
    const out = serverThat(() => {
      throw outage;
    });
    await expect(out.read()).rejects.toBe(outage);
    expect(out.asked).toEqual(["a+b+c", "a"]);
    const fast = serverThat(onlyOneValue(throttled));
    await expect(fast.read()).rejects.toBe(throttled);
    expect(fast.asked).toEqual(["a+b+c"]);
  });

  it("that the server has taken once is not doubted in an outage", async () => {
    const server = serverThat(anyOf);
    await server.read();
    server.answer = onlyOneValue(outage);
    await expect(server.read()).rejects.toBe(outage);
    expect(server.asked).toEqual(["a+b+c"]);
  });

  it("of which one call fails leaves the others their things", async () => {
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

describe("a thing that does not say what it has", () => {
  const stray: Thing = { id: "stray", owners: [] };

  it("has the value that was asked for, where that is one", async () => {
    expect(await serverThat(() => [stray]).read("a")).toEqual({ a: ["stray"] });
  });

  it("may be missing from each of several, which say so", async () => {
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
