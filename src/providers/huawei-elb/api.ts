import type { Call } from "../../transport/call.js";
import { pathSegment } from "../../transport/compose-request.js";
import { isObject, textIn } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { findIn } from "../kit/listing.js";
import type { MarkedPage } from "../kit/marker-walk.js";
import { type Resource, restCollection } from "../kit/rest-collection.js";
import type { Context } from "./client.js";

/**
 * The vendor's operations, as far as listeners and pools need them. Source: "create pool" page and, for everything
 * else, the v2.0 pages of the ELB API reference.
 */

export const LISTENERS: Resource = {
  noun: "Listener",
  nouns: "Listeners",
  path: "/listeners",
  one: "listener",
  many: "listeners",
};

export const POOLS: Resource = {
  noun: "Pool",
  nouns: "Pools",
  path: "/pools",
  one: "pool",
  many: "pools",
};

export const HEALTH_MONITORS: Resource = {
  noun: "Healthmonitor",
  nouns: "Healthmonitors",
  path: "/healthmonitors",
  one: "healthmonitor",
  many: "healthmonitors",
};

export const LOAD_BALANCERS: Resource = {
  noun: "Loadbalancer",
  nouns: "Loadbalancers",
  path: "/loadbalancers",
  one: "loadbalancer",
  many: "loadbalancers",
};

/** Members exist within their pool only. */
export const membersOf = (poolId: string): Resource => ({
  noun: "Member",
  nouns: "Members",
  path: `${POOLS.path}/${pathSegment(poolId)}/members`,
  one: "member",
  many: "members",
  parentId: poolId,
});

/** Forwarding policies of web listeners. Source: forwarding policy pages. */
export const L7_POLICIES: Resource = {
  noun: "L7policy",
  nouns: "L7policies",
  path: "/l7policies",
  one: "l7policy",
  many: "l7policies",
};

/** What a policy does with requests. */
export const rulesOf = (policyId: string): Resource => ({
  noun: "L7rule",
  nouns: "L7rules",
  path: `${L7_POLICIES.path}/${pathSegment(policyId)}/rules`,
  one: "rule",
  many: "rules",
  parentId: policyId,
});

/**
 * Fields that an update does not name keep their values; lists and objects in it are replaced whole. Lists always have
 * a limit: without one the cloud returns everything at once.
 */
export const { create, update, remove, listOf, listAll } = restCollection({
  prefix: "/v2.0/lbaas",
  // The vendor documents no upper bound, and the Octavia servers of this dialect stop at 1000.
  mostPerPage: 1_000,
  // Source: paging page. Octavia servers order by creation time, which is noticed when it matters.
  isInOrderOfIds: true,
  nextIn,
});

/**
 * Links come with paging only, and a page that is not the last has one to the next. The marker is the id of the last
 * object; only if there is none must the link contain it. Its address is not followed: it may lead anywhere.
 */
function nextIn(reply: WireObject, { many }: Resource): MarkedPage<WireObject>["next"] {
  const links = reply[`${many}_links`];
  if (!Array.isArray(links)) return undefined;
  const next = links.find((link: unknown): link is WireObject => isObject(link) && link.rel === "next");
  if (!next) return "last";
  const items = reply[many];
  if (Array.isArray(items) && items.length > 0) return "unnamed";
  const marker = new URLSearchParams((textIn(next.href) ?? "").split("?")[1]).get("marker");
  return marker ? { marker } : "unnamed";
}

/**
 * One object by its id, from the list: read by its own path, it lacks fields. Null when it does not exist.
 * @throws ProblemError when it may be among what could not be read
 */
export async function find(context: Context, resource: Resource, id: string, call: Call): Promise<WireObject | null> {
  return findIn(await listAll(context, resource, { id }, call), (raw) => raw.id === id);
}

export interface Tag {
  readonly key: string;
  readonly value?: string;
}

/** Tags in one call. Source: batch tag pages. */
export const TAGS_PER_CALL = 10;

/**
 * Adds tags (an existing key gets the new value) or removes them (a missing key is not an error). Source: batch tag
 * pages.
 */
export async function changeTags(
  { client, projectId }: Context,
  listenerId: string,
  action: "create" | "delete",
  tags: readonly Tag[],
  call: Call,
): Promise<void> {
  const path = `/v2.0/${projectId}/listeners/${pathSegment(listenerId)}/tags/action`;
  const request = { method: "POST", path, body: { action, tags }, effect: "idempotent" } as const;
  await client.send({ action: "BatchChangeTags", ...request }, call);
}
