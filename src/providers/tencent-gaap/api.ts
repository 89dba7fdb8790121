import type { KnownProtocol } from "../../model/enums.js";
import type { Call } from "../../transport/call.js";
import { objectOr, unreadable } from "../../transport/shape.js";
import { inChunks } from "../kit/keyed-reads.js";
import { findIn, joinListings, listingOf, mapListing } from "../kit/listing.js";
import type { Reading, Until } from "../kit/reading.js";
import type { Listing } from "../provider.js";
import { ask, type Context, entriesOf, type Fields, type Listed, list } from "./client.js";
import { isGroup } from "./ref-keys.js";
import {
  readChannel,
  readDeletion,
  readDomain,
  readGroup,
  readListener,
  readNewListener,
  readNewListeners,
  readNewRule,
  readRealServer,
  readRule,
  type WireDomain,
  type WireListener,
  type WireParent,
  type WireRealServer,
  type WireRule,
} from "./wire.js";

/**
 * Operations of API version 2018-05-29. Undefined fields are not sent. An unreadable entry of a list does not affect
 * its siblings.
 */

/** Exactly one of the two names the parent. Source: CreateTCPListeners page, ProxyId and GroupId. */
export const parentFields = (parentId: string): Fields =>
  isGroup(parentId) ? { GroupId: parentId } : { ProxyId: parentId };

// Listeners

/** Default 20, maximum not documented; the vendor's Terraform provider uses 50. */
export const LISTENERS_PER_PAGE = 50;
/** Source: GAAP quota page; at most 20 ports in one create call. */
export const PORTS_PER_CREATE = 20;

export interface ListenersOf {
  readonly parentId: string;
  readonly protocol: KnownProtocol;
  /** Only the listener on this port. */
  readonly port?: number;
}

export function describeListeners(
  context: Context,
  { parentId, protocol, port }: ListenersOf,
  call: Call,
  until?: Until,
): Promise<Reading<WireListener>> {
  const listed: Listed<WireListener> = {
    action: `Describe${protocol}Listeners`,
    member: "ListenerSet",
    read: readListener,
    mostPerPage: LISTENERS_PER_PAGE,
    what: `the ${protocol} listeners of ${parentId}`,
  };
  return list(context, listed, { ...parentFields(parentId), Port: port }, call, until);
}

/**
 * One listener, or null. Read by its id alone: with the channel's id as well, a deleted layer-7 listener may answer
 * InternalError (Terraform provider, service_tencentcloud_gaap).
 */
export async function describeListener(
  context: Context,
  protocol: KnownProtocol,
  listenerId: string,
  call: Call,
): Promise<WireListener | null> {
  const answer = await ask(context, `Describe${protocol}Listeners`, "read", { ListenerId: listenerId }, call);
  return findIn(mapListing(listingOf(entriesOf(answer, "ListenerSet")), readListener), ({ id }) => id === listenerId);
}

/** Creates one listener for each of `Ports`; returns their ids, in an order that is not documented. */
export async function createLayer4Listeners(
  context: Context,
  protocol: "TCP" | "UDP",
  body: Fields & { readonly Ports: readonly number[] },
  call: Call,
): Promise<readonly string[]> {
  const { ids } = readNewListeners(await ask(context, `Create${protocol}Listeners`, "once", body, call));
  if (ids.length < body.Ports.length) throw unreadable("answer to the create", null, "ListenerIds");
  return ids;
}

export async function createLayer7Listener(
  context: Context,
  protocol: "HTTP" | "HTTPS",
  body: Fields,
  call: Call,
): Promise<string> {
  return readNewListener(await ask(context, `Create${protocol}Listener`, "once", body, call)).id;
}

export async function modifyListener(context: Context, protocol: KnownProtocol, fields: Fields, call: Call) {
  await ask(context, `Modify${protocol}ListenerAttribute`, "idempotent", fields, call);
}

