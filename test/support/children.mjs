import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";

const MOST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** A Node program as a process, with all that it prints. */
function startNode(file, args, env = {}) {
  const child = spawn(process.execPath, [file, ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // A suite that breaks off leaves nothing running.
  process.once("exit", () => child.kill("SIGKILL"));
  const printed = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"])
    child[name].setEncoding("utf8").on("data", (text) => {
      printed[name] += text;
    });
  return { child, printed };
}

/**
 * Starts a program and looks at it until `isUp` answers yes for what it has printed on standard output.
 * @throws Error with the program's output when it ends before, or is not up within a minute.
 */
export async function startChild(file, args, { env, isUp }) {
  const { child, printed } = startNode(file, args, env);
  const fail = (what) => {
    child.kill("SIGKILL");
    throw new Error(`${file} ${what}:\n${printed.stdout}${printed.stderr}`);
  };
  const latest = Date.now() + MOST_WAIT_MS;
  while (!(await isUp(printed.stdout))) {
    if (child.exitCode !== null || child.signalCode !== null) fail(`ended with ${child.exitCode ?? child.signalCode}`);
    if (Date.now() > latest) fail("was not up in time");
    await wait(LOOK_EVERY_MS);
  }
  return {
    output: () => printed.stdout,
    /** Ends it as an operator would. Resolves to its exit code; null when the signal ended it. */
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      return (await ended)[0];
    },
  };
}

/** Runs a program to its end. @throws Error with its output unless it ends with 0. */
export async function runChild(file, args) {
  const { child, printed } = startNode(file, args);
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`${file} ended with ${code}:\n${printed.stdout}${printed.stderr}`);
  return printed;
}
