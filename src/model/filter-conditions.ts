import { type Conditions, type Seen, some, type Verdict } from "./conditions.js";
import type { ListenerFilter, ListenerParentFilter, PoolFilter, PoolMemberFilter } from "./filters.js";
import { portsOf } from "./generic-rules.js";
import type { Listener } from "./listener.js";
import type { ListenerParent } from "./listener-parent.js";
import type { ResourceTag } from "./listener-parts.js";
import type { Pool, PoolMember } from "./pool.js";
import { coversPort, overlapOfPortRanges } from "./port-range.js";
import { parseGlobalId, parseUrn, type ResourceRef, urnOf } from "./resource-ref.js";
import { spelledOnce } from "./server-address.js";

/** What each field of the filters of listeners, pools, their members and what they hang on asks for. */

interface HasRef {
  readonly ref: ResourceRef;
}

const isOneOf = <T>(values: readonly T[]): ((value: T | null) => boolean) => {
  const wanted = new Set<T | null>(values);
  return (value) => value !== null && wanted.has(value);
};

/** Whether a ref is one of those that texts stand for; what stands for none is none. */
function isNamedIn(texts: readonly string[], parse: (text: string) => ResourceRef | null): (item: HasRef) => boolean {
  const urns = new Set(texts.map(parse).map((ref) => ref && urnOf(ref)));
  return ({ ref }) => urns.has(urnOf(ref));
}

/** Whether an address is one of these, in whatever spelling. */
function isAddressIn(addresses: readonly string[]): (address: string | null) => boolean {
  const wanted = new Set(addresses.map(spelledOnce));
  return (address) => address !== null && wanted.has(spelledOnce(address));
}

function isServerIn(addresses: readonly string[]): (member: PoolMember) => boolean {
  const isWanted = isAddressIn(addresses);
  return ({ address, targetId }) => isWanted(address) || isWanted(targetId);
}

/** One text for a tag, by which tags are compared. */
export const labelOf = ({ key, value }: ResourceTag): string => JSON.stringify([key, value]);

function hasTag(wanted: readonly ResourceTag[]): (tags: readonly ResourceTag[] | null) => boolean {
  const labels = new Set(wanted.map(labelOf));
  return (tags) => tags?.some((tag) => labels.has(labelOf(tag))) ?? false;
}

function isAfter(instant: string): (time: string | null) => boolean {
  const from = Date.parse(instant);
  return (time) => time !== null && Date.parse(time) > from;
}

type Named = HasRef & Pick<Listener, "nativeId" | "name" | "status" | "createdAt">;
type NameFilter = Pick<
  ListenerFilter,
  "ids" | "urns" | "nativeIds" | "names" | "nameContains" | "statuses" | "createdAfter"
>;

const OF_NAMED = {
  ids: (ids) => isNamedIn(ids, parseGlobalId),
  urns: (urns) => isNamedIn(urns, parseUrn),
  nativeIds: (ids) => {
    const isWanted = isOneOf(ids);
    return ({ nativeId }) => isWanted(nativeId);
  },
  names: (names) => {
    const isWanted = isOneOf(names);
    return ({ name }) => isWanted(name);
  },
  nameContains: (text) => {
    const part = text.toLowerCase();
    return ({ name }) => part === "" || (name?.toLowerCase().includes(part) ?? false);
  },
  statuses: (statuses) => {
    const isWanted = isOneOf(statuses);
    return ({ status }) => isWanted(status);
  },
  createdAfter: (instant) => {
    const isLater = isAfter(instant);
    return ({ createdAt }) => isLater(createdAt);
  },
} as const satisfies Conditions<NameFilter, Named>;

