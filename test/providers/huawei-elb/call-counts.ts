import type { CallCounts } from "../../graph/call-counts.js";

/**
 * Lists and keyed reads take one call each; members are there under their pool only, and take one for each that has any.
 */
export const callCounts: CallCounts = {
  listeners: 1,
  parents: 2,
  pools: 2,
  everything: 28,
  manyWays: 29,
  byId: 1,
  byUrn: 1,
  sweep: 31,
};
