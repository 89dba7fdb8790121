import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import type { ListenerQuery, Page, PageRequest, ParentQuery, PoolQuery } from "../provider.js";
import * as api from "./api.js";
import type { Gaap } from "./context.js";
import { comparePositions, type Position, placeAfter, positionOf, tokenOf } from "./keys.js";
import { parentOf } from "./mapping.js";
import { poolsOfListener } from "./pool-reads.js";
import { allListeners, PROTOCOLS, protocolsOf } from "./reads.js";
import type { WireParent } from "./wire-types.js";

/**
 * Lists go by parent, then listener, then rule. GAAP can list the listeners of one parent and protocol only, and sorts
 * them in no documented order: so each parent is read to the end, sorted, and gone on with behind the wanted place.
 */

interface Referring {
  readonly ref: ResourceRef;
}

const isBehind = (place: Position | null) => (item: Referring) =>
  place === null || comparePositions(positionOf(item.ref.key), place) > 0;

const byKey = (a: Referring, b: Referring) => comparePositions(positionOf(a.ref.key), positionOf(b.ref.key));

/** Sources that are read at the same time, at most: four calls each, of which 20 a second are allowed. */
const MOST_AT_ONCE = 8;

interface Gathered<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}

/** Reads sources in their order until there are enough items; each round reads twice as many sources as the one before. */
async function gather<S, T>(
  sources: readonly S[],
  limit: number,
  atOnce: number,
  read: (source: S, wanted: number) => Promise<Gathered<T>>,
): Promise<Gathered<T>> {
  const items: T[] = [];
  for (
    let at = 0, size = Math.min(atOnce, MOST_AT_ONCE);
    at < sources.length;
    size = Math.min(2 * size, MOST_AT_ONCE)
  ) {
    const round = sources.slice(at, at + size);
    at += round.length;
    for (const part of await Promise.all(round.map((source) => read(source, limit - items.length)))) {
      items.push(...part.items);
      // What comes behind a part that was cut short must wait for its rest.
      if (part.hasMore) return { items: items.slice(0, limit), hasMore: true };
    }
    if (items.length >= limit)
      return { items: items.slice(0, limit), hasMore: items.length > limit || at < sources.length };
  }
  return { items, hasMore: false };
}

function pageOf<T extends Referring>({ items, hasMore }: Gathered<T>, totalCount: number | null): Page<T> {
  const last = items.at(-1);
  return { items, next: hasMore && last ? tokenOf(last.ref) : null, totalCount };
}

async function allParents({ client }: Gaap, call: Call): Promise<WireParent[]> {
  const [proxies, groups] = await Promise.all([
    api.describeProxies(client, call),
    api.describeProxyGroups(client, call),
  ]);
  return [...proxies, ...groups].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function listParents(
  gaap: Gaap,
  { nameContains }: ParentQuery,
  { after, limit }: PageRequest,
  call: Call,
): Promise<Page<ListenerParent>> {
  const text = nameContains?.toLowerCase() ?? "";
  const parents = (await allParents(gaap, call))
    .filter(({ name }) => (name ?? "").toLowerCase().includes(text))
    .map((wire) => parentOf(wire, gaap.account));
  const behind = parents.filter(isBehind(placeAfter(after)));
  return pageOf({ items: behind.slice(0, limit), hasMore: behind.length > limit }, parents.length);
}

/** A parent whose listeners are read. */
interface Source {
  readonly id: string;
  readonly protocols: typeof PROTOCOLS;
  /** Left out where it was named and not read. */
  readonly wire?: WireParent;
}

/** The parents whose listeners can be behind the place, in order. */
async function parentsFrom(gaap: Gaap, parent: ResourceRef | undefined, place: Position | null, call: Call) {
  const parents: Source[] = parent
    ? [{ id: parent.key, protocols: PROTOCOLS }]
    : (await allParents(gaap, call)).map((wire) => ({ id: wire.id, protocols: protocolsOf(wire), wire }));
  return parents.filter(({ id }) => place === null || id >= (place[0] ?? ""));
}

export async function listListeners(
  gaap: Gaap,
  { parent, protocols, coversPort, statuses, nameContains }: ListenerQuery,
  { after, limit }: PageRequest,
  call: Call,
): Promise<Page<Listener>> {
  const place = placeAfter(after);
  const wanted = (supported: typeof PROTOCOLS) => supported.filter((one) => !protocols || protocols.includes(one));
  let total: number | null = null;
  const read = async ({ id, protocols: supported }: Source) => {
    // A listener has one port, so the cloud's exact filter is the wanted one. Its filter on names minds capitals.
    const listeners = await allListeners(gaap, id, { protocols: wanted(supported), port: coversPort }, call);
    if (parent && !statuses && !nameContains) total = listeners.length;
    return { items: listeners.filter(isBehind(place)), hasMore: false };
  };
  const parents = await parentsFrom(gaap, parent, place, call);
  const atOnce = Math.ceil(limit / api.LISTENERS_PER_PAGE);
  const page = pageOf(await gather(parents, limit, atOnce, read), total);
  const shown = new Set(page.items.map(({ parentRef }) => parentRef?.key));
  const known = parents.flatMap(({ id, wire }) => (wire && shown.has(id) ? [parentOf(wire, gaap.account)] : []));
  return { ...page, parents: known };
}

export async function listPools(
  gaap: Gaap,
  { parent }: PoolQuery,
  { after, limit }: PageRequest,
  call: Call,
): Promise<Page<Pool>> {
  const place = placeAfter(after);
  const behind = isBehind(place);
  const readListener = async (listener: Listener) => {
    const pools = await poolsOfListener(gaap, listener, call);
    return { items: pools.filter(behind).sort(byKey), hasMore: false };
  };
  const readParent = async ({ id, protocols }: Source, wanted: number) => {
    const listeners = await allListeners(gaap, id, { protocols }, call);
    // The listener of the place itself may have more rules.
    const from = place?.slice(0, 2) ?? [];
    const candidates = listeners.filter(({ ref }) => comparePositions(positionOf(ref.key), from) >= 0);
    return gather(candidates, wanted, wanted, readListener);
  };
  const parents = await parentsFrom(gaap, parent, place, call);
  return pageOf(await gather(parents, limit, 1, readParent), null);
}