/** By the listener itself. */
export const OF_LISTENER: Conditions<ListenerFilter, Listener> = {
  ...OF_NAMED,
  parentId: (id) => {
    const isParent = isNamedIn([id], parseGlobalId);
    return ({ parentRef }) => parentRef !== null && isParent({ ref: parentRef });
  },
  regions: (regions) => {
    const isWanted = isOneOf(regions);
    return ({ region }) => isWanted(region);
  },
  protocols: (protocols) => {
    const isWanted = isOneOf(protocols);
    return ({ protocol }) => isWanted(protocol);
  },
  coversPort:
    (port) =>
    ({ portRanges }) =>
      coversPort(portRanges, port),
  overlapsPorts: (ranges) => {
    const wanted = ranges.map(portsOf);
    return ({ portRanges }) => overlapOfPortRanges(portRanges, wanted).length > 0;
  },
  certificateId:
    (id) =>
    ({ tls }) =>
      tls !== null && (tls.certificateIds.includes(id) || tls.clientCaCertificateIds.includes(id)),
  tags: (wanted) => {
    const isTagged = hasTag(wanted);
    return ({ tags }) => isTagged(tags);
  },
};

/** By the pool itself. Not every cloud tells on which load balancer or accelerator a pool is. */
export const OF_POOL: Conditions<PoolFilter, Pool> = {
  ...OF_NAMED,
  parentId: (id) => {
    const isParent = isNamedIn([id], parseGlobalId);
    return ({ parentRef }) => (parentRef === null ? null : isParent({ ref: parentRef }));
  },
  regions: (regions) => {
    const isWanted = isOneOf(regions);
    return ({ region }) => isWanted(region);
  },
};

/** By the load balancer or accelerator itself. */
export const OF_PARENT: Conditions<ListenerParentFilter, ListenerParent> = {
  ...OF_NAMED,
  addresses: (addresses) => {
    const isWanted = isAddressIn(addresses);
    return (parent) => parent.addresses.some(isWanted);
  },
  tags: (wanted) => {
    const isTagged = hasTag(wanted);
    return ({ tags }) => isTagged(tags);
  },
};

/** By the load balancer or accelerator that a listener or pool belongs to; null: it has none, or none that is known. */
export const BY_PARENT: Conditions<Pick<PoolFilter, "addresses">, ListenerParent | null> = {
  addresses: (addresses) => {
    const isReachedAt = OF_PARENT.addresses!(addresses);
    return (parent) => parent !== null && isReachedAt(parent);
  },
};

/** By the members of a pool, or of all pools of a listener. */
export const BY_MEMBERS: Conditions<Pick<PoolFilter, "memberAddress">, Seen<PoolMember>> = {
  memberAddress: (address) => {
    const isWanted = isServerIn([address]);
    return (members) => some(members, isWanted);
  },
};

/** Whether a member fails its checks, as far as that is known. */
export const hasUnhealthy = (members: Seen<PoolMember>): Verdict =>
  some(members, ({ health }) => health === "UNHEALTHY");

/** By the same members with their health. */
export const BY_HEALTH: Conditions<Pick<PoolFilter, "hasUnhealthyMembers">, Seen<PoolMember>> = {
  hasUnhealthyMembers: (wanted) => (members) => {
    const verdict = hasUnhealthy(members);
    return verdict === null ? null : verdict === wanted;
  },
};

/** By whether a listener takes traffic to a healthy member; null: it is not known, which is neither. */
export const BY_SERVING: Conditions<Pick<ListenerFilter, "isServing">, boolean | null> = {
  isServing: (wanted) => (isServing) => isServing === wanted,
};

/** By the member itself. */
export const OF_MEMBER: Conditions<PoolMemberFilter, PoolMember> = {
  ids: (ids) => isNamedIn(ids, parseGlobalId),
  nativeIds: (ids) => {
    const isWanted = isOneOf(ids);
    return ({ nativeId }) => isWanted(nativeId);
  },
  addresses: isServerIn,
  ports: (ports) => {
    const isWanted = isOneOf(ports);
    return ({ port }) => isWanted(port);
  },
  healths: (healths) => {
    const isWanted = isOneOf(healths);
    return ({ health }) => isWanted(health);
  },
};
