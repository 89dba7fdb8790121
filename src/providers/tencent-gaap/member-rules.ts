import { isIP } from "node:net";
import type { BalancingAlgorithm } from "../../model/enums.js";
import type { PoolMemberInput } from "../../model/inputs-shared.js";
import type { Violation } from "../../model/rule.js";

/** What members must be, given what is known of their pool; undefined is not known. */
export interface PoolOfMembers {
  readonly realServerType: string | null | undefined;
  readonly algorithm: BalancingAlgorithm | null | undefined;
}

/** Sources: RealServerBindSetReq of API version 2018-05-29; Terraform provider (weights). */
export function* membersCanBeBound(
  members: readonly PoolMemberInput[],
  { realServerType, algorithm }: PoolOfMembers,
): Iterable<Violation> {
  for (const [index, { address, port, weight, targetId }] of members.entries()) {
    if (port == null) yield { at: [index, "port"], message: "Say which port of the server to use, 1 to 65535." };
    if (targetId != null && !/^rs-\w+$/.test(targetId)) {
      yield {
        at: [index, "targetId"],
        message: "A target id is that of a real server, rs-…. Leave it out to have the address looked up.",
      };
    }
    if (weight != null && weight !== 1 && algorithm && algorithm !== "WEIGHTED_ROUND_ROBIN") {
      yield {
        at: [index, "weight"],
        message: `Weights count with WEIGHTED_ROUND_ROBIN only, and this pool uses ${algorithm}. Leave the weight out, or give 1.`,
      };
    }
    if (realServerType === "IP" && isIP(address) === 0) {
      yield {
        at: [index, "address"],
        message: "This pool takes IP addresses; for host names create one with realServerType DOMAIN.",
      };
    }
    if (realServerType === "DOMAIN" && isIP(address) !== 0) {
      yield {
        at: [index, "address"],
        message: "This pool takes host names; for IP addresses create one with realServerType IP.",
      };
    }
  }
}
