import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { reloadOnSignal } from "./app/reload-on-signal.js";
import { requireIdsOfTheirOwn, startApp, startEmbeddedSandbox } from "./app.js";
import { host } from "./config/address.js";
import { AppConfig } from "./config/app-config.js";
import { ConfigError } from "./config/config-error.js";
import { type StudioReporting, studioReporting } from "./config/studio.js";
import { type Telemetry, telemetryIn } from "./config/telemetry.js";
import { warningsAbout } from "./config/warnings.js";
import { shown } from "./model/shown.js";
import { providers } from "./providers/registry.js";
import { createLog, type Logger } from "./server/log.js";
import { checkSummary, sandboxSummary, serverSummary } from "./summary.js";
import { systemClock } from "./transport/clock.js";

const HELP = `cloud-listeners: one GraphQL subgraph over the listeners of many clouds

Usage
  cloud-listeners [options]            start the server; without a configuration also the sandbox clouds
  cloud-listeners sandbox [options]    start the sandbox clouds alone
  cloud-listeners doctor [options]     say which accounts work, what is wrong with the others and what to do about it,
                                       and end; changes nothing. Without a configuration it looks at the sandbox

Options
  --config FILE             configuration (YAML); also CLOUD_LISTENERS_CONFIG
  --check-config            check the configuration, say what is wrong with it, and end
  --explain-access CALLER   say what a caller may do with each account, and by which grants, and end. CALLER is a token,
                            or the claims of a signed one as JSON; - reads it from the standard input, where no list of
                            processes shows it
  --host ADDRESS            address that the server listens on, 127.0.0.1 by default; also CLOUD_LISTENERS_HOST;
                            0.0.0.0 is every one of this machine, as containers need it
  --port N                  port of the server, 4000 by default; also CLOUD_LISTENERS_PORT; 0 is any free port
  --sandbox-port-base N     port of the sandbox's control endpoint, 4100 by default, with the clouds' ports
                            after it; also CLOUD_LISTENERS_SANDBOX_PORT_BASE; 0 is any free ports
  --json                    what doctor has found, as JSON
  --version                 which version this is
  --help                    this text

SIGHUP has the server read its configuration again: accounts, server.access and some limits are exchanged without
disturbing requests in flight; for the rest the log says that it takes a restart.

SIGTERM or SIGINT stops the server: it takes nothing new and finishes what is in flight. A second one does not wait
for that: what is in flight is answered as cut off, and the log says how many operations and changes it was.

Ends with 0 after it has stopped, with 1 when the configuration is wrong or a port is taken, with 2 for arguments that
it does not know, with 3 when it cut off what was in flight (a second signal, or server.limits.drainMs had passed).
The doctor ends with 0 when everything works, and with 4 when an account or the store does not.
`;

type Environment = Readonly<Record<string, string | undefined>>;

interface Arguments {
  readonly command: Command | undefined;
  readonly wantsJson: boolean;
  readonly checksOnly: boolean;
  readonly explains: string | undefined;
  readonly wantsHelp: boolean;
  readonly wantsVersion: boolean;
  readonly configFile: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly sandboxPortBase: number | undefined;
}

/** The exit code when operations in flight were cut off. */
const CUT_OFF = 3;
/** The exit code when something does not work that the configuration names. */
const DOES_NOT_WORK = 4;

const COMMANDS = ["sandbox", "doctor"] as const;
type Command = (typeof COMMANDS)[number];
const isCommand = (word: string): word is Command => (COMMANDS as readonly string[]).includes(word);

/** Where the parts of the program are that are not imported. */
export interface Places {
  /** Its package.json. */
  readonly manifest: URL;
  /** The module of the store's thread; see store/sqlite/thread.ts. */
  readonly storeThread: URL;
}

class UsageError extends Error {}

/** Ports above the sandbox's control endpoint are its clouds'. */
const HIGHEST = { port: 65_535, sandboxPortBase: 65_000 } as const;

