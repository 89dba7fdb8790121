#!/usr/bin/env node
// Rebuilds on every change and restarts the server: the compiler watches src/, Node watches build/.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

await import("./build-explorer.mjs");
const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
const run = (...args) => spawn(process.execPath, args, { stdio: "inherit" });

const children = [];
const stop = () => {
  for (const child of children) child.kill("SIGTERM");
};
process.once("SIGINT", stop).once("SIGTERM", stop);

run(tsc, "-p", "tsconfig.build.json").once("exit", (code) => {
  if (code !== 0) console.error("The build has errors; the server starts with what could be built.");
  children.push(run(tsc, "-p", "tsconfig.build.json", "--watch", "--preserveWatchOutput"));
  children.push(run("--watch", "--watch-preserve-output", "build/main.js", ...process.argv.slice(2)));
});