export async function setTlsVersion(context: Context, fields: Fields, call: Call): Promise<void> {
  await ask(context, "SetTlsVersion", "idempotent", fields, call);
}

/**
 * `force` also deletes what is bound to the listener.
 * @returns whether it was deleted or did not exist: a refusal comes in a successful answer. Source: DeleteListeners,
 *   OperationFailedListenerSet and InvalidStatusListenerSet.
 */
export async function deleteListener(
  context: Context,
  parentId: string,
  listenerId: string,
  force: boolean,
  call: Call,
): Promise<boolean> {
  const body = { ...parentFields(parentId), ListenerIds: [listenerId], Force: force ? 1 : 0 };
  const { failed } = readDeletion(await ask(context, "DeleteListeners", "idempotent", body, call));
  return !failed.includes(listenerId);
}

// Domains and rules of HTTP and HTTPS listeners

/** Source: DescribeRulesByRuleIds, RuleIds. */
export const RULES_PER_CALL = 10;

/** The domains of an HTTP or HTTPS listener, each with its rules. */
export async function describeRules(context: Context, listenerId: string, call: Call): Promise<readonly WireDomain[]> {
  const answer = await ask(context, "DescribeRules", "read", { ListenerId: listenerId }, call);
  return entriesOf(answer, "DomainRuleSet").map(readDomain);
}

/** At most {@link RULES_PER_CALL} rules; rules that do not exist are missing from the answer. */
export async function describeRulesByIds(
  context: Context,
  ruleIds: readonly string[],
  call: Call,
): Promise<Listing<WireRule>> {
  const answer = await ask(context, "DescribeRulesByRuleIds", "read", { RuleIds: ruleIds }, call);
  return mapListing(listingOf(entriesOf(answer, "RuleSet")), readRule);
}

export async function createDomain(context: Context, listenerId: string, domain: string, call: Call) {
  await ask(context, "CreateDomain", "once", { ListenerId: listenerId, Domain: domain }, call);
}

export async function modifyDomain(context: Context, listenerId: string, from: string, to: string, call: Call) {
  const body = { ListenerId: listenerId, OldDomain: from, NewDomain: to };
  await ask(context, "ModifyDomain", "once", body, call);
}

/** Refused while the domain's rules have real servers. */
export async function deleteDomain(context: Context, listenerId: string, domain: string, call: Call) {
  await ask(context, "DeleteDomain", "idempotent", { ListenerId: listenerId, Domain: domain, Force: 0 }, call);
}

export async function createRule(context: Context, body: Fields, call: Call): Promise<string> {
  return readNewRule(await ask(context, "CreateRule", "once", body, call)).id;
}

export async function modifyRule(context: Context, fields: Fields, call: Call): Promise<void> {
  await ask(context, "ModifyRuleAttribute", "idempotent", fields, call);
}

/** Without `force` refused while real servers are bound. */
export async function deleteRule(context: Context, listenerId: string, ruleId: string, force: boolean, call: Call) {
  const body = { ListenerId: listenerId, RuleId: ruleId, Force: force ? 1 : 0 };
  await ask(context, "DeleteRule", "idempotent", body, call);
}

// Real servers

/** What binding needs to know of a real server; the address is repeated beside the id. */
export interface RealServerBinding {
  readonly RealServerId: string;
  readonly RealServerIP: string;
  readonly RealServerPort: number;
  readonly RealServerWeight?: number;
  readonly RealServerFailoverRole?: string;
}

/** Replaces the whole set; an empty one unbinds all. */
export async function bindListenerRealServers(
  context: Context,
  listenerId: string,
  bindings: readonly RealServerBinding[],
  call: Call,
): Promise<void> {
  const body = { ListenerId: listenerId, RealServerBindSet: bindings };
  await ask(context, "BindListenerRealServers", "idempotent", body, call);
}

