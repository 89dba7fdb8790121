import { pageOfList, unreadableConnection } from "../loaders/connection.js";
import { checkPageArguments, type PageArguments } from "../loaders/page-arguments.js";
import { readableOf } from "../loaders/unreadable.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { Connection } from "../model/connections.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import { listingOf } from "../providers/kit/listing.js";
import type { Listing } from "../providers/provider.js";

/**
 * A page of what hangs on one resource. When it could not be read the connection is empty, or has what could be read, and
 * says so in isComplete and sourceProblems, so that the resource itself and its siblings stand.
 */
export function nestedPage<T extends { readonly ref: ResourceRef }>(
  account: CloudAccount,
  list: Promise<Listing<T> | null>,
  page: PageArguments,
): Promise<Connection<T>> {
  return list.then(
    (read) => pageOfList(account, readableOf(read ?? listingOf<T>([])), page),
    (error: unknown) => {
      // The arguments are looked at once the list has settled, so that no rejection is left unhandled.
      checkPageArguments(page);
      if (error instanceof ProblemError) return unreadableConnection<T>(account, error);
      throw error;
    },
  );
}
