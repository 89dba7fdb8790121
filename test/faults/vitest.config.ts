import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/** The suite with faulty clouds. It takes minutes, so it runs separately from the others. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: undefined,
    include: ["test/faults/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    maxConcurrency: 2,
  },
});
