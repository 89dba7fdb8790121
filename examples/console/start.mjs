#!/usr/bin/env node
// Starts the console: installs its packages the first time, starts the graph with its sandbox when nothing answers where
// the graph should be, and opens Vite's server, which hands /graphql on.
import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "..", "..");
const graph = (process.env.CLOUD_LISTENERS_URL ?? "http://127.0.0.1:4000").replace(/\/+$/, "");
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

const answers = () =>
  fetch(`${graph}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

/** Runs to the end, or ends this program. */
function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (status !== 0) process.exit(status ?? 1);
}

async function startGraph() {
  if (process.env.CLOUD_LISTENERS_URL) {
    console.error(`Nothing answers at ${graph}. Start the graph there, or leave CLOUD_LISTENERS_URL out.`);
    process.exit(1);
  }
  if (!existsSync(join(root, "node_modules"))) {
    console.error("The graph's own packages are missing. Run `npm ci` at the root first.");
    process.exit(1);
  }
  run(npm, ["run", "build"], root);
  const child = spawn(process.execPath, [join(root, "dist", "main.js"), "--port", new URL(graph).port], {
    stdio: "inherit",
  });
  child.once("exit", (code) => process.exit(code ?? 1));
  while (!(await answers())) await delay(100);
  return child;
}

if (!existsSync(join(here, "node_modules"))) run(npm, ["ci"], here);
const child = (await answers()) ? null : await startGraph();
const { createServer } = await import("vite");
const vite = await createServer({ root: here, configFile: join(here, "vite.config.js") });
await vite.listen().catch((error) => {
  console.error(`${error.message}. CONSOLE_PORT chooses another port.`);
  child?.removeAllListeners("exit").kill("SIGTERM");
  process.exit(1);
});
console.log(`\nConsole: ${vite.resolvedUrls?.local[0]}  (graph: ${graph})\n`);

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, async () => {
    await vite.close();
    if (child) child.kill("SIGTERM");
    else process.exit(0);
  });
}
