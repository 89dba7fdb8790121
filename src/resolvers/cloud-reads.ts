import { LISTENER_READS, MEMBER_READS, POOL_READS } from "../loaders/filter-stages.js";
import type { CallsPerKey } from "../providers/provider.js";

/** What a field costs at a cloud, for each object that it is selected on. */
export interface CloudRead {
  readonly reads: readonly (keyof CallsPerKey)[];
  /** The number of objects that each returns, as far as further reads depend on them. */
  readonly usually: number;
}

/** The number of listeners that a load balancer or accelerator is assumed to have. */
export const LISTENERS_PER_PARENT = 10;

/** Changes of one listener or pool; most have few. */
const CHANGES_PER_THING = 5;

/** The fields that call clouds, by type and name: everything that a request's loaders answer. */
export const CLOUD_READS: Readonly<Record<string, CloudRead>> = {
  "Listener.parent": { reads: ["parents"], usually: 1 },
  "Listener.frozen": { reads: ["parents"], usually: 1 },
  "Listener.isServing": { reads: ["parents", "poolsOfListeners", "membersOfPools", "healthOfPools"], usually: 1 },
  "Listener.pools": { reads: ["poolsOfListeners"], usually: 1 },
  "LoadBalancer.listeners": { reads: ["listenersOfParents"], usually: LISTENERS_PER_PARENT },
  "Accelerator.listeners": { reads: ["listenersOfParents"], usually: LISTENERS_PER_PARENT },
  "PoolMember.pool": { reads: ["pools"], usually: 1 },
  "Pool.members": { reads: ["membersOfPools"], usually: 1 },
  "Pool.memberHealth": { reads: ["membersOfPools", "healthOfPools"], usually: 1 },
  "Pool.healthMonitor": { reads: ["healthMonitorsOfPools"], usually: 1 },
  "Pool.parent": { reads: ["parents"], usually: 1 },
  "Pool.listeners": { reads: ["listeners"], usually: 1 },
  "Pool.etag": { reads: ["membersOfPools", "healthMonitorsOfPools"], usually: 1 },
  // The history is in the store; the resources that changes refer to are read from the cloud.
  "Listener.changes": { reads: [], usually: CHANGES_PER_THING },
  "Pool.changes": { reads: [], usually: CHANGES_PER_THING },
  "Listener.lastChange": { reads: [], usually: 1 },
  "Pool.lastChange": { reads: [], usually: 1 },
  "CloudChange.steps": { reads: [], usually: 1 },
  "CloudChange.target": { reads: ["listeners"], usually: 1 },
  "CloudChange.parent": { reads: ["parents"], usually: 1 },
};

/** The lists at the root, with what their filters read for each entry that is looked at, by the filter's field. */
export const LISTS: Readonly<Record<string, Readonly<Record<string, CloudRead["reads"]>>>> = {
  listeners: LISTENER_READS,
  pools: POOL_READS,
  listenerParents: {},
  poolMembers: MEMBER_READS,
};

/** What a list reads by ids, for each of them; those of members are read through their pools. */
export const NAMED_READS: Readonly<Record<keyof typeof LISTS, CloudRead["reads"]>> = {
  listeners: ["listeners"],
  pools: ["pools"],
  listenerParents: ["parents"],
  poolMembers: ["pools", "membersOfPools"],
};

/** What a list reads for each of its entries besides, whatever it is asked for. */
export const READ_FOR_LIST: Readonly<Record<string, CloudRead["reads"]>> = { poolMembers: ["membersOfPools"] };

/** Fields that are read once for the whole list of their objects. */
export const READ_WITH_LIST: Readonly<Record<string, CloudRead>> = {
  "PoolMember.health": { reads: ["healthOfPools"], usually: 1 },
};
