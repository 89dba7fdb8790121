import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/**
 * The suite that tries to end the built program, or to keep it from others. One file after the other: what it measures is
 * how long somebody else has to wait, which a second suite on the same cores would make longer.
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
