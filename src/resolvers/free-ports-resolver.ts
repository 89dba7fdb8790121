import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { readFreePorts } from "../loaders/free-ports.js";
import { ListenerProtocol } from "../model/enums.js";
import { MAX_PORT, MIN_PORT, PortRange } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";
import type { GraphContext } from "./graph-context.js";
import { CloudCost, UsualSize } from "./list-directives.js";
import { requireFound, requireRef } from "./require-ref.js";

const PARENT = "load balancer or accelerator";
/** Ranges that one answer has at most. */
export const MOST_FREE_RANGES = 200;

/** @throws ProblemError INVALID_INPUT for a number that no port, or count of ports, can be */
function checked(argument: string, value: number): number {
  if (value >= MIN_PORT && value <= MAX_PORT) return value;
  const message = `\`${argument}\` must be from ${MIN_PORT} to ${MAX_PORT}; got ${value}.`;
  throw new ProblemError({ code: "INVALID_INPUT", path: [argument], message });
}

/** The ports between two bounds. @throws ProblemError INVALID_INPUT when there are none */
function portsBetween(from: number | null, to: number | null) {
  const ports = { fromPort: checked("from", from ?? MIN_PORT), toPort: checked("to", to ?? MAX_PORT) };
  if (ports.fromPort <= ports.toPort) return ports;
  const message = `\`to\` must not be lower than \`from\`, which is ${ports.fromPort}; got ${ports.toPort}.`;
  throw new ProblemError({ code: "INVALID_INPUT", path: ["to"], message });
}

@Resolver()
export class FreePortsResolver {
  @Query(() => [PortRange], {
    nullable: true,
    description:
      "The ports of a load balancer or accelerator on which a listener could be opened now, as ranges from the lowest up: none of its listeners holds them, and its cloud does not keep them to itself. The lowest 200 ranges at most; go on behind them with from. UDP is counted apart from other protocols where the cloud does so. Null with an error that has a code when not all listeners could be read: a port is not called free for want of an answer. Somebody else may take it in the meantime.",
  })
  @CloudCost()
  @UsualSize(20)
  async freePorts(
    @Arg("parentId", () => ID, {
      description: "The load balancer or accelerator, by its id as this graph gave it out.",
    })
    parentId: string,
    @Arg("protocol", () => ListenerProtocol, {
      description:
        "The protocol of the listener that is to be opened; one that the cloud does not have is UNSUPPORTED.",
    })
    protocol: ListenerProtocol,
    @Arg("count", () => Int, {
      nullable: true,
      defaultValue: 1,
      description: "Only ranges of at least so many ports, 1 to 65535. Null stands for the default.",
    })
    count: number | null,
    @Arg("from", () => Int, {
      nullable: true,
      description: "Only from this port on, 1 to 65535; left out, from the lowest.",
    })
    from: number | null,
    @Arg("to", () => Int, {
      nullable: true,
      description: "Only up to this port, itself included, 1 to 65535; left out, up to the highest.",
    })
    to: number | null,
    @Ctx() { accounts, loaders }: GraphContext,
  ): Promise<PortRange[]> {
    const wanted = { protocol, count: checked("count", count ?? 1), within: portsBetween(from, to) };
    const ref = requireRef(parentId, PARENT, ["load-balancer", "accelerator"], "parentId");
    const free = requireFound(await readFreePorts(ref, wanted, accounts, loaders), PARENT);
    return free.slice(0, MOST_FREE_RANGES);
  }
}
