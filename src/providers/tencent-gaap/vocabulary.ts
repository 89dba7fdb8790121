import type { BalancingAlgorithm, ResourceStatus } from "../../model/enums.js";

/** The cloud's words and ours, as tables. Source: data structures of API version 2018-05-29. */

/** lrtt needs the vendor's approval of the account. */
export const SCHEDULERS = {
  ROUND_ROBIN: "rr",
  WEIGHTED_ROUND_ROBIN: "wrr",
  LEAST_CONNECTIONS: "lc",
  LEAST_RESPONSE_TIME: "lrtt",
} as const satisfies Partial<Record<BalancingAlgorithm, string>>;

const algorithms: Readonly<Record<string, BalancingAlgorithm>> = Object.fromEntries(
  Object.entries(SCHEDULERS).map(([algorithm, scheduler]) => [scheduler, algorithm as BalancingAlgorithm]),
);

export const algorithmOf = (scheduler: string | null): BalancingAlgorithm | null => algorithms[scheduler ?? ""] ?? null;

/** The scheduler for an algorithm that passed the rules. */
export function schedulerOf(algorithm: BalancingAlgorithm): string {
  return (SCHEDULERS as Partial<Record<BalancingAlgorithm, string>>)[algorithm] ?? algorithm;
}

/** ListenerStatus and RuleStatus, whose numbers mean the same. Writes are accepted in state 0 only. */
export const RUNNING = 0;
const statuses: Readonly<Record<number, ResourceStatus>> = {
  [RUNNING]: "ACTIVE",
  1: "CREATING",
  2: "DELETING",
  // Binding or unbinding real servers.
  3: "UPDATING",
  // Other changes.
  4: "UPDATING",
};
export const statusOf = (status: number): ResourceStatus => statuses[status] ?? "UNKNOWN";

/**
 * Status of channels and groups. CLOSED is left to UNKNOWN: the channel was switched off on purpose, which our closed
 * vocabulary has no word for.
 */
const parentStatuses: Readonly<Record<string, ResourceStatus>> = {
  RUNNING: "ACTIVE",
  CREATING: "CREATING",
  CLONING: "CREATING",
  DESTROYING: "DELETING",
  OPENING: "UPDATING",
  CLOSING: "UPDATING",
  ADJUSTING: "UPDATING",
  CHANGING: "UPDATING",
  MOVING: "UPDATING",
  RECOVERING: "UPDATING",
  ISOLATING: "UPDATING",
  ISOLATED: "ERROR",
  CREATE_FAILED: "ERROR",
};
export const parentStatusOf = (status: string): ResourceStatus => parentStatuses[status] ?? "UNKNOWN";

/** BindStatus of TCP listeners and of rules; that of UDP listeners has the numbers the other way round. */
const bindStatuses: Readonly<Record<number, string>> = { 0: "ABNORMAL", 1: "NORMAL" };
const udpBindStatuses: Readonly<Record<number, string>> = { 0: "NORMAL", 1: "ABNORMAL", 2: "DNS_FAILURE" };
export function bindStatusOf(status: number | null, protocol: string): string | null {
  return (protocol === "UDP" ? udpBindStatuses : bindStatuses)[status ?? -1] ?? null;
}
