import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Collection, Entry } from "../../../sandbox/store.js";
import { badRequest, missing } from "./answers.js";
import type { Request } from "./request.js";
import type { Dialect } from "./state.js";

/** What a list is made from. */
export interface Listing<T> {
  readonly name: string;
  readonly entries: Collection<T>;
  /** Only of this group. */
  readonly group?: string;
  /** The filter that names a group. */
  readonly groupFilter?: string;
  readonly filters: readonly string[];
  /** What a filter is compared with; left out: the field of that name. */
  readonly valuesOf?: (entry: Entry<T>, filter: string) => readonly unknown[] | undefined;
  readonly show: (entry: Entry<T>) => object;
}

/** Entries that meet the filters, in the order of their ids. */
interface Selection<T> {
  /** Some of them from the marker on, and whether there are more. */
  page(after: string | undefined, limit: number): { readonly entries: readonly Entry<T>[]; readonly hasMore: boolean };
  all(): readonly Entry<T>[];
}

const PAGING = ["limit", "marker", "page_reverse", "sort_key", "sort_dir"];

/**
 * A list in the order of ids, with links when it is asked for in pages. Sources: pages "paging" and "order of results".
 * What unknown filters lead to is not documented; they are refused here.
 */
export function listAnswer<T>(listing: Listing<T>, request: Request, dialect: Dialect): SandboxResponse {
  const { name, entries, show } = listing;
  const { query } = request;
  const selection = select(listing, filtersIn(listing, query, dialect));
  const limit = query.get("limit");
  if (limit === null) return { status: 200, body: { [name]: sorted(selection.all(), query).map(show) } };
  if (!/^[1-9]\d{0,8}$/.test(limit)) throw badRequest(`Invalid input for limit. Reason: '${limit}' is not an integer.`);
  const marker = query.get("marker") ?? undefined;
  if (marker !== undefined && dialect.refusesGoneMarkers && !entries.get(marker)) throw missing(name, marker);
  const isReverse = query.get("page_reverse")?.toLowerCase() === "true";
  const page = isReverse ? pageBefore(selection.all(), marker, Number(limit)) : selection.page(marker, Number(limit));
  const links = linksOf(request, page.entries, isReverse, page.hasMore);
  return { status: 200, body: { [name]: page.entries.map(show), [`${name}_links`]: links } };
}

function filtersIn<T>(
  { filters }: Listing<T>,
  query: URLSearchParams,
  { takesLastFilterOnly }: Dialect,
): ReadonlyMap<string, readonly string[]> {
  const wanted = new Map<string, readonly string[]>();
  for (const name of new Set(query.keys())) {
    if (PAGING.includes(name)) continue;
    if (!filters.includes(name)) throw badRequest(`Unrecognized attribute(s) '${name}'`);
    wanted.set(name, takesLastFilterOnly ? query.getAll(name).slice(-1) : query.getAll(name));
  }
  return wanted;
}

function select<T>(listing: Listing<T>, wanted: ReadonlyMap<string, readonly string[]>): Selection<T> {
  const { entries, groupFilter } = listing;
  const where = (entry: Entry<T>) => [...wanted].every(([name, values]) => fits(listing, entry, name, values));
  const ids = wanted.get("id");
  if (ids) {
    const rows = [...new Set(ids)].sort().flatMap((id) => entries.get(id) ?? []);
    return selectionOf(rows.filter(where));
  }
  const groups = groupFilter === undefined ? undefined : wanted.get(groupFilter);
  const group = listing.group ?? (groups?.length === 1 ? groups[0] : undefined);
  const walk = { ...(group === undefined ? {} : { group }), ...(wanted.size === 0 ? {} : { where }) };
  return {
    page: (after, limit) => entries.page({ ...walk, after, limit }),
    all: () => entries.list(walk),
  };
}

function selectionOf<T>(rows: readonly Entry<T>[]): Selection<T> {
  return {
    page(after, limit) {
      const rest = after === undefined ? rows : rows.filter(({ id }) => id > after);
      return { entries: rest.slice(0, limit), hasMore: rest.length > limit };
    },
    all: () => rows,
  };
}

function fits<T>(listing: Listing<T>, entry: Entry<T>, filter: string, wanted: readonly string[]): boolean {
  const fields: Readonly<Record<string, unknown>> = { id: entry.id, ...entry.value };
  const values = listing.valuesOf?.(entry, filter) ?? [fields[filter]].flat();
  return values.some((value) => wanted.includes(String(value ?? "")));
}

function sorted<T>(rows: readonly Entry<T>[], query: URLSearchParams): readonly Entry<T>[] {
  const keys = query.getAll("sort_key");
  const directions = query.getAll("sort_dir");
  if (keys.length !== directions.length) throw badRequest("The number of sort_keys and sort_dirs must be same");
  const field = ({ id, value }: Entry<T>, key: string) =>
    String(({ id, ...value } as Readonly<Record<string, unknown>>)[key] ?? "");
  return [...rows].sort((a, b) => {
    const orders = keys.map((key, index) => {
      const order = field(a, key).localeCompare(field(b, key));
      return directions[index] === "desc" ? -order : order;
    });
    return orders.find((order) => order !== 0) ?? 0;
  });
}

function pageBefore<T>(rows: readonly Entry<T>[], marker: string | undefined, limit: number) {
  const before = marker === undefined ? rows : rows.filter(({ id }) => id < marker);
  return { entries: before.slice(-limit), hasMore: before.length > limit };
}

/** The samples have a way back on the first page, too, and a capital T. */
function linksOf<T>(
  { query, address }: Request,
  page: readonly Entry<T>[],
  isReverse: boolean,
  hasMore: boolean,
): readonly object[] {
  const [first, last] = [page[0], page.at(-1)];
  if (!first || !last) return [];
  const link = (rel: "next" | "previous", marker: string) => {
    const to = new URLSearchParams(query);
    to.delete("page_reverse");
    to.set("marker", marker);
    if (rel === "previous") to.set("page_reverse", "True");
    return { href: `${address}?${to}`, rel };
  };
  const next = link("next", last.id);
  const previous = link("previous", first.id);
  if (isReverse) return hasMore ? [next, previous] : [next];
  return hasMore ? [next, previous] : [previous];
}
