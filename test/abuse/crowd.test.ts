import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { codesOf } from "./support/client.js";
import { everything, nested } from "./support/documents.js";
import { type Lab, startLab } from "./support/lab.js";

/** How many clients at once send the largest allowed request, and the codes with which they may be refused. */
const AT_ONCE = 20;
const PUT_OFF = ["COST_LIMIT", "RATE_LIMITED", "TIMED_OUT"];
const JUST_ALLOWED: readonly (readonly [name: string, query: string])[] = [
  ["two levels of 200 listeners", nested(2)],
  ["three levels of 40 listeners", nested(3, "(first: 40)")],
  ["everything behind 60 listeners", everything(1).replaceAll("first: 200", "first: 60")],
  [
    "5 pages of 200",
    `{ ${Array.from({ length: 5 }, (_, i) => `a${i}: listeners(first: 200) { nodes { id name urn etag status } }`).join(" ")} }`,
  ],
];

describe("many clients", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ listeners: 2_000 });
  });
  afterAll(() => lab.stop());

  it.each(JUST_ALLOWED)(`are answered or asked to retry, ${AT_ONCE} at once: %s`, async (name, query) => {
    await lab.during(`${AT_ONCE} at once: ${name}`, async () => {
      const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => lab.ask(query)));
      for (const answer of answers) {
        expect([200, 400, 503]).toContain(answer.status);
        expect(codesOf(answer).filter((code) => !PUT_OFF.includes(code))).toEqual([]);
      }
    });
  });
});
