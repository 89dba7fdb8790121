import type { App } from "../app.js";
import type { AppConfig } from "../config/app-config.js";
import { ConfigError, MOST_TOLD } from "../config/config-error.js";
import { warningsAbout } from "../config/warnings.js";
import type { Logger } from "../server/log.js";

/** Takes over another configuration at each SIGHUP, one after the other. One that has mistakes changes nothing. */
export function reloadOnSignal(app: App, readAgain: (() => Promise<AppConfig>) | null, log: Logger): void {
  let latest: Promise<void> = Promise.resolve();
  const reload = async () => {
    try {
      const next = await readAgain?.();
      for (const warning of next ? warningsAbout(next) : []) log.warn(warning);
      await app.reload(next ?? null);
    } catch (err) {
      const told =
        err instanceof ConfigError ? { source: err.source, mistakes: err.mistakes.slice(0, MOST_TOLD) } : { err };
      log.error(told, "the configuration could not be read again; the one before stays in use");
    }
  };
  process.on("SIGHUP", () => {
    latest = latest.then(reload);
  });
}
