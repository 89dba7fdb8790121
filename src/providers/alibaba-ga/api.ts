import type { Call } from "../../transport/call.js";
import type { Effect } from "../../transport/cloud-client.js";
import { isObject, list as listOf, unreadable } from "../../transport/shape.js";
import { asArray, asObject, asText, type WireObject } from "../../transport/wire.js";
import { knownEnd } from "../kit/known-ends.js";
import { findIn } from "../kit/listing.js";
import { totalIn } from "../kit/page-limits.js";
import { readByMarker } from "../kit/pages-by-marker.js";
import { readByPosition } from "../kit/pages-by-position.js";
import type { Reading, Until } from "../kit/reading.js";
import { pageNumberOf } from "../kit/spans.js";
import { unlessMissing } from "../outcomes.js";
import { type Context, flatten, type Parameters } from "./client.js";

/** Operations of API version 2019-11-20. */

/** Where accelerators are managed from, whatever regions they serve. Source: UpdateListener page, RegionId. */
const region = { RegionId: "cn-hangzhou" } as const;

/** The highest PageSize of ListAccelerators, ListListeners and ListEndpointGroups. */
export const PAGE_SIZE = 50;
/** The most ids in one DeleteEndpointGroups. */
export const GROUPS_PER_DELETE = 10;

/** One request, with all parameters in the query and no body, as the vendor's SDK sends it. */
async function ask({ client }: Context, action: string, effect: Effect, parameters: Parameters, call: Call) {
  // The signer takes the action from its header.
  const headers = { "x-acs-action": action };
  const query = flatten(parameters);
  const token = effect === "read" ? {} : { tokenParameter: "ClientToken" };
  const response = await client.send({ action, method: "POST", path: "/", query, headers, effect, ...token }, call);
  return asObject(response.json, "the answer");
}

const read = (context: Context, action: string, parameters: Parameters, call: Call) =>
  ask(context, action, "read", { ...region, ...parameters }, call);

/**
 * A write. Its token is the same for all attempts, which makes it safe to retry even creates; at most 64 ASCII
 * characters. Source: UpdateListener page, ClientToken.
 */
const write = (context: Context, action: string, parameters: Parameters, call: Call, effect: Effect = "idempotent") =>
  ask(context, action, effect, parameters, call);

/** Ids that the entries of a list have in common, because they were requested; an entry without one has these. */
type Asked = Readonly<Record<string, string | undefined>>;

const isId = (value: unknown): boolean => typeof value === "string" && value !== "";

function withAsked(item: WireObject, asked: Asked): WireObject {
  for (const name in asked)
    if (asked[name] !== undefined && !isId(item[name])) return { ...item, ...missing(item, asked) };
  return item;
}

const missing = (item: WireObject, asked: Asked): Asked =>
  Object.fromEntries(Object.entries(asked).filter(([name, id]) => id !== undefined && !isId(item[name])));

/** A kind of list: its operation, the member of the answer that has the entries, and the entries' name. */
interface Listed {
  readonly action: string;
  readonly member: string;
  readonly id: string;
}

function list(
  context: Context,
  { action, member, id }: Listed,
  { what, asked, more }: { readonly what: string; readonly asked: Asked; readonly more?: Parameters },
  call: Call,
  until?: Until,
): Promise<Reading<WireObject>> {
  const entries = listOf(member, (item) => withAsked(item, asked));
  const parameters = { ...asked, ...more };
  return readByPosition<WireObject>(
    {
      what,
      mostPerPage: PAGE_SIZE,
      beginnings: "whole pages",
      // An entry without an id is identified by its other fields.
      idOf: (item) => (isId(item[id]) ? (item[id] as string) : JSON.stringify(item)),
      async read(span) {
        const page = { PageNumber: pageNumberOf(span), PageSize: span.size };
        const answer = await read(context, action, { ...parameters, ...page }, call);
        const told = answer[member] ?? null;
        return { items: told && entries.read(asArray(told, member))!, total: totalIn(answer.TotalCount) };
      },
      end: knownEnd(context.client, JSON.stringify([action, parameters])),
    },
    until,
  );
}

// Accelerators

const ACCELERATORS: Listed = { action: "ListAccelerators", member: "Accelerators", id: "AcceleratorId" };

