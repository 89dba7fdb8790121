import type { Entry } from "../../../sandbox/store.js";
import { invalid, refuse } from "./errors.js";
import { groupsOf } from "./lookups.js";
import { LISTENERS_PER_ACCELERATOR, PORTS_PER_LISTENER } from "./quotas.js";
import type { PortRange, Protocol, SandboxListener, State } from "./state.js";

/** A range of more ports than this is huge. Source: CreateListener page, PortRanges. */
const HUGE = 300;
const LAST_PORT = 65_535;
const FIRST_SYSTEM_PORT = 65_500;
const RESERVED_UDP = [250, 4_789, 4_790];

const sizeOf = ({ FromPort, ToPort }: PortRange) => ToPort - FromPort + 1;
const isHuge = (range: PortRange) => sizeOf(range) > HUGE;
const overlap = (a: PortRange, b: PortRange) => a.FromPort <= b.ToPort && b.FromPort <= a.ToPort;
const covers = ({ FromPort, ToPort }: PortRange, port: number) => FromPort <= port && port <= ToPort;
export const isWeb = (protocol: Protocol) => protocol === "HTTP" || protocol === "HTTPS";

export function mustHaveRoom(state: State, acceleratorId: string): void {
  if (state.listeners.count({ group: acceleratorId }) >= LISTENERS_PER_ACCELERATOR) refuse("QuotaExceeded.Listener");
}

/** Checks ports without looking at other listeners. */
export function portsMustBeLegal(protocol: Protocol, ranges: readonly PortRange[]): void {
  for (const range of ranges) {
    const { FromPort, ToPort } = range;
    if (FromPort < 1 || ToPort > LAST_PORT || FromPort > ToPort) refuse("PortRangeIllegal.Listener");
    if (ToPort >= FIRST_SYSTEM_PORT) refuse("SystemPort.Listener");
    if (protocol === "UDP" && RESERVED_UDP.some((port) => covers(range, port))) refuse("PortRangeIllegal.UDP");
  }
  if (isWeb(protocol) && (ranges.length > 1 || ranges.some((range) => sizeOf(range) > 1))) refuse("PortRanges.MustOne");
  if (ranges.length > 1 && ranges.some(isHuge)) refuse("PortRangeIllegal.Count");
  if (ranges.some((range, index) => ranges.slice(0, index).some((other) => overlap(range, other)))) {
    refuse("PortConflict.Listener");
  }
  const ports = ranges.reduce((sum, range) => sum + sizeOf(range), 0);
  if (!ranges.some(isHuge) && ports > PORTS_PER_LISTENER) refuse("QuotaExceeded.ListenerPort");
}

/**
 * UDP listeners can share port numbers with TCP, HTTP and HTTPS listeners; those cannot share with each other. Source:
 * listener FAQ page.
 */
export function portsMustBeFree(
  state: State,
  acceleratorId: string,
  protocol: Protocol,
  ranges: readonly PortRange[],
  self?: Entry<SandboxListener>,
): void {
  const siblings = state.listeners.list({ group: acceleratorId, where: ({ id }) => id !== self?.id });
  for (const { value } of siblings) {
    const shares = (value.Protocol === "UDP") !== (protocol === "UDP");
    if (!shares && value.PortRanges.some((taken) => ranges.some((range) => overlap(taken, range)))) {
      refuse("PortConflict.Listener");
    }
    if (value.Protocol === protocol && value.PortRanges.some(isHuge) && ranges.some(isHuge)) {
      refuse("PortRangeIllegal.ExceedGaAbility");
    }
  }
}

/**
 * Ports that a group overrides cannot be removed, and their listener's protocol can only change between HTTP and HTTPS.
 * The cloud's codes for this are not documented; these are the nearest ones.
 */
export function overridesMustHold(
  state: State,
  listener: Entry<SandboxListener>,
  protocol: Protocol,
  ranges: readonly PortRange[],
): void {
  const overrides = groupsOf(state, listener).flatMap(({ value }) => value.PortOverrides);
  if (overrides.length === 0) return;
  const changesLayer = protocol !== listener.value.Protocol && !(isWeb(protocol) && isWeb(listener.value.Protocol));
  if (changesLayer) refuse("ProtocalIllegal.Listener");
  if (!overrides.every(({ ListenerPort }) => ranges.some((range) => covers(range, ListenerPort)))) {
    refuse("NotExist.ListenerPort");
  }
}

interface Timeouts {
  readonly IdleTimeout?: number;
  readonly RequestTimeout?: number;
}

/** Seconds: minimum, maximum, default. Source: CreateListener page. */
const IDLE: Readonly<Record<Protocol, readonly [number, number, number]>> = {
  TCP: [10, 900, 900],
  UDP: [10, 20, 20],
  HTTP: [1, 60, 15],
  HTTPS: [1, 60, 15],
};
const REQUEST = [1, 180, 60] as const;

/** Timeouts, with defaults where they are omitted. */
export function timeoutsFor(protocol: Protocol, { IdleTimeout, RequestTimeout }: Timeouts) {
  const within = (
    name: string,
    value: number | undefined,
    [least, most, otherwise]: readonly [number, number, number],
  ) => {
    if (value === undefined) return otherwise;
    if (value < least || value > most) throw invalid(name);
    return value;
  };
  return {
    IdleTimeout: within("IdleTimeout", IdleTimeout, IDLE[protocol]),
    RequestTimeout: isWeb(protocol) ? within("RequestTimeout", RequestTimeout, REQUEST) : undefined,
  };
}
