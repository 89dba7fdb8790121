import { Field, Int, ObjectType } from "type-graphql";
import type { SeenHealth } from "./enums.js";

@ObjectType({
  simpleResolvers: true,
  description: "How many of a pool's members have which health, by the latest checks.",
})
export class MemberHealthCounts {
  @Field(() => Int, { description: "Members that pass their checks and receive traffic." })
  healthy!: number;

  @Field(() => Int, { description: "Members that fail their checks; traffic goes to other members." })
  unhealthy!: number;

  @Field(() => Int, { description: "Members that take no new connections, for example because their weight is 0." })
  draining!: number;

  @Field(() => Int, { description: "Members without health checks; traffic is sent to them regardless." })
  unmonitored!: number;

  @Field(() => Int, { description: "Members whose health the cloud has not reported yet, or does not report." })
  unknown!: number;

  @Field(() => Int, { description: "All members." })
  total!: number;
}

const COUNTERS = {
  HEALTHY: "healthy",
  UNHEALTHY: "unhealthy",
  DRAINING: "draining",
  UNMONITORED: "unmonitored",
  UNKNOWN: "unknown",
} as const satisfies Record<SeenHealth, keyof MemberHealthCounts>;

/** @param healths the health of every member of a pool */
export function countHealths(healths: readonly SeenHealth[]): MemberHealthCounts {
  const counts = { healthy: 0, unhealthy: 0, draining: 0, unmonitored: 0, unknown: 0, total: healths.length };
  for (const health of healths) counts[COUNTERS[health]] += 1;
  return counts;
}
