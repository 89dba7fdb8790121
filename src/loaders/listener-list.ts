import type { Connection } from "../model/connections.js";
import { OF_LISTENER } from "../model/filter-conditions.js";
import { ListenerFilter } from "../model/filters.js";
import type { Listener } from "../model/listener.js";
import { LISTENER_ORDERS, type ListenerOrderField } from "../model/orders.js";
import { joinListings, listingOf } from "../providers/kit/listing.js";
import type { ListenerQuery } from "../providers/provider.js";
import {
  type AskedList,
  askedList,
  type ListContext,
  type ListPlan,
  type OrderedArguments,
  readAsked,
} from "./asked-list.js";
import { listenerStages } from "./filter-stages.js";
import type { Freshness } from "./freshness.js";
import { loadAll, parentsWithAddress } from "./whole-lists.js";

/** @throws ProblemError INVALID_INPUT for arguments that make no sense; TooManyCalls */
export async function listListeners(
  given: OrderedArguments<ListenerFilter, ListenerOrderField>,
  freshness: Freshness,
): Promise<Connection<Listener>> {
  const asked = askedList(ListenerFilter, given, LISTENER_ORDERS, freshness.live.accounts);
  const context = await freshness.atMost(given.maxAgeSeconds);
  const { filter, parent } = asked;
  const query: ListenerQuery = {
    parent,
    protocols: filter.protocols ?? undefined,
    statuses: filter.statuses ?? undefined,
    nameContains: filter.nameContains ?? undefined,
    coversPort: filter.coversPort ?? undefined,
    filter,
  };
  const { loaders } = context;
  const whole = shorterWay(asked, context);
  const isByAddress = whole !== null && asked.named === null;
  return readAsked(
    asked,
    {
      name: "listeners",
      kind: "listener",
      conditions: OF_LISTENER,
      stages: listenerStages(isByAddress ? { ...filter, addresses: null } : filter, loaders),
      whole,
      async list(service, request, call) {
        const found = await service.listListeners(query, request, call);
        if (found.parents) loaders.sawParents(found.parents);
        return found;
      },
    },
    context,
  );
}

/** By their ids, or on those load balancers and accelerators alone that have an address. */
function shorterWay(
  { filter: { addresses }, named, parent }: AskedList<ListenerFilter, Listener>,
  { loaders, budget }: ListContext,
): ListPlan<ListenerFilter, Listener>["whole"] {
  if (named) return ({ account }) => loadAll(loaders.listener, named.get(account.id) ?? []);
  if (!addresses || parent) return null;
  return async (source, call) => {
    const parents = await parentsWithAddress(addresses, source, budget, call);
    loaders.sawParents(parents.items);
    const { items, problems } = await loadAll(loaders.listenersOfParent, parents.items);
    return joinListings([listingOf<Listener>([], [...parents.problems, ...problems]), ...items]);
  };
}
