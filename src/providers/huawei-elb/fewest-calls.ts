import type { Call } from "../../transport/call.js";
import { filterListing, joinListings } from "../kit/listing.js";
import type { Listing } from "../provider.js";
import { type Elb, listAll, type Resource } from "./api.js";

/**
 * Many objects in few calls: a filter may be named several times, and then any of the values will do. So Neutron reads
 * it, where this API comes from; the vendor's pages do not say. A server that heeds one of the values only gives itself
 * away by objects of one value at most; then the other values are asked for one by one, until some answer has proved the first
 * reading right.
 */
const proven = new WeakSet<Elb>();

/** Values in one call, which makes an address of 2 kilobytes. */
const VALUES_PER_CALL = 50;

type Identified = { readonly id: string };

/**
 * The objects with these ids, in no order; an id that nothing has is left out. Single objects are read from the list,
 * too: an object read by its own path lacks some fields that lists have (a listener's idle times).
 */
export function byIds<T extends Identified>(
  elb: Elb,
  resource: Resource<T>,
  ids: Iterable<string>,
  call: Call,
): Promise<Listing<T>> {
  return byValues(elb, resource, { filter: "id", valuesOf: ({ id }) => [id] }, ids, call);
}

interface Filter<T> {
  readonly filter: string;
  readonly valuesOf: (item: T) => readonly string[];
}

/** The objects that have one of the values under the filter. */
export async function byValues<T extends Identified>(
  elb: Elb,
  resource: Resource<T>,
  filter: Filter<T>,
  values: Iterable<string>,
  call: Call,
): Promise<Listing<T>> {
  const wanted = [...new Set(values)].filter(canBeId);
  const starts = Array.from({ length: Math.ceil(wanted.length / VALUES_PER_CALL) }, (_, index) => index);
  const found = await Promise.all(
    starts.map((index) => {
      const batch = wanted.slice(index * VALUES_PER_CALL, (index + 1) * VALUES_PER_CALL);
      return oneBatch(elb, resource, filter, batch, call);
    }),
  );
  return joinListings(found);
}

/** What cannot be an id is the id of nothing, and would spoil the call for the others. */
export function canBeId(text: string): boolean {
  return /^[\w-]{1,64}$/.test(text);
}

async function oneBatch<T extends Identified>(
  elb: Elb,
  resource: Resource<T>,
  { filter, valuesOf }: Filter<T>,
  values: readonly string[],
  call: Call,
): Promise<Listing<T>> {
  const having = async (some: readonly string[]) =>
    filterListing(await listAll(elb, resource, { [filter]: some }, call), (item) => hasOneOf(valuesOf(item), some));
  const found = await having(values);
  const seen = new Set(found.items.flatMap(valuesOf));
  const missing = values.filter((value) => !seen.has(value));
  if (values.length - missing.length > 1) proven.add(elb);
  if (values.length === 1 || proven.has(elb)) return found;
  const rest = await Promise.all(missing.map((value) => having([value])));
  return joinListings([found, ...rest]);
}

function hasOneOf(held: readonly string[], wanted: readonly string[]): boolean {
  return held.some((value) => wanted.includes(value));
}
