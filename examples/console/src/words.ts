import type {
  BalancingAlgorithm,
  ChangeAction,
  ChangeState,
  ChangeStepState,
  ClientAffinity,
  ListenerOrderField,
  MemberHealth,
  ResourceStatus,
  SessionPersistenceType,
} from "./generated/graphql.js";
import type { Reached } from "./listeners/use-serving.js";

/** The graph's words in words for people. */

export const STATUS_WORDS = {
  CREATING: "Creating",
  ACTIVE: "Active",
  UPDATING: "Updating",
  DELETING: "Deleting",
  ERROR: "Error",
  UNKNOWN: "Unknown",
} satisfies Record<ResourceStatus, string>;

export const SORT_WORDS = {
  NAME: "name",
  FIRST_PORT: "port",
  STATUS: "status",
  CREATED_AT: "time of creation",
  UPDATED_AT: "time of the last change",
} satisfies Record<ListenerOrderField, string>;

/** How old a list may be, by seconds. */
export const AGE_WORDS: ReadonlyMap<number, string> = new Map([
  [0, "Live"],
  [60, "Up to 1 min old"],
  [3_600, "Up to 1 h old"],
]);

export const AFFINITY_WORDS = {
  NONE: "Every connection anew",
  SOURCE_IP: "Same client address, same server",
  COOKIE: "By cookie",
} satisfies Record<ClientAffinity, string>;

export const ALGORITHM_WORDS = {
  ROUND_ROBIN: "Round robin",
  WEIGHTED_ROUND_ROBIN: "Weighted round robin",
  LEAST_CONNECTIONS: "Fewest connections",
  LEAST_RESPONSE_TIME: "Fastest response",
  SOURCE_IP: "By client address",
} satisfies Record<BalancingAlgorithm, string>;

export const HEALTH_WORDS = {
  HEALTHY: "Healthy",
  UNHEALTHY: "Unhealthy",
  DRAINING: "Draining",
  UNMONITORED: "Not checked",
  UNKNOWN: "Unknown",
  NOT_READ: "Could not be read",
} satisfies Record<MemberHealth, string>;

export const PERSISTENCE_WORDS = {
  SOURCE_IP: "By client address",
  HTTP_COOKIE: "By the balancer's cookie",
  APP_COOKIE: "By the application's cookie",
} satisfies Record<SessionPersistenceType, string>;

export const ACTION_WORDS = {
  CREATE_LISTENER: "Open a port",
  UPDATE_LISTENER: "Change the listener",
  DELETE_LISTENER: "Delete the listener",
  CREATE_POOL: "Add a pool",
  UPDATE_POOL: "Change the pool",
  DELETE_POOL: "Delete the pool",
  SET_POOL_MEMBERS: "Set the servers",
} satisfies Record<ChangeAction, string>;

export const CHANGE_STATE_WORDS = {
  QUEUED: "Waiting",
  RUNNING: "Being made",
  SUCCEEDED: "Done",
  FAILED: "Failed",
  CANCELLED: "Taken back",
  OUTCOME_UNKNOWN: "Not known",
} satisfies Record<ChangeState, string>;

export const STEP_STATE_WORDS = {
  SENT: "sent, no answer yet",
  DONE: "accepted",
  REFUSED: "refused",
  UNKNOWN: "answer lost",
} satisfies Record<ChangeStepState, string>;

export const REACHED_WORDS = {
  YES: "Reached",
  NO: "Not reached",
  NOT_KNOWN: "Not known",
  NOT_READ: "Not read",
} satisfies Record<Reached, string>;

/** HUAWEI_ELB_CLASSIC becomes "Huawei ELB Classic": short words are initials. Knows no cloud, so new ones need nothing here. */
export function cloudName(provider: string): string {
  const words = provider.split("_");
  return words.map((word) => (word.length <= 4 ? word : word[0] + word.slice(1).toLowerCase())).join(" ");
}

/** tcpDrainingTimeoutMinutes becomes "Tcp draining timeout minutes". */
export function fieldName(name: string): string {
  const words = name.replace(/([a-z\d])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export interface PortRange {
  readonly fromPort: number;
  readonly toPort: number;
}

export function rangeWords({ fromPort, toPort }: PortRange): string {
  return fromPort === toPort ? `${fromPort}` : `${fromPort}–${toPort}`;
}

export function portWords(ranges: readonly PortRange[]): string {
  return ranges.map(rangeWords).join(", ");
}

/** A number of seconds that does not break between lines. */
export function secondsWords(seconds: number): string {
  return `${seconds}\u00a0s`;
}

/** What to call something that may have no name. */
export function nameOf({ name, id, nativeId }: { name: string | null; id: string; nativeId?: string }): string {
  return name || nativeId || id;
}

export function momentWords(instant: string): string {
  return new Date(instant).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

const UNITS = [
  { seconds: 86_400, unit: "d" },
  { seconds: 3_600, unit: "h" },
  { seconds: 60, unit: "min" },
];

/** How long ago an instant was, in the largest unit that it fills, as in "12 s ago". The two clocks may differ a little. */
export function agoWords(instant: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(instant)) / 1_000));
  const { seconds: size, unit } = UNITS.find((one) => seconds >= one.seconds) ?? { seconds: 1, unit: "s" };
  return `${Math.floor(seconds / size)}\u00a0${unit} ago`;
}

export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
