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

/**
 * A page of what belongs to one resource. When it cannot be read, even because of an internal error, the connection is
 * empty or has what could be read, and says so in isComplete and sourceProblems, so that the resource itself and its
 * siblings are still returned.
 */
export function nestedPage<T extends { readonly ref: ResourceRef }>(
  owner: Owner,
  list: Soon<Listing<T>>,
  asked: Omit<NestedPage, "source">,
  { call, incomplete, freshness }: Pick<GraphContext, "call" | "incomplete" | "freshness">,
  info: GraphQLResolveInfo,
): Connection<T> | Promise<Connection<T>> {
  const { account } = owner;
  const source = (problem: SourceProblem | undefined) =>
    sourceState(account, owner, freshness.readAtMs(owner), problem);
  const page = { source, ...asked };
  const shown = (read: Listing<T> | null) =>
    incomplete.noted(pageOfList(account, toldOf(read ?? listingOf<T>([]), account, call), page), info);
  const failed = (error: unknown) => {
    // The arguments are validated once the list has settled, so that no rejection is left unhandled.
    checkPageArguments(page);
    const problem = reportFault(error, call, { account: account.id });
    return incomplete.noted(unreadableConnection<T>(account, problem), info);
  };
  if (list instanceof Promise) return list.then(shown, failed);
  return list instanceof Error ? failed(list) : shown(list);
}

function toldOf<T>(listing: Listing<T>, account: CloudAccount, call: GraphContext["call"]): Listing<T> {
  const { items, problems } = listing;
  if (problems.length === 0) return listing;
  return { items, problems: problems.map((problem) => reportFault(problem, call, { account: account.id })) };
}
