import type { CallCounts } from "../../graph/call-counts.js";

/**
 * The lists take one call for the accelerators and one for the listeners of each of the five; pools one for each
 * accelerator that has listeners. Members and health monitors come with the pools. An opaque id says the accelerator, which
 * a urn does not: all are looked through.
 */
export const callCounts: CallCounts = {
  listeners: 6,
  parents: 6,
  pools: 10,
  everything: 10,
  manyWays: 14,
  byId: 4,
  byUrn: 6,
  sweep: 37,
};
