import { ProblemError } from "../../model/problem-error.js";
import { type Call, withinCall } from "../../transport/call.js";
import type { Clock } from "../../transport/clock.js";
import { problemOr } from "../outcomes.js";
import type { Listing } from "../provider.js";
import { inChunks, type Outcomes, readEach, runKeyed } from "./keyed-reads.js";
import { filterListing, listingOf } from "./listing.js";

/** A list filter that may be repeated in one call, and then matches any of the values. */
export interface RepeatedFilter<T> {
  /** The list's owner; the knowledge about its server lives as long. */
  readonly owner: object;
  readonly clock: Clock;
  /** Values in one call. */
  readonly perCall: number;
  ask(values: readonly string[]): Promise<Listing<T>>;
  /** An object's values under the filter; none if it does not say. */
  valuesOf(item: T): readonly string[];
  /** The problem of an object that does not say which of several values it has. */
  unplaced(item: T): ProblemError;
}

/** What is known about how a server treats a filter with several values. */
interface Server {
  /** Whether it answers such a call at all. */
  accepts: boolean;
  /** Whether some answer had objects with several values. */
  heedsAll: boolean;
  /** Milliseconds since 1970 until which it is asked for one value at a time. */
  oneByOneUntil: number;
  /** The first call of this kind, while it is in flight. */
  probe: Promise<unknown> | null;
}

const servers = new WeakMap<object, Server>();

/** How long a server that failed on such a filter is asked for one value at a time. It may have been an outage. */
const BROKEN_FOR_MS = 10 * 60_000;

/**
 * The objects for each of the values, in few calls. Neutron treats a repeated filter as any of its values; other
 * servers refuse such a call, fail on it, or use one value. So the result is checked against the request, and a server
 * that accepts one value at a time is asked like that from then on.
 */
export function readByFilter<T>(
  values: Iterable<string>,
  filter: RepeatedFilter<T>,
  call: Call,
): Promise<Outcomes<Listing<T>>> {
  const batches = inChunks([...new Set(values)], filter.perCall);
  return runKeyed(batches.map((keys) => ({ keys, run: () => readBatch(keys, filter, call) })));
}

async function readBatch<T>(
  values: readonly string[],
  filter: RepeatedFilter<T>,
  call: Call,
): Promise<Outcomes<Listing<T>>> {
  const { owner, clock } = filter;
  const server = servers.get(owner) ?? { accepts: false, heedsAll: false, oneByOneUntil: 0, probe: null };
  servers.set(owner, server);
  const isOneByOne = () => values.length === 1 || clock.now() < server.oneByOneUntil;
  // To the breaker, several failing calls look like an outage, so the first one goes alone.
  while (!isOneByOne() && server.probe) await withinCall(call, clock, server.probe);
  if (isOneByOne()) return readOneByOne(values, filter);
  const reading = readTogether(values, filter, server);
  if (!server.accepts) {
    const probe = problemOr(reading).finally(() => {
      server.probe = null;
    });
    server.probe = probe;
  }
  return reading;
}

async function readTogether<T>(
  values: readonly string[],
  filter: RepeatedFilter<T>,
  server: Server,
): Promise<Outcomes<Listing<T>>> {
  const found = await problemOr(filter.ask(values));
  if (found instanceof ProblemError) return insteadOf(found, values, filter, server);
  server.accepts = true;
  const held = found.items.map(filter.valuesOf);
  const placed = placedByValue(found, held, values, filter);
  // No single value explains all results.
  server.heedsAll ||= !values.some((value) => held.every((some) => some.length === 0 || some.includes(value)));
  if (server.heedsAll) return placed;
  const missing = values.filter((value) => placed.get(value)!.items.length === 0);
  const rest = await readOneByOne(missing, filter);
  if ([...rest.values()].some((one) => !(one instanceof ProblemError) && one.items.length > 0))
    server.oneByOneUntil = Number.POSITIVE_INFINITY;
  return new Map([...placed, ...rest]);
}

/**
 * The result of one value at a time, after several were refused.
 * @throws ProblemError the refusal, if that is no better
 */
async function insteadOf<T>(
  refusal: ProblemError,
  values: readonly string[],
  filter: RepeatedFilter<T>,
  server: Server,
): Promise<Outcomes<Listing<T>>> {
  const isAboutForm = refusal.retry === "never" || refusal.retry === "transient";
  if (server.accepts || !isAboutForm) throw refusal;
  const [first, ...others] = values;
  const own = await problemOr(readOne(first!, filter));
  if (own instanceof ProblemError) throw refusal;
  server.oneByOneUntil = refusal.retry === "never" ? Number.POSITIVE_INFINITY : filter.clock.now() + BROKEN_FOR_MS;
  return new Map([[first!, own], ...(await readOneByOne(others, filter))]);
}

const readOneByOne = <T>(values: readonly string[], filter: RepeatedFilter<T>): Promise<Outcomes<Listing<T>>> =>
  readEach(values, (value) => readOne(value, filter));

/** An object that does not have the field is assumed to match the requested value. */
async function readOne<T>(value: string, { ask, valuesOf }: RepeatedFilter<T>): Promise<Listing<T>> {
  return filterListing(await ask([value]), (item) => {
    const held = valuesOf(item);
    return held.length === 0 || held.includes(value);
  });
}

/** @param held the values of each of the objects */
function placedByValue<T>(
  { items, problems }: Listing<T>,
  held: readonly (readonly string[])[],
  values: readonly string[],
  { unplaced }: RepeatedFilter<T>,
): Map<string, Listing<T>> {
  const groups = new Map(values.map((value) => [value, [] as T[]]));
  const all = [...problems];
  for (const [index, item] of items.entries()) {
    const own = held[index]!;
    if (own.length === 0) all.push(unplaced(item));
    for (const value of own) groups.get(value)?.push(item);
  }
  return new Map([...groups].map(([value, some]) => [value, listingOf(some, all)]));
}
