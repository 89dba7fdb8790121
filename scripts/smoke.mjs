#!/usr/bin/env node
// Starts the built program as a user would, asks it one question, and stops it; then sees how it ends when something
// goes wrong that nobody catches. Type metadata and load order differ between the test runner and plain Node, so green
// tests do not show that this works.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../dist/main.js", import.meta.url));
const startedAt = Date.now();
const child = spawn(process.execPath, [main, "--port", "0", "--sandbox-port-base", "0"], {
  stdio: ["ignore", "pipe", "inherit"],
});

function fail(message) {
  child.kill("SIGKILL");
  console.error(`smoke: ${message}`);
  process.exit(1);
}
const tooLate = setTimeout(() => fail("no answer within 20 s"), 20_000);

let output = "";
let isAsked = false;
child.stdout.on("data", async (chunk) => {
  output += chunk;
  const endpoint = /GraphQL\s+(\S+)/.exec(output)?.[1];
  if (!endpoint || isAsked) return;
  isAsked = true;
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      query:
        "{ listeners(first: 200) { isComplete nodes { id name pools { nodes { members { nodes { address } } } } } } cloudAccounts { id } }",
    }),
  });
  const { data, errors } = await response.json();
  if (errors || !data.listeners.isComplete)
    fail(`the answer is not whole: ${JSON.stringify(errors ?? data.listeners).slice(0, 500)}`);
  const page = await (await fetch(new URL("/", endpoint))).text();
  const script = /src="([^"]+\.js)"/.exec(page)?.[1];
  if (!script || !(await fetch(new URL(script, endpoint))).ok) fail("the explorer or its script is not there");
  const ms = Date.now() - startedAt;
  console.log(
    `smoke: ${data.listeners.nodes.length} listeners of ${data.cloudAccounts.length} accounts, ${ms} ms after the start`,
  );
  child.kill("SIGTERM");
});
child.once("exit", (code) => {
  clearTimeout(tooLate);
  if (!isAsked) fail(`ended with ${code} before it was up`);
  if (code !== 0) fail(`ended with ${code} after SIGTERM`);
  console.log("smoke: stopped with 0");
  plantFault();
});

/** An error that nobody catches must be in the log, and end the process with a code that is not 0. */
function plantFault() {
  const plant = "process.on('SIGUSR2', () => Promise.reject(new Error('a planted fault')))";
  const faulty = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(plant)}`, main, "--port", "0", "--sandbox-port-base", "0"],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const tooLong = setTimeout(() => {
    faulty.kill("SIGKILL");
    fail("goes on after an error that nobody caught");
  }, 20_000);
  let log = "";
  faulty.stdout.on("data", (chunk) => {
    const wasUp = log.includes("GraphQL");
    log += chunk;
    if (!wasUp && log.includes("GraphQL")) faulty.kill("SIGUSR2");
  });
  faulty.once("close", (code) => {
    clearTimeout(tooLong);
    if (code !== 1 || !log.includes("a planted fault"))
      fail(`ended with ${code} after an error that nobody caught, with this in its log: ${log.slice(-500)}`);
    console.log("smoke: an error that nobody caught is logged, and ends it with 1");
  });
}