export function listAccelerators(context: Context, call: Call, until?: Until) {
  return list(context, ACCELERATORS, { what: "the accelerators", asked: {} }, call, until);
}

export function describeAccelerator(context: Context, acceleratorId: string, call: Call) {
  return unlessMissing(read(context, "DescribeAccelerator", { AcceleratorId: acceleratorId }, call));
}

// Listeners

const LISTENERS: Listed = { action: "ListListeners", member: "Listeners", id: "ListenerId" };

/**
 * The listeners of an accelerator.
 * @param protocol only these; omitted: all
 * @throws ProblemError NOT_FOUND when there is no such accelerator
 */
export function listListeners(
  context: Context,
  acceleratorId: string,
  protocol: string | undefined,
  call: Call,
  until?: Until,
) {
  const which = {
    what: `the listeners of accelerator ${acceleratorId}`,
    asked: { AcceleratorId: acceleratorId },
    more: { Protocol: protocol },
  };
  return list(context, LISTENERS, which, call, until);
}

/** @param acceleratorId its accelerator, if known */
export async function describeListener(
  context: Context,
  acceleratorId: string | undefined,
  listenerId: string,
  call: Call,
): Promise<WireObject | null> {
  const answer = await unlessMissing(read(context, "DescribeListener", { ListenerId: listenerId }, call));
  return answer && withAsked(answer, { AcceleratorId: acceleratorId });
}

/** Returns the new listener's id. It starts in the state init. */
export async function createListener(context: Context, parameters: Parameters, call: Call): Promise<string> {
  const answer = await write(context, "CreateListener", { ...region, ...parameters }, call, "tokened");
  return asText(answer.ListenerId, "ListenerId");
}

/** Returns when the cloud has accepted the change; then the listener is updating. */
export async function updateListener(context: Context, parameters: Parameters, call: Call): Promise<void> {
  await write(context, "UpdateListener", { ...region, ...parameters }, call);
}

/** Refused with Exist.EndpointGroup or Exist.ForwardingRule while the listener has any. */
export async function deleteListener(
  context: Context,
  acceleratorId: string,
  listenerId: string,
  call: Call,
): Promise<void> {
  await write(context, "DeleteListener", { AcceleratorId: acceleratorId, ListenerId: listenerId }, call);
}

/** The last results of the checks of all endpoints of a listener. */
export function getHealthStatus(context: Context, acceleratorId: string, listenerId: string, call: Call) {
  return read(context, "GetHealthStatus", { AcceleratorId: acceleratorId, ListenerId: listenerId }, call);
}

/** The highest MaxResults of ListForwardingRules. */
const RULES_PER_PAGE = 100;
/** The most ids in one DeleteForwardingRules. */
export const RULES_PER_DELETE = 20;

/** All rules of an HTTP or HTTPS listener, including those that redirect, answer or drop requests. */
export function listForwardingRules(context: Context, acceleratorId: string, listenerId: string, call: Call) {
  const which = { AcceleratorId: acceleratorId, ListenerId: listenerId };
  return readByMarker<WireObject>({
    what: `the forwarding rules of ${listenerId}`,
    mostPerPage: RULES_PER_PAGE,
    isInOrderOfIds: false,
    idOf: ({ ForwardingRuleId }) => (isId(ForwardingRuleId) ? (ForwardingRuleId as string) : ""),
    async read(limit, marker) {
      const page = { MaxResults: limit, NextToken: marker };
      const answer = await read(context, "ListForwardingRules", { ...which, ...page }, call);
      const told = asArray(answer.ForwardingRules ?? [], "ForwardingRules");
      const items = told.map((item: unknown) => (isObject(item) ? item : {}));
      return { items, next: isId(answer.NextToken) ? { marker: answer.NextToken as string } : "last" };
    },
  });
}

/** Rules for a listener, in the form in which they are listed. */
export async function createForwardingRules(
  context: Context,
  acceleratorId: string,
  listenerId: string,
  rules: readonly Parameters[],
  call: Call,
): Promise<void> {
  const which = { AcceleratorId: acceleratorId, ListenerId: listenerId, ForwardingRules: rules };
  await write(context, "CreateForwardingRules", { ...region, ...which }, call, "tokened");
}

