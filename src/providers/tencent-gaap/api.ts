import type { ListenerProtocol } from "../../model/enums.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { asObject, asObjects, asText, asTexts, optionalBoolean } from "../../transport/wire.js";
import { inChunks } from "../kit/keyed-reads.js";
import { filterListing, joinListings } from "../kit/listing.js";
import type { Reading, Until } from "../kit/reading.js";
import type { Listing } from "../provider.js";
import { ask, type Fields, type Listed, list } from "./ask.js";
import { isGroup } from "./keys.js";
import { realServerName, wireDomain, wireGroup, wireListener, wireProxy, wireRule } from "./wire-readers.js";
import type { RealServerName, WireDomain, WireListener, WireParent, WireRule } from "./wire-types.js";

/** Operations of API version 2018-05-29. Fields that are undefined are not sent. */

/** Exactly one of the two names the parent. Source: CreateTCPListeners page, ProxyId and GroupId. */
export const parentFields = (parentId: string): Fields =>
  isGroup(parentId) ? { GroupId: parentId } : { ProxyId: parentId };

// Listeners

/** Default 20, highest value not documented; the vendor's Terraform provider uses 50. */
export const LISTENERS_PER_PAGE = 50;
/** Source: GAAP quota page; at most 20 ports in one create call. */
export const PORTS_PER_CREATE = 20;

export interface ListenersOf {
  readonly parentId: string;
  readonly protocol: ListenerProtocol;
  /** Only the listener on this port. */
  readonly port?: number;
}

export function describeListeners(
  client: CloudClient,
  { parentId, protocol, port }: ListenersOf,
  call: Call,
  until?: Until,
): Promise<Reading<WireListener>> {
  const listed: Listed<WireListener> = {
    action: `Describe${protocol}Listeners`,
    member: "ListenerSet",
    map: (item) => wireListener(item, protocol),
    idOf: ({ ListenerId }) => ListenerId,
    mostPerPage: LISTENERS_PER_PAGE,
    what: `the ${protocol} listeners of ${parentId}`,
  };
  return list(client, listed, { ...parentFields(parentId), Port: port }, call, until);
}

/**
 * One listener, or null. Asked by its id alone: with the channel's id beside it, a deleted layer-7 listener may answer
 * InternalError (Terraform provider, service_tencentcloud_gaap).
 */
export async function describeListener(
  client: CloudClient,
  protocol: ListenerProtocol,
  listenerId: string,
  call: Call,
): Promise<WireListener | null> {
  const answer = await ask(client, `Describe${protocol}Listeners`, "read", { ListenerId: listenerId }, call);
  const listeners = asObjects(answer.ListenerSet, "ListenerSet").map((item) => wireListener(item, protocol));
  return listeners.find((item) => item.ListenerId === listenerId) ?? null;
}

/** Opens one listener for each of `Ports`; answers their ids, in an order that is not documented. */
export async function createLayer4Listeners(
  client: CloudClient,
  protocol: "TCP" | "UDP",
  fields: Fields,
  call: Call,
): Promise<string[]> {
  return asTexts((await ask(client, `Create${protocol}Listeners`, "once", fields, call)).ListenerIds, "ListenerIds");
}

export async function createLayer7Listener(
  client: CloudClient,
  protocol: "HTTP" | "HTTPS",
  fields: Fields,
  call: Call,
): Promise<string> {
  return asText((await ask(client, `Create${protocol}Listener`, "once", fields, call)).ListenerId, "ListenerId");
}

export async function modifyListener(client: CloudClient, protocol: ListenerProtocol, fields: Fields, call: Call) {
  await ask(client, `Modify${protocol}ListenerAttribute`, "idempotent", fields, call);
}

export async function setTlsVersion(client: CloudClient, fields: Fields, call: Call): Promise<void> {
  await ask(client, "SetTlsVersion", "idempotent", fields, call);
}

export interface DeletedListeners {
  readonly failed: readonly string[];
  /** No such listener, or not on this parent. Source: DeleteListeners, InvalidStatusListenerSet. */
  readonly unknown: readonly string[];
}

