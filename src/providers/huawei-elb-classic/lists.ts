import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import { coversPort } from "../../model/port-range.js";
import type { Call } from "../../transport/call.js";
import { asText, type WireObject } from "../../transport/wire.js";
import { byText, cutPage, keyOf } from "../cut-page.js";
import type { ListenerQuery, Page, PageRequest, ParentQuery, ProviderService } from "../provider.js";
import { type Place, placeOf, textOf, walkParents } from "../walk-parents.js";
import * as api from "./api.js";
import type { ClassicAccount } from "./context.js";
import { toLoadBalancer, toPool } from "./mapping.js";
import { withParents } from "./reads.js";
import { readListener } from "./wire-readers.js";

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
        const wires = await api.listListeners(elb, filtersOf(query), call);
        const listeners = (await withParents(context, wires, call)).filter((listener) => fits(listener, query));
        return cutPage(listeners, page, placeIn);
      }
      const { items, ...rest } = await pageOfUnread(query, page, call);
      return { ...rest, items: await withParents(context, items.map(readListener), call) };
    },

    async listPools(query, page, call) {
      checkPlace(page);
      if (query.nameContains) {
        const wires = await api.listListeners(elb, filtersOf(query), call);
        const pools = wires.map((wire) => toPool(account, wire)).filter((pool) => hasName(pool, query));
        return cutPage(pools, page, placeIn);
      }
      const { items, ...rest } = await pageOfUnread(query, page, call);
      return { ...rest, items: items.map((item) => toPool(account, readListener(item))) };
    },

    async listParents(query, page, call) {
      const parents = (await api.listLoadBalancers(elb, call)).map((wire) => toLoadBalancer(account, wire));
      return cutPage(
        parents.filter((parent) => hasName(parent, query)),
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
    if (!parent) length = all.length;
    return cutPage(all, page, (item) => textOf({ parentId: loadBalancerIdOf(item), id: idOf(item) }));
  }

  async function pageByLoadBalancer(start: Place, { limit }: PageRequest, call: Call): Promise<Page<WireObject>> {
    const loadBalancers = await api.listLoadBalancers(elb, call);
    const parentIds = loadBalancers.map(({ id }) => id).sort(byText);
    const read = (loadbalancer_id: string) => api.listUnreadListeners(elb, { loadbalancer_id }, call);
    const { items, next } = await walkParents({ parentIds, perCall: USUAL_LISTENERS, read, idOf }, start, limit);
    const shown = new Set(items.map(loadBalancerIdOf));
    return {
      items,
      next: next && textOf(next),
      totalCount: null,
      parents: loadBalancers.filter(({ id }) => shown.has(id)).map((wire) => toLoadBalancer(account, wire)),
    };
  }
}

const placeIn = ({ ref }: Listener | Pool): string => textOf({ parentId: ref.hint!, id: ref.key });
const idOf = (item: WireObject): string => asText(item.id, "id");
const loadBalancerIdOf = (item: WireObject): string => asText(item.loadbalancer_id, "loadbalancer_id");

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
