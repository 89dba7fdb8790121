import { afterAll, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { exampleCloud } from "../example-cloud/index.js";
import { describeOddObjects } from "./odd-objects/odd-objects-contract.js";

const counts = new Map<string, number>();
const tally = { count: (key: string, cases: number) => void counts.set(key, (counts.get(key) ?? 0) + cases) };

const clouds = [...providers, exampleCloud];
for (const manifest of clouds) describeOddObjects(manifest, clouds, tally);

it("has clouds", () => {
  expect(providers.length).toBeGreaterThan(0);
});

afterAll(() => {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].map(([key, count]) => `${key} ${count}`).join(", ");
  process.stderr.write(`Objects with one odd field among others: ${all} (${parts}).\n`);
});
