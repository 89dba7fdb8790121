import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../../vitest.config.js";

const { test, ...rest } = shared;
export default mergeConfig(
  { ...rest },
  defineConfig({
    test: {
      setupFiles: test?.setupFiles,
      include: ["test/browser/**/*.test.ts"],
      testTimeout: 120_000,
      hookTimeout: 60_000,
      // A page may take its time on a busy machine; what is awaited is a state and never a duration.
      expect: { poll: { timeout: 20_000 } },
    },
  }),
);
