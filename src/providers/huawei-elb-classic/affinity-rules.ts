import type { BalancingAlgorithm } from "../../model/enums.js";
import type { Violation } from "../../model/rule.js";
import type { WireListener } from "./wire.js";

/** The rule names HTTP, HTTPS and TCP; UDP is left to the cloud. */
export function* algorithmKeepsClients(
  algorithm: BalancingAlgorithm | null | undefined,
  protocol: string | null,
): Iterable<Violation> {
  if (algorithm && algorithm !== "ROUND_ROBIN" && protocol !== "UDP")
    yield { message: "Clients are kept with a server only under the algorithm ROUND_ROBIN." };
}

export function algorithmOfSticky(
  algorithm: BalancingAlgorithm | null | undefined,
  listener: WireListener | undefined,
): Iterable<Violation> {
  return listener?.sessionSticky ? algorithmKeepsClients(algorithm, listener.protocol) : [];
}
