import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnswerBudget } from "../../../src/server/limits/answer-budget.js";
import { AnswerTexts } from "../../../src/server/limits/answer-text.js";
import { AnswerTurns } from "../../../src/server/limits/answer-turns.js";
import { startCall } from "../../../src/transport/call.js";
import { silentLog } from "../../support/silent-log.js";
import { VirtualClock } from "../../transport/virtual-clock.js";

const texts = new AnswerTexts(silentLog);

function budget({ limit = 1e9, isChange = false, turns = new AnswerTurns(), timeoutMs = 60_000 } = {}) {
  const clock = new VirtualClock();
  const call = startCall({ requestId: "test", log: silentLog, timeoutMs, clock });
  let givenUp = 0;
  const answer = new AnswerBudget({ limit, call, clock, turns, isChange, giveUp: () => (givenUp += 1) });
  return { answer, clock, call, givenUp: () => givenUp };
}

describe("the text of a long answer", () => {
  it("is what JSON.stringify makes", async () => {
    const values = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string({ unit: "binary" }),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value")),
        fc.dictionary(fc.string(), tie("value"), { noNullPrototype: false }),
      ),
    })).value;
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), values), async (data) => {
        const { answer } = budget();
        // Long enough to be written piece by piece.
        await answer.charge(1_000_000, 0);
        await texts.prepare(data, answer);
        expect(texts.of({ data, errors: [{ message: "x" }] }, 1e9)).toBe(
          `${JSON.stringify({ errors: [{ message: "x" }], data })}\n`,
        );
      }),
      { numRuns: 200 },
    );
  });

  it("is never longer than the limit, also when short by its fields", () => {
    const data = { listeners: { nodes: [{ name: "x".repeat(5_000) }] } };
    expect(JSON.parse(texts.of({ data }, 1_000))).toMatchObject({
      data: null,
      errors: [{ extensions: { code: "COST_LIMIT", limit: 1_000 } }],
    });
  });

  it("stops being written where the limit is passed", async () => {
    const { answer } = budget({ limit: 200_000 });
    await answer.charge(150_000, 0);
    const data = { nodes: Array.from({ length: 1_000 }, () => ({ name: "x".repeat(300) })) };
    await expect(texts.prepare(data, answer)).rejects.toThrow("The answer must be at most 200,000 bytes");
  });
});

describe("an answer's budget", () => {
  it("ends the answer for good when it is spent, and gives up what is still being read", () => {
    const { answer, givenUp } = budget({ limit: 1_000 });
    expect(answer.charge(900, 0)).toBeNull();
    expect(() => answer.charge(200, 0)).toThrow("at most 1,000 bytes");
    expect(() => answer.charge(1, 0)).toThrow("at most 1,000 bytes");
    expect(givenUp()).toBe(1);
  });

  it("ends it a moment after the deadline, so that what was read in time is still told", async () => {
    const { answer, clock, call } = budget({ timeoutMs: 1_000 });
    await clock.advance(1_500);
    expect(() => answer.check()).not.toThrow();
    await clock.advance(600);
    expect(() => answer.check()).toThrow("before the deadline");
    call.end();
  });

  it("does not end a change's for its deadline", async () => {
    const { answer, clock } = budget({ timeoutMs: 1_000, isChange: true });
    await clock.advance(10_000);
    expect(() => answer.check()).not.toThrow();
  });
});

describe("turns", () => {
  it("let everything else have its turn between stretches of work", async () => {
    const turns = new AnswerTurns();
    const { answer } = budget({ turns });
    let others = 0;
    const timer = setInterval(() => (others += 1), 0);
    for (let piece = 0; piece < 40; piece += 1) {
      await answer.charge(160_000, 0);
      const until = performance.now() + 2;
      while (performance.now() < until);
    }
    clearInterval(timer);
    answer.close();
    expect(others).toBeGreaterThan(10);
  });

  it("go to an answer that has hardly begun, then to the operation that came first", async () => {
    const turns = new AnswerTurns();
    const first = budget({ turns }).answer;
    const second = budget({ turns }).answer;
    const order: string[] = [];
    const work = async (answer: AnswerBudget, name: string) => {
      for (let piece = 0; piece < 3; piece += 1) {
        await answer.charge(270_000, 0);
        order.push(name);
      }
    };
    const young = budget({ turns }).answer;
    await first.charge(270_000, 0);
    await second.charge(270_000, 0);
    await Promise.all([
      work(second, "second"),
      work(first, "first"),
      Promise.resolve(young.charge(100, 0)).then(() => order.push("young")),
    ]);
    expect(order).toEqual(["young", "first", "first", "first", "second", "second", "second"]);
    for (const answer of [first, second, young]) answer.close();
  });

  it("let few long answers be made at a time, and the next one go on when one is closed", async () => {
    const turns = new AnswerTurns();
    const answers = Array.from({ length: 3 }, () => budget({ turns }).answer);
    for (const answer of answers.slice(0, 2)) await answer.charge(600_000, 0);
    let isThrough = false;
    const third = Promise.resolve(answers[2]!.charge(600_000, 0)).then(() => (isThrough = true));
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(isThrough).toBe(false);
    answers[0]!.close();
    await third;
    for (const answer of answers) answer.close();
  });

  it("do not hold a call that is over", async () => {
    const turns = new AnswerTurns();
    const answers = Array.from({ length: 2 }, () => budget({ turns }).answer);
    for (const answer of answers) await answer.charge(600_000, 0);
    const { answer, call } = budget({ turns });
    const waiting = Promise.resolve(answer.charge(600_000, 0)).then(() => answer.check());
    call.giveUp();
    await expect(waiting).rejects.toThrow();
    for (const one of answers) one.close();
  });
});
