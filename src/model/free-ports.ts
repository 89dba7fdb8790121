import type { OwnCapabilities } from "./capabilities.js";
import type { ListenerProtocol } from "./enums.js";
import type { Listener } from "./listener.js";
import { gapsBetween, type PortRange, type Ports } from "./port-range.js";
import { ProblemError } from "./problem-error.js";

/** Each port number exists twice: for protocols over UDP, and for all others. */
export type PortSpace = "TCP" | "UDP";

/** The port space that a listener of this protocol uses. */
export const spaceOf = (protocol: string): PortSpace => (protocol === "UDP" ? "UDP" : "TCP");

/** The port spaces that a listener occupies. */
export type HeldSpaces = (listener: Listener) => readonly PortSpace[];

const BOTH: readonly PortSpace[] = ["TCP", "UDP"];

/** As on most clouds: UDP has port numbers of its own. An unknown protocol may run over either. */
export const usualSpaces: HeldSpaces = ({ protocol }) => (protocol === "OTHER" ? BOTH : [spaceOf(protocol)]);

/** For clouds where a listener takes its port number for all protocols. */
export const sharedSpaces: HeldSpaces = () => BOTH;

/** The search: ranges of at least `count` ports, between two ports. */
export interface WantedPorts {
  readonly protocol: ListenerProtocol;
  readonly count: number;
  readonly within: Ports;
}

/**
 * The free ranges of a load balancer or accelerator for a protocol, lowest first.
 *
 * @param listeners all of its listeners
 * @throws ProblemError UNREADABLE when the ports of a listener could not be read: it might use any port
 */
export function freePortsBeside(
  listeners: readonly Listener[],
  { protocol, count, within }: WantedPorts,
  { minPort, maxPort, reservedPorts }: Pick<OwnCapabilities, "minPort" | "maxPort" | "reservedPorts">,
  spacesOf: HeldSpaces = usualSpaces,
): PortRange[] {
  const rivals = rivalsOf(protocol, listeners, spacesOf);
  const silent = rivals.find(({ portRanges }) => portRanges.length === 0);
  if (silent)
    throw new ProblemError({
      code: "UNREADABLE",
      message: `Free ports cannot be determined: the ports of the listener ${silent.urn} could not be read.`,
      nativeId: silent.nativeId,
    });
  const taken = [...reservedFor(protocol, reservedPorts), ...rivals.flatMap(({ portRanges }) => portRanges)];
  const bounds = { fromPort: Math.max(within.fromPort, minPort), toPort: Math.min(within.toPort, maxPort) };
  return gapsBetween(taken, bounds).filter(({ size }) => size >= count);
}

/** The listeners that hold ports where one of this protocol would want them. */
export function rivalsOf(
  protocol: ListenerProtocol,
  listeners: readonly Listener[],
  spacesOf: HeldSpaces = usualSpaces,
): readonly Listener[] {
  const space = spaceOf(protocol);
  return listeners.filter((listener) => spacesOf(listener).includes(space));
}

/** The ports that a cloud keeps to itself for a protocol. */
export function reservedFor(protocol: ListenerProtocol, reservedPorts: OwnCapabilities["reservedPorts"]): Ports[] {
  return reservedPorts
    .filter((one) => one.protocol === null || one.protocol === protocol)
    .map(({ port }) => ({ fromPort: port, toPort: port }));
}
