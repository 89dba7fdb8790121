import { address, asWritten, firstAndOthers, type Meanings, parts, ports, setOf, word } from "./meaning.js";
import { meaningOfSettings } from "./settings-table.js";

/** The meaning of the writable fields of listeners, pools and members, by their names in types and inputs. */

const TLS: Meanings = {
  certificateIds: firstAndOthers,
  clientCaCertificateIds: setOf(),
  versions: setOf(word),
  policy: word,
};
const TIMEOUTS: Meanings = { idleSeconds: asWritten, requestSeconds: asWritten };

const HEALTH_MONITOR: Meanings = {
  enabled: asWritten,
  protocol: word,
  port: asWritten,
  path: asWritten,
  intervalSeconds: asWritten,
  timeoutSeconds: asWritten,
  healthyThreshold: asWritten,
  unhealthyThreshold: asWritten,
};

const SESSION_PERSISTENCE: Meanings = { type: word, cookieName: asWritten, timeoutSeconds: asWritten };

export const LISTENER: Meanings = {
  name: asWritten,
  description: asWritten,
  protocol: word,
  portRanges: ports,
  clientAffinity: word,
  algorithm: word,
  tls: parts(TLS),
  timeouts: parts(TIMEOUTS),
  tags: setOf(parts({ key: asWritten, value: asWritten })),
  settings: meaningOfSettings,
};

/** Without members and health monitor, which are read separately. */
export const POOL: Meanings = {
  name: asWritten,
  description: asWritten,
  algorithm: word,
  sessionPersistence: parts(SESSION_PERSISTENCE),
  trafficPercentage: asWritten,
  settings: meaningOfSettings,
};

/** Excludes health and the ids that other reads report. */
const MEMBER: Meanings = {
  address,
  port: asWritten,
  weight: asWritten,
  targetType: word,
  targetId: asWritten,
};

/** A pool with the parts that are read separately. */
export const WHOLE_POOL: Meanings = { ...POOL, healthMonitor: parts(HEALTH_MONITOR), members: setOf(parts(MEMBER)) };

/** Input objects that are changed field by field; fields that an input omits keep their values. */
export const IN_PARTS: Readonly<Record<string, Meanings>> = {
  tls: TLS,
  timeouts: TIMEOUTS,
  healthMonitor: HEALTH_MONITOR,
};
