import { GraphQLError } from "graphql";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { CallsPerKey } from "../providers/provider.js";

/** Entries on one page of a cloud's own list, on most clouds. */
export const ENTRIES_PER_CALL = 50;

/** An estimate of the calls for one page of this graph. */
export const callsOfPage = (entries: number): number => Math.max(1, Math.ceil(entries / ENTRIES_PER_CALL));

/** An estimate of the calls for reading this many keys of one account. */
export const callsOfReads = (
  keys: number,
  reads: readonly (keyof CallsPerKey)[],
  { manifest }: Pick<ConnectedAccount, "manifest">,
): number => reads.reduce((calls, read) => calls + keys * manifest.callsPerKey[read], 0);

/** A list that would exceed the operation's limit of calls to clouds. */
export class TooManyCalls extends GraphQLError {
  constructor(limit: number) {
    const figure = limit.toLocaleString("en-US");
    super(
      `The list needs more than ${figure} calls to clouds, which is the limit (server.limits.maxCloudCalls): its orderBy or filter has to examine every entry. Narrow it with accountIds, parentId, ids, urns or addresses, or omit orderBy.`,
      { extensions: { code: "COST_LIMIT", cloudCallsLimit: limit } },
    );
  }
}

/**
 * The calls left for the lists of one operation that examine more entries than they return. Calls are estimated from
 * entries.
 */
export class CallBudget {
  #spent = 0;

  /** @param limit calls */
  constructor(private readonly limit: number) {}

  /** @throws TooManyCalls */
  spend(calls: number): void {
    this.#spent += calls;
    if (this.#spent > this.limit) throw new TooManyCalls(this.limit);
  }
}
