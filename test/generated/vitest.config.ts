import { defineConfig } from "vitest/config";
import shared, { generated } from "../../vitest.config.js";

/** Thousands of generated cases, next to what they test: they take a minute and a half, so they run separately from the others. */
export default defineConfig({
  ...shared,
  test: {
    ...shared.test,
    projects: undefined,
    include: generated,
    exclude: ["**/node_modules/**"],
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
