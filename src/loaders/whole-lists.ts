import { OF_PARENT } from "../model/filter-conditions.js";
import type { ListenerParent } from "../model/listener-parent.js";
import { asProblem, type ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { Accounts, ConnectedAccount } from "../providers/accounts.js";
import { cutPage } from "../providers/kit/cut-page.js";
import { joinListings, listingOf } from "../providers/kit/listing.js";
import { placeAt } from "../providers/kit/places.js";
import type { Listing, Page, PageRequest } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import type { AccountList } from "./account-reading.js";
import { type CallBudget, callsOfPage } from "./call-budget.js";
import type { PlaceOf } from "./connection.js";
import { MAX_PAGE } from "./page-arguments.js";

/**
 * Lists that are found by another way than the cloud's own list, which would hold much more: by ids, or by what they hang
 * on. They are read whole, and put in the order of the cloud's own list.
 */

type Item = { readonly ref: ResourceRef };

/** Where entries of such lists stand. */
export function placesAt<T extends Item>(accounts: Accounts): PlaceOf<T> {
  return (item) => {
    const { accountId } = item.ref;
    return { accountId, position: placeAt(accounts.get(accountId)!, item) };
  };
}

/** @param read all entries of an account that may fit */
export function wholeList<T extends Item>(
  read: (source: ConnectedAccount, call: Call) => Promise<Listing<T>>,
): AccountList<T>["list"] {
  return async (_service, page, call, source) =>
    cutPage(await read(source, call), page, (item) => placeAt(source, item));
}

interface ManyLoader<K, V> {
  loadMany(keys: readonly K[]): Promise<(V | null | Error)[]>;
}

/** What loaders have for keys; what is gone is left out. */
export async function loadAll<K, V>(loader: ManyLoader<K, V>, keys: readonly K[]): Promise<Listing<V>> {
  const items: V[] = [];
  const problems: ProblemError[] = [];
  for (const value of await loader.loadMany(keys)) {
    if (value instanceof Error) problems.push(asProblem(value));
    else if (value !== null) items.push(value);
  }
  return listingOf(items, problems);
}

/** All pages of a list of one account. */
export async function allPages<T>(
  list: (page: PageRequest) => Promise<Page<T>>,
  budget: CallBudget,
): Promise<Listing<T>> {
  const pages: Listing<T>[] = [];
  let after: string | null = null;
  do {
    const page: Page<T> = await list({ after, limit: MAX_PAGE + 1 });
    budget.spend(callsOfPage(page.items.length));
    pages.push(page);
    after = page.next;
  } while (after !== null);
  return joinListings(pages);
}

/** The load balancers and accelerators of an account that have one of the addresses. */
export async function parentsWithAddress(
  addresses: string[],
  { service }: ConnectedAccount,
  budget: CallBudget,
  call: Call,
): Promise<Listing<ListenerParent>> {
  const { items, problems } = await allPages((page) => service.listParents({}, page, call), budget);
  const hasAddress = OF_PARENT.addresses!(addresses);
  return listingOf(
    items.filter((parent) => hasAddress(parent) === true),
    problems,
  );
}
