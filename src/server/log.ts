import { type Logger, pino } from "pino";
import type { ServerConfig } from "../config/server.js";

export type { Logger };

/** JSON lines on standard output. Inputs, headers and credentials are never logged; what slips in under these names is cut. */
export function createLog({ logLevel }: Pick<ServerConfig, "logLevel">): Logger {
  return pino({
    level: logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: {
      paths: ["authorization", "*.authorization", "headers", "*.headers", "body", "*.body", "variables", "*.variables"],
      censor: "[cut]",
    },
  });
}
