import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { readFreePorts, readPortMaps } from "../loaders/free-ports.js";
import { checkMaxAge } from "../loaders/page-arguments.js";
import { ListenerProtocol } from "../model/enums.js";
import { PortMap } from "../model/port-map.js";
import { MAX_PORT, MIN_PORT, PortRange } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";
import type { GraphContext } from "./graph-context.js";
import { CloudCost, MAX_AGE, UsualSize } from "./list-directives.js";
import { requireFound, requireRef } from "./require-ref.js";

const PARENT = "load balancer or accelerator";
/** The most ranges in one answer. */
export const MOST_FREE_RANGES = 200;

/** @throws ProblemError INVALID_INPUT for a number that cannot be a port or a count of ports */
function checked(argument: string, value: number): number {
  if (value >= MIN_PORT && value <= MAX_PORT) return value;
  const message = `\`${argument}\` must be between ${MIN_PORT} and ${MAX_PORT}; got ${value}.`;
  throw new ProblemError({ code: "INVALID_INPUT", path: [argument], message });
}

/** The ports between two bounds. @throws ProblemError INVALID_INPUT when there are none */
function portsBetween(from: number | null, to: number | null) {
  const ports = { fromPort: checked("from", from ?? MIN_PORT), toPort: checked("to", to ?? MAX_PORT) };
  if (ports.fromPort <= ports.toPort) return ports;
  const message = `\`to\` must be at least \`from\`, which is ${ports.fromPort}; got ${ports.toPort}.`;
  throw new ProblemError({ code: "INVALID_INPUT", path: ["to"], message });
}

@Resolver()
export class FreePortsResolver {
  @Query(() => [PortRange], {
    nullable: true,
    description:
      "The ports of a load balancer or accelerator on which a listener could be opened now, as ranges in ascending order: no listener uses them, and the cloud does not reserve them. At most 200 ranges; continue after them with `from`. Where the cloud has separate port numbers for UDP, they are counted separately. Null, with an error that has a code, when not all listeners could be read: a port is never called free because an answer is missing. Someone else may take a port in the meantime.",
  })
  @CloudCost()
  @UsualSize(20)
  async freePorts(
    @Arg("parentId", () => ID, {
      description: "The load balancer or accelerator, by its id as this graph returned it.",
    })
    parentId: string,
    @Arg("protocol", () => ListenerProtocol, {
      description:
        "The protocol of the new listener; a protocol that the cloud does not support is an UNSUPPORTED error.",
    })
    protocol: ListenerProtocol,
    @Arg("count", () => Int, {
      nullable: true,
      defaultValue: 1,
      description: "Only ranges of at least this many ports, 1 to 65535. Null means the default.",
    })
    count: number | null,
    @Arg("from", () => Int, {
      nullable: true,
      description: "Only ports from this one on, 1 to 65535. Default: the lowest port that can be opened.",
    })
    from: number | null,
    @Arg("to", () => Int, {
      nullable: true,
      description: "Only ports up to and including this one, 1 to 65535. Default: the highest port that can be opened.",
    })
    to: number | null,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() { freshness }: GraphContext,
  ): Promise<PortRange[]> {
    checkMaxAge(maxAgeSeconds);
    const wanted = { protocol, count: checked("count", count ?? 1), within: portsBetween(from, to) };
    const ref = requireRef(parentId, PARENT, ["load-balancer", "accelerator"], "parentId");
    const { accounts, loaders } = await freshness.atMost(maxAgeSeconds);
    const free = requireFound(await readFreePorts(ref, wanted, accounts, loaders), PARENT);
    return free.slice(0, MOST_FREE_RANGES);
  }

  @Query(() => [PortMap], {
    nullable: true,
    description:
      "The used, reserved and free ports of a load balancer or accelerator, one entry for each protocol that its cloud supports. Null with an error that has a code when not all of its listeners can be read.",
  })
  @CloudCost()
  @UsualSize(4)
  async portMap(
    @Arg("parentId", () => ID, {
      description: "The id of the load balancer or accelerator, as this graph returned it.",
    })
    parentId: string,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() { freshness }: GraphContext,
  ): Promise<PortMap[]> {
    checkMaxAge(maxAgeSeconds);
    const ref = requireRef(parentId, PARENT, ["load-balancer", "accelerator"], "parentId");
    const { accounts, loaders } = await freshness.atMost(maxAgeSeconds);
    return requireFound(await readPortMaps(ref, accounts, loaders), PARENT);
  }
}
