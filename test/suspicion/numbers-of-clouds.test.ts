import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { leavesOf, literally } from "../support/edited-answers.js";
import { wholeSelection } from "../support/whole-selection.js";
import { type Interrogation, startInterrogation } from "./asking.js";

/** Numbers that GraphQL's Int does not hold, as they stand in an answer. */
const ODD_NUMBERS = ["2147483648", "-2147483649", "1e999", "1.5", "99999999999999999999", '"2147483648"', "-1e30"];

let all: Interrogation;
let documents: string[];
beforeAll(async () => {
  all = await startInterrogation(({ server: { limits } }) => {
    limits.maxTokens = 10_000;
  });
  const whole = wholeSelection(buildSubgraph(providers).schema, "ListenerConnection");
  const listeners = (protocols: string) =>
    `listeners(first: 2, filter: { accountIds: [$account], protocols: [${protocols}] }) ${whole}`;
  documents = [
    `query ($account: ID!) { ${listeners("TCP, UDP")} }`,
    `query ($account: ID!) { ${listeners("HTTP, HTTPS")} }`,
    `query ($account: ID!) {
      listeners(first: 3, filter: { accountIds: [$account] }) { totalCount isComplete nodes { id } }
      pools(first: 3, filter: { accountIds: [$account] }) { totalCount isComplete nodes { id } }
      listenerParents(first: 3, filter: { accountIds: [$account] }) { totalCount isComplete nodes { id } }
    }`,
  ];
}, 60_000);
afterAll(() => all.stop());

const isNumber = (value: unknown) => typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));

/** The fields that a cloud's reader takes numbers from, also those that no object of the emulator has. */
function numbersRead(key: string): string[] {
  const folder = join(import.meta.dirname, "../../src/providers", key);
  const texts = readdirSync(folder).filter((file) => file.startsWith("wire"));
  const source = texts.map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  return [...source.matchAll(/\b(?:integers?|decimal|moment|\w*Integers?)\((?:[\w.]+, )?"(\w+)"/g)].map(
    ([, name]) => name!,
  );
}

describe.each(providers.map(({ key }) => key))("the answers of %s", (key) => {
  it("may have numbers that no Int holds: they are null or reported, and never an internal error", async () => {
    const { account, cloud } = all.suspects.find((one) => one.key === key)!;
    const askAll = () => {
      all.sandbox.cloud(key).emulator.reset();
      return Promise.all(documents.map((document) => all.ask(document, { account })));
    };
    cloud.forget();
    for (const { errors } of await askAll()) expect(errors).toBeUndefined();
    const names = new Set(numbersRead(key));
    expect(names.size).toBeGreaterThan(2);
    for (const { body } of cloud.answered)
      for (const { path, value } of leavesOf(body))
        if (isNumber(value))
          names.add(
            path
              .replace(/(\.\*)+$/, "")
              .split(".")
              .at(-1)!,
          );
    let tried = 0;
    for (const name of names) {
      for (const number of [ODD_NUMBERS[0]!, ODD_NUMBERS[tried % ODD_NUMBERS.length]!]) {
        tried += 1;
        const odd = number.startsWith('"') ? JSON.parse(number) : literally(number);
        cloud.edit((value) => {
          if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
          const held = (value as Record<string, unknown>)[name];
          return { ...value, [name]: Array.isArray(held) ? [odd] : odd };
        });
        const answers = await askAll();
        for (const { data, errors = [] } of answers) {
          const faults = errors.filter(({ extensions }) => extensions?.code === "INTERNAL_SERVER_ERROR");
          expect(faults, `${name}: ${number}`).toEqual([]);
          expect(data, `${name}: ${number}`).not.toBeNull();
        }
        const { nodes, isComplete } = answers[2]!.data.listeners;
        if (nodes.length === 0) expect(isComplete, `${name}: ${number}`).toBe(false);
      }
    }
    cloud.edit(null);
  }, 120_000);
});
