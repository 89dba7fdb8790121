import { Field, Int, ObjectType } from "type-graphql";
import type { SeenHealth } from "./enums.js";

@ObjectType({
  simpleResolvers: true,
  description: "How many of a pool's members the health checks last saw in which way.",
})
export class MemberHealthCounts {
  @Field(() => Int, { description: "Members that answer, and receive traffic." })
  healthy!: number;

  @Field(() => Int, { description: "Members that failed their checks; traffic goes elsewhere." })
  unhealthy!: number;

  @Field(() => Int, { description: "Members that take no new work, for example because their weight is 0." })
  draining!: number;

  @Field(() => Int, { description: "Members that nobody checks; traffic is sent to them unseen." })
  unmonitored!: number;

  @Field(() => Int, { description: "Members of which the cloud has not said anything yet, or does not." })
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

/** @param healths of all members of a pool */
export function countHealths(healths: readonly SeenHealth[]): MemberHealthCounts {
  const counts = { healthy: 0, unhealthy: 0, draining: 0, unmonitored: 0, unknown: 0, total: healths.length };
  for (const health of healths) counts[COUNTERS[health]] += 1;
  return counts;
}
