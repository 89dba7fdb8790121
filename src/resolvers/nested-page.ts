import type { GraphQLResolveInfo } from "graphql";
import { pageOfList, unreadableConnection } from "../loaders/connection.js";
import { checkPageArguments, type PageArguments } from "../loaders/page-arguments.js";
import { readableOf } from "../loaders/unreadable.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { Connection } from "../model/connections.js";
import type { ResourceRef } from "../model/resource-ref.js";
import { listingOf } from "../providers/kit/listing.js";
import type { Listing } from "../providers/provider.js";
import { reportFault } from "../transport/report-fault.js";
import type { GraphContext } from "./graph-context.js";

/**
 * A page of what hangs on one resource. When it could not be read, be it for a fault of ours, the connection is empty, or
 * has what could be read, and says so in isComplete and sourceProblems, so that the resource itself and its siblings stand.
 */
export async function nestedPage<T extends { readonly ref: ResourceRef }>(
  account: CloudAccount,
  list: Promise<Listing<T> | null>,
  page: PageArguments,
  { call, incomplete }: Pick<GraphContext, "call" | "incomplete">,
  info: GraphQLResolveInfo,
): Promise<Connection<T>> {
  let read: Listing<T> | null;
  try {
    read = await list;
  } catch (error) {
    // The arguments are looked at once the list has settled, so that no rejection is left unhandled.
    checkPageArguments(page);
    return incomplete.noted(unreadableConnection<T>(account, reportFault(error, call, { account: account.id })), info);
  }
  const { items, problems } = readableOf(read ?? listingOf<T>([]));
  const told = problems.map((problem) => reportFault(problem, call, { account: account.id }));
  return incomplete.noted(pageOfList(account, { items, problems: told }, page), info);
}
