import type { GraphQLResolveInfo } from "graphql";
import type { KeyedLoader } from "../loaders/keyed-loader.js";
import type { RequestLoaders } from "../loaders/request-loaders.js";
import type { Listener } from "../model/listener.js";
import type { Pool } from "../model/pool.js";
import type { Listing } from "../providers/provider.js";
import { CLOUD_READS } from "./cloud-reads.js";
import type { GraphContext } from "./graph-context.js";
import { PAGE } from "./list-directives.js";
import { selects } from "./selects.js";

/** From the field of a list to its entries. */
type Way = readonly string[];

/** The ways to the entries of a connection. */
export const NODES: readonly Way[] = [["nodes"], ["edges", "node"]];

const below = (ways: readonly Way[], field: string): Way[] => ways.map((way) => [...way, field]);

type ReadsAhead<T> = (
  things: readonly T[],
  context: Pick<GraphContext, "freshness">,
  info: GraphQLResolveInfo,
) => Promise<void>;

/** Whether a list's field selects this field of its entries, and no other one that is read: those would have to wait. */
function selectsOnly(field: string, type: "Listener" | "Pool", ways: readonly Way[]) {
  const others = Object.keys(CLOUD_READS).filter((read) => read.startsWith(`${type}.`) && read !== `${type}.${field}`);
  const asks = selects(...below(ways, field));
  const asksMore = selects(...others.flatMap((read) => below(ways, read.slice(type.length + 1))));
  return (info: GraphQLResolveInfo): boolean => asks(info) && !asksMore(info);
}

/**
 * Reads the members of a list's pools, if its field selects them, before the list is there: all in one batch, and without
 * a handful of promises for each pool.
 */
export function readsMembersAhead(ways: readonly Way[]): ReadsAhead<Pool> {
  const asksMembers = selectsOnly("members", "Pool", ways);
  return async (pools, context, info) => {
    if (asksMembers(info)) await readAll(pools, context, ({ membersOfPool }) => membersOfPool);
  };
}

/** The same for the pools of a list's listeners, with the members of those that will be shown. */
export function readsPoolsAhead(ways: readonly Way[]): ReadsAhead<Listener> {
  const asksPools = selectsOnly("pools", "Listener", ways);
  const readMembers = readsMembersAhead(below(ways, "pools").flatMap((way) => NODES.map((node) => [...way, ...node])));
  return async (listeners, context, info) => {
    if (!asksPools(info)) return;
    const listings = await readAll(listeners, context, ({ poolsOfListener }) => poolsOfListener);
    await readMembers(
      listings.flatMap(({ items }) => (items.length > PAGE ? items.slice(0, PAGE) : items)),
      context,
      info,
    );
  };
}

/** What could be read of each. */
async function readAll<T extends object, U>(
  things: readonly T[],
  { freshness }: Pick<GraphContext, "freshness">,
  loaderOf: (loaders: RequestLoaders) => KeyedLoader<T, Listing<U>>,
): Promise<Listing<U>[]> {
  const views = [...freshness.grouped(things)];
  const found = await Promise.all(views.map(([{ loaders }, own]) => loaderOf(loaders).readAhead(own)));
  return found.flat();
}
