import type { Call } from "../../transport/call.js";
import { type Elb, listAll, type Resource } from "./api.js";

/** Many objects in few calls: by their ids, many in one list. */

/** Ids in one call, which makes an address of 2 kilobytes. */
export const IDS_PER_CALL = 50;

type Identified = { readonly id: string };

/** How many calls it takes to read so many objects by id. */
export function callsForIds(ids: number): number {
  return Math.ceil(ids / IDS_PER_CALL);
}

/**
 * The objects with these ids, in no order; an id that nothing has is left out. Single objects are read from the list,
 * too: an object read by its own path lacks some fields that lists have (a listener's idle times).
 */
export async function byIds<T extends Identified>(
  elb: Elb,
  resource: Resource<T>,
  ids: Iterable<string>,
  call: Call,
): Promise<T[]> {
  const wanted = [...new Set(ids)].filter(canBeId);
  const starts = Array.from({ length: callsForIds(wanted.length) }, (_, index) => index * IDS_PER_CALL);
  const found = await Promise.all(
    starts.map((start) => batch(elb, resource, wanted.slice(start, start + IDS_PER_CALL), call)),
  );
  return found.flat();
}

/** What cannot be an id is the id of nothing, and would spoil the call for the others. */
function canBeId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}

/**
 * That a filter may be named several times is how Neutron reads it, and not said in the vendor's pages. A server that
 * takes one of the values only gives itself away by finding one object at most; then each id is asked for by itself.
 */
async function batch<T extends Identified>(
  elb: Elb,
  resource: Resource<T>,
  ids: readonly string[],
  call: Call,
): Promise<T[]> {
  const found = await named(elb, resource, ids, call);
  if (ids.length === 1 || found.length > 1) return found;
  const missing = ids.filter((id) => found.every((one) => one.id !== id));
  const single = await Promise.all(missing.map((id) => named(elb, resource, [id], call)));
  return [...found, ...single.flat()];
}

async function named<T extends Identified>(
  elb: Elb,
  resource: Resource<T>,
  ids: readonly string[],
  call: Call,
): Promise<T[]> {
  const listed = await listAll(elb, resource, { id: ids }, call);
  return listed.filter(({ id }) => ids.includes(id));
}
