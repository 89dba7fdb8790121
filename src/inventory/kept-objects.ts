import { labelOf } from "../model/filter-conditions.js";
import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { ResourceTag } from "../model/listener-parts.js";
import { type HealthMonitor, type Pool, PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { poolOfMember, type ResourceRef } from "../model/resource-ref.js";
import { addressRank, spelledOnce } from "../model/server-address.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { byText } from "../providers/kit/cut-page.js";
import { listingOf } from "../providers/kit/listing.js";
import { memberPlaceAt, placeAt, sortKey } from "../providers/kit/places.js";
import type { Listing, Remapping } from "../providers/provider.js";
import type { KeptRow, SeenKind, SeenObject, SeenTermName } from "../store/seen.js";
import { type KeptProblem, keptProblem, problemAgain } from "./kept-problems.js";

/**
 * Converts objects of the model to rows of the inventory, and rows to objects. A change to what is kept must raise
 * {@link KEPT_FORMAT}, so that rows of other versions are no longer read.
 */
export const KEPT_FORMAT = 5;

/** A part of an object that is read separately: complete, partial with problems, or nothing with one problem. */
interface KeptListing {
  /** Omitted: nothing was read. */
  readonly problems?: readonly KeptProblem[];
  readonly failure?: KeptProblem;
}

type KeptRef = Pick<ResourceRef, "kind" | "key" | "hint">;

interface KeptListener {
  readonly parentRef: KeptRef | null;
  readonly native: unknown;
  /** Omitted: all of its pools were read. */
  readonly pools?: KeptListing;
}

interface KeptPool {
  readonly parentRef: KeptRef | null;
  readonly native: unknown;
  readonly monitor: HealthMonitor | null | { readonly failure: KeptProblem };
  /** Omitted: all of its members were read. */
  readonly members?: KeptListing;
  /** The order of its members, by their names within the pool. Omitted: they are in the order of their keys. */
  readonly order?: readonly string[];
}

interface KeptParent {
  readonly native: unknown;
}

type KeptMember = Omit<PoolMember, "id" | "ref">;

/** The facts about the servers of a listener or pool that filters use. */
export interface Servers {
  /** Those that were read. */
  readonly members: Iterable<Pick<PoolMember, "address" | "targetId">>;
  /** Null: not known. */
  readonly hasUnhealthyMembers: boolean | null;
}

/** What was read along with a listener. */
export interface AroundListener extends Servers {
  /** Null: it has none, or it was not read. */
  readonly parent: Pick<ListenerParent, "addresses"> | null;
  readonly pools: Listing<Pool> | ProblemError;
  /** Null: not known. */
  readonly isServing: boolean | null;
}

/** What was read along with a pool. */
export interface AroundPool extends Servers {
  /** The pool's own, or else its listener's. */
  readonly parentRef: ResourceRef | null;
  /** Null: there is none, or it was not read. */
  readonly parent: Pick<ListenerParent, "addresses"> | null;
  readonly monitor: HealthMonitor | null | ProblemError;
  /** With their health. */
  readonly listing: Listing<PoolMember> | ProblemError;
}

type At = Pick<ConnectedAccount, "manifest">;

export function seenListener(listener: Listener, around: AroundListener, at: At): SeenObject {
  const { parent, pools, hasUnhealthyMembers, isServing } = around;
  const { parentRef, native, portRanges, tls, protocol, region, updatedAt } = listener;
  const unread = keptListing(pools);
  const kept: KeptListener = { parentRef: keptRef(parentRef), native, pools: unread };
  const certificates = tls ? [...tls.certificateIds, ...tls.clientCaCertificateIds] : [];
  return {
    ...commonOf("listener", listener, at),
    parentKey: parentRef?.key ?? null,
    kept: JSON.stringify(kept),
    protocol,
    region,
    updatedAt: timeOf(updatedAt),
    ports: portRanges.map(({ fromPort, toPort }) => ({ from: fromPort, to: toPort })),
    terms: [
      ...addressTerms(parent),
      ...serverTerms(around.members),
      ...termsOf("certificate", certificates),
      ...tagTerms(listener.tags),
      ...(unread ? termsOf("lacks", [POOLS]) : []),
    ],
    poolKeys: pools instanceof ProblemError ? [] : pools.items.map(({ ref }) => ref.key),
    hasUnhealthyMembers,
    isServing,
  };
}

/** @throws ProblemError UNREADABLE when this version of the program cannot make it out */
export function listenerOf(row: KeptRow, remapping: Pick<Remapping, "listenerAgain">): Listener {
  const { parentRef, native } = JSON.parse(row.kept) as KeptListener;
  return remapping.listenerAgain({ ref: refOf(row), parentRef: refAgain(parentRef, row), native });
}

/** What was read of a listener's pools; their keys are in the row. */
export function poolsReadOf(row: KeptRow): Listing<string> | ProblemError {
  return listingAgain((JSON.parse(row.kept) as KeptListener).pools, row.poolKeys);
}

export function seenPool(pool: Pool, around: AroundPool, at: At): SeenObject {
  const { parent, monitor, listing, hasUnhealthyMembers } = around;
  const { parentRef, native, protocol, region, updatedAt } = pool;
  const members = keptListing(listing);
  const kept: KeptPool = {
    parentRef: keptRef(parentRef),
    native,
    monitor: monitor instanceof ProblemError ? { failure: keptProblem(monitor) } : monitor,
    members,
    order: orderOf(pool.ref, listing instanceof ProblemError ? [] : listing.items),
  };
  return {
    ...commonOf("pool", pool, at),
    parentKey: around.parentRef?.key ?? null,
    kept: JSON.stringify(kept),
    protocol,
    region,
    updatedAt: timeOf(updatedAt),
    terms: [...addressTerms(parent), ...serverTerms(around.members), ...(members ? termsOf("lacks", [MEMBERS]) : [])],
    hasUnhealthyMembers,
  };
}

/** What a listener lacks when its pools were not all read, and a pool when its members were not. */
export const POOLS = "pools";
export const MEMBERS = "members";

/** @throws ProblemError UNREADABLE when this version of the program cannot make it out */
export function poolOf(row: KeptRow, remapping: Pick<Remapping, "poolAgain">): Pool {
  const { parentRef, native } = JSON.parse(row.kept) as KeptPool;
  return remapping.poolAgain({ ref: refOf(row), parentRef: refAgain(parentRef, row), native });
}

/** A pool's health monitor, null for none. */
export function monitorOf(row: KeptRow): HealthMonitor | null | ProblemError {
  const { monitor } = JSON.parse(row.kept) as KeptPool;
  return monitor && "failure" in monitor ? problemAgain(monitor.failure) : monitor;
}

/** Why not all of a pool's members were read; empty: they were. */
export function membersUnreadOf(row: KeptRow): readonly ProblemError[] {
  const read = membersReadOf(row, []);
  return read instanceof ProblemError ? [read] : read.problems;
}

/** What was read of a pool's members. @param members the members' rows */
export function membersReadOf(row: KeptRow, members: readonly KeptRow[]): Listing<PoolMember> | ProblemError {
  const { members: kept, order } = JSON.parse(row.kept) as KeptPool;
  const items = members.map(memberOf);
  if (order) {
    const ranks = new Map(order.map((name, rank) => [`${row.key}/${name}`, rank]));
    const rankOf = ({ ref }: PoolMember) => ranks.get(ref.key) ?? order.length;
    items.sort((a, b) => rankOf(a) - rankOf(b));
  }
  return listingAgain(kept, items);
}

/** Undefined: the order of the keys, which is the order of the rows. */
function orderOf(pool: ResourceRef, members: readonly PoolMember[]): readonly string[] | undefined {
  const keys = members.map(({ ref }) => ref.key);
  const isByKey = keys.every((key, index) => index === 0 || byText(keys[index - 1]!, key) < 0);
  return isByKey ? undefined : keys.map((key) => key.slice(pool.key.length + 1));
}

export function seenParent(parent: ListenerParent, at: At): SeenObject {
  const kept: KeptParent = { native: parent.native };
  return {
    ...commonOf("parent", parent, at),
    kept: JSON.stringify(kept),
    terms: [...addressTerms(parent), ...tagTerms(parent.tags)],
  };
}

/** @throws ProblemError UNREADABLE when this version of the program cannot make it out */
export function parentOf(row: KeptRow, remapping: Pick<Remapping, "parentAgain">): ListenerParent {
  const { native } = JSON.parse(row.kept) as KeptParent;
  return remapping.parentAgain({ ref: refOf(row), parentRef: null, native });
}

/** @param member with its health */
export function seenMember(member: PoolMember, at: At): SeenObject {
  const { ref, nativeId, address, port, weight, health, targetType, targetId, subnetId } = member;
  const kept: KeptMember = { nativeId, address, port, weight, health, targetType, targetId, subnetId };
  return {
    ...NOTHING,
    kind: "member",
    refKind: "member",
    key: ref.key,
    hint: ref.hint ?? null,
    place: memberPlaceAt(at, ref),
    parentKey: poolOfMember(ref).key,
    kept: JSON.stringify(kept),
    nativeId,
    name: addressRank(address),
    status: health,
    ports: port === null ? [] : [{ from: port, to: port }],
    terms: serverTerms([member]),
  };
}

export function memberOf(row: KeptRow): PoolMember {
  return new PoolMember({ ref: refOf(row), ...(JSON.parse(row.kept) as KeptMember) });
}

/** The ref of the object that a row describes. */
export function refOf({ accountId, refKind: kind, key, hint }: KeptRow): ResourceRef {
  return hint === null ? { accountId, kind, key } : { accountId, kind, key, hint };
}

const NOTHING = {
  parentKey: null,
  name: null,
  status: null,
  protocol: null,
  region: null,
  createdAt: null,
  updatedAt: null,
  ports: [],
  terms: [],
  poolKeys: [],
  hasUnhealthyMembers: null,
  isServing: null,
} as const satisfies Partial<SeenObject>;

type Named = Pick<Listener, "ref" | "nativeId" | "name" | "status" | "createdAt">;

function commonOf(kind: SeenKind, { ref, nativeId, name, status, createdAt }: Named, at: At) {
  return {
    ...NOTHING,
    kind,
    refKind: ref.kind,
    key: ref.key,
    hint: ref.hint ?? null,
    place: sortKey(placeAt(at, { ref })),
    nativeId,
    name,
    status,
    createdAt: timeOf(createdAt),
  };
}

const timeOf = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant));

