import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest.config.js";

const { test, ...rest } = shared;
export default mergeConfig(
  { ...rest },
  defineConfig({
    test: {
      setupFiles: test?.setupFiles,
      include: ["test/browser/**/*.test.ts"],
      testTimeout: 60_000,
      hookTimeout: 60_000,
    },
  }),
);
