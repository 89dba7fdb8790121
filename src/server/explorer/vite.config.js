import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Everything that the page needs, GraphiQL and Monaco with its workers among it, as files of this server. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  // Addresses relative to the page and to each other: it may stand below any path.
  base: "./",
  oxc: { jsx: { runtime: "automatic" } },
  worker: { format: "es" },
  build: {
    outDir: fileURLToPath(new URL("../../../build/pages", import.meta.url)),
    emptyOutDir: true,
    assetsDir: "explorer",
    assetsInlineLimit: 0,
    target: "es2022",
    // Monaco is as large as it is.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: { checks: { moduleLevelDirective: false } },
  },
});
