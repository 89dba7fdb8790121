import type { CallCounts } from "../../graph/call-counts.js";

/** Lists and keyed reads take one call each; pools and members are part of the listeners. */
export const callCounts: CallCounts = {
  listeners: 1,
  parents: 2,
  pools: 1,
  everything: 2,
  manyWays: 3,
  byId: 1,
  byUrn: 1,
  sweep: 2,
};
