import type { ResourceTag } from "../../model/listener-parts.js";
import type { Call } from "../../transport/call.js";
import { pathSegment } from "../../transport/compose-request.js";
import { textIn } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import type { MarkedPage } from "../kit/marker-walk.js";
import { type Resource, restCollection } from "../kit/rest-collection.js";
import type { Context } from "./client.js";

/**
 * The vendor's operations, as far as listeners need them. Source: "update listener" page of the API reference api-ga, its
 * other pages, and the models of huaweicloud-sdk-python-v3. Paths have hyphens, keys have underscores.
 */

export const LISTENERS: Resource = {
  noun: "Listener",
  nouns: "Listeners",
  path: "/listeners",
  one: "listener",
  many: "listeners",
};

export const ENDPOINT_GROUPS: Resource = {
  noun: "EndpointGroup",
  nouns: "EndpointGroups",
  path: "/endpoint-groups",
  one: "endpoint_group",
  many: "endpoint_groups",
};

export const HEALTH_CHECKS: Resource = {
  noun: "HealthCheck",
  nouns: "HealthChecks",
  path: "/health-checks",
  one: "health_check",
  many: "health_checks",
};

export const ACCELERATORS: Resource = {
  noun: "Accelerator",
  nouns: "Accelerators",
  path: "/accelerators",
  one: "accelerator",
  many: "accelerators",
};

/** Endpoints exist within their group only. */
export const endpointsOf = (groupId: string): Resource => ({
  noun: "Endpoint",
  nouns: "Endpoints",
  path: `${ENDPOINT_GROUPS.path}/${pathSegment(groupId)}/endpoints`,
  one: "endpoint",
  many: "endpoints",
  parentId: groupId,
});

/** Deletes are answered at once; the object reads DELETING until it is gone. */
export const { create, show, update, remove, listOf, listAll } = restCollection({
  prefix: "/v1",
  // Source: list pages.
  mostPerPage: 2_000,
  // The list pages document no order.
  isInOrderOfIds: false,
  nextIn,
});

/** The marker is the id of the last item seen; only its presence says whether there is more. Source: list pages. */
function nextIn({ page_info: info }: WireObject): MarkedPage<WireObject>["next"] {
  if (info === null || typeof info !== "object") return undefined;
  const marker = textIn((info as WireObject).next_marker);
  return marker ? { marker } : "last";
}

/** A listener's tags. Writes: tags of a resource pages; a DELETE with a body is what they document. */
const tagsPath = (listenerId: string) => `/v1/ga-listeners/${pathSegment(listenerId)}/tags`;

export async function createTags(
  { client }: Context,
  listenerId: string,
  tags: readonly ResourceTag[],
  call: Call,
): Promise<void> {
  const path = `${tagsPath(listenerId)}/create`;
  await client.send({ action: "CreateTags", method: "POST", path, body: { tags }, effect: "once" }, call);
}

export async function deleteTags(
  { client }: Context,
  listenerId: string,
  keys: readonly string[],
  call: Call,
): Promise<void> {
  const path = `${tagsPath(listenerId)}/delete`;
  const body = { tags: keys.map((key) => ({ key })) };
  await client.send({ action: "DeleteTags", method: "DELETE", path, body, effect: "idempotent" }, call);
}