function portOf(text: string | undefined, name: string, highest: number): number | undefined {
  if (text === undefined || text === "") return undefined;
  if (/^\d{1,5}$/.test(text) && Number(text) <= highest) return Number(text);
  throw new UsageError(`${name} must be a port between 0 and ${highest}; got ${shown(text)}.`);
}

function hostOf(text: string | undefined): string | undefined {
  if (text === undefined || text === "") return undefined;
  if (host.takes(text)) return text;
  throw new UsageError(`--host must be ${host.is}; got ${shown(text)}.`);
}

function readArguments(args: readonly string[], env: Environment): Arguments {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  let parsed: { values: Record<string, string | boolean | undefined>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ config: text, host: text, port: text, "sandbox-port-base": text, "explain-access": text },
        ...{ "check-config": flag, json: flag, version: flag, help: flag },
      },
    });
  } catch (error) {
    // Node's second sentence explains how to give a file a name that looks like an option. There is no use for it here.
    throw new UsageError(`${(error as Error).message.split(". ")[0]!.replace(/\.$/, "")}.`);
  }
  const { values, positionals } = parsed;
  const [command, ...rest] = positionals;
  if ((command !== undefined && !isCommand(command)) || rest.length > 0)
    throw new UsageError(
      `There is no command ${shown(positionals.join(" "))}. The commands are "sandbox" and "doctor"; without a command the server starts.`,
    );
  if (values.json === true && command !== "doctor")
    throw new UsageError("--json is allowed for the command doctor only.");
  // A variable of a script that was not set: the sandbox instead of one's accounts would be a surprise.
  if (values.config === "") throw new UsageError("--config must be followed by the path of a file; got an empty text.");
  return {
    command,
    wantsJson: values.json === true,
    checksOnly: values["check-config"] === true,
    explains: values["explain-access"] as string | undefined,
    wantsHelp: values.help === true,
    wantsVersion: values.version === true,
    configFile: (values.config as string | undefined) ?? env.CLOUD_LISTENERS_CONFIG,
    host: hostOf((values.host as string | undefined) ?? env.CLOUD_LISTENERS_HOST),
    port: portOf((values.port as string | undefined) ?? env.CLOUD_LISTENERS_PORT, "--port", HIGHEST.port),
    sandboxPortBase: portOf(
      (values["sandbox-port-base"] as string | undefined) ?? env.CLOUD_LISTENERS_SANDBOX_PORT_BASE,
      "--sandbox-port-base",
      HIGHEST.sandboxPortBase,
    ),
  };
}

/**
 * Runs the program until it is told to stop. Answers the exit code.
 */
export async function runCommand(
  args: readonly string[],
  env: Environment,
  { manifest, storeThread }: Places,
): Promise<number> {
  try {
    const given = readArguments(args, env);
    if (given.wantsHelp) {
      process.stdout.write(HELP);
      return 0;
    }
    if (given.wantsVersion) {
      const { name, version } = packageIn(manifest);
      process.stdout.write(`${name} ${version} (Node ${process.versions.node})\n`);
      return 0;
    }
    const config = await configFor(given, env);
    const studio = studioReporting(env);
    const telemetry = telemetryIn(env);
    if (given.checksOnly) {
      process.stdout.write(checkSummary(given.configFile ?? "The built-in configuration", config));
      return 0;
    }
    if (given.explains !== undefined) return await explain(given.explains, config);
    if (given.command === "doctor") {
      // Beside a server that is running, which may have the sandbox's own ports.
      if (given.sandboxPortBase === undefined) config.sandbox.portBase = 0;
      return await examine(config, given.wantsJson);
    }
    return await (given.command === "sandbox"
      ? runSandbox(config)
      : runServer(
          config,
          { studio, telemetry, storeThread, version: packageIn(manifest).version },
          given.configFile ? () => configFor(given, env) : null,
        ));
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`${error.message}\nSee cloud-listeners --help.\n`);
      return 2;
    }
    const known = error instanceof ConfigError || (error instanceof Error && error.cause !== undefined);
    process.stderr.write(
      `${known || !(error instanceof Error) ? String((error as Error).message ?? error) : error.stack}\n`,
    );
    return 1;
  }
}

