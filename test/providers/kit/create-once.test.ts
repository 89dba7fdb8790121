import { afterEach, describe, expect, it } from "vitest";
import { ProblemError } from "../../../src/model/problem-error.js";
import { type Age, ageSince, type CreateOnce, createOnce, holdsAll } from "../../../src/providers/kit/create-once.js";
import { answer, cleanUp, connect, create, problemOf, read, startCloud } from "../../transport/cloud-under-test.js";

afterEach(cleanUp);

interface Thing {
  readonly id: string;
  readonly age: Age;
  readonly isAlike?: boolean;
}

interface Behaviour {
  /** Whether the answer to the nth create is lost. */
  lose(n: number): boolean;
  /** Whether the nth create succeeds. */
  works(n: number): boolean;
  /** Objects that exist already. */
  readonly there?: readonly Thing[];
}

/** A cloud that creates things, and a client that wants one. */
async function maker({ lose, works, there = [] }: Behaviour, changes: Partial<CreateOnce<Thing>> = {}) {
  const things = [...there];
  let creates = 0;
  const cloud = await startCloud((response, _n, { method }) => {
    if (method === "GET") return answer(response, 200, { things });
    creates += 1;
    const thing: Thing = { id: `thing-${creates}`, age: "new" };
    if (works(creates)) things.push(thing);
    if (lose(creates)) response.destroy();
    else answer(response, 200, thing);
  });
  const { client, call } = connect(cloud.endpoint);
  const errand = call();
  const making = () =>
    createOnce<Thing>(
      {
        attempt: async () => (await client.send(create, errand)).json as Thing,
        find: async () => ((await client.send(read, errand)).json as { things: Thing[] }).things,
        idOf: ({ id }) => id,
        isAsSent: ({ isAlike = true }) => isAlike,
        ageOf: ({ age }) => age,
        refusesSecond: true,
        what: "a thing named a",
        ...changes,
      },
      errand,
    );
  return { making, things, creates: () => creates };
}

const done = { lose: () => true, works: () => true };
const undone = { lose: () => true, works: () => false };
const unknown = { code: "OUTCOME_UNKNOWN", retry: "never", message: expect.stringContaining("a thing named a") };

describe("a create whose answer was lost", () => {
  it("is found when it succeeded", async () => {
    const { making, creates } = await maker(done);
    expect(await making()).toMatchObject({ id: "thing-1" });
    expect(creates()).toBe(1);
  });

  it("is sent once more when it certainly created nothing", async () => {
    const { making, things } = await maker({ lose: (n) => n === 1, works: (n) => n > 1 });
    expect(await making()).toMatchObject({ id: "thing-2" });
    expect(things).toHaveLength(1);
  });

  it("has an unknown outcome when the second answer is also lost and nothing is found", async () => {
    const { making, creates } = await maker(undone);
    expect(await problemOf(making())).toMatchObject({ ...unknown, mayHaveHappened: true, provider: "TEST_CLOUD" });
    expect(creates()).toBe(2);
  });

  it("has an unknown outcome, and is not sent again, where the cloud does not refuse a duplicate", async () => {
    const { making, creates } = await maker(undone, { refusesSecond: false });
    expect(await problemOf(making())).toMatchObject(unknown);
    expect(creates()).toBe(1);
  });

  it("has an unknown outcome, and is not sent again, when it cannot be looked up", async () => {
    const find = () => Promise.reject(new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "down" }));
    const { making, creates } = await maker(done, { find });
    expect(await problemOf(making())).toMatchObject(unknown);
    expect(creates()).toBe(1);
  });

  it.each<[string, readonly Thing[], Partial<CreateOnce<Thing>>]>([
    ["two of them could be it", [{ id: "other", age: "new" }], {}],
    ["its time cannot be read", [{ id: "other", age: "unknown" }], {}],
    ["nothing tells when it was made", [{ id: "other", age: "new" }], { ageOf: undefined }],
  ])("has an unknown outcome when %s", async (_why, there, changes) => {
    const { making, creates } = await maker({ ...undone, works: () => there[0]!.age === "new", there }, changes);
    expect(await problemOf(making())).toMatchObject(unknown);
    expect(creates()).toBe(1);
  });

  it.each<[string, Thing, Partial<CreateOnce<Thing>>]>([
    ["was there before, by what was noted", { id: "old", age: "unknown" }, { before: new Set(["old"]) }],
    ["was there before, by its time", { id: "old", age: "old" }, {}],
    ["is another one", { id: "other", age: "new", isAlike: false }, {}],
  ])("is not mistaken for what %s", async (_why, thing, changes) => {
    const { making } = await maker({ ...done, there: [thing] }, changes);
    expect(await making()).toMatchObject({ id: "thing-1" });
  });

  it("is a conflict when its port is taken by an object that existed before", async () => {
    const taken = new ProblemError({ code: "PORT_CONFLICT", message: "taken", nativeCode: "PortTaken" });
    let attempts = 0;
    const { making } = await maker(undone, {
      async attempt() {
        attempts += 1;
        if (attempts > 1) throw taken;
        throw new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "lost", mayHaveHappened: true });
      },
    });
    expect(await problemOf(making())).toBe(taken);
  });

  it("is found when it succeeds late and the second one conflicts with it", async () => {
    const { things, making } = await maker(undone, {
      async attempt() {
        if (things.length === 1) throw new ProblemError({ code: "PORT_CONFLICT", message: "taken" });
        throw new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "lost", mayHaveHappened: true });
      },
      async find() {
        const found = [...things];
        things.push({ id: "late", age: "new" });
        return found;
      },
    });
    expect(await making()).toMatchObject({ id: "late" });
  });
});

