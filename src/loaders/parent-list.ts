import type { Connection } from "../model/connections.js";
import { OF_PARENT } from "../model/filter-conditions.js";
import { ListenerParentFilter } from "../model/filters.js";
import type { ListenerParent } from "../model/listener-parent.js";
import { type ListenerParentOrderField, PARENT_ORDERS } from "../model/orders.js";
import type { ParentQuery } from "../providers/provider.js";
import { askedList, type OrderedArguments, readAsked } from "./asked-list.js";
import type { Freshness } from "./freshness.js";
import { loadAll } from "./whole-lists.js";

/** @throws ProblemError INVALID_INPUT for arguments that make no sense; TooManyCalls */
export async function listParents(
  given: OrderedArguments<ListenerParentFilter, ListenerParentOrderField>,
  freshness: Freshness,
): Promise<Connection<ListenerParent>> {
  const asked = askedList(ListenerParentFilter, given, PARENT_ORDERS, freshness.live.accounts);
  const context = await freshness.atMost(given.maxAgeSeconds);
  const { filter, named } = asked;
  const query: ParentQuery = { nameContains: filter.nameContains ?? undefined, filter };
  const { loaders } = context;
  const connection = await readAsked(
    asked,
    {
      name: "parents",
      kind: "parent",
      conditions: OF_PARENT,
      stages: [],
      whole: named ? ({ account }) => loadAll(loaders.parent, named.get(account.id) ?? []) : null,
      list: (service, request, call) => service.listParents(query, request, call),
    },
    context,
  );
  loaders.sawParents(connection.nodes);
  return connection;
}
