import type { CallLog } from "../../src/transport/call.js";

const ignore = (): void => undefined;

/** A log that discards everything. */
export const silentLog: CallLog = { debug: ignore, info: ignore, warn: ignore, error: ignore };
