import type { Call } from "../../transport/call.js";
import type { CloudClient, Effect } from "../../transport/cloud-client.js";
import { asObject, asObjects, asText, type WireObject } from "../../transport/wire.js";
import { knownEnd } from "../kit/known-ends.js";
import { findIn, readableOr } from "../kit/listing.js";
import { totalIn } from "../kit/page-limits.js";
import { readByPosition } from "../kit/pages-by-position.js";
import type { Reading, Until } from "../kit/reading.js";
import { pageNumberOf } from "../kit/spans.js";
import { unlessMissing } from "../outcomes.js";
import { flatten, type Parameters } from "./request-parameters.js";
import { wireAccelerator, wireEndpointGroup, wireHealth, wireListener } from "./wire-readers.js";
import type { WireAccelerator, WireEndpointGroup, WireEndpointHealth, WireListener } from "./wire-types.js";

/** Operations of API version 2019-11-20. */

export const API_VERSION = "2019-11-20";

/** Where accelerators are governed from, whatever regions they serve. Source: UpdateListener page, RegionId. */
const region = { RegionId: "cn-hangzhou" } as const;

/** The highest PageSize of ListAccelerators, ListListeners and ListEndpointGroups. */
export const PAGE_SIZE = 50;
/** The most ids in one DeleteEndpointGroups. */
const GROUPS_PER_DELETE = 10;

/** One request, with all parameters in the query and no body, as the vendor's SDK sends it. */
async function ask(client: CloudClient, action: string, effect: Effect, parameters: Parameters, call: Call) {
  // The signer takes the action from its header.
  const headers = { "x-acs-action": action };
  const query = flatten(parameters);
  const response = await client.send({ action, method: "POST", path: "/", query, headers, effect }, call);
  return asObject(response.json, "the answer");
}

const read = (client: CloudClient, action: string, parameters: Parameters, call: Call) =>
  ask(client, action, "read", { ...region, ...parameters }, call);

/** A write. `token` is the same for every try of one errand, which makes even creates safe to send again. */
const write = (client: CloudClient, action: string, token: string, parameters: Parameters, call: Call) =>
  ask(client, action, "idempotent", { ...parameters, ClientToken: token }, call);

/** A sort of list: its operation, the member of the answer that has the entries, and what they are. */
interface Listed<T> {
  readonly action: string;
  readonly member: string;
  readonly map: (item: WireObject) => T;
  readonly idOf: (item: T) => string;
}

function list<T>(
  client: CloudClient,
  { action, member, map, idOf }: Listed<T>,
  { what, ...parameters }: Parameters & { readonly what: string },
  call: Call,
  until?: Until,
): Promise<Reading<T>> {
  return readByPosition<T>(
    {
      what,
      mostPerPage: PAGE_SIZE,
      beginnings: "whole pages",
      idOf,
      async read(span) {
        const page = { PageNumber: pageNumberOf(span), PageSize: span.size };
        const answer = await read(client, action, { ...parameters, ...page }, call);
        return {
          items: asObjects(answer[member], member).map((item) => readableOr(item, map)),
          total: totalIn(answer.TotalCount),
        };
      },
      end: knownEnd(client, JSON.stringify([action, parameters])),
    },
    until,
  );
}

// Accelerators

const ACCELERATORS: Listed<WireAccelerator> = {
  action: "ListAccelerators",
  member: "Accelerators",
  map: wireAccelerator,
  idOf: ({ AcceleratorId }) => AcceleratorId,
};

export function listAccelerators(client: CloudClient, call: Call, until?: Until) {
  return list(client, ACCELERATORS, { what: "the accelerators" }, call, until);
}

export async function describeAccelerator(client: CloudClient, AcceleratorId: string, call: Call) {
  const answer = await unlessMissing(read(client, "DescribeAccelerator", { AcceleratorId }, call));
  return answer && wireAccelerator(answer);
}

// Listeners

export interface ListenersOf {
  readonly AcceleratorId: string;
  readonly Protocol?: string;
}

const LISTENERS: Listed<WireListener> = {
  action: "ListListeners",
  member: "Listeners",
  map: wireListener,
  idOf: ({ ListenerId }) => ListenerId,
};

/** The listeners of an accelerator. @throws ProblemError NOT_FOUND when there is no such accelerator. */
export function listListeners(client: CloudClient, which: ListenersOf, call: Call, until?: Until) {
  const what = `the listeners of accelerator ${which.AcceleratorId}`;
  return list(client, LISTENERS, { what, ...which }, call, until);
}

export async function describeListener(client: CloudClient, ListenerId: string, call: Call) {
  const answer = await unlessMissing(read(client, "DescribeListener", { ListenerId }, call));
  return answer && wireListener(answer);
}

/** Answers the new listener's id. It starts in the state init. */
export async function createListener(client: CloudClient, token: string, parameters: Parameters, call: Call) {
  return asText(
    (await write(client, "CreateListener", token, { ...region, ...parameters }, call)).ListenerId,
    "ListenerId",
  );
}

