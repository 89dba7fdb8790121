import { GraphQLError } from "graphql";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { CallsPerKey } from "../providers/provider.js";

/** Entries that one page of a cloud's own list holds, on most clouds. */
export const ENTRIES_PER_CALL = 50;

/** About how many calls a page of ours has taken. */
export const callsOfPage = (entries: number): number => Math.max(1, Math.ceil(entries / ENTRIES_PER_CALL));

/** About how many calls take reads of so many keys at one account. */
export const callsOfReads = (
  keys: number,
  reads: readonly (keyof CallsPerKey)[],
  { manifest }: Pick<ConnectedAccount, "manifest">,
): number => reads.reduce((calls, read) => calls + keys * manifest.callsPerKey[read], 0);

/** A list that cannot be had within what an operation may ask of clouds. */
export class TooManyCalls extends GraphQLError {
  constructor(limit: number) {
    const figure = limit.toLocaleString("en-US");
    super(
      `The list needs more than ${figure} calls to clouds, which is the limit (server.limits.maxCloudCalls): its orderBy or filter has to examine every entry. Narrow it with accountIds, parentId, ids, urns or addresses, or omit orderBy.`,
      { extensions: { code: "COST_LIMIT", cloudCallsLimit: limit } },
    );
  }
}

/** What the lists of one operation may ask of clouds that look at more than they show. Counted as it is estimated, by entries. */
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
