import fc from "fast-check";
import { parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { generatedDocuments } from "./support/generated-documents.js";
import { type Lab, startLab } from "./support/lab.js";
import { MOST_MS } from "./support/rows.js";
import { expectVerdict, isRefusal } from "./support/verdict.js";

const DOCUMENTS = Number(process.env.ABUSE_DOCUMENTS ?? 400);
/** New documents every day; ABUSE_SEED repeats those of a failure. */
const seed = Number(process.env.ABUSE_SEED ?? Math.floor(Date.now() / 86_400_000));
/** Milliseconds after which no more documents are generated. */
const ENOUGH_MS = 25_000;
/** The third run is compiled. */
const RUNS = 3;
const LISTENERS = 200;

const { schema } = buildSubgraph(providers);
const shapes = fc.record({
  depth: fc.integer({ min: 2, max: 16 }),
  fields: fc.integer({ min: 1, max: 500 }),
  aliases: fc.integer({ min: 1, max: 40 }),
  fragments: fc.integer({ min: 0, max: 40 }),
  sizes: fc.uniqueArray(fc.constantFrom(1, 2, 20, 100, 200), { minLength: 1, maxLength: 3 }),
});

describe("generated documents", () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab({ listeners: LISTENERS });
  });
  afterAll(() => lab.stop());

  it(`are answered or refused without delaying other clients (seed ${seed})`, async () => {
    const counts = { refused: 0, answered: 0 };
    const lengths: number[] = [];
    let slowest = { own: 0, query: "" };
    const property = fc.asyncProperty(generatedDocuments(schema, shapes), async (query) => {
      expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
      for (let run = 0; run < RUNS; run += 1) {
        const answer = await lab.ask(query);
        expectVerdict(answer, "either");
        counts[isRefusal(answer) ? "refused" : "answered"] += 1;
        lengths.push(answer.text.length);
        expect(answer.ms).toBeLessThan(12_000);
      }
      const { own } = await lab.look();
      if (own > slowest.own) slowest = { own, query };
      expect(own, "milliseconds that others waited").toBeLessThanOrEqual(MOST_MS);
    });
    await lab.during(`generated documents (seed ${seed})`, () =>
      fc.assert(property, { seed, numRuns: DOCUMENTS, interruptAfterTimeLimit: ENOUGH_MS, verbose: 1 }),
    );
    console.log(
      `Generated documents (seed ${seed}): ${counts.answered} answers, the longest of ${Math.max(...lengths)} bytes, ${counts.refused} refusals. Others waited longest, ${Math.round(slowest.own)} ms, for ${slowest.query.slice(0, 1_000)}`,
    );
    expect(Math.min(counts.answered, counts.refused)).toBeGreaterThan(0);
  }, 120_000);
});
