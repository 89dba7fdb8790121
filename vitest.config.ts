import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";

// type-graphql loads graphql's CommonJS build; a test that got the ESM build would hold a second, foreign copy of it.
const graphqlCommonJs = createRequire(import.meta.url).resolve("graphql");

/** Suites of their own, with commands of their own. */
const apart = ["test/gateways/**", "test/bench/**", "test/faults/**", "test/browser/**", "**/node_modules/**"];
/** Adds a cloud to the registry, which all other tests should not see. */
const exampleCloud = "test/example-cloud/**/*.test.ts";

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphqlCommonJs }] },
  test: {
    setupFiles: ["test/support/setup.ts"],
    testTimeout: 15_000,
    maxWorkers: 2,
    projects: [
      // One load of the modules for all files: every file starts what it needs and stops it again.
      {
        extends: true,
        test: { name: "all", include: ["test/**/*.test.ts"], exclude: [...apart, exampleCloud], isolate: false },
      },
      { extends: true, test: { name: "example cloud", include: [exampleCloud], exclude: apart } },
    ],
  },
});