/** Answers when the cloud has taken the change on; the listener is updating then. */
export async function updateListener(client: CloudClient, token: string, parameters: Parameters, call: Call) {
  await write(client, "UpdateListener", token, { ...region, ...parameters }, call);
}

/** Refused with Exist.EndpointGroup or Exist.ForwardingRule while something hangs on the listener. */
export async function deleteListener(client: CloudClient, token: string, listener: WireListener, call: Call) {
  const { AcceleratorId, ListenerId } = listener;
  await write(client, "DeleteListener", token, { AcceleratorId, ListenerId }, call);
}

/** What checks last saw of all endpoints behind a listener. */
export async function getHealthStatus(
  client: CloudClient,
  which: { readonly AcceleratorId: string; readonly ListenerId: string },
  call: Call,
): Promise<WireEndpointHealth[]> {
  return wireHealth(await read(client, "GetHealthStatus", { ...which }, call));
}

/** Takes away rules that send requests of an HTTP or HTTPS listener to other groups than the default one. */
export async function deleteForwardingRules(
  client: CloudClient,
  token: string,
  { AcceleratorId, ListenerId }: WireListener,
  ForwardingRuleIds: readonly string[],
  call: Call,
) {
  const parameters = { ...region, AcceleratorId, ListenerId, ForwardingRuleIds };
  await write(client, "DeleteForwardingRules", token, parameters, call);
}

// Endpoint groups

export interface EndpointGroupsOf {
  readonly AcceleratorId: string;
  readonly ListenerId?: string;
  readonly EndpointGroupId?: string;
}

const ENDPOINT_GROUPS: Listed<WireEndpointGroup> = {
  action: "ListEndpointGroups",
  member: "EndpointGroups",
  map: wireEndpointGroup,
  idOf: ({ EndpointGroupId }) => EndpointGroupId,
};

/** The groups that fit. @throws ProblemError NOT_FOUND when there is no such accelerator. */
export function listEndpointGroups(client: CloudClient, which: EndpointGroupsOf, call: Call, until?: Until) {
  const what = `the endpoint groups of ${which.ListenerId ?? which.AcceleratorId}`;
  return list(client, ENDPOINT_GROUPS, { what, ...which }, call, until);
}

/** Like {@link describeEndpointGroup}, but with the endpoints' ids. */
export async function findEndpointGroup(
  client: CloudClient,
  which: { readonly AcceleratorId: string; readonly EndpointGroupId: string },
  call: Call,
): Promise<WireEndpointGroup | null> {
  const groups = await listEndpointGroups(client, which, call);
  return findIn(groups, ({ EndpointGroupId }) => EndpointGroupId === which.EndpointGroupId);
}

export async function describeEndpointGroup(
  client: CloudClient,
  EndpointGroupId: string,
  call: Call,
): Promise<WireEndpointGroup | null> {
  const answer = await unlessMissing(read(client, "DescribeEndpointGroup", { EndpointGroupId }, call));
  // A missing group may also be told of by a success without State. Source: Terraform provider, service_alicloud_ga.
  return answer?.State == null ? null : wireEndpointGroup(answer);
}

/** Answers the new group's id. */
export async function createEndpointGroup(client: CloudClient, token: string, parameters: Parameters, call: Call) {
  const answer = await write(client, "CreateEndpointGroup", token, { ...region, ...parameters }, call);
  return asText(answer.EndpointGroupId, "EndpointGroupId");
}

export async function updateEndpointGroup(client: CloudClient, token: string, parameters: Parameters, call: Call) {
  await write(client, "UpdateEndpointGroup", token, { ...region, ...parameters }, call);
}

/** Changes name and description only, at once and without keeping the accelerator busy. */
export async function updateEndpointGroupAttribute(
  client: CloudClient,
  token: string,
  parameters: Parameters,
  call: Call,
) {
  await write(client, "UpdateEndpointGroupAttribute", token, { ...region, ...parameters }, call);
}

export async function deleteEndpointGroup(client: CloudClient, token: string, group: WireEndpointGroup, call: Call) {
  const { AcceleratorId, EndpointGroupId } = group;
  await write(client, "DeleteEndpointGroup", token, { AcceleratorId, EndpointGroupId }, call);
}

/** Deletes groups of one accelerator, at most {@link GROUPS_PER_DELETE} per call, one call after the other. */
export async function deleteEndpointGroups(
  client: CloudClient,
  newToken: () => string,
  ids: readonly string[],
  call: Call,
): Promise<void> {
  for (let start = 0; start < ids.length; start += GROUPS_PER_DELETE) {
    const EndpointGroupIds = ids.slice(start, start + GROUPS_PER_DELETE);
    await write(client, "DeleteEndpointGroups", newToken(), { ...region, EndpointGroupIds }, call);
  }
}
