import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { cutPage, keyOf } from "../cut-page.js";
import type { Page, PageRequest } from "../provider.js";
import { type Filters, listAll, listPage, MAX_PAGE, type Resource } from "./api.js";

type Keyed = { readonly ref: ResourceRef };

/**
 * A page as the cloud cuts it, from the marker on. What the cloud makes of a marker whose object was deleted is not
 * documented; where it refuses, everything is read and the page is cut here.
 */
export async function markedPage<W extends { readonly id: string }, T extends Keyed>(
  client: CloudClient,
  resource: Resource<W>,
  filters: Filters,
  page: PageRequest,
  call: Call,
  toModel: (wire: W) => T,
): Promise<Page<T>> {
  const { after, limit } = page;
  try {
    const { items, nextMarker } = await listPage(
      client,
      resource,
      { ...filters, limit, marker: after ?? undefined },
      call,
    );
    const isWhole = after === null && nextMarker === null;
    return { items: items.map(toModel), next: nextMarker, totalCount: isWhole ? items.length : null };
  } catch (error) {
    const isAboutMarker =
      error instanceof ProblemError && (error.code === "NOT_FOUND" || error.code === "INVALID_INPUT");
    if (after === null || !isAboutMarker) throw error;
    return cutPage((await listAll(client, resource, filters, call)).map(toModel), page, keyOf);
  }
}

/**
 * A page of what fits conditions that the cloud cannot check: its pages are read from the place on, the largest there
 * are, and looked through until there is enough. No more than one of them is held at a time.
 */
export async function sievedPage<T extends Keyed>(
  read: (page: PageRequest) => Promise<Page<T>>,
  keep: (item: T) => boolean,
  { after, limit }: PageRequest,
): Promise<Page<T>> {
  const found: T[] = [];
  let place = after;
  do {
    const page = await read({ after: place, limit: MAX_PAGE });
    found.push(...page.items.filter(keep));
    // A server that ignores the marker would go on for ever.
    if (page.next === place) break;
    place = page.next;
  } while (place !== null && found.length <= limit);
  const items = found.slice(0, limit);
  const hasMore = found.length > limit;
  return {
    items,
    next: hasMore ? (items.at(-1)?.ref.key ?? null) : null,
    totalCount: after === null && !hasMore ? found.length : null,
  };
}
