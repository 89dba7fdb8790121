import type { CheckedInput } from "../model/checked-input.js";
import { labelOf } from "../model/filter-conditions.js";
import type { ListenerFilter, ListenerParentFilter, PoolFilter, PoolMemberFilter } from "../model/filters.js";
import { portsOf } from "../model/generic-rules.js";
import { parseGlobalId } from "../model/resource-ref.js";
import { spelledOnce } from "../model/server-address.js";
import type { SeenConditions } from "../store/seen.js";

/** Fields that select accounts, and names, which are read by key, except those of members. */
type Elsewhere = "ids" | "urns" | "providers" | "accountIds" | keyof CheckedInput;

/** The conditions on rows for each field of a filter; each field has its own condition or term. */
type Asked<F> = { readonly [K in Exclude<keyof F, Elsewhere>]-?: (wanted: NonNullable<F[K]>) => SeenConditions };

const OF_NAMED = {
  nativeIds: (nativeIds) => ({ nativeIds }),
  names: (names) => ({ names }),
  nameContains: (nameContains) => ({ nameContains }),
  statuses: (statuses) => ({ statuses }),
  createdAfter: (instant) => ({ createdAfter: Date.parse(instant) }),
  addresses: (addresses) => ({ terms: { address: addresses.map(spelledOnce) } }),
} as const satisfies Partial<Asked<ListenerParentFilter>>;

const OF_PARENT: Asked<ListenerParentFilter> = {
  ...OF_NAMED,
  tags: (tags) => ({ terms: { tag: tags.map(labelOf) } }),
};

const OF_PART = {
  ...OF_NAMED,
  // Only its account is read.
  parentId: (id) => ({ parentKeys: [parseGlobalId(id)!.key] }),
  regions: (regions) => ({ regions }),
  memberAddress: (address) => ({ terms: { member: [spelledOnce(address)] } }),
  hasUnhealthyMembers: (hasUnhealthyMembers) => ({ hasUnhealthyMembers }),
} as const satisfies Asked<PoolFilter>;

const OF_LISTENER: Asked<ListenerFilter> = {
  ...OF_PART,
  protocols: (protocols) => ({ protocols }),
  coversPort: (coversPort) => ({ coversPort }),
  overlapsPorts: (ranges) => ({
    overlapsPorts: ranges.map(portsOf).map(({ fromPort, toPort }) => ({ from: fromPort, to: toPort })),
  }),
  certificateId: (id) => ({ terms: { certificate: [id] } }),
  tags: (tags) => ({ terms: { tag: tags.map(labelOf) } }),
  isServing: (isServing) => ({ isServing }),
};

const OF_MEMBER: Asked<PoolMemberFilter> & { ids(ids: string[]): SeenConditions } = {
  ids: (ids) => ({ named: ids.map(parseGlobalId).filter((ref) => ref !== null) }),
  nativeIds: (nativeIds) => ({ nativeIds }),
  // Of the next two, only the account is read.
  parentId: (id) => ({ parentKeysOfPools: [parseGlobalId(id)!.key] }),
  poolId: (id) => ({ parentKeys: [parseGlobalId(id)!.key] }),
  addresses: (addresses) => ({ terms: { member: addresses.map(spelledOnce) } }),
  ports: (firstPorts) => ({ firstPorts }),
  healths: (statuses) => ({ statuses }),
};

const SEEN_CONDITIONS = { listener: OF_LISTENER, pool: OF_PART, parent: OF_PARENT, member: OF_MEMBER };

/** A list whose filter can be answered from rows. */
export type ListedKind = keyof typeof SEEN_CONDITIONS;

/** @param filter without names, except those of members */
export function seenConditionsOf(kind: ListedKind, filter: object): SeenConditions {
  const makers = SEEN_CONDITIONS[kind] as Readonly<Record<string, ((wanted: never) => SeenConditions) | undefined>>;
  let conditions: SeenConditions = {};
  for (const [name, wanted] of Object.entries(filter)) {
    const make = makers[name];
    if (wanted == null || !make) continue;
    const more = make(wanted as never);
    const terms = more.terms && { ...conditions.terms, ...more.terms };
    conditions = { ...conditions, ...more, ...(terms && { terms }) };
  }
  return conditions;
}
