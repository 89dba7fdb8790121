import type { OwnCapabilities } from "./capabilities.js";
import type { ListenerProtocol } from "./enums.js";
import type { Listener } from "./listener.js";
import { gapsBetween, type PortRange, type Ports } from "./port-range.js";
import { ProblemError } from "./problem-error.js";

/** Each number is there twice: for what runs over UDP, and for all else. */
export type PortSpace = "TCP" | "UDP";

/** The space in which a listener of this protocol wants its ports. */
export const spaceOf = (protocol: string): PortSpace => (protocol === "UDP" ? "UDP" : "TCP");

/** The spaces in which a listener holds its ports. */
export type HeldSpaces = (listener: Listener) => readonly PortSpace[];

const BOTH: readonly PortSpace[] = ["TCP", "UDP"];

/** As most clouds have it: UDP shares numbers with the others. A protocol that is not known may run over either. */
export const usualSpaces: HeldSpaces = ({ protocol }) => (protocol === "OTHER" ? BOTH : [spaceOf(protocol)]);

/** For clouds where a number is taken for all protocols by whoever has it. */
export const sharedSpaces: HeldSpaces = () => BOTH;

/** What is looked for: ranges of at least `count` ports, between two ports. */
export interface WantedPorts {
  readonly protocol: ListenerProtocol;
  readonly count: number;
  readonly within: Ports;
}

/**
 * The free ranges of a load balancer or accelerator for a protocol, lowest first.
 *
 * @param listeners all that it has
 * @throws ProblemError UNREADABLE when a listener does not tell its ports: any port might be one of them
 */
export function freePortsBeside(
  listeners: readonly Listener[],
  { protocol, count, within }: WantedPorts,
  { minPort, maxPort, reservedPorts }: Pick<OwnCapabilities, "minPort" | "maxPort" | "reservedPorts">,
  spacesOf: HeldSpaces = usualSpaces,
): PortRange[] {
  const space = spaceOf(protocol);
  const rivals = listeners.filter((listener) => spacesOf(listener).includes(space));
  const silent = rivals.find(({ portRanges }) => portRanges.length === 0);
  if (silent)
    throw new ProblemError({
      code: "UNREADABLE",
      message: `Which ports are free cannot be told: the ports of the listener ${silent.urn} could not be read.`,
      nativeId: silent.nativeId,
    });
  const reserved = reservedPorts
    .filter((one) => one.protocol === null || one.protocol === protocol)
    .map(({ port }) => ({ fromPort: port, toPort: port }));
  const taken = [...reserved, ...rivals.flatMap(({ portRanges }) => portRanges)];
  const bounds = { fromPort: Math.max(within.fromPort, minPort), toPort: Math.min(within.toPort, maxPort) };
  return gapsBetween(taken, bounds).filter(({ size }) => size >= count);
}
