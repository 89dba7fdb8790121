import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/** Processes that are killed while they change things. Needs a build, and a PostgreSQL on this machine. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: undefined,
    include: ["test/crash/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 100_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
