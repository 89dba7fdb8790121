import { pageOfList, sourceProblemOf, unreadableConnection } from "../loaders/connection.js";
import { checkPageArguments, type PageArguments } from "../loaders/page-arguments.js";
import { readableOf } from "../loaders/unreadable.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { Connection } from "../model/connections.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";

/**
 * A page of what hangs on one resource. When it could not be read the connection is empty and says so in isComplete
 * and sourceProblems, so that the resource itself and its siblings stand.
 */
export function nestedPage<T extends { readonly ref: ResourceRef }>(
  account: CloudAccount,
  list: Promise<readonly T[] | null>,
  page: PageArguments,
): Promise<Connection<T>> {
  return list.then(
    (read) => {
      const { items, problem } = readableOf(read ?? []);
      return pageOfList(items, page, problem ? [sourceProblemOf(account, problem)] : []);
    },
    (error: unknown) => {
      // The arguments are looked at once the list has settled, so that no rejection is left unhandled.
      checkPageArguments(page);
      if (error instanceof ProblemError) return unreadableConnection<T>(account, error);
      throw error;
    },
  );
}