describe("a create that was refused", () => {
  it("is reported unchanged", async () => {
    const refusal = new ProblemError({ code: "QUOTA_EXCEEDED", message: "no more" });
    const { making } = await maker(done, { attempt: () => Promise.reject(refusal) });
    expect(await problemOf(making())).toBe(refusal);
  });

  it("counts as refused when the cloud reports an outage and nothing was created", async () => {
    const outOfOrder = { code: "PROVIDER_UNAVAILABLE", retry: "transient", nativeCode: "Broken" } as const;
    const refusal = new ProblemError({ ...outOfOrder, message: "out of order", mayHaveHappened: true });
    const { making } = await maker(undone, { attempt: () => Promise.reject(refusal) });
    expect(await problemOf(making())).toMatchObject({ ...outOfOrder, mayHaveHappened: false });
  });
});

describe("the comparison of what was sent and found", () => {
  it.each<[unknown, unknown, boolean]>([
    [{ name: "a" }, { name: "a", id: 1 }, true],
    [{ name: "a", note: null }, { name: "a" }, true],
    [{ name: "a", note: "" }, { name: "a", note: null }, true],
    [{ port: 80, on: true }, { port: "80", on: "True" }, true],
    [{ tags: [{ key: "a" }, { key: "b" }] }, { tags: [{ key: "b" }, { key: "a" }] }, true],
    [{ tags: ["a", "a"] }, { tags: ["a", "b"] }, false],
    [{ tags: ["a"] }, { tags: ["a", "b"] }, false],
    [{ name: "a" }, { name: "b" }, false],
    [{ check: { port: 1 } }, { check: null }, false],
    [{ name: "a" }, {}, false],
  ])("says whether %j is in %j: %s", (sent, found, is) => {
    expect(holdsAll(sent, found)).toBe(is);
  });

  it("allows a difference of five minutes in age; an unreadable time is unknown", () => {
    const startedAt = Date.parse("2025-01-01T00:05:00Z");
    expect(ageSince(startedAt, "2025-01-01T00:00:00Z")).toBe("new");
    expect(ageSince(startedAt, "2024-12-31T23:59:59Z")).toBe("old");
    expect(ageSince(startedAt, null)).toBe("unknown");
  });
});
