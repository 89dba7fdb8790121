import type { CallCounts } from "../../graph/call-counts.js";

/**
 * One list of everything, and the load balancers of listeners that look frozen. Pools are implied; members and health checks
 * take a call for each.
 */
export const callCounts: CallCounts = {
  listeners: 2,
  parents: 3,
  pools: 2,
  everything: 47,
  manyWays: 49,
  byId: 1,
  byUrn: 1,
  sweep: 47,
};