const keptRef = (ref: ResourceRef | null): KeptRef | null =>
  ref && { kind: ref.kind, key: ref.key, ...(ref.hint !== undefined && { hint: ref.hint }) };

const refAgain = (kept: KeptRef | null, { accountId }: KeptRow): ResourceRef | null => kept && { accountId, ...kept };

function keptListing(listing: Listing<unknown> | ProblemError): KeptListing | undefined {
  if (listing instanceof ProblemError) return { failure: keptProblem(listing) };
  return listing.problems.length === 0 ? undefined : { problems: listing.problems.map(keptProblem) };
}

function listingAgain<T>(kept: KeptListing | undefined, items: readonly T[]): Listing<T> | ProblemError {
  if (kept?.failure) return problemAgain(kept.failure);
  return listingOf(items, kept?.problems?.map(problemAgain));
}

type Term = SeenObject["terms"][number];

/** One term for each distinct value. */
const termsOf = (name: SeenTermName, values: Iterable<string>): Term[] =>
  [...new Set(values)].map((value) => ({ name, value }));

const addressTerms = (parent: Pick<ListenerParent, "addresses"> | null): Term[] =>
  termsOf("address", (parent?.addresses ?? []).map(spelledOnce));

const serverTerms = (members: Servers["members"]): Term[] =>
  termsOf(
    "member",
    [...members]
      .flatMap(({ address, targetId }) => [address, ...(targetId === null ? [] : [targetId])])
      .map(spelledOnce),
  );

const tagTerms = (tags: readonly ResourceTag[] | null): Term[] => termsOf("tag", (tags ?? []).map(labelOf));
