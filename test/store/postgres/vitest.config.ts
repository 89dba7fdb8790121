import { defineConfig } from "vitest/config";
import shared from "../../../vitest.config.js";

/** What needs a PostgreSQL: one that is found on this machine and started for the tests, or TEST_POSTGRES_URL. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: undefined,
    include: ["test/store/postgres/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
