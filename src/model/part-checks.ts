import { isIPv4, isIPv6 } from "node:net";
import type { RuleContext, Violation } from "./checked-input.js";
import { type BalancingAlgorithm, isWeb, type ListenerProtocol } from "./enums.js";
import type {
  HealthMonitorInput,
  ListenerTimeoutsInput,
  PoolMemberInput,
  ResourceTagInput,
  SessionPersistenceInput,
  TlsSettingsInput,
} from "./inputs-shared.js";
import { countFits, mustBe, numberFits, oneOf, textFits, timeFits } from "./limit-checks.js";
import type { PercentageLimit, TextLimit } from "./limit-kinds.js";
import type { AddressKind, MemberLimits } from "./limits.js";

/** The checks of nested inputs that follow from a cloud's limits. */

type Context = RuleContext | undefined;

/** The limits of names, descriptions and regions on any cloud. */
const ANY_TEXT: TextLimit = { minLength: 0, maxLength: 255, pattern: null, patternHint: null };
const ANY_REGION: TextLimit = { ...ANY_TEXT, maxLength: 64 };
const ANY_SHARE: PercentageLimit = { min: 0, max: 100, isWhole: false };

type Text = string | null | undefined;

export const nameFits = (name: Text, context: Context): Iterable<Violation> =>
  textFits("name", name, context?.capabilities.limits.name ?? ANY_TEXT);

export const descriptionFits = (description: Text, context: Context): Iterable<Violation> =>
  textFits("description", description, context?.capabilities.limits.description ?? ANY_TEXT);

export const regionFits = (region: Text, context: Context): Iterable<Violation> =>
  textFits("region", region, context?.capabilities.limits.region ?? ANY_REGION);

export function* shareFits(percentage: number | null | undefined, context: Context): Iterable<Violation> {
  const limit = context?.capabilities.limits.trafficPercentage ?? ANY_SHARE;
  if (limit.isWhole && percentage != null && !Number.isInteger(percentage)) {
    const whole = `be a whole number from ${limit.min} to ${limit.max}`;
    yield { at: [], code: "INVALID_INPUT", message: mustBe("trafficPercentage", whole, percentage) };
  } else yield* numberFits("trafficPercentage", percentage, limit);
}

/** @param protocol the listener's; undefined until it is known */
export function* timeoutsFit(
  timeouts: ListenerTimeoutsInput | null | undefined,
  protocol: ListenerProtocol | undefined,
  context: Context,
): Iterable<Violation> {
  const limits = context?.capabilities.limits;
  // A cloud without either has no `timeouts` at all, which is reported for `timeouts` as a whole.
  if (!timeouts || !limits || limits.idleTimeouts.length + limits.requestTimeouts.length === 0) return;
  yield* timeFits("idleSeconds", timeouts.idleSeconds, limits.idleTimeouts, protocol, ["idleSeconds"]);
  yield* timeFits("requestSeconds", timeouts.requestSeconds, limits.requestTimeouts, protocol, ["requestSeconds"]);
}

/** @param protocol the pool's, or its listener's; undefined until it is known */
export function* persistenceTimeFits(
  persistence: SessionPersistenceInput | null | undefined,
  protocol: ListenerProtocol | null | undefined,
  context: Context,
): Iterable<Violation> {
  const limits = context?.capabilities.limits.sessionPersistenceTimeouts ?? [];
  if (!persistence || limits.length === 0) return;
  yield* timeFits("timeoutSeconds", persistence.timeoutSeconds, limits, protocol, ["timeoutSeconds"]);
}

/** No cloud allows more tags on one resource. */
const MOST_TAGS = 50;

export function* tagsFit(tags: readonly ResourceTagInput[] | null | undefined, context: Context): Iterable<Violation> {
  if (!tags) return;
  const limits = context?.capabilities.limits.tags;
  yield* countFits("tags", tags.length, { min: 0, max: limits?.maxCount ?? MOST_TAGS });
  // Another rule has reported the number; checking each of far too many entries takes long.
  if (tags.length > MOST_TAGS) return;
  const seen = new Set<string>();
  for (const [index, { key, value }] of tags.entries()) {
    if (seen.has(key)) yield { at: [index, "key"], message: `The key ${key} occurs twice; name every key once.` };
    seen.add(key);
    yield* textFits("key", key, limits?.key, [index, "key"]);
    yield* textFits("value", value, limits?.value, [index, "value"]);
  }
}

export function* tlsFits(tls: TlsSettingsInput | null | undefined, context: Context): Iterable<Violation> {
  const limits = context?.capabilities.limits.tls;
  if (!tls || !limits) return;
  const { maxCertificates, maxClientCaCertificates, policies, versionSets } = limits;
  const { certificateIds, clientCaCertificateIds, policy, versions } = tls;
  yield* atMost("certificateIds", certificateIds, maxCertificates);
  yield* atMost("clientCaCertificateIds", clientCaCertificateIds, maxClientCaCertificates);
  const names = policies.map(({ name }) => name);
  if (policy != null && names.length > 0 && !names.includes(policy))
    yield { at: ["policy"], message: mustBe("policy", oneOf(names), policy) };
  if (!versions || versionSets === null) return;
  if (versionSets.length === 0) {
    const named = policies.map((one) => `${one.name} (${one.versions.join(", ")})`).join("; ");
    yield {
      at: ["versions"],
      code: "UNSUPPORTED",
      message: `On this cloud, a policy determines the TLS versions. Omit \`versions\`, and name a policy: ${named}.`,
    };
  } else if (!versionSets.some((set) => isSameSet(set, versions))) {
    const sets = versionSets.map((set) => set.join(" + ")).join(", or ");
    yield { at: ["versions"], message: `\`versions\` must be ${sets}; got ${versions.join(" + ")}.` };
  }
}

