import { Field, ObjectType } from "type-graphql";
import type { OwnCapabilities } from "./capabilities.js";
import { ListenerProtocol } from "./enums.js";
import { freePortsBeside, type HeldSpaces, reservedFor, rivalsOf } from "./free-ports.js";
import { Listener } from "./listener.js";
import { MAX_PORT, MIN_PORT, normalisePortRanges, PortRange } from "./port-range.js";

@ObjectType({ simpleResolvers: true, description: "Ports that a listener uses." })
export class PortUse {
  @Field(() => PortRange, { description: "The ports." })
  ports!: PortRange;

  @Field(() => Listener, { description: "The listener that uses them." })
  listener!: Listener;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The ports of a load balancer or accelerator, as far as listeners of one protocol are concerned: used, reserved and free.",
})
export class PortMap {
  @Field(() => ListenerProtocol, { description: "The protocol." })
  protocol!: ListenerProtocol;

  @Field(() => [PortUse], {
    description:
      "Ports that a listener uses, lowest first; also listeners of other protocols, when the two cannot share a port number.",
  })
  used!: PortUse[];

  @Field(() => [PortRange], { description: "Ports that the cloud reserves for itself." })
  reserved!: PortRange[];

  @Field(() => [PortRange], { description: "Ports on which a listener could be created, lowest first." })
  free!: PortRange[];
}

/**
 * Of each protocol that the cloud has.
 *
 * @param listeners all that the load balancer or accelerator has
 * @throws ProblemError UNREADABLE when a listener does not tell its ports
 */
export function portMapsOf(
  listeners: readonly Listener[],
  capabilities: Pick<OwnCapabilities, "protocols" | "minPort" | "maxPort" | "reservedPorts">,
  spacesOf?: HeldSpaces,
): PortMap[] {
  const within = { fromPort: MIN_PORT, toPort: MAX_PORT };
  return capabilities.protocols.map((protocol) => ({
    protocol,
    used: rivalsOf(protocol, listeners, spacesOf)
      .flatMap((listener) => listener.portRanges.map((ports) => ({ ports, listener })))
      .sort((a, b) => a.ports.fromPort - b.ports.fromPort),
    reserved: normalisePortRanges(reservedFor(protocol, capabilities.reservedPorts)),
    free: freePortsBeside(listeners, { protocol, count: 1, within }, capabilities, spacesOf),
  }));
}
