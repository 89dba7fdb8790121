import { refreshSecrets } from "../config/secret-files.js";
import type { Clock } from "../transport/clock.js";
import { after } from "../transport/clock.js";
import type { Logger } from "./log.js";

/** Milliseconds between two checks of files that may be replaced while the program runs. */
const LOOK_MS = 10_000;

export interface FreshFilesOptions {
  /** The settings that contain the secrets. */
  readonly config: object;
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * Reloads the server's certificate.
   * @returns whether it has changed
   * @throws Error when its files cannot be used
   */
  renewCertificate(): boolean;
}

export interface FreshFiles {
  /** Checks the files at once. */
  look(): void;
  stop(): void;
}

/**
 * Checks every ten seconds whether the files of secrets and certificates have changed, and uses their new content.
 * Unusable content is logged once, and the previous content stays in use.
 */
export function keepFresh({ config, clock, log, renewCertificate }: FreshFilesOptions): FreshFiles {
  const told = new Set<string>();
  let stopTimer: () => void = () => undefined;

  function tellOnce(setting: string, reason: string): void {
    const key = `${setting}: ${reason}`;
    if (told.has(key)) return;
    told.add(key);
    log.warn({ setting, reason }, "a file cannot be used any more; what was read before stays in use");
  }

  function look(): void {
    const { changed, broken } = refreshSecrets(config);
    for (const { path, reason } of broken) tellOnce(path, reason);
    const renewed = [...changed];
    try {
      if (renewCertificate()) renewed.push("server.tls");
    } catch (error) {
      tellOnce("server.tls", (error as Error).message);
    }
    if (renewed.length > 0) {
      told.clear();
      log.info({ settings: renewed }, "files have changed and were read again");
    }
  }
  function lookAndWait(): void {
    look();
    wait();
  }
  function wait(): void {
    stopTimer = after(clock, LOOK_MS, lookAndWait, { isIdle: true });
  }
  wait();
  return { look, stop: () => stopTimer() };
}
