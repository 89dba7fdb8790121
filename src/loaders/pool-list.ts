import type { Connection } from "../model/connections.js";
import { OF_POOL } from "../model/filter-conditions.js";
import { PoolFilter } from "../model/filters.js";
import { POOL_ORDERS, type PoolOrderField } from "../model/orders.js";
import type { Pool } from "../model/pool.js";
import { joinListings, listingOf } from "../providers/kit/listing.js";
import type { PoolQuery } from "../providers/provider.js";
import {
  type AskedList,
  askedList,
  type ListContext,
  type ListPlan,
  type OrderedArguments,
  readAsked,
} from "./asked-list.js";
import { poolStages, stageOfParent } from "./filter-stages.js";
import type { Freshness } from "./freshness.js";
import { allPages, loadAll, parentsWithAddress } from "./whole-lists.js";

/** @throws ProblemError INVALID_INPUT for arguments that make no sense; TooManyCalls */
export async function listPools(
  given: OrderedArguments<PoolFilter, PoolOrderField>,
  freshness: Freshness,
): Promise<Connection<Pool>> {
  const asked = askedList(PoolFilter, given, POOL_ORDERS, freshness.live.accounts);
  const context = await freshness.atMost(given.maxAgeSeconds);
  const { filter, parent, named } = asked;
  const query: PoolQuery = { parent, nameContains: filter.nameContains ?? undefined, filter };
  const { loaders } = context;
  const whole = shorterWay(asked, context);
  const isByAddress = whole !== null && named === null;
  const stages = poolStages(isByAddress ? { ...filter, addresses: null } : filter, loaders);
  return readAsked(
    asked,
    {
      name: "pools",
      kind: "pool",
      conditions: OF_POOL,
      // Not every cloud tells a pool's parent; its own list of those of a parent has the last word, where that was asked.
      stages: named && parent ? [stageOfParent(parent, loaders), ...stages] : stages,
      whole,
      list: (service, request, call) => service.listPools(query, request, call),
    },
    context,
  );
}

/** By their ids, or on those load balancers and accelerators alone that have an address. */
function shorterWay(
  { filter: { addresses }, named, parent }: AskedList<PoolFilter, Pool>,
  { loaders, budget }: ListContext,
): ListPlan<PoolFilter, Pool>["whole"] {
  if (named) return ({ account }) => loadAll(loaders.pool, named.get(account.id) ?? []);
  if (!addresses || parent) return null;
  return async (source, call) => {
    const parents = await parentsWithAddress(addresses, source, budget, call);
    const pools = await Promise.all(
      parents.items.map(({ ref }) => allPages((page) => source.service.listPools({ parent: ref }, page, call), budget)),
    );
    return joinListings([listingOf<Pool>([], parents.problems), ...pools]);
  };
}
