import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type PlainAccount, writeConfiguration } from "./configuration-file.js";
import { forgetPeak, peakMegabytes } from "./memory.js";

export const MAIN = join(import.meta.dirname, "../../../dist/main.js");
/** What the program has to do with. */
const HEAP_MEGABYTES = 512;
const START_PATIENCE_MS = 20_000;
/** Lines of the log that are kept. */
const KEPT_LINES = 5_000;

export interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [name: string]: unknown;
}

/** How it ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The built program in a process of its own. */
export interface Program {
  readonly origin: string;
  readonly pid: number;
  /** Warnings and worse, and the latest of the rest. */
  readonly log: readonly LogLine[];
  /** Null while it runs. */
  readonly ending: Ending | null;
  /** What it last wrote to standard error. */
  readonly lastWords: string;
  signal(signal: NodeJS.Signals): void;
  ended(): Promise<Ending>;
  /** The most memory it held since the last {@link forgetPeak}, in megabytes; null where the system does not tell. */
  peakMegabytes(): number | null;
  forgetPeak(): void;
  stop(): Promise<void>;
}

/**
 * Starts the program on a free port.
 *
 * @param plant a module that is run before it, to plant a fault
 * @throws Error when it is not up in time, with what it said.
 */
export async function startProgram(
  server: object,
  accounts: readonly PlainAccount[],
  plant?: string,
): Promise<Program> {
  const { file, env } = writeConfiguration({ landingPage: "none", ...server }, accounts);
  const planted = plant === undefined ? [] : ["--import", `data:text/javascript,${encodeURIComponent(plant)}`];
  const args = [...planted, `--max-old-space-size=${HEAP_MEGABYTES}`, MAIN, "--config", file, "--port", "0"];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env.PATH, NODE_ENV: "production", ...env },
  });
  const { said, log, lastWords } = listenTo(child);
  let ending: Ending | null = null;
  const end = new Promise<Ending>((resolve) =>
    child.once("exit", (code, signal) => {
      ending = { code, signal };
      resolve(ending);
    }),
  );
  const program: Program = {
    origin: await inTime(Promise.race([said, failing(end, lastWords)]), child),
    pid: child.pid!,
    log,
    get ending() {
      return ending;
    },
    get lastWords() {
      return lastWords();
    },
    signal: (signal) => void child.kill(signal),
    ended: () => end,
    peakMegabytes: () => peakMegabytes(child.pid!),
    forgetPeak: () => forgetPeak(child.pid!),
    async stop() {
      if (ending) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
  return program;
}

const isWarning = ({ level }: LogLine): boolean => !["trace", "debug", "info"].includes(level);

/** Its origin, once it is known, and its log. */
function listenTo(child: ChildProcess): { said: Promise<string>; log: LogLine[]; lastWords: () => string } {
  const log: LogLine[] = [];
  let words = "";
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    words = (words + text).slice(-4_000);
  });
  const said = new Promise<string>((resolve) => {
    createInterface({ input: child.stdout! }).on("line", (line) => {
      const origin = /GraphQL\s+(\S+)\/graphql/.exec(line)?.[1];
      if (origin && !line.startsWith("{")) resolve(origin);
      if (!line.startsWith("{")) return;
      log.push(JSON.parse(line) as LogLine);
      if (log.length > KEPT_LINES) log.splice(0, log.length, ...log.filter(isWarning).slice(-KEPT_LINES / 2));
    });
  });
  return { said, log, lastWords: () => words };
}

async function failing(end: Promise<Ending>, lastWords: () => string): Promise<never> {
  const { code } = await end;
  throw new Error(`The program ended with ${code} before it was up: ${lastWords()}`);
}

async function inTime(said: Promise<string>, child: ChildProcess): Promise<string> {
  const tooLate = setTimeout(() => child.kill("SIGKILL"), START_PATIENCE_MS);
  try {
    return await said;
  } finally {
    clearTimeout(tooLate);
  }
}
