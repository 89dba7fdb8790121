import { KNOWN_PROTOCOLS, type KnownProtocol } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { ListenerParent } from "../../model/listener-parent.js";
import type { Pool } from "../../model/pool.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import { byText, cutPage, keyOf } from "../kit/cut-page.js";
import { comparePlaces, listByParent, type Place, pageOfPart, partBehind } from "../kit/list-by-parent.js";
import { filterListing, joinListings, listingOf, mapListing } from "../kit/listing.js";
import { nameFits } from "../kit/match.js";
import type { ListenerQuery, Listing, Lists, Page, PageRequest, ParentQuery, PoolQuery } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { poolsOfListener } from "./forwarding-rules.js";
import { toParent } from "./mapping.js";
import { allListeners, protocolsOf } from "./reads.js";
import { placeAfter, placeIn, tokenOf } from "./ref-keys.js";
import type { WireParent } from "./wire.js";

/**
 * Lists are ordered by parent, then listener, then rule. GAAP lists only the listeners of one parent and protocol, in
 * no documented order: so each parent is read to the end, sorted, and resumed after the cursor.
 */
export function listsOf(context: Context): Lists {
  return {
    listListeners: (query, page, call) => listListeners(context, query, page, call),
    listPools: (query, page, call) => listPools(context, query, page, call),
    listParents: (query, page, call) => listParents(context, query, page, call),
  };
}

/** The most parents that are read at the same time: four calls each, of which 20 a second are allowed. */
const MOST_AT_ONCE = 8;

async function allParents(context: Context, call: Call): Promise<Listing<WireParent>> {
  const { items, problems } = joinListings(
    await Promise.all([api.describeProxies(context, call), api.describeProxyGroups(context, call)]),
  );
  return listingOf(
    [...items].sort((a, b) => byText(a.id, b.id)),
    problems,
  );
}

async function listParents(
  context: Context,
  { nameContains }: ParentQuery,
  page: PageRequest,
  call: Call,
): Promise<Page<ListenerParent>> {
  const all = await allParents(context, call);
  const parents = filterListing(all, nameFits(nameContains) ?? (() => true));
  return cutPage(
    mapListing(parents, (wire) => toParent(wire, context.account)),
    page,
    keyOf,
  );
}

/** A parent whose listeners are read. */
interface Source {
  readonly id: string;
  readonly protocols: readonly KnownProtocol[];
  /** Omitted if it was named and not read. */
  readonly wire?: WireParent;
}

/** The parents whose listeners can be after the position, in order. */
async function parentsFrom(
  context: Context,
  parent: ResourceRef | undefined,
  place: Place | null,
  call: Call,
): Promise<Listing<Source>> {
  const parents: Listing<Source> = parent
    ? listingOf([{ id: parent.key, protocols: KNOWN_PROTOCOLS }])
    : mapListing(await allParents(context, call), (wire) => ({ id: wire.id, protocols: protocolsOf(wire), wire }));
  return filterListing(parents, ({ id }) => place === null || id >= (place[0] ?? ""));
}

async function listListeners(
  context: Context,
  { parent, protocols, coversPort, statuses, nameContains }: ListenerQuery,
  { after, limit }: PageRequest,
  call: Call,
): Promise<Page<Listener>> {
  const place = placeAfter(after);
  const wanted = (supported: readonly KnownProtocol[]) =>
    supported.filter((one) => !protocols || protocols.includes(one));
  let total: number | null = null;
  const sources = await parentsFrom(context, parent, place, call);
  const part = await listByParent<Source, Listener>(
    {
      parents: sources.items,
      perCall: api.LISTENERS_PER_PAGE,
      mostAtOnce: MOST_AT_ONCE,
      async read({ id, protocols: supported }) {
        // A listener has one port, so the cloud's exact filter fits. Its filter on names is case-sensitive.
        const listeners = await allListeners(context, id, { protocols: wanted(supported), port: coversPort }, call);
        if (parent && !statuses && !nameContains && listeners.problems.length === 0) total = listeners.items.length;
        return partBehind(place, [id], listeners, ({ nativeId }) => nativeId);
      },
    },
    limit,
  );
  const { items, problems, next } = pageOfPart(part, tokenOf);
  const shown = new Set(items.map(({ parentRef }) => parentRef?.key));
  const known = sources.items.flatMap(({ id, wire }) =>
    wire && shown.has(id) ? [toParent(wire, context.account)] : [],
  );
  return { items, problems: [...sources.problems, ...problems], next, totalCount: total, parents: known };
}

async function listPools(
  context: Context,
  { parent }: PoolQuery,
  { after, limit }: PageRequest,
  call: Call,
): Promise<Page<Pool>> {
  const place = placeAfter(after);
  const ofListener = async (listener: Listener) =>
    partBehind(
      place,
      placeIn(listener),
      await poolsOfListener(context, listener, call),
      (pool) => placeIn(pool)[2] ?? "",
    );
  const sources = await parentsFrom(context, parent, place, call);
  const part = await listByParent<Source, Pool>(
    {
      parents: sources.items,
      perCall: api.LISTENERS_PER_PAGE,
      mostAtOnce: MOST_AT_ONCE,
      async read({ id, protocols }, wanted) {
        const listeners = await allListeners(context, id, { protocols }, call);
        // The listener of the position itself may have more rules.
        const from = place?.slice(0, 2) ?? [];
        const parents = listeners.items.filter((listener) => comparePlaces(placeIn(listener), from) >= 0);
        const pools = await listByParent<Listener, Pool>(
          { parents, perCall: 1, mostAtOnce: MOST_AT_ONCE, read: ofListener },
          wanted,
        );
        return { items: pools.items, problems: [...listeners.problems, ...pools.problems], hasMore: pools.hasMore };
      },
    },
    limit,
  );
  const { items, problems, next, totalCount } = pageOfPart(part, tokenOf);
  return { items, problems: [...sources.problems, ...problems], next, totalCount };
}
