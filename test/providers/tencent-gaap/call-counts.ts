import type { CallCounts } from "../../graph/call-counts.js";

/**
 * The lists take two calls for the parents and one for each parent and protocol that it supports; pools one for each layer-7
 * listener. Members and health monitors come with the pools. An opaque id says the protocol, which a urn does not: all are
 * looked through.
 */
export const callCounts: CallCounts = {
  listeners: 32,
  parents: 32,
  pools: 38,
  everything: 38,
  manyWays: 56,
  byId: 9,
  byUrn: 16,
  sweep: 40,
};
