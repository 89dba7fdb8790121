import { type DestinationStream, type Logger, pino } from "pino";
import type { ServerConfig } from "../config/server.js";

export type { Logger };

/** Never logged. Some libraries' errors contain them. */
const SECRET_NAMES = ["authorization", "headers", "body", "variables"];

/**
 * A log of JSON lines. Inputs, headers and credentials are never logged; values under their names are redacted.
 * @param destination omitted: standard output
 */
export function createLog({ logLevel }: Pick<ServerConfig, "logLevel">, destination?: DestinationStream): Logger {
  const options = {
    level: logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: {
      // Errors are the only objects in log lines. (A star in place of err looks through every line, at three times the
      // price.)
      paths: SECRET_NAMES.flatMap((name) => [name, `err.${name}`]),
      censor: "[cut]",
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
