import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/**
 * The suite that tries to crash the built program or to make it unavailable. Files run one after the other: it measures
 * how long other clients wait, which a second file on the same cores would lengthen.
 */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: undefined,
    include: ["test/abuse/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    globalSetup: ["test/abuse/support/global-setup.ts"],
    maxConcurrency: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    maxWorkers: 1,
  },
});
