import type { ProviderCapabilities } from "./capabilities.js";
import type { ListenerProtocol } from "./enums.js";
import { MAX_PORT_RANGES, type PoolMemberInput, type PortRangeInput } from "./inputs-shared.js";
import { MAX_PORT, MIN_PORT, overlapOfPortRanges, type Ports } from "./port-range.js";
import { parseGlobalId, type ResourceKind } from "./resource-ref.js";
import type { CheckedInput, Violation } from "./rule.js";

/** The rules that hold on every cloud, or that follow from a cloud's capabilities. */

/** A range input with its left-out end filled in. */
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
    yield { message: `This is not the id of a ${what}. Use an id that this graph gave out.` };
}

export function* rangesDoNotOverlap(ranges: readonly PortRangeInput[]): Iterable<Violation> {
  // How many there may be is another rule's to tell. Every range is compared with every other.
  if (ranges.length > MAX_PORT_RANGES) return;
  for (const [index, range] of ranges.entries()) {
    const earlier = ranges
      .slice(0, index)
      .findIndex((other) => overlapOfPortRanges([portsOf(other)], [portsOf(range)]).length > 0);
    if (earlier >= 0) yield { at: [index], message: `Shares ports with range ${earlier}; name every port once.` };
  }
}

export function* portsFitCloud(
  ranges: readonly PortRangeInput[],
  protocol: ListenerProtocol | undefined,
  capabilities: ProviderCapabilities | undefined,
): Iterable<Violation> {
  const isWeb = protocol === "HTTP" || protocol === "HTTPS";
  const spans = ranges.some((range) => portsOf(range).toPort > range.fromPort);
  if (isWeb && (ranges.length > 1 || spans)) yield { message: `An ${protocol} listener has exactly one port.` };
  if (!capabilities) return;
  const { maxPortRanges, allowsPortSpans, minPort, maxPort, reservedPorts, provider } = capabilities;
  if (maxPortRanges === 1 && !allowsPortSpans && !isWeb && (ranges.length > 1 || spans)) {
    yield {
      code: "UNSUPPORTED",
      message: `A listener on ${provider} has exactly one port. Use createListeners with one input for each port.`,
    };
  } else if (ranges.length > maxPortRanges && !isWeb) {
    yield {
      message: `A listener on ${provider} holds at most ${maxPortRanges} port ranges; these are ${ranges.length}.`,
    };
  }
  for (const [index, range] of ranges.entries()) {
    const { fromPort, toPort } = portsOf(range);
    // A range that is none has been told of already.
    if (fromPort < MIN_PORT || toPort > MAX_PORT || toPort < fromPort) continue;
    if (fromPort < minPort || toPort > maxPort)
      yield { at: [index], message: `Ports on ${provider} are ${minPort} to ${maxPort}.` };
    for (const reserved of reservedPorts) {
      const applies = reserved.protocol === null || reserved.protocol === protocol;
      if (applies && fromPort <= reserved.port && reserved.port <= toPort) {
        yield {
          at: [index],
          message: `Port ${reserved.port}${reserved.protocol ? ` of ${reserved.protocol}` : ""} is used by ${provider} itself.`,
        };
      }
    }
  }
}

/** Fields that are given although the cloud has nothing for them, or cannot change them. A null is no value to refuse. */
export function* fieldsAre(
  input: object,
  names: readonly string[],
  code: "UNSUPPORTED" | "IMMUTABLE_FIELD",
  provider: string,
): Iterable<Violation & { field: string }> {
  const what = code === "UNSUPPORTED" ? `${provider} has no` : `${provider} cannot change`;
  for (const field of names) {
    const value = (input as Record<string, unknown>)[field];
    if (value === undefined || value === null) continue;
    const then = code === "UNSUPPORTED" ? "Leave it out." : "Delete and create anew instead.";
    yield {
      field,
      at: [field],
      code,
      message: `${what} ${field}${code === "UNSUPPORTED" ? " here" : " after creation"}. ${then}`,
    };
  }
}

/** Settings have at most one member, and it is the cloud's own. */
export function* settingsFitCloud(settings: object | null | undefined, { context }: CheckedInput): Iterable<Violation> {
  if (!settings || !context) return;
  const given = Object.entries(settings).filter(([, value]) => value != null);
  for (const [cloud] of given) {
    if (cloud !== context.settingsKey) {
      yield {
        at: [cloud],
        message: `This is on ${context.capabilities.provider}, whose settings are under ${context.settingsKey}.`,
      };
    }
  }
}

export function* membersFitCloud(
  members: readonly PoolMemberInput[],
  capabilities: ProviderCapabilities | undefined,
): Iterable<Violation> {
  const seen = new Map<string, number>();
  for (const [index, member] of members.entries()) {
    const name = `${member.address}|${member.port ?? ""}`;
    const earlier = seen.get(name);
    if (earlier !== undefined)
      yield { at: [index], message: `The same server as member ${earlier}; name every server once.` };
    seen.set(name, index);
    if (!capabilities) continue;
    const { minMemberWeight, maxMemberWeight, unsupportedMemberFields, provider } = capabilities;
    for (const { field, message, code } of fieldsAre(member, unsupportedMemberFields, "UNSUPPORTED", provider))
      yield { message, code, at: [index, field] };
    if (member.weight == null || member.weight < 0 || minMemberWeight === null || maxMemberWeight === null) continue;
    if (member.weight < minMemberWeight || member.weight > maxMemberWeight) {
      yield { at: [index, "weight"], message: `Weights on ${provider} are ${minMemberWeight} to ${maxMemberWeight}.` };
    }
  }
  const most = capabilities?.maxMembersPerPool;
  if (most != null && members.length > most)
    yield { message: `A pool on ${capabilities?.provider} has at most ${most} members.` };
}
