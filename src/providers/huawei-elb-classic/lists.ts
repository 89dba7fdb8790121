import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { byText, cutPage, keyOf } from "../kit/cut-page.js";
import { listByParent, type Place, pageOfPart, partBehind, placeOf, placeText } from "../kit/list-by-parent.js";
import { filterListing, listingOf, mapListing } from "../kit/listing.js";
import { listenerFits, nameFits } from "../kit/match.js";
import type { ListenerQuery, Lists, Page, PageRequest } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { toParent, toPool } from "./mapping.js";
import { withParents } from "./reads.js";
import { readListener, type WireListener } from "./wire.js";

/** Number of listeners above which the full list is too long to read for every page. */
const LONG_LIST = 2_000;
/** Number of listeners that a load balancer is assumed to have until some have been read. */
const USUAL_LISTENERS = 50;

/**
 * Lists of listeners, and of the pools that they imply, are ordered by load balancer, then by listener. The API has no
 * pages: each page is cut from the full list, which takes one call. Once that has turned out to be long, pages after
 * the first are read load balancer by load balancer: more calls, but each page costs only its content.
 */
export function listsOf(context: Context): Lists {
  const { account } = context;
  /** The length of the full list when it was last read. */
  let length = 0;

  return {
    async listListeners(query, page, call) {
      checkPlace(page);
      const fits = listenerFits(query);
      if (fits) {
        // The full list is available anyway, so every condition is checked, which makes pages full and the count exact.
        const { items, problems } = await api.listListeners(context, filtersOf(query), call);
        const listeners = listingOf(await withParents(context, items, call), problems);
        return cutPage(filterListing(listeners, fits), page, placeTextIn);
      }
      const { items, problems, next, totalCount, parents } = await pageOfUnread(query, page, call);
      const read = mapListing({ items, problems }, readListener);
      const listeners = await withParents(context, read.items, call);
      return { items: listeners, problems: read.problems, next, totalCount, parents };
    },

    async listPools(query, page, call) {
      checkPlace(page);
      const toModel = (wire: WireListener) => toPool(wire, account);
      const hasName = nameFits(query.nameContains);
      if (hasName) {
        const pools = mapListing(await api.listListeners(context, filtersOf(query), call), toModel);
        return cutPage(filterListing(pools, hasName), page, placeTextIn);
      }
      const { items, problems, next, totalCount, parents } = await pageOfUnread(query, page, call);
      const pools = mapListing({ items, problems }, (item) => toModel(readListener(item)));
      return { ...pools, next, totalCount, parents };
    },

    async listParents(query, page, call) {
      const parents = mapListing(await api.listLoadBalancers(context, call), (wire) => toParent(wire, account));
      const hasName = nameFits(query.nameContains);
      return cutPage(hasName ? filterListing(parents, hasName) : parents, page, keyOf);
    },
  };

  /** A page of unparsed listeners: only the returned ones are parsed. */
  async function pageOfUnread(
    { parent }: Pick<ListenerQuery, "parent">,
    page: PageRequest,
    call: Call,
  ): Promise<Page<WireObject>> {
    if (page.after !== null && !parent && length > LONG_LIST)
      return pageByLoadBalancer(placeOf(page.after), page, call);
    const all = await api.listUnreadListeners(context, { loadbalancer_id: parent?.key }, call);
    if (!parent) length = all.items.length;
    return cutPage(all, page, (item) => placeText(placeInUnread(item)));
  }

  async function pageByLoadBalancer(start: Place, { limit }: PageRequest, call: Call): Promise<Page<WireObject>> {
    const loadBalancers = await api.listLoadBalancers(context, call);
    const ids = loadBalancers.items.map(({ id }) => id).sort(byText);
    const part = await listByParent<string, WireObject>(
      {
        parents: ids.filter((id) => id >= start[0]!),
        perCall: USUAL_LISTENERS,
        read: async (loadbalancer_id) =>
          partBehind(start, [loadbalancer_id], await api.listUnreadListeners(context, { loadbalancer_id }, call), idOf),
      },
      limit,
    );
    const { items, problems, next, totalCount } = pageOfPart(part, (item) => placeText(placeInUnread(item)));
    const shown = new Set(items.map(loadBalancerIdOf));
    return {
      items,
      problems: [...loadBalancers.problems, ...problems],
      next,
      totalCount,
      parents: loadBalancers.items.filter(({ id }) => shown.has(id)).map((wire) => toParent(wire, account)),
    };
  }
}

const placeTextIn = ({ ref }: Listener | Pool): string => placeText([ref.hint!, ref.key]);
// Both were checked when the list was read.
const loadBalancerIdOf = (item: WireObject): string => String(item.loadbalancer_id);
const idOf = (item: WireObject): string => String(item.id);
const placeInUnread = (item: WireObject): Place => [loadBalancerIdOf(item), idOf(item)];

function filtersOf({ parent, coversPort: port }: Pick<ListenerQuery, "parent" | "coversPort">) {
  return { loadbalancer_id: parent?.key, port };
}

/** @throws ProblemError INVALID_INPUT */
function checkPlace({ after }: PageRequest): void {
  if (after !== null) placeOf(after);
}
