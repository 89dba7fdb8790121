import type { Connection } from "../model/connections.js";
import { OF_PARENT } from "../model/filter-conditions.js";
import { ListenerParentFilter } from "../model/filters.js";
import type { ListenerParent } from "../model/listener-parent.js";
import { type ListenerParentOrderField, PARENT_ORDERS } from "../model/orders.js";
import type { ParentQuery } from "../providers/provider.js";
import { askedList, type ListContext, type OrderedArguments, readAsked } from "./asked-list.js";
import { loadAll } from "./whole-lists.js";

/** @throws ProblemError INVALID_INPUT for arguments that make no sense; TooManyCalls */
export async function listParents(
  given: OrderedArguments<ListenerParentFilter, ListenerParentOrderField>,
  context: ListContext,
): Promise<Connection<ListenerParent>> {
  const asked = askedList(ListenerParentFilter, given, PARENT_ORDERS, context.accounts);
  const { filter, named } = asked;
  const query: ParentQuery = { nameContains: filter.nameContains ?? undefined };
  const { loaders } = context;
  return readAsked(
    asked,
    {
      name: "parents",
      conditions: OF_PARENT,
      stages: [],
      whole: named ? ({ account }) => loadAll(loaders.parent, named.get(account.id) ?? []) : null,
      list: (service, request, call) => service.listParents(query, request, call),
    },
    context,
  );
}
