import { brokenConstraints, instanceOf } from "./broken-constraints.js";
import type { ProviderCapabilities } from "./capabilities.js";
import { ABOUT_THE_WAY } from "./change-input.js";
import type { RuleContext, Violation } from "./checked-input.js";
import { isWeb, type ListenerProtocol } from "./enums.js";
import { MAX_PORT_RANGES, type PoolMemberInput, type PortRangeInput } from "./inputs-shared.js";
import { between, countFits, mustBe, numberFits } from "./limit-checks.js";
import { memberFits } from "./part-checks.js";
import { MAX_PORT, MIN_PORT, overlapOfPortRanges, type Ports } from "./port-range.js";
import { parseGlobalId, type ResourceKind } from "./resource-ref.js";
import { serverOf } from "./server-address.js";
import type { SettingsInput } from "./settings.js";

/** Rules that hold on every cloud, or that follow from a cloud's capabilities. */

/** A range input with an omitted toPort filled in. */
export function portsOf({ fromPort, toPort }: PortRangeInput): Ports {
  return { fromPort, toPort: toPort ?? fromPort };
}

export function* idIsOf(
  id: string | null | undefined,
  what: string,
  ...kinds: readonly ResourceKind[]
): Iterable<Violation> {
  if (id == null) return;
  const ref = parseGlobalId(id);
  if (!ref || !kinds.includes(ref.kind))
    yield { message: `This is not the id of a ${what}. Use an id that this graph returned.` };
}

export function* rangesDoNotOverlap(ranges: readonly PortRangeInput[]): Iterable<Violation> {
  // Another rule limits the number of ranges. Here, every range is compared with every other.
  if (ranges.length > MAX_PORT_RANGES) return;
  for (const [index, range] of ranges.entries()) {
    const earlier = ranges
      .slice(0, index)
      .findIndex((other) => overlapOfPortRanges([portsOf(other)], [portsOf(range)]).length > 0);
    if (earlier >= 0) yield { at: [index], message: `This range overlaps range ${earlier}; name every port once.` };
  }
}

export function* portsFitCloud(
  ranges: readonly PortRangeInput[],
  protocol: ListenerProtocol | undefined,
  capabilities: ProviderCapabilities | undefined,
): Iterable<Violation> {
  const isOnePort = ranges.length <= 1 && ranges.every((range) => portsOf(range).toPort <= range.fromPort);
  const { maxPortRanges = MAX_PORT_RANGES, allowsPortSpans = true, provider } = capabilities ?? {};
  if (isWeb(protocol) && !isOnePort) {
    yield { message: `An ${protocol} listener must have exactly one port.` };
  } else if (maxPortRanges === 1 && !allowsPortSpans && !isOnePort) {
    yield {
      code: "UNSUPPORTED",
      message: `A listener on ${provider} must have exactly one port. Use createListeners with one input for each port.`,
    };
  } else {
    yield* countFits("portRanges", ranges.length, { min: 1, max: maxPortRanges });
  }
  if (!capabilities) return;
  const { minPort, maxPort, reservedPorts } = capabilities;
  for (const [index, range] of ranges.entries()) {
    const { fromPort, toPort } = portsOf(range);
    // An invalid range has been reported already.
    if (fromPort < MIN_PORT || toPort > MAX_PORT || toPort < fromPort) continue;
    const outside = fromPort < minPort ? fromPort : toPort > maxPort ? toPort : null;
    if (outside !== null) yield { at: [index], message: mustBe("portRanges", between(minPort, maxPort), outside) };
    for (const reserved of reservedPorts) {
      const applies = reserved.protocol === null || reserved.protocol === protocol;
      if (applies && fromPort <= reserved.port && reserved.port <= toPort) {
        yield {
          at: [index],
          message: `Port ${reserved.port}${reserved.protocol ? ` of ${reserved.protocol}` : ""} is reserved by ${provider}.`,
        };
      }
    }
  }
}

/** Why an input field can be refused for being present or missing. */
export type FieldCode = "UNSUPPORTED" | "IMMUTABLE_FIELD" | "INVALID_INPUT";
const FIELD_MESSAGES: Readonly<Record<FieldCode, (provider: string, field: string) => string>> = {
  UNSUPPORTED: (provider, field) => `${provider} does not support \`${field}\` here. Omit it.`,
  IMMUTABLE_FIELD: (provider, field) =>
    `${provider} cannot change \`${field}\` after creation. Delete the object and create a new one instead.`,
  INVALID_INPUT: (provider, field) => `${provider} requires \`${field}\` here; got nothing.`,
};

/**
 * Fields that are given although the cloud does not support them (null counts as not given) or cannot change them (null
 * counts as a change). With INVALID_INPUT: fields that are missing although the cloud requires them.
 */
