import type { Call } from "../../transport/call.js";
import type { CloudClient, CloudRequest } from "../../transport/cloud-client.js";
import { pathSegment } from "../../transport/compose-request.js";
import { asObject, asObjects, asText, type WireObject } from "../../transport/wire.js";
import { readableOr } from "../kit/listing.js";
import type { MarkedList, MarkedPage } from "../kit/marker-walk.js";
import { listName } from "../kit/page-limits.js";
import { readByMarker } from "../kit/pages-by-marker.js";
import type { Reading } from "../kit/reading.js";
import type { WireHealthMonitor, WireListener, WireLoadBalancer, WireMember, WirePool } from "./wire.js";
import { readHealthMonitor, readListener, readLoadBalancer, readMember, readPool } from "./wire.js";

/**
 * The vendor's operations, as far as listeners and pools need them. They are the same for every sort of object.
 * Source: "create pool" page (our seed document) and, for everything else, the v2.0 pages of the ELB API reference.
 */

/** One project's line to the API. */
export interface Elb {
  readonly client: CloudClient;
  readonly projectId: string;
}

/** A sort of object: how it is named in actions, in paths and in bodies. */
export interface Resource<T extends { readonly id: string }> {
  /** Listener, as in CreateListener and ListListeners. */
  readonly noun: string;
  /** Behind /v2.0/lbaas. */
  readonly path: string;
  /** The key of a single one in a body. */
  readonly wrapper: string;
  /** The key of many in a body. */
  readonly collection: string;
  /** Whose they are, where the path names it. */
  readonly parentId?: string;
  read(object: WireObject): T;
}

export const LISTENERS: Resource<WireListener> = {
  noun: "Listener",
  path: "/listeners",
  wrapper: "listener",
  collection: "listeners",
  read: readListener,
};
export const POOLS: Resource<WirePool> = {
  noun: "Pool",
  path: "/pools",
  wrapper: "pool",
  collection: "pools",
  read: readPool,
};
export const HEALTH_MONITORS: Resource<WireHealthMonitor> = {
  noun: "Healthmonitor",
  path: "/healthmonitors",
  wrapper: "healthmonitor",
  collection: "healthmonitors",
  read: readHealthMonitor,
};
export const LOAD_BALANCERS: Resource<WireLoadBalancer> = {
  noun: "Loadbalancer",
  path: "/loadbalancers",
  wrapper: "loadbalancer",
  collection: "loadbalancers",
  read: readLoadBalancer,
};
export function membersOf(poolId: string): Resource<WireMember> {
  return {
    noun: "Member",
    path: `/pools/${pathSegment(poolId)}/members`,
    wrapper: "member",
    collection: "members",
    parentId: poolId,
    read: readMember,
  };
}

/** A request body in the vendor's words; what is undefined is not sent. */
export type WireBody = Readonly<Record<string, unknown>>;

/** Exact matches that add up; an array repeats its key. */
export type Filters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Objects asked for at once; the vendor names no upper bound, and the Octavia servers of this dialect stop at 1000. */
export const MOST_PER_PAGE = 1_000;

/** A list of what fits the filters, page by page. Without a limit the cloud answers everything at once, so there always is one. */
export function listOf<T extends { readonly id: string }>(
  elb: Elb,
  resource: Resource<T>,
  filters: Filters,
  call: Call,
): MarkedList<T> {
  const { noun, path, collection, read, parentId = filters.loadbalancer_id } = resource;
  return {
    what: listName(`${noun}s`, parentId === undefined ? undefined : String(parentId)),
    mostPerPage: MOST_PER_PAGE,
    idOf: ({ id }) => id,
    async read(limit, marker) {
      const query = { ...filters, limit, marker };
      const body = asObject(await send(elb, `List${noun}s`, "GET", path, "read", call, { query }), "the body");
      return {
        items: asObjects(body[collection], collection).map((item) => readableOr(item, read)),
        next: nextIn(body, collection),
      };
    },
  };
}

/**
 * Links come with paging only, and a page that is not the last has one to the next. The marker is the id of the last
 * object; only where there is none, the link has to say it. Its address is not followed: it may lead anywhere.
 */
function nextIn(body: WireObject, collection: string): MarkedPage<unknown>["next"] {
  const links = body[`${collection}_links`];
  if (links == null) return undefined;
  const next = asObjects(links, `${collection}_links`).find((link) => asText(link.rel, "rel") === "next");
  if (!next) return "last";
  if (asObjects(body[collection], collection).length > 0) return "unnamed";
  const marker = new URLSearchParams(String(next.href ?? "").split("?")[1]).get("marker");
  return marker ? { marker } : "unnamed";
}

export function listAll<T extends { readonly id: string }>(
  elb: Elb,
  resource: Resource<T>,
  filters: Filters,
  call: Call,
): Promise<Reading<T>> {
  return readByMarker(listOf(elb, resource, filters, call));
}

export async function create<T extends { readonly id: string }>(
  elb: Elb,
  resource: Resource<T>,
  body: WireBody,
  call: Call,
): Promise<T> {
  const { noun, path } = resource;
  return one(resource, await send(elb, `Create${noun}`, "POST", path, "once", call, wrapped(resource, body)));
}

/** What the body does not name stays as it is; lists and objects in it replace whole ones. */
export async function update<T extends { readonly id: string }>(
  elb: Elb,
  resource: Resource<T>,
  id: string,
  body: WireBody,
  call: Call,
): Promise<T> {
  const path = `${resource.path}/${pathSegment(id)}`;
  const content = wrapped(resource, body);
  return one(resource, await send(elb, `Update${resource.noun}`, "PUT", path, "idempotent", call, content));
}

export async function remove<T extends { readonly id: string }>(
  elb: Elb,
  { noun, path }: Resource<T>,
  id: string,
  call: Call,
): Promise<void> {
  await send(elb, `Delete${noun}`, "DELETE", `${path}/${pathSegment(id)}`, "idempotent", call);
}

export interface ElbTag {
  readonly key: string;
  readonly value?: string;
}

/** Adds tags (an existing key gets the new value) or takes them away (a missing key is no mistake); 10 at most. Source: batch tag pages. */
export async function changeTags(
  { client, projectId }: Elb,
  listenerId: string,
  action: "create" | "delete",
  tags: readonly ElbTag[],
  call: Call,
): Promise<void> {
  const path = `/v2.0/${projectId}/listeners/${pathSegment(listenerId)}/tags/action`;
  const request = { method: "POST", path, body: { action, tags }, effect: "idempotent" } as const;
  await client.send({ action: "BatchChangeTags", ...request }, call);
}

function wrapped<T extends { readonly id: string }>(
  { wrapper }: Resource<T>,
  body: WireBody,
): Pick<CloudRequest, "body"> {
  return { body: { [wrapper]: body } };
}

function one<T extends { readonly id: string }>({ wrapper, read }: Resource<T>, body: unknown): T {
  return read(asObject(asObject(body, "the body")[wrapper], wrapper));
}

async function send(
  { client }: Elb,
  action: string,
  method: CloudRequest["method"],
  path: string,
  effect: CloudRequest["effect"],
  call: Call,
  content: Pick<CloudRequest, "query" | "body"> = {},
): Promise<unknown> {
  return (await client.send({ action, method, path: `/v2.0/lbaas${path}`, effect, ...content }, call)).json;
}
