import type { GraphQLResolveInfo } from "graphql";
import { type NestedPage, pageOfList, unreadableConnection } from "../loaders/connection.js";
import type { Soon } from "../loaders/keyed-loader.js";
import { checkPageArguments } from "../loaders/page-arguments.js";
import { sourceState } from "../loaders/sources.js";
import type { SourceProblem } from "../model/change-problem.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { Connection } from "../model/connections.js";
import type { ResourceRef } from "../model/resource-ref.js";
import { listingOf } from "../providers/kit/listing.js";
import type { Listing } from "../providers/provider.js";
import { reportFault } from "../transport/report-fault.js";
import type { GraphContext } from "./graph-context.js";

/** What a list belongs to. */
interface Owner {
  readonly ref: ResourceRef;
  readonly account: CloudAccount;
}

/** How a page is asked for. */
interface Asked extends Omit<NestedPage, "source"> {
  readonly context: Pick<GraphContext, "call" | "incomplete" | "freshness">;
  readonly info: GraphQLResolveInfo;
}

/**
 * A page of what belongs to one resource. When it cannot be read, even because of an internal error, the connection is
 * empty or has what could be read, and says so in isComplete and sourceProblems, so that the resource itself and its
 * siblings are still returned.
 */
export function nestedPage<T extends { readonly ref: ResourceRef }>(
  owner: Owner,
  list: Soon<Listing<T>>,
  asked: Asked,
): Connection<T> | Promise<Connection<T>> {
  if (list instanceof Promise) return pageOnceRead(owner, list, asked);
  return list instanceof Error ? unreadablePage<T>(owner, list, asked) : pageOf(owner, list, asked);
}

const pageOnceRead = <T extends { readonly ref: ResourceRef }>(
  owner: Owner,
  list: Promise<Listing<T> | null>,
  asked: Asked,
): Promise<Connection<T>> =>
  list.then(
    (read) => pageOf(owner, read, asked),
    (error: unknown) => unreadablePage<T>(owner, error, asked),
  );

function pageOf<T extends { readonly ref: ResourceRef }>(
  owner: Owner,
  list: Listing<T> | null,
  { first, after, isInOrder, context: { call, incomplete, freshness }, info }: Asked,
): Connection<T> {
  const { account } = owner;
  const source = (problem: SourceProblem | undefined) =>
    sourceState(account, owner, freshness.partsReadAtMs(owner), problem);
  const listing = toldOf(list ?? listingOf<T>([]), account, call);
  return incomplete.noted(pageOfList(account, listing, { first, after, isInOrder, source }), info);
}

function unreadablePage<T extends { readonly ref: ResourceRef }>(
  { account }: Owner,
  error: unknown,
  { first, context: { call, incomplete }, info }: Asked,
): Connection<T> {
  // The arguments are validated once the list has settled, so that no rejection is left unhandled.
  checkPageArguments({ first });
  const problem = reportFault(error, call, { account: account.id });
  return incomplete.noted(unreadableConnection<T>(account, problem), info);
}

function toldOf<T>(listing: Listing<T>, account: CloudAccount, call: GraphContext["call"]): Listing<T> {
  const { items, problems } = listing;
  if (problems.length === 0) return listing;
  return { items, problems: problems.map((problem) => reportFault(problem, call, { account: account.id })) };
}
