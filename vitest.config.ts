import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";

// type-graphql loads graphql's CommonJS build; a test that got the ESM build would hold a second, foreign copy of it.
const graphqlCommonJs = createRequire(import.meta.url).resolve("graphql");

export default defineConfig({
  resolve: { alias: [{ find: /^graphql$/, replacement: graphqlCommonJs }] },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/gateways/**", "test/bench/**", "test/faults/**", "test/browser/**", "**/node_modules/**"],
    setupFiles: ["test/support/setup.ts"],
    testTimeout: 15_000,
  },
});