/** `force` also deletes what is bound to the listener. One answer may hold successes and failures. */
export async function deleteListener(
  client: CloudClient,
  parentId: string,
  listenerId: string,
  force: boolean,
  call: Call,
): Promise<DeletedListeners> {
  const body = { ...parentFields(parentId), ListenerIds: [listenerId], Force: force ? 1 : 0 };
  const answer = await ask(client, "DeleteListeners", "idempotent", body, call);
  return {
    failed: asTexts(answer.OperationFailedListenerSet, "OperationFailedListenerSet"),
    unknown: asTexts(answer.InvalidStatusListenerSet, "InvalidStatusListenerSet"),
  };
}

// Domains and rules of HTTP and HTTPS listeners

/** Source: DescribeRulesByRuleIds, RuleIds. */
export const RULES_PER_CALL = 10;

export async function describeRules(client: CloudClient, listenerId: string, call: Call): Promise<WireDomain[]> {
  const answer = await ask(client, "DescribeRules", "read", { ListenerId: listenerId }, call);
  return asObjects(answer.DomainRuleSet, "DomainRuleSet").map(wireDomain);
}

/** At most {@link RULES_PER_CALL} rules; those that are not found are missing from the answer. */
export async function describeRulesByIds(
  client: CloudClient,
  ruleIds: readonly string[],
  call: Call,
): Promise<WireRule[]> {
  const answer = await ask(client, "DescribeRulesByRuleIds", "read", { RuleIds: ruleIds }, call);
  return asObjects(answer.RuleSet, "RuleSet").map(wireRule);
}

export async function createDomain(client: CloudClient, listenerId: string, domain: string, call: Call) {
  await ask(client, "CreateDomain", "once", { ListenerId: listenerId, Domain: domain }, call);
}

export async function modifyDomain(client: CloudClient, listenerId: string, from: string, to: string, call: Call) {
  const body = { ListenerId: listenerId, OldDomain: from, NewDomain: to };
  await ask(client, "ModifyDomain", "once", body, call);
}

/** Refused while the domain's rules have real servers. */
export async function deleteDomain(client: CloudClient, listenerId: string, domain: string, call: Call) {
  await ask(client, "DeleteDomain", "idempotent", { ListenerId: listenerId, Domain: domain, Force: 0 }, call);
}

export async function createRule(client: CloudClient, fields: Fields, call: Call): Promise<string> {
  return asText((await ask(client, "CreateRule", "once", fields, call)).RuleId, "RuleId");
}

export async function modifyRule(client: CloudClient, fields: Fields, call: Call): Promise<void> {
  await ask(client, "ModifyRuleAttribute", "idempotent", fields, call);
}

/** Without `force` refused while real servers are bound. */
export async function deleteRule(client: CloudClient, listenerId: string, ruleId: string, force: boolean, call: Call) {
  const body = { ListenerId: listenerId, RuleId: ruleId, Force: force ? 1 : 0 };
  await ask(client, "DeleteRule", "idempotent", body, call);
}

// Real servers

/** What binding wants to know of a real server; the address is repeated beside the id. */
export interface RealServerBinding extends RealServerName {
  readonly RealServerPort: number;
  readonly RealServerWeight?: number;
  readonly RealServerFailoverRole?: string;
}

/** Replaces the whole set; an empty one unbinds all. */
export async function bindListenerRealServers(
  client: CloudClient,
  listenerId: string,
  bindings: readonly RealServerBinding[],
  call: Call,
): Promise<void> {
  const body = { ListenerId: listenerId, RealServerBindSet: bindings };
  await ask(client, "BindListenerRealServers", "idempotent", body, call);
}

/** Replaces the whole set; an empty one unbinds all. */
export async function bindRuleRealServers(
  client: CloudClient,
  ruleId: string,
  bindings: readonly RealServerBinding[],
  call: Call,
): Promise<void> {
  await ask(client, "BindRuleRealServers", "idempotent", { RuleId: ruleId, RealServerBindSet: bindings }, call);
}

