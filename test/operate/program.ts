import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { GraphAnswer } from "../support/graph.js";

/** The built program. */
export const BUILT = join(import.meta.dirname, "../../dist/main.js");

export interface Program {
  readonly child: ChildProcess;
  readonly endpoint: string;
  /** All that it has printed. */
  output(): string;
  /** The lines of its log so far. */
  log(): Record<string, unknown>[];
  /** Resolves when its log has such a line. @param after so many others */
  logged(isIt: (line: Record<string, unknown>) => boolean, after?: number): Promise<Record<string, unknown>>;
  ask(
    query: string,
    variables?: object,
    headers?: Record<string, string>,
  ): Promise<Pick<GraphAnswer, "data" | "errors">>;
  /** Ends it as an operator would. Resolves to its exit code. */
  stop(): Promise<number | null>;
}

/** This process's environment without what it says of collectors and proxies, and with something else. */
export function environment(more: Record<string, string> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^OTEL_|_proxy$/i.test(name));
  return { ...Object.fromEntries(own), ...more };
}

/** Starts the built program and waits until it is up. @throws Error with its output when it ends before */
export async function startProgram(args: readonly string[], env: Record<string, string> = {}): Promise<Program> {
  const child = spawn(process.execPath, [BUILT, "--port", "0", "--sandbox-port-base", "0", ...args], {
    env: environment(env),
    stdio: ["ignore", "pipe", "pipe"],
  });
  process.once("exit", () => child.kill("SIGKILL"));
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  child.once("exit", () => {
    for (const listener of listeners) listener();
  });
  const seen = async <T>(find: () => T | undefined): Promise<T> => {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}:\n${output}`);
      await new Promise<void>((resolve) => {
        const listener = () => {
          listeners.delete(listener);
          resolve();
        };
        listeners.add(listener);
      });
    }
  };
  const log = () =>
    output
      .split("\n")
      .filter((line) => line.startsWith("{") && line.endsWith("}"))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const endpoint = await seen(() => /GraphQL\s+(\S+)[\s\S]*Metrics .*\n/.exec(output)?.[1]);
  return {
    child,
    endpoint,
    output: () => output,
    log,
    logged: (isIt, after = 0) => seen(() => log().slice(after).find(isIt)),
    async ask(query, variables, headers) {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as GraphAnswer;
    },
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      // All that it has printed is read by then, which it need not be when it has ended.
      const ended = once(child, "close");
      child.kill("SIGTERM");
      return (await ended)[0] as number | null;
    },
  };
}
