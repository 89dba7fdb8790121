import type { Clock } from "./clock.js";
import type { CloudDialect, CloudResponse } from "./cloud-client.js";

/** Signing state of a client: clock offset and credential version. */
export interface Identity {
  /** The time to sign with: the cloud's, as far as it is known. */
  now(): Date;
  /** Counts the renewals; a request remembers the credentials that it was sent with. */
  readonly version: number;
  /**
   * Drops the credentials of a refused request, unless another request did so already. False when the dialect has
   * nothing to renew.
   */
  renew(usedVersion: number): boolean;
  /** Takes the cloud's time from an answer's Date header, for this and all later requests. False when it has none. */
  correct(response: CloudResponse | null): boolean;
}

/** Signatures write years with four digits. Milliseconds since 1970. */
const LATEST_TIME = Date.UTC(9999, 0);

export function createIdentity(dialect: CloudDialect, clock: Clock): Identity {
  let offsetMs = 0;
  let version = 0;
  return {
    now: () => new Date(clock.now() + offsetMs),
    get version() {
      return version;
    },
    renew(usedVersion) {
      if (!dialect.renewCredentials) return false;
      if (usedVersion === version) {
        version += 1;
        dialect.renewCredentials();
      }
      return true;
    },
    correct(response) {
      const cloudTime = timeIn(response?.headers.date);
      if (cloudTime === null) return false;
      offsetMs = cloudTime - clock.now();
      return true;
    },
  };
}

/** The time in a Date header, in milliseconds since 1970; null when it has none that can be signed with. */
export function timeIn(date: string | undefined): number | null {
  const time = Date.parse(date ?? "");
  return time < LATEST_TIME ? time : null;
}