function* atMost(field: string, ids: readonly string[] | null | undefined, max: number | null): Iterable<Violation> {
  if (!ids?.length || max === null) return;
  if (max > 0) yield* countFits(field, ids.length, { min: 0, max }, "UNSUPPORTED", [field]);
  else yield { at: [field], code: "UNSUPPORTED", message: `This cloud does not support \`${field}\`. Omit it.` };
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item) => other.includes(item));
}

/** The numbers of a health monitor, with the limits of each. */
const NUMBERS = [
  ["intervalSeconds", "minIntervalSeconds", "maxIntervalSeconds"],
  ["timeoutSeconds", "minTimeoutSeconds", "maxTimeoutSeconds"],
  ["healthyThreshold", "minHealthyThreshold", "maxHealthyThreshold"],
  ["unhealthyThreshold", "minUnhealthyThreshold", "maxUnhealthyThreshold"],
] as const;

/** Finds violations in a health monitor, in any kind of change. */
export function* healthMonitorFits(
  monitor: HealthMonitorInput | null | undefined,
  context: Context,
): Iterable<Violation> {
  const limits = context?.capabilities.limits.healthMonitor;
  if (!monitor || !limits) return;
  const { protocols, unsupportedFields } = limits;
  const { protocol, path } = monitor;
  for (const field of unsupportedFields) {
    if (monitor[field as keyof HealthMonitorInput] == null) continue;
    const message = `Health checks on this cloud do not support \`${field}\`. Omit it.`;
    yield { at: [field], code: "UNSUPPORTED", message };
  }
  if (protocol != null && !protocols.includes(protocol))
    yield { at: ["protocol"], code: "UNSUPPORTED", message: mustBe("protocol", oneOf(protocols), protocol) };
  if (!unsupportedFields.includes("path")) {
    if (path != null && protocol != null && !isWeb(protocol))
      yield { at: ["path"], message: `\`path\` is allowed for HTTP and HTTPS checks only; this one is ${protocol}.` };
    yield* textFits("path", path, limits.path, ["path"]);
  }
  for (const [field, min, max] of NUMBERS) {
    if (unsupportedFields.includes(field)) continue;
    yield* numberFits(field, monitor[field], { min: limits[min], max: limits[max] }, [field]);
  }
}

/** What a new health monitor lacks. One that is off and says nothing else is not created at all. */
export function* healthMonitorIsWhole(
  monitor: HealthMonitorInput | null | undefined,
  context: Context,
): Iterable<Violation> {
  if (!monitor || asksForNoCheck(monitor)) return;
  for (const field of context?.capabilities.limits.healthMonitor?.requiredFields ?? []) {
    if (monitor[field as keyof HealthMonitorInput] != null) continue;
    yield { at: [field], message: `A new health monitor must have \`${field}\`: this cloud has no default for it.` };
  }
}

/** Whether the input only switches checks off. */
export function asksForNoCheck({ enabled, ...rest }: HealthMonitorInput): boolean {
  return enabled === false && Object.values(rest).every((value) => value == null);
}

const KINDS: Readonly<Record<AddressKind, string>> = {
  IPV4: "an IPv4 address",
  IPV6: "an IPv6 address",
  HOST_NAME: "a host name",
  RESOURCE_ID: "a resource id",
};

/**
 * Weights in a pool whose algorithm ignores them. The default weight on every member is allowed.
 *
 * @param who whose weights count, for people: "with WEIGHTED_ROUND_ROBIN only"
 */
export function* weightsCount(
  members: readonly PoolMemberInput[],
  algorithm: BalancingAlgorithm | null | undefined,
  counts: (algorithm: BalancingAlgorithm) => boolean,
  who: string,
): Iterable<Violation> {
  if (!algorithm || counts(algorithm)) return;
  for (const [index, { weight }] of members.entries()) {
    if (weight == null || weight === DEFAULT_WEIGHT) continue;
    const limit = `be ${DEFAULT_WEIGHT} or omitted in a pool that uses ${algorithm}, because weights count ${who}`;
    yield { at: [index, "weight"], message: mustBe("weight", limit, weight) };
  }
}
/** The default weight of a member, on the clouds that have such algorithms. */
const DEFAULT_WEIGHT = 1;

/** @param index the member's position in the list */
export function* memberFits(member: PoolMemberInput, index: number, limits: MemberLimits): Iterable<Violation> {
  const { address, targetType, targetId } = member;
  const { addressKinds, targetTypes } = limits;
  if (!isOfKind(address, addressKinds)) {
    const kinds = addressKinds.map((kind) => KINDS[kind]).join(" or ");
    yield { at: [index, "address"], message: mustBe("address", `be ${kinds}`, address) };
  }
  if (targetType != null && targetTypes.length > 0 && !targetTypes.includes(targetType))
    yield { at: [index, "targetType"], message: mustBe("targetType", oneOf(targetTypes), targetType) };
  yield* textFits("targetId", targetId, limits.targetId, [index, "targetId"]);
}

function isOfKind(address: string, kinds: readonly AddressKind[]): boolean {
  if (isIPv4(address)) return kinds.includes("IPV4");
  if (isIPv6(address)) return kinds.includes("IPV6");
  return kinds.includes("HOST_NAME") || kinds.includes("RESOURCE_ID");
}