/** Highest Limit of DescribeRealServers. */
const REAL_SERVERS_PER_PAGE = 50;
/** The vendor's limit on a filter's values, as DescribeProxies documents it. */
const FILTER_VALUES = 5;
const ALL_PROJECTS = -1;
const DEFAULT_PROJECT = 0;

const REAL_SERVERS: Listed<RealServerName> = {
  action: "DescribeRealServers",
  member: "RealServerSet",
  map: realServerName,
  idOf: ({ RealServerId }) => RealServerId,
  mostPerPage: REAL_SERVERS_PER_PAGE,
  what: "the real servers",
};

/** The account's real servers at these addresses; addresses that are not registered are missing from the answer. */
export async function findRealServers(
  client: CloudClient,
  addresses: readonly string[],
  call: Call,
): Promise<Listing<RealServerName>> {
  const found = await Promise.all(
    inChunks(addresses, FILTER_VALUES).map((values) => {
      const fields = { ProjectId: ALL_PROJECTS, Filters: [{ Name: "RealServerIP", Values: values }] };
      return list(client, REAL_SERVERS, fields, call);
    }),
  );
  return filterListing(joinListings(found), ({ RealServerIP }) => addresses.includes(RealServerIP));
}

/** Registers addresses in the default project. One name goes to all of them: 1 to 30 characters. */
export async function addRealServers(
  client: CloudClient,
  addresses: readonly string[],
  name: string,
  call: Call,
): Promise<RealServerName[]> {
  const body = { ProjectId: DEFAULT_PROJECT, RealServerIP: addresses, RealServerName: name };
  const answer = await ask(client, "AddRealServers", "once", body, call);
  return asObjects(answer.RealServerSet, "RealServerSet").map(realServerName);
}

// Channels and channel groups

/** Highest Limit of DescribeProxies and DescribeProxyGroupList, and the most ids in ProxyIds. */
export const PARENTS_PER_CALL = 100;

const PROXIES: Listed<WireParent> = {
  action: "DescribeProxies",
  member: "ProxySet",
  map: wireProxy,
  idOf: ({ id }) => id,
  mostPerPage: PARENTS_PER_CALL,
  what: "the channels",
};

const PROXY_GROUPS: Listed<WireParent> = {
  action: "DescribeProxyGroupList",
  member: "ProxyGroupList",
  map: wireGroup,
  idOf: ({ id }) => id,
  mostPerPage: PARENTS_PER_CALL,
  what: "the channel groups",
};

/** All channels, those of groups among them. */
export function describeProxies(client: CloudClient, call: Call): Promise<Listing<WireParent>> {
  // By id, so that a channel that is bought meanwhile does not push another one over a page's edge unseen.
  return list(client, PROXIES, { OrderField: "proxy_id", Order: "asc" }, call);
}

/** At most {@link PARENTS_PER_CALL} channels; those that are not found are missing from the answer. */
export function describeProxiesByIds(
  client: CloudClient,
  ids: readonly string[],
  call: Call,
): Promise<Listing<WireParent>> {
  return list(client, PROXIES, { ProxyIds: ids }, call, ({ found }) => ids.every((id) => found.has(id)));
}

/** All channel groups; the cloud has no read of several by id. */
export function describeProxyGroups(client: CloudClient, call: Call): Promise<Listing<WireParent>> {
  return list(client, PROXY_GROUPS, { ProjectId: ALL_PROJECTS }, call);
}

/** Whether the listeners of a group can be given TLS versions; null where the cloud does not say. The group's list has no word on it. */
export async function groupTakesTlsChoice(client: CloudClient, GroupId: string, call: Call): Promise<boolean | null> {
  const answer = await ask(client, "DescribeProxyGroupDetails", "read", { GroupId }, call);
  return optionalBoolean(
    asObject(answer.ProxyGroupDetail, "ProxyGroupDetail").IsSupportTLSChoice,
    "IsSupportTLSChoice",
  );
}
