import type { MemberHealth } from "../../model/enums.js";
import type { WireMember } from "./wire.js";

/** DISABLED is in the status tree only, whose page spells it both ways. Source: query status tree page. */
const HEALTH: Readonly<Record<string, MemberHealth>> = {
  ONLINE: "HEALTHY",
  OFFLINE: "UNHEALTHY",
  NO_MONITOR: "UNMONITORED",
  DISABLED: "DRAINING",
  DISABLE: "DRAINING",
};

/** A weight of 0 stops new requests, unless the algorithm pays no heed to weights. Sources: create member and create pool pages. */
export function memberHealthOf({ operatingStatus, weight }: WireMember, algorithm: string | null): MemberHealth {
  const health = HEALTH[operatingStatus ?? ""] ?? "UNKNOWN";
  return weight === 0 && algorithm !== "SOURCE_IP" && health !== "UNHEALTHY" ? "DRAINING" : health;
}