/** Deletes rules that send requests of an HTTP or HTTPS listener to other groups than the default one. */
export async function deleteForwardingRules(
  context: Context,
  acceleratorId: string,
  listenerId: string,
  ruleIds: readonly string[],
  call: Call,
): Promise<void> {
  const which = { AcceleratorId: acceleratorId, ListenerId: listenerId, ForwardingRuleIds: ruleIds };
  await write(context, "DeleteForwardingRules", { ...region, ...which }, call);
}

// Endpoint groups

const ENDPOINT_GROUPS: Listed = { action: "ListEndpointGroups", member: "EndpointGroups", id: "EndpointGroupId" };

/**
 * The endpoint groups of a listener, or of all listeners of an accelerator.
 * @throws ProblemError NOT_FOUND when there is no such accelerator
 */
export function listEndpointGroups(
  context: Context,
  acceleratorId: string,
  listenerId: string | undefined,
  call: Call,
  until?: Until,
) {
  const what = `the endpoint groups of ${listenerId ?? acceleratorId}`;
  const asked = { AcceleratorId: acceleratorId, ListenerId: listenerId };
  return list(context, ENDPOINT_GROUPS, { what, asked }, call, until);
}

/** Like {@link describeEndpointGroup}, but with the endpoints' ids. */
export async function findEndpointGroup(
  context: Context,
  acceleratorId: string,
  groupId: string,
  call: Call,
): Promise<WireObject | null> {
  const asked = { AcceleratorId: acceleratorId };
  const which = { what: `the endpoint group ${groupId}`, asked, more: { EndpointGroupId: groupId } };
  const groups = await list(context, ENDPOINT_GROUPS, which, call);
  const group = findIn(groups, ({ EndpointGroupId }) => EndpointGroupId === groupId);
  // One without an id may be the wanted one.
  const isUnclear = !group && groups.items.some(({ EndpointGroupId }) => !isId(EndpointGroupId));
  if (isUnclear) throw unreadable("endpoint group", null, "EndpointGroupId");
  return group;
}

export async function describeEndpointGroup(context: Context, groupId: string, call: Call): Promise<WireObject | null> {
  const answer = await unlessMissing(read(context, "DescribeEndpointGroup", { EndpointGroupId: groupId }, call));
  // For a missing group, the answer may also be a success without State. Source: Terraform provider,
  // service_alicloud_ga. An existing group belongs to a listener.
  return answer?.State == null && answer?.ListenerId == null ? null : answer;
}

/** The same with the endpoints' ids, which only the list of its accelerator has. */
export async function findEndpointGroupAnywhere(
  context: Context,
  groupId: string,
  call: Call,
): Promise<WireObject | null> {
  const group = await describeEndpointGroup(context, groupId, call);
  return group && findEndpointGroup(context, asText(group.AcceleratorId, "AcceleratorId"), groupId, call);
}

/** Returns the new group's id. */
export async function createEndpointGroup(context: Context, parameters: Parameters, call: Call): Promise<string> {
  const answer = await write(context, "CreateEndpointGroup", { ...region, ...parameters }, call, "tokened");
  return asText(answer.EndpointGroupId, "EndpointGroupId");
}

export async function updateEndpointGroup(context: Context, parameters: Parameters, call: Call): Promise<void> {
  await write(context, "UpdateEndpointGroup", { ...region, ...parameters }, call);
}

/** Changes only name and description, at once and without locking the accelerator. */
export async function updateEndpointGroupAttribute(
  context: Context,
  parameters: Parameters,
  call: Call,
): Promise<void> {
  await write(context, "UpdateEndpointGroupAttribute", { ...region, ...parameters }, call);
}

export async function deleteEndpointGroup(
  context: Context,
  acceleratorId: string,
  groupId: string,
  call: Call,
): Promise<void> {
  await write(context, "DeleteEndpointGroup", { AcceleratorId: acceleratorId, EndpointGroupId: groupId }, call);
}

/** Deletes groups of one accelerator, at most {@link GROUPS_PER_DELETE}. */
export async function deleteEndpointGroups(context: Context, groupIds: readonly string[], call: Call): Promise<void> {
  await write(context, "DeleteEndpointGroups", { ...region, EndpointGroupIds: groupIds }, call);
}