/** Replaces the whole set; an empty one unbinds all. */
export async function bindRuleRealServers(
  context: Context,
  ruleId: string,
  bindings: readonly RealServerBinding[],
  call: Call,
): Promise<void> {
  await ask(context, "BindRuleRealServers", "idempotent", { RuleId: ruleId, RealServerBindSet: bindings }, call);
}

/** Highest Limit of DescribeRealServers. */
const REAL_SERVERS_PER_PAGE = 50;
/** The vendor's limit on a filter's values, as DescribeProxies documents it. */
const FILTER_VALUES = 5;
const ALL_PROJECTS = -1;
const DEFAULT_PROJECT = 0;

const REAL_SERVERS: Listed<WireRealServer> = {
  action: "DescribeRealServers",
  member: "RealServerSet",
  read: readRealServer,
  mostPerPage: REAL_SERVERS_PER_PAGE,
  what: "the real servers",
};

/** How many requests {@link findRealServers} makes for this many addresses. */
export const lookUpsFor = (addresses: number): number => Math.ceil(addresses / FILTER_VALUES);

/** The account's real servers at these addresses, and perhaps some more; unregistered addresses are missing. */
export async function findRealServers(
  context: Context,
  addresses: readonly string[],
  call: Call,
): Promise<Listing<WireRealServer>> {
  return joinListings(
    await Promise.all(
      inChunks(addresses, FILTER_VALUES).map((values) => {
        const fields = { ProjectId: ALL_PROJECTS, Filters: [{ Name: "RealServerIP", Values: values }] };
        return list(context, REAL_SERVERS, fields, call);
      }),
    ),
  );
}

/** Registers addresses in the default project. All get the same name: 1 to 30 characters. */
export async function addRealServers(
  context: Context,
  addresses: readonly string[],
  name: string,
  call: Call,
): Promise<Listing<WireRealServer>> {
  const body = { ProjectId: DEFAULT_PROJECT, RealServerIP: addresses, RealServerName: name };
  const answer = await ask(context, "AddRealServers", "once", body, call);
  return mapListing(listingOf(entriesOf(answer, "RealServerSet")), readRealServer);
}

// Channels and channel groups

/** Highest Limit of DescribeProxies and DescribeProxyGroupList, and the most ids in ProxyIds. */
export const PARENTS_PER_CALL = 100;

const parents = { mostPerPage: PARENTS_PER_CALL };
const PROXIES = { ...parents, action: "DescribeProxies", member: "ProxySet", read: readChannel, what: "the channels" };
const GROUPS = {
  ...parents,
  action: "DescribeProxyGroupList",
  member: "ProxyGroupList",
  read: readGroup,
  what: "the channel groups",
};

/** All channels, including those of groups. */
export function describeProxies(context: Context, call: Call): Promise<Listing<WireParent>> {
  // By id, so that a channel that is bought meanwhile does not push another one over a page's edge unseen.
  return list(context, PROXIES, { OrderField: "proxy_id", Order: "asc" }, call);
}

/** At most {@link PARENTS_PER_CALL} channels; channels that do not exist are missing from the answer. */
export function describeProxiesByIds(
  context: Context,
  ids: readonly string[],
  call: Call,
): Promise<Listing<WireParent>> {
  return list(context, PROXIES, { ProxyIds: ids }, call, ({ found }) => ids.every((id) => found.has(id)));
}

/** All channel groups; the cloud has no read of several by id. */
export function describeProxyGroups(context: Context, call: Call): Promise<Listing<WireParent>> {
  return list(context, GROUPS, { ProjectId: ALL_PROJECTS }, call);
}

/** One group, with the details that its list lacks. */
export async function describeProxyGroup(context: Context, groupId: string, call: Call): Promise<WireParent> {
  const answer = await ask(context, "DescribeProxyGroupDetails", "read", { GroupId: groupId }, call);
  return readGroup({ ...objectOr(answer.ProxyGroupDetail), GroupId: groupId });
}
