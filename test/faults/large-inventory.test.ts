import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { connectSandboxed } from "../support/sandboxed-provider.js";
import { startLab } from "./matrix/lab.js";

const LISTENERS = 100_000;
const PAGE = 50;
const PAGES = 3;
/** Most calls for one page: clouds have their own page sizes, and some lists are read by parent. */
const MOST_CALLS_PER_PAGE = 60;
const MOST_GROWTH_BYTES = 40 * 1024 * 1024;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function heapInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

const LIST = `query ($after: String, $first: Int!, $accountIds: [ID!]) {
  listeners(first: $first, after: $after, filter: { accountIds: $accountIds }) {
    isComplete nodes { id } pageInfo { hasNextPage endCursor } sourceProblems { code message }
  }
}`;

describe(`an account with ${LISTENERS} listeners`, () => {
  it.each(providers.map((manifest) => [manifest.key, manifest] as const))(
    "is paged without being read to its end: %s",
    async (key, manifest) => {
      const { cloud, stop } = await connectSandboxed(manifest, { listeners: LISTENERS });
      const account = (await manifest.sandbox()).account(cloud.endpoint);
      const lab = await startLab([account], { responseTimeoutMs: 8_000, readDeadlineMs: 20_000 });
      try {
        const before = heapInUse();
        const { data: first } = await lab.ask(LIST, { first: 1, after: null, accountIds: [account.id] });
        const [problem] = first.listeners.sourceProblems;
        // An API without pages returns everything or, above the account's limit of bytes, nothing.
        if (problem?.message.includes("maxResponseBytes")) {
          expect(first.listeners).toMatchObject({ isComplete: false, nodes: [] });
          expect(cloud.countCalls()).toBe(1);
          expect(heapInUse() - before).toBeLessThan(MOST_GROWTH_BYTES);
          return;
        }
        expect(first.listeners.sourceProblems).toEqual([]);
        const seen = new Set<string>();
        let after: string | null = null;
        const costs: number[] = [];
        for (let page = 0; page < PAGES; page += 1) {
          cloud.clearCalls();
          const { data, errors, ms } = await lab.ask(LIST, { first: PAGE, after, accountIds: [account.id] });
          expect(errors).toBeUndefined();
          const { nodes, pageInfo, isComplete, sourceProblems } = data.listeners;
          expect(sourceProblems).toEqual([]);
          expect([isComplete, nodes.length, pageInfo.hasNextPage]).toEqual([true, PAGE, true]);
          for (const { id } of nodes) seen.add(id);
          after = pageInfo.endCursor;
          costs.push(cloud.countCalls());
          console.log(`${key}: page ${page + 1} of ${PAGE} took ${costs.at(-1)} requests and ${Math.round(ms)} ms`);
        }
        expect(seen.size).toBe(PAGES * PAGE);
        expect(Math.max(...costs)).toBeLessThanOrEqual(MOST_CALLS_PER_PAGE);
        expect(heapInUse() - before).toBeLessThan(MOST_GROWTH_BYTES);
      } finally {
        await lab.stop();
        await stop();
      }
    },
  );
});