export function* fieldsAre(
  input: object,
  names: readonly string[],
  code: FieldCode,
  provider: string,
): Iterable<Violation & { readonly field: string; readonly code: FieldCode }> {
  for (const field of names) {
    const value = (input as Record<string, unknown>)[field];
    const isMissing = value === undefined || (value === null && code !== "IMMUTABLE_FIELD");
    if (isMissing !== (code === "INVALID_INPUT")) continue;
    yield { field, at: [field], code, message: FIELD_MESSAGES[code](provider, field) };
  }
}

/** Members of update inputs that are not fields of the changed object: null means not given. */
const ABOUT_THE_CHANGE: readonly string[] = ["id", "ifMatch", ...ABOUT_THE_WAY];
/**
 * Members that are changed field by field. Lists and all other members are replaced whole, so a null inside belongs to
 * the new value.
 */
const IN_PARTS: readonly string[] = ["healthMonitor", "tls", "timeouts", "settings"];

/**
 * Nulls and empty strings in a change, which clear a value, where the cloud cannot clear it.
 *
 * @param clearable fields that the cloud can clear, as paths in the input: tls.clientCaCertificateIds
 * @param nothingThere fields that hold nothing to clear
 */
export function* nullsClear(
  input: object,
  clearable: readonly string[],
  nothingThere: readonly string[],
  provider: string,
): Iterable<Violation & { readonly at: readonly string[] }> {
  for (const at of nothingsIn(input, [...ABOUT_THE_CHANGE, "context", ...nothingThere])) {
    if (clearable.includes(at.join("."))) continue;
    const message = `${provider} cannot clear \`${at.at(-1)}\`. Omit it to keep its value, or give another value.`;
    yield { at, code: "UNSUPPORTED", message };
  }
}

function* nothingsIn(input: object, except: readonly string[], above: readonly string[] = []): Iterable<string[]> {
  for (const [name, value] of Object.entries(input)) {
    const isPart = IN_PARTS.includes(name) || above[0] === "settings";
    if (value === null || value === "") {
      if (!except.includes(name)) yield [...above, name];
    } else if (isPart && typeof value === "object" && !Array.isArray(value))
      yield* nothingsIn(value, [], [...above, name]);
  }
}

/** Settings have at most one member, the cloud's own, whose fields have bounds of their own. */
export function* settingsFitCloud(
  settings: SettingsInput | null | undefined,
  context: RuleContext | undefined,
): Iterable<Violation> {
  if (!settings || !context) return;
  const given = Object.entries(settings).filter(([, value]) => value != null);
  for (const [cloud] of given) {
    if (cloud !== context.settingsKey) {
      yield {
        at: [cloud],
        message: `This account is on ${context.capabilities.provider}, whose settings belong under \`${context.settingsKey}\`; got \`${cloud}\`.`,
      };
    }
  }
  const own = settings[context.settingsKey];
  if (!own || !context.settingsInput) return;
  for (const broken of brokenConstraints(instanceOf(context.settingsInput, own)))
    yield { ...broken, at: [context.settingsKey, ...(broken.at ?? [])] };
}

export function* membersFitCloud(
  members: readonly PoolMemberInput[] | null | undefined,
  capabilities: ProviderCapabilities | undefined,
): Iterable<Violation> {
  if (!members) return;
  const seen = new Map<string, number>();
  for (const [index, member] of members.entries()) {
    const name = serverOf(member);
    const earlier = seen.get(name);
    if (earlier !== undefined)
      yield { at: [index], message: `This is the same server as member ${earlier}; name every server once.` };
    seen.set(name, index);
    if (!capabilities) continue;
    const { minMemberWeight, maxMemberWeight, unsupportedMemberFields, requiredMemberFields, provider } = capabilities;
    const refused = [
      ...fieldsAre(member, unsupportedMemberFields, "UNSUPPORTED", provider),
      ...fieldsAre(member, requiredMemberFields, "INVALID_INPUT", provider),
    ];
    for (const { field, message, code } of refused) yield { message, code, at: [index, field] };
    // A negative weight is invalid on every cloud, and is reported as invalid.
    if (member.weight == null || member.weight >= 0)
      yield* numberFits("weight", member.weight, { min: minMemberWeight, max: maxMemberWeight }, [index, "weight"]);
    if (capabilities.limits.members) yield* memberFits(member, index, capabilities.limits.members);
  }
  if (!capabilities) return;
  const bounds = { min: capabilities.limits.members?.minCount ?? 0, max: capabilities.maxMembersPerPool };
  yield* countFits("members", members.length, bounds);
}
