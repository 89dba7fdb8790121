import type { Call } from "../../transport/call.js";
import type { CloudRequest } from "../../transport/cloud-client.js";
import { pathSegment } from "../../transport/compose-request.js";
import { isObject } from "../../transport/shape.js";
import { asArray, asObject, type WireObject } from "../../transport/wire.js";
import { listingOf, mapListing, onceById, readableOr } from "../kit/listing.js";
import { listName } from "../kit/page-limits.js";
import { readByPosition } from "../kit/pages-by-position.js";
import type { WireBody } from "../kit/wire-body.js";
import type { Listing } from "../provider.js";
import type { Context } from "./client.js";
import {
  readHealthcheck,
  readJob,
  readJobReference,
  readListener,
  readListenerPlace,
  readLoadBalancer,
  readMember,
  type WireHealthcheck,
  type WireJob,
  type WireListener,
  type WireLoadBalancer,
  type WireMember,
} from "./wire.js";

/**
 * The vendor's operations, as far as listeners need them. Source: "create listener" page (our seed document) and, for
 * everything else, the classic pages of the ELB API reference (elb_jd_*).
 */

/** What answers are, for messages. */
const LISTENER = "listener";
const CHECK = "health check";
const JOB = "job";

/** The page size for members; the vendor documents no upper bound. */
export const MEMBERS_PER_PAGE = 500;

export async function createListener(context: Context, body: WireBody, call: Call): Promise<WireListener> {
  return readListener(
    await sendForOne(LISTENER, context, "CreateListener", "POST", "/listeners", "once", call, { body }),
  );
}

export async function showListener(context: Context, id: string, call: Call): Promise<WireListener> {
  return readListener(
    await sendForOne(LISTENER, context, "ShowListener", "GET", `/listeners/${pathSegment(id)}`, "read", call),
  );
}

/**
 * All listeners that have exactly these values, unparsed, for readers that need only a part of them. The reply is a
 * bare array without pages.
 */
export async function listUnreadListeners(
  context: Context,
  query: NonNullable<CloudRequest["query"]>,
  call: Call,
): Promise<Listing<WireObject>> {
  const reply = await send(context, "ListListeners", "GET", "/listeners", "read", call, { query });
  const { items, problems } = mapListing(listingOf(entriesOf(reply, "listeners")), (item) => {
    readListenerPlace(item);
    return item;
  });
  return listingOf(onceById(items, idIn), problems);
}

const idIn = ({ id }: WireObject): string => String(id);

/** The entries of a list; one that is not an object counts as an object without fields, which is unreadable. */
function entriesOf(value: unknown, where: string): readonly WireObject[] {
  return asArray(value, where).map((entry) => (isObject(entry) ? entry : {}));
}

export async function listListeners(
  context: Context,
  query: NonNullable<CloudRequest["query"]>,
  call: Call,
): Promise<Listing<WireListener>> {
  return mapListing(await listUnreadListeners(context, query, call), readListener);
}

export async function updateListener(context: Context, id: string, body: WireBody, call: Call): Promise<WireListener> {
  return readListener(
    await sendForOne(LISTENER, context, "UpdateListener", "PUT", `/listeners/${pathSegment(id)}`, "idempotent", call, {
      body,
    }),
  );
}

export async function deleteListener(context: Context, id: string, call: Call): Promise<void> {
  await send(context, "DeleteListener", "DELETE", `/listeners/${pathSegment(id)}`, "idempotent", call);
}

/** Adds servers to a listener. @returns the id of the job that does it. */
export async function addMembers(
  context: Context,
  listenerId: string,
  members: readonly { readonly server_id: string; readonly address: string }[],
  call: Call,
): Promise<string> {
  const path = `/listeners/${pathSegment(listenerId)}/members`;
  return readJobReference(await sendForOne(JOB, context, "AddMembers", "POST", path, "once", call, { body: members }))
    .id;
}

/**
 * Removes members by their own ids.
 * @returns the id of the job that does it.
 */
