import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";

// type-graphql loads graphql's CommonJS build; a test that got the ESM build would hold a second, foreign copy of it.
const graphqlCommonJs = createRequire(import.meta.url).resolve("graphql");

/** Generated cases by the thousand, beside what they test; see test/generated/vitest.config.ts. */
export const generated = [
  "test/access/table.test.ts",
  "test/config/settings.test.ts",
  "test/contract/odd-objects.test.ts",
  "test/contract/paging.test.ts",
  "test/contract/sameness.test.ts",
  "test/filters/**/*.test.ts",
  "test/inventory/equal-answers.test.ts",
  "test/inventory/model.test.ts",
  "test/suspicion/ids-of-clouds.test.ts",
  "test/suspicion/numbers-of-clouds.test.ts",
];

/** Suites of their own, with commands of their own. */
const apart = [
  "test/clients/**",
  "test/gateways/**",
  "test/bench/**",
  "test/faults/**",
  "test/abuse/**",
  "test/browser/**",
  "test/store/postgres/**",
  "test/crash/**",
  "test/operate/**",
  "test/redis/**",
  ...generated,
  "**/node_modules/**",
];
/** What goes through GraphQL, and runs again with every switch that must not change an answer. */
const graph = ["test/graph/**/*.test.ts", "test/federation/compatibility.test.ts"];
/** Counts calls to clouds, which answers that are kept spare. */
const counting = ["test/graph/calls.test.ts", "test/graph/shared-reads.test.ts"];
/** Events are executed in one way, whichever way requests are, and what is watched is read anew. */
const streams = ["test/graph/watch.test.ts", "test/graph/watch-rights.test.ts"];
const switched = (name: string, exclude: string[] = []) => ({
  extends: true as const,
  test: { name, include: graph, exclude: [...apart, ...exclude], isolate: false, env: { GRAPH_SWITCHES: name } },
});

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphqlCommonJs }] },
  test: {
    setupFiles: ["test/support/setup.ts"],
    testTimeout: 15_000,
    // More than two cores: tests wait for sockets and for pauses between tries half of their time.
    maxWorkers: 4,
    projects: [
      // One load of the modules for all files: every file starts what it needs and stops it again.
      {
        extends: true,
        test: { name: "all", include: ["test/**/*.test.ts"], exclude: apart, isolate: false },
      },
      switched("plain documents", streams),
      switched("compiled documents", streams),
      switched("kept answers", [...counting, ...streams]),
    ],
  },
});
