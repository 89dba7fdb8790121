import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { codesOf } from "./support/client.js";
import { type Lab, startLab } from "./support/lab.js";
import { busiestParent } from "./support/parents.js";

/** Longer than any client waits. */
const GIANTS = ["99999999999", "2147483648", "9".repeat(400), "Fri, 31 Dec 9999 23:59:59 GMT"];
/** Not a usable time, so that the request is retried until the deadline. */
const NO_TIMES = ["-99999999999", "1e300"];
const CASES = [
  ...[429, 503].flatMap((status) => GIANTS.map((value) => ({ status, value }))),
  ...NO_TIMES.map((value) => ({ status: 429, value })),
];
const DEADLINES = { readDeadlineMs: 600, changeDeadlineMs: 800 };
/** The largest Int of GraphQL. */
const MOST_SECONDS = 2 ** 31 - 1;

const READ = `query ($ids: [ID!]) { listeners(filter: { accountIds: $ids }) { sourceProblems { code retryAfterSeconds } } }`;
const CREATE = `mutation ($parent: ID!) {
  createListener(input: { parentId: $parent, protocol: TCP, name: "later", portRanges: [{ fromPort: 4567, toPort: 4567 }] }) {
    problems { code ... on ProviderProblem { retryAfterSeconds } }
  }
}`;

describe("an absurd Retry-After", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ server: { limits: DEADLINES } });
  });
  afterAll(() => lab.stop());

  it.each(providers.map(({ key }) => key))("becomes a retryAfterSeconds that fits an Int: %s", async (key) => {
    const cloud = lab.cloud(key);
    const parent = await busiestParent(lab, key);
    const seen: unknown[] = [];
    await lab.during(`Retry-After at ${key}`, async () => {
      for (const { status, value } of CASES) {
        cloud.reset();
        cloud.edit(/./, (answer) => {
          answer.status = status;
          answer.headers["retry-after"] = value;
          answer.json = {};
        });
        const read = await lab.ask(READ, { ids: [cloud.accountId] });
        const change = await lab.ask(CREATE, { parent });
        expect([...codesOf(read), ...codesOf(change)], `${status} ${value.slice(0, 20)}`).toEqual([]);
        const problems = [...read.data.listeners.sourceProblems, ...change.data.createListener.problems];
        expect(problems).toHaveLength(2);
        for (const { retryAfterSeconds } of problems) seen.push(retryAfterSeconds ?? 0);
      }
    });
    for (const seconds of seen) {
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(MOST_SECONDS);
    }
  });
});
