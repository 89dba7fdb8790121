import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import { coversPort } from "../../model/port-range.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { byText, cutPage, keyOf } from "../kit/cut-page.js";
import { listByParent, type Place, pageOfPart, partBehind, placeOf, placeText } from "../kit/list-by-parent.js";
import { filterListing, listingOf, mapListing } from "../kit/listing.js";
import type { ListenerQuery, Page, PageRequest, ParentQuery, ProviderService } from "../provider.js";
import * as api from "./api.js";
import type { ClassicAccount } from "./context.js";
import { toLoadBalancer, toPool } from "./mapping.js";
import { withParents } from "./reads.js";
import { readListener, type WireListener } from "./wire.js";

type Lists = Pick<ProviderService, "listListeners" | "listPools" | "listParents">;

/** Listeners beyond which the list of everything is too long to be read for every page. */
const LONG_LIST = 2_000;
/** Listeners that a load balancer is taken to have until some have been seen. */
const USUAL_LISTENERS = 50;

/**
 * Lists of listeners, and of the pools that they imply, go by load balancer, then by listener. The API has no pages: each
 * page of ours is cut from the list of everything, which takes one call. Once that has turned out to be long, pages behind
 * the first are read load balancer by load balancer: more calls, but each page costs what is on it.
 */
export function createLists(context: ClassicAccount): Lists {
  const { account, elb } = context;
  /** How long the list of everything was when it was read last. */
  let length = 0;

  return {
    async listListeners(query, page, call) {
      checkPlace(page);
      if (isConditional(query)) {
        const { items, problems } = await api.listListeners(elb, filtersOf(query), call);
        const listeners = listingOf(await withParents(context, items, call), problems);
        return cutPage(
          filterListing(listeners, (listener) => fits(listener, query)),
          page,
          placeTextIn,
        );
      }
      const { items, problems, next, totalCount, parents } = await pageOfUnread(query, page, call);
      const read = mapListing({ items, problems }, readListener);
      const listeners = await withParents(context, read.items, call);
      return { items: listeners, problems: read.problems, next, totalCount, parents };
    },

    async listPools(query, page, call) {
      checkPlace(page);
      const toModel = (wire: WireListener) => toPool(account, wire);
      if (query.nameContains) {
        const pools = mapListing(await api.listListeners(elb, filtersOf(query), call), toModel);
        return cutPage(
          filterListing(pools, (pool) => hasName(pool, query)),
          page,
          placeTextIn,
        );
      }
      const { items, problems, next, totalCount, parents } = await pageOfUnread(query, page, call);
      const pools = mapListing({ items, problems }, (item) => toModel(readListener(item)));
      return { ...pools, next, totalCount, parents };
    },

    async listParents(query, page, call) {
      const parents = mapListing(await api.listLoadBalancers(elb, call), (wire) => toLoadBalancer(account, wire));
      return cutPage(
        filterListing(parents, (parent) => hasName(parent, query)),
        page,
        keyOf,
      );
    },
  };

  /** A page of listeners as they came: only those that are shown are looked into. */
  async function pageOfUnread(
    { parent }: Pick<ListenerQuery, "parent">,
    page: PageRequest,
    call: Call,
  ): Promise<Page<WireObject>> {
    if (page.after !== null && !parent && length > LONG_LIST)
      return pageByLoadBalancer(placeOf(page.after), page, call);
    const all = await api.listUnreadListeners(elb, { loadbalancer_id: parent?.key }, call);
    if (!parent) length = all.items.length;
    return cutPage(all, page, (item) => placeText(placeInUnread(item)));
  }

  async function pageByLoadBalancer(start: Place, { limit }: PageRequest, call: Call): Promise<Page<WireObject>> {
    const loadBalancers = await api.listLoadBalancers(elb, call);
    const ids = loadBalancers.items.map(({ id }) => id).sort(byText);
    const part = await listByParent<string, WireObject>(
      {
        parents: ids.filter((id) => id >= start[0]!),
        perCall: USUAL_LISTENERS,
        read: async (loadbalancer_id) =>
          partBehind(start, [loadbalancer_id], await api.listUnreadListeners(elb, { loadbalancer_id }, call), idOf),
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
      parents: loadBalancers.items.filter(({ id }) => shown.has(id)).map((wire) => toLoadBalancer(account, wire)),
    };
  }
}

const placeTextIn = ({ ref }: Listener | Pool): string => placeText([ref.hint!, ref.key]);
// Both were looked at when the list was read.
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

/** Whether there are conditions that are checked here, on listeners in our own words. */
function isConditional({ nameContains, protocols, statuses, coversPort: port }: ListenerQuery): boolean {
  return Boolean(nameContains) || Boolean(protocols) || Boolean(statuses) || port !== undefined;
}

/** The whole list is here anyway, so every condition is checked, which makes pages full and the count exact. */
function fits(listener: Listener, query: ListenerQuery): boolean {
  const { protocols, statuses, coversPort: port } = query;
  return (
    hasName(listener, query) &&
    (!protocols || protocols.includes(listener.protocol)) &&
    (!statuses || statuses.includes(listener.status)) &&
    (port === undefined || coversPort(listener.portRanges, port))
  );
}

/** Capitals do not matter. */
function hasName({ name }: { readonly name: string | null }, { nameContains }: ParentQuery): boolean {
  return !nameContains || (name ?? "").toLowerCase().includes(nameContains.toLowerCase());
}
