import type { ResourceTag } from "../../model/listener-parts.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient, CloudRequest, QueryValue } from "../../transport/cloud-client.js";
import { pathSegment } from "../../transport/compose-request.js";
import { asObject, asObjects, optionalText, type WireObject } from "../../transport/wire.js";
import { readableOr } from "../kit/listing.js";
import { listName } from "../kit/page-limits.js";
import { type MarkedList, type MarkedPage, readByMarker } from "../kit/pages-by-marker.js";
import type { Reading, Until } from "../kit/reading.js";
import { readAccelerator, readEndpoint, readEndpointGroup, readHealthCheck, readListener } from "./wire-readers.js";
import type { GaAccelerator, GaEndpoint, GaEndpointGroup, GaHealthCheck, GaListener } from "./wire-types.js";

/**
 * The vendor's operations, as far as listeners need them. Source: "update listener" page (our seed document) and, for
 * everything else, the API reference api-ga and the models of huaweicloud-sdk-python-v3.
 */

/** One sort of object: where it lives and what its bodies are wrapped in. Paths have hyphens, keys have underscores. */
export interface Resource<T> {
  readonly path: string;
  /** The wrapper of one. */
  readonly one: string;
  /** The wrapper of many. */
  readonly many: string;
  /** Completes the operations' names: Create + Listener, List + Listeners. */
  readonly noun: string;
  readonly nouns: string;
  /** Whose they are, where the path names it. */
  readonly parentId?: string;
  readonly read: (item: WireObject) => T;
}

export const LISTENERS: Resource<GaListener> = {
  path: "/v1/listeners",
  one: "listener",
  many: "listeners",
  noun: "Listener",
  nouns: "Listeners",
  read: readListener,
};

export const ENDPOINT_GROUPS: Resource<GaEndpointGroup> = {
  path: "/v1/endpoint-groups",
  one: "endpoint_group",
  many: "endpoint_groups",
  noun: "EndpointGroup",
  nouns: "EndpointGroups",
  read: readEndpointGroup,
};

export const HEALTH_CHECKS: Resource<GaHealthCheck> = {
  path: "/v1/health-checks",
  one: "health_check",
  many: "health_checks",
  noun: "HealthCheck",
  nouns: "HealthChecks",
  read: readHealthCheck,
};

export const ACCELERATORS: Resource<GaAccelerator> = {
  path: "/v1/accelerators",
  one: "accelerator",
  many: "accelerators",
  noun: "Accelerator",
  nouns: "Accelerators",
  read: readAccelerator,
};

/** Endpoints exist within their group only. */
export function endpointsOf(groupId: string): Resource<GaEndpoint> {
  return {
    path: `${ENDPOINT_GROUPS.path}/${pathSegment(groupId)}/endpoints`,
    one: "endpoint",
    many: "endpoints",
    noun: "Endpoint",
    nouns: "Endpoints",
    parentId: groupId,
    read: readEndpoint,
  };
}

/** The most that one page holds. Source: list pages. */
export const MAX_PAGE = 2_000;

/** A request body in the vendor's words; what is undefined is not sent. */
export type WireBody = Readonly<Record<string, unknown>>;
export type Filters = Readonly<Record<string, QueryValue>>;

export async function create<T>(client: CloudClient, resource: Resource<T>, body: WireBody, call: Call): Promise<T> {
  const { path, one, noun } = resource;
  const request = {
    action: `Create${noun}`,
    method: "POST",
    path,
    body: { [one]: body },
    effect: "once",
  } as const;
  return unwrapped(resource, await client.send(request, call));
}

export async function show<T>(client: CloudClient, resource: Resource<T>, id: string, call: Call): Promise<T> {
  const request = {
    action: `Show${resource.noun}`,
    method: "GET",
    path: pathOf(resource, id),
    effect: "read",
  } as const;
  return unwrapped(resource, await client.send(request, call));
}

/** Changes what the body names and leaves the rest; `port_ranges` is replaced as a whole. */
export async function update<T>(
  client: CloudClient,
  resource: Resource<T>,
  id: string,
  body: WireBody,
  call: Call,
): Promise<T> {
  const request = {
    action: `Update${resource.noun}`,
    method: "PUT",
    path: pathOf(resource, id),
    body: { [resource.one]: body },
    effect: "idempotent",
  } as const;
  return unwrapped(resource, await client.send(request, call));
}

/** Answered at once; the object reads DELETING until it is gone. */
export async function remove<T>(client: CloudClient, resource: Resource<T>, id: string, call: Call): Promise<void> {
  const path = pathOf(resource, id);
  await client.send({ action: `Delete${resource.noun}`, method: "DELETE", path, effect: "idempotent" }, call);
}

/**
 * A list of what fits the filters, page by page. The marker is the id of the last item seen; whether there is more, only
 * its presence in the answer says. Source: list pages.
 */
export function listOf<T extends { readonly id: string }>(
  client: CloudClient,
  { path, many, nouns, read, parentId }: Resource<T>,
  filters: Filters,
  call: Call,
): MarkedList<T> {
  const [ofParent] = Object.entries(filters).flatMap(([name, value]) =>
    name.endsWith("_id") && value ? String(value) : [],
  );
  return {
    what: listName(nouns, parentId ?? ofParent),
    mostPerPage: MAX_PAGE,
    idOf: ({ id }) => id,
    async read(limit, marker) {
      const query = { ...filters, limit, marker };
      const request: CloudRequest = { action: `List${nouns}`, method: "GET", path, query, effect: "read" };
      const reply = asObject((await client.send(request, call)).json, "the answer");
      return { items: asObjects(reply[many], many).map((item) => readableOr(item, read)), next: nextIn(reply) };
    },
  };
}

function nextIn(reply: WireObject): MarkedPage<unknown>["next"] {
  if (reply.page_info == null) return undefined;
  const marker = optionalText(asObject(reply.page_info, "page_info").next_marker, "next_marker");
  return marker ? { marker } : "last";
}

/** Everything that fits the filters. */
export function listAll<T extends { readonly id: string }>(
  client: CloudClient,
  resource: Resource<T>,
  filters: Filters,
  call: Call,
  until?: Until,
): Promise<Reading<T>> {
  return readByMarker(listOf(client, resource, filters, call), until);
}

/** A listener's tags. Writes: tags of a resource pages; a DELETE with a body is what they document. */
const tagsPath = (listenerId: string) => `/v1/ga-listeners/${pathSegment(listenerId)}/tags`;

export async function createTags(
  client: CloudClient,
  listenerId: string,
  tags: readonly ResourceTag[],
  call: Call,
): Promise<void> {
  const path = `${tagsPath(listenerId)}/create`;
  await client.send({ action: "CreateTags", method: "POST", path, body: { tags }, effect: "once" }, call);
}

export async function deleteTags(
  client: CloudClient,
  listenerId: string,
  keys: readonly string[],
  call: Call,
): Promise<void> {
  const path = `${tagsPath(listenerId)}/delete`;
  const body = { tags: keys.map((key) => ({ key })) };
  await client.send({ action: "DeleteTags", method: "DELETE", path, body, effect: "idempotent" }, call);
}

function pathOf({ path }: Resource<unknown>, id: string): string {
  return `${path}/${pathSegment(id)}`;
}

function unwrapped<T>({ one, read }: Resource<T>, { json }: { readonly json: unknown }): T {
  return read(asObject(asObject(json, "the answer")[one], one));
}
