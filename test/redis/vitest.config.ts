import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/** What replicas share through Redis, with a server of its own. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: undefined,
    include: ["test/redis/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