const packageIn = (manifest: URL) =>
  JSON.parse(readFileSync(manifest, "utf8")) as { readonly name: string; readonly version: string };

async function explain(given: string, config: AppConfig): Promise<number> {
  const who = given === "-" ? readFileSync(0, "utf8").trim() : given;
  const accounts = config.accounts.map(({ id, provider, readOnly }) => ({ id, cloud: provider, isReadOnly: readOnly }));
  const { explainAccess } = await import("./access/explain.js");
  process.stdout.write(await explainAccess(config.server, accounts, who, systemClock, config.transport.proxies));
  return 0;
}

async function examine(config: AppConfig, wantsJson: boolean): Promise<number> {
  const [{ runDoctor }, { reportTable }] = await Promise.all([
    import("./doctor/run-doctor.js"),
    import("./doctor/report.js"),
  ]);
  const report = await runDoctor(config);
  process.stdout.write(wantsJson ? `${JSON.stringify(report, null, 2)}\n` : reportTable(report));
  return report.works ? 0 : DOES_NOT_WORK;
}

/** What the file and the arguments say together. @throws ConfigError */
async function configFor(given: Arguments, env: Environment): Promise<AppConfig> {
  const config = given.configFile ? await readConfig(given.configFile, env) : new AppConfig();
  if (given.host !== undefined) config.server.host = given.host;
  if (given.port !== undefined) config.server.port = given.port;
  if (given.sandboxPortBase !== undefined) config.sandbox.portBase = given.sandboxPortBase;
  return config;
}

async function readConfig(file: string, env: Environment): Promise<AppConfig> {
  // Brings the YAML parser with it, which nobody needs who starts without a file.
  const { loadConfigFile } = await import("./config/load-config.js");
  const config = loadConfigFile(file, providers, env);
  await requireIdsOfTheirOwn(config, file);
  return config;
}

/** What a start is told beside its configuration. */
interface Beside {
  readonly studio: StudioReporting;
  readonly telemetry: Telemetry;
  readonly storeThread: URL;
  readonly version: string;
}

/** @param readAgain reads the configuration anew; null: there is no file */
async function runServer(
  config: AppConfig,
  beside: Beside,
  readAgain: (() => Promise<AppConfig>) | null,
): Promise<number> {
  const log = createLog(config.server);
  endOnUnhandled(log);
  for (const warning of warningsAbout(config)) log.warn(warning);
  const app = await startApp({ config, log, ...beside });
  reloadOnSignal(app, readAgain, log);
  process.stdout.write(serverSummary(app, config));
  log.info({ signal: await stopSignal() }, "stopping: finishing what is in flight");
  const again = stopSignal().then(() => "told again" as const);
  const isToldAgain = (await Promise.race([app.stop(), again])) === "told again";
  if (isToldAgain) await app.server.cutOff();
  const code = isToldAgain || app.server.hasCutOff() ? CUT_OFF : 0;
  if (isToldAgain || app.hasUnsent()) {
    await new Promise((resolve) => log.flush(resolve));
    // Connections to clouds or to a collector are still open, and would keep the process.
    process.exit(code);
  }
  return code;
}

async function runSandbox(config: AppConfig): Promise<number> {
  const log = createLog(config.server);
  const sandbox = await startEmbeddedSandbox(config, log);
  process.stdout.write(sandboxSummary(sandbox));
  await stopSignal();
  await sandbox.stop();
  return 0;
}

/** An error that nobody caught leaves the process in an unknown state: it is logged, and the process ends with 1. */
function endOnUnhandled(log: Logger): void {
  const end = (err: unknown) => {
    log.fatal({ err }, "uncaught error; exiting");
    process.exit(1);
  };
  process.once("uncaughtException", end).once("unhandledRejection", end);
}

/** The next signal to stop. */
function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, resolve);
  });
}
