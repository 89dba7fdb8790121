import { defineConfig } from "vitest/config";
import shared from "../../vitest.config.js";

/** The built program as those who operate it meet it: collectors, proxies, signals. Needs a build. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: undefined,
    include: ["test/operate/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