export async function removeMembers(
  context: Context,
  listenerId: string,
  memberIds: readonly string[],
  call: Call,
): Promise<string> {
  const path = `/listeners/${pathSegment(listenerId)}/members/action`;
  const body = { removeMember: memberIds.map((id) => ({ id })) };
  return readJobReference(await sendForOne(JOB, context, "RemoveMembers", "POST", path, "idempotent", call, { body }))
    .id;
}

/** The members of a listener. The marker is the number of earlier ones. */
export function listMembers(context: Context, listenerId: string, call: Call): Promise<Listing<WireMember>> {
  return readByPosition<WireMember>({
    what: listName("Members", listenerId),
    mostPerPage: MEMBERS_PER_PAGE,
    beginnings: "anywhere",
    idOf: ({ id }) => id,
    async read({ start, size }) {
      const path = `/listeners/${pathSegment(listenerId)}/members`;
      const query = { limit: size, marker: start };
      const reply = await send(context, "ListMembers", "GET", path, "read", call, { query });
      return { items: entriesOf(reply, "members").map((item) => readableOr(item, readMember)), total: null };
    },
  });
}

export async function createHealthcheck(context: Context, body: WireBody, call: Call): Promise<WireHealthcheck> {
  return readHealthcheck(
    await sendForOne(CHECK, context, "CreateHealthcheck", "POST", "/healthcheck", "once", call, { body }),
  );
}

export async function showHealthcheck(context: Context, id: string, call: Call): Promise<WireHealthcheck> {
  return readHealthcheck(
    await sendForOne(CHECK, context, "ShowHealthcheck", "GET", `/healthcheck/${pathSegment(id)}`, "read", call),
  );
}

export async function updateHealthcheck(
  context: Context,
  id: string,
  body: WireBody,
  call: Call,
): Promise<WireHealthcheck> {
  return readHealthcheck(
    await sendForOne(
      CHECK,
      context,
      "UpdateHealthcheck",
      "PUT",
      `/healthcheck/${pathSegment(id)}`,
      "idempotent",
      call,
      { body },
    ),
  );
}

export async function deleteHealthcheck(context: Context, id: string, call: Call): Promise<void> {
  await send(context, "DeleteHealthcheck", "DELETE", `/healthcheck/${pathSegment(id)}`, "idempotent", call);
}

export async function showLoadBalancer(context: Context, id: string, call: Call): Promise<WireLoadBalancer> {
  return readLoadBalancer(
    await sendForOne(
      "load balancer",
      context,
      "ShowLoadbalancer",
      "GET",
      `/loadbalancers/${pathSegment(id)}`,
      "read",
      call,
    ),
  );
}

/** All load balancers; the vendor documents no filters and no pages. */
export async function listLoadBalancers(context: Context, call: Call): Promise<Listing<WireLoadBalancer>> {
  const reply = await sendForOne("load balancers", context, "ListLoadbalancers", "GET", "/loadbalancers", "read", call);
  const { items, problems } = mapListing(listingOf(entriesOf(reply.loadbalancers, "loadbalancers")), readLoadBalancer);
  return listingOf(
    onceById(items, ({ id }) => id),
    problems,
  );
}

/** The `uri` in a reply that names a job leaves out the ".0" of the version, so the path is made from the job's id. */
export async function showJob(context: Context, id: string, call: Call): Promise<WireJob> {
  const path = `/v1.0/${context.projectId}/jobs/${pathSegment(id)}`;
  const request = { action: "ShowJob", method: "GET", path, effect: "read" } as const;
  return readJob(asObject((await context.client.send(request, call)).json, JOB));
}

async function send(
  { client, projectId }: Context,
  action: string,
  method: CloudRequest["method"],
  path: string,
  effect: CloudRequest["effect"],
  call: Call,
  content: Pick<CloudRequest, "query" | "body"> = {},
): Promise<unknown> {
  const request = { action, method, path: `/v1.0/${projectId}/elbaas${path}`, effect, ...content };
  return (await client.send(request, call)).json;
}

/** The same for an answer that is one object. */
async function sendForOne(what: string, ...request: Parameters<typeof send>): Promise<WireObject> {
  return asObject(await send(...request), what);
}
