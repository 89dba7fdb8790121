/**
 * Time from starting the program (with its sandbox, as `node dist/main.js` does) to its first answer.
 *   node start.mjs [--runs 7]
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { parseArgs } from "node:util";
import { MAIN } from "./built.mjs";

const { values } = parseArgs({
  options: { runs: { type: "string", default: "7" }, "node-args": { type: "string", default: "" } },
});
let port = 17_000 + (process.pid % 900) * 10;

async function run() {
  port += 1;
  const startedAt = performance.now();
  const args = [
    ...values["node-args"].split(" ").filter(Boolean),
    MAIN,
    "--port",
    String(port),
    "--sandbox-port-base",
    "0",
  ];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  for (;;) {
    try {
      const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ listeners(first: 1) { nodes { name } } }" }),
      });
      const { data } = await response.json();
      if (data.listeners.nodes.length !== 1) throw new Error("There is no listener.");
      break;
    } catch (error) {
      if (error.cause?.code !== "ECONNREFUSED") throw error;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
  const ms = performance.now() - startedAt;
  child.kill("SIGTERM");
  await once(child, "exit");
  return ms;
}

const times = [];
for (let turn = 0; turn < Number(values.runs); turn += 1) times.push(await run());
times.sort((a, b) => a - b);
process.stdout.write(
  `start to first answer: median ${times[times.length >> 1].toFixed(0)} ms, best ${times[0].toFixed(0)} ms\n`,
);
