#!/usr/bin/env node
// Serves the site while it is written: a change in docs/, in a Markdown file at the top or in the schema shows at once.
import { spawn } from "node:child_process";
import { watch } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stagePages } from "./stage-pages.mjs";
import { ROOT } from "./staged-pages.mjs";

const folder = fileURLToPath(new URL(".", import.meta.url));
let later;
const restage = (_event, file) => {
  if (!/\.(?:md|graphql|svg|png)$/.test(file ?? "")) return;
  clearTimeout(later);
  later = setTimeout(() => {
    try {
      stagePages();
    } catch (error) {
      console.error(error.message);
    }
  }, 100);
};

stagePages();
watch(ROOT, restage);
watch(join(ROOT, "docs"), { recursive: true }, restage);
const server = spawn(process.execPath, [join(folder, "node_modules/vitepress/bin/vitepress.js"), "dev"], {
  cwd: folder,
  stdio: "inherit",
});
server.once("exit", (code) => process.exit(code ?? 0));
