import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import type { Call } from "../../transport/call.js";
import type { Page, PageRequest } from "../provider.js";
import { type Elb, type Filters, listAll, listPage, MOST_PER_PAGE, type Resource } from "./api.js";

type Keyed = { readonly ref: ResourceRef };

export interface PageQuery<W, T> {
  /** What the cloud checks. */
  readonly filters: Filters;
  readonly toModel: (wire: W) => T;
  /** What is checked here; left out when there is nothing to check. */
  readonly fits?: (item: T) => boolean;
}

/**
 * One page of a list in the order of ids, which is the cloud's. Where items are picked here, the cloud is asked for its
 * largest pages, so that a rare one is found in few calls.
 */
export async function pageOf<W extends { readonly id: string }, T extends Keyed>(
  elb: Elb,
  resource: Resource<W>,
  { filters, toModel, fits }: PageQuery<W, T>,
  { after, limit }: PageRequest,
  call: Call,
): Promise<Page<T>> {
  const asked = { limit: fits ? MOST_PER_PAGE : limit, marker: after ?? undefined };
  const { items: wires, hasMore } = await orAllBehind(
    () => listPage(elb, resource, filters, asked, call),
    async () => {
      const all = await listAll(elb, resource, filters, call);
      return { items: all.filter(({ id }) => after === null || id > after), hasMore: false };
    },
    after,
  );
  const items = wires.map(toModel).filter((item) => !fits || fits(item));
  const page = items.slice(0, limit);
  const isCut = items.length > limit;
  const last = isCut ? page.at(-1)?.ref.key : wires.at(-1)?.id;
  const isWhole = after === null && !isCut && !hasMore;
  return { items: page, next: isCut || hasMore ? (last ?? null) : null, totalCount: isWhole ? page.length : null };
}

/**
 * What the cloud makes of a marker whose object was deleted is not documented; Neutron, where this API comes from, says
 * that it is not there. Then everything is read, and the page is cut here.
 */
async function orAllBehind<T>(page: () => Promise<T>, all: () => Promise<T>, after: string | null): Promise<T> {
  try {
    return await page();
  } catch (error) {
    const isAboutMarker =
      error instanceof ProblemError && (error.code === "NOT_FOUND" || error.code === "INVALID_INPUT");
    if (after === null || !isAboutMarker) throw error;
    return all();
  }
}
