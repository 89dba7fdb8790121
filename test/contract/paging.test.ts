import { afterAll, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { exampleCloud } from "../example-cloud/index.js";
import type { PagedList } from "./paging/paged-list.js";
import { describePaging } from "./paging/paging-contract.js";

const counts = new Map<string, number>();
const tally = { count: (key: string) => void counts.set(key, (counts.get(key) ?? 0) + 1) };

for (const manifest of [...providers, exampleCloud]) {
  const { pagedLists } = (await import(`../providers/${manifest.key}/paged-lists.ts`)) as {
    readonly pagedLists: readonly PagedList[];
  };
  describePaging(manifest, pagedLists, tally);
}

it("has clouds with lists", () => {
  expect(providers.length).toBeGreaterThan(0);
});

afterAll(() => {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...counts].map(([key, count]) => `${key} ${count}`).join(", ");
  process.stderr.write(`Readings in which a list was told wrongly or changed: ${all} (${parts}).\n`);
});
