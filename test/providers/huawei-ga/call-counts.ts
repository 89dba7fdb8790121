import type { CallCounts } from "../../graph/call-counts.js";

/**
 * Lists and keyed reads take one call each; members are listed group by group.
 */
export const callCounts: CallCounts = {
  listeners: 1,
  parents: 2,
  pools: 2,
  everything: 37,
  manyWays: 38,
  byId: 1,
  byUrn: 1,
  sweep: 38,
};
