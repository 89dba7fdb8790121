import type { Call } from "../../transport/call.js";
import type { CloudClient, Effect } from "../../transport/cloud-client.js";
import { asInteger, asObject, asObjects, asText, type WireObject } from "../../transport/wire.js";
import { unlessMissing } from "../outcomes.js";
import { type ApiPage, readAllPages } from "./paging.js";
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

async function readPage<T>(
  client: CloudClient,
  action: string,
  parameters: Parameters,
  member: string,
  map: (item: WireObject) => T,
  call: Call,
): Promise<ApiPage<T>> {
  const answer = await read(client, action, { ...parameters, PageSize: PAGE_SIZE }, call);
  return { items: asObjects(answer[member], member).map(map), total: asInteger(answer.TotalCount, "TotalCount") };
}

// Accelerators

export function listAcceleratorsPage(client: CloudClient, PageNumber: number, call: Call) {
  return readPage(client, "ListAccelerators", { PageNumber }, "Accelerators", wireAccelerator, call);
}

export function listAccelerators(client: CloudClient, call: Call): Promise<WireAccelerator[]> {
  return readAllPages(
    (page) => listAcceleratorsPage(client, page, call),
    (item) => item.AcceleratorId,
  );
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

export function listListenersPage(client: CloudClient, which: ListenersOf, PageNumber: number, call: Call) {
  return readPage(client, "ListListeners", { ...which, PageNumber }, "Listeners", wireListener, call);
}

/** All listeners of an accelerator. @throws ProblemError NOT_FOUND when there is no such accelerator. */
export function listListeners(client: CloudClient, which: ListenersOf, call: Call): Promise<WireListener[]> {
  return readAllPages(
    (page) => listListenersPage(client, which, page, call),
    (item) => item.ListenerId,
  );
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

export function listEndpointGroupsPage(client: CloudClient, which: EndpointGroupsOf, PageNumber: number, call: Call) {
  return readPage(client, "ListEndpointGroups", { ...which, PageNumber }, "EndpointGroups", wireEndpointGroup, call);
}

/** All groups that fit. @throws ProblemError NOT_FOUND when there is no such accelerator. */
export function listEndpointGroups(client: CloudClient, which: EndpointGroupsOf, call: Call) {
  return readAllPages(
    (page) => listEndpointGroupsPage(client, which, page, call),
    (item) => item.EndpointGroupId,
  );
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
