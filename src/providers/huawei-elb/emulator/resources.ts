import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Changes, Fields, Values } from "../../../sandbox/fields.js";
import { type Listing, type ListQuery, pageOf } from "../../../sandbox/rest-lists.js";
import type { RestRequest } from "../../../sandbox/rest-request.js";
import { type Resource, resourceOperations } from "../../../sandbox/rest-resource.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Collection, Entry } from "../../../sandbox/store.js";
import { badRequest, missing, REFUSALS, unrecognized } from "./errors.js";
import { NEUTRON, owner } from "./fields.js";
import { found, ownerOf } from "./lookups.js";
import type { Dialect, State } from "./state.js";

/** How all objects under /v2.0/lbaas are created, listed, shown, changed and deleted. */

export const LBAAS = "/v2.0/lbaas";
const STYLE = { dialect: NEUTRON, created: 201, isWrapped: true } as const;

export interface LbaasResource<T, F extends Fields> extends Omit<Resource<State, T, F>, "path" | "find" | "list"> {
  /** The path after {@link LBAAS}; its last segment is the name of lists. */
  readonly path: string;
  entries(state: State): Collection<T>;
  find?(state: State, request: RestRequest): Entry<T>;
  /** The filters on the vendor's page, apart from those for the owner. */
  readonly filters: readonly string[];
  /** Filters that are not fields, with the values that they are compared with. */
  readonly derived?: Readonly<Record<string, (state: State, entry: Entry<T>) => readonly unknown[]>>;
  /** The group in the path. */
  groupIn?(state: State, request: RestRequest): string;
  readonly groupFilter?: string;
  /** Keys that lists can be sorted by, besides filters that are fields. */
  readonly alsoSortedBy?: readonly string[];
  /** An object in lists; omitted: as in every other response. */
  showInList?(state: State, entry: Entry<T>): object;
}

/** A resource whose objects all show their id and owner. */
export function lbaasResource<T, F extends Fields>(resource: LbaasResource<T, F>): Noun<State, RestOperation<State>> {
  const { fields, one, entries, find, show } = resource;
  const owned = (showOne: typeof show) => (state: State, entry: Entry<T>) => ({
    id: entry.id,
    ...ownerOf(state),
    ...showOne(state, entry),
  });
  const shows = { show: owned(show), showInList: owned(resource.showInList ?? show) };
  const operations = resourceOperations<State, T, F & typeof owner>(
    {
      ...resource,
      ...shows,
      path: LBAAS + resource.path,
      fields: { ...owner, ...fields },
      create(state, values, request) {
        const { tenant_id: _tenant, project_id: _project, ...own } = values as Values<typeof owner>;
        return resource.create(state, own as Values<F>, request);
      },
      update: (state, entry, changes) => resource.update(state, entry, changes as unknown as Changes<F>),
      find: find ?? ((state, { id }) => found(entries(state), one, id)),
      list: (state, request) => listAnswer(state, { ...resource, ...shows }, request),
    },
    STYLE,
  );
  return { operations, shows: { [manyOf(resource)]: shows.show } };
}

const manyOf = ({ path }: { readonly path: string }) => path.slice(path.lastIndexOf("/") + 1);

type Listed<T, F extends Fields> = LbaasResource<T, F> & Required<Pick<LbaasResource<T, F>, "showInList">>;

/**
 * A list in the order of ids, with links when the request pages it. Sources: pages "paging" and "order of results". The
 * effect of unknown filters is not documented; they are refused here.
 */
function listAnswer<T, F extends Fields>(state: State, resource: Listed<T, F>, request: RestRequest): SandboxResponse {
  const { entries, derived = {}, groupIn, groupFilter, showInList } = resource;
  const many = manyOf(resource);
  const { query } = request;
  const listing: Listing<T> = {
    entries: entries(state),
    group: groupIn?.(state, request),
    groupFilter,
    valuesOf: (entry, filter) =>
      Object.hasOwn(owner, filter) ? [ownerOf(state).tenant_id] : derived[filter]?.(state, entry),
  };
  const wanted = {
    filters: filtersIn(resource.filters, query, state.dialect.repeatedFilters),
    sort: sortIn(resource, query),
  };
  const show = (entry: Entry<T>) => showInList(state, entry);
  const limit = query.get("limit");
  if (limit === null) {
    const { entries: all } = pageOf(listing, { ...wanted, limit: Number.POSITIVE_INFINITY });
    return { status: 200, body: { [many]: all.map(show) } };
  }
  if (!/^[1-9]\d{0,8}$/.test(limit)) throw badRequest(`Invalid input for limit. Reason: '${limit}' is not an integer.`);
  const marker = query.get("marker") ?? undefined;
  if (marker !== undefined && state.dialect.refusesGoneMarkers && !listing.entries.get(marker))
    throw missing(many, marker);
  const isReverse = query.get("page_reverse")?.toLowerCase() === "true";
  const page = pageOf(listing, { ...wanted, limit: Number(limit), marker, isReverse });
  const links = linksOf(request, page.entries, isReverse, page.hasMore);
  return { status: 200, body: { [many]: page.entries.map(show), [`${many}_links`]: links } };
}

const PAGING = ["limit", "marker", "page_reverse", "sort_key", "sort_dir"];

function filtersIn(
  known: readonly string[],
  query: URLSearchParams,
  repeated: Dialect["repeatedFilters"],
): ListQuery["filters"] {
  const names = [...new Set(query.keys())].filter((name) => !PAGING.includes(name));
  const unknown = names.find((name) => !known.includes(name) && !Object.hasOwn(owner, name));
  if (unknown !== undefined) throw unrecognized(unknown);
  const filters = new Map(names.map((name) => [name, query.getAll(name)]));
  for (const [name, values] of filters) {
    if (values.length === 1 || repeated === undefined) continue;
    if (repeated === "refused") throw badRequest(`Invalid input for ${name}. Reason: it is named several times.`);
    if (repeated === "broken") throw REFUSALS.internal;
    if (repeated === "last") filters.set(name, values.slice(-1));
    else filters.delete(name);
  }
  return filters;
}

/** Sorts by the objects' own fields only. Source of the texts: neutron, api/api_common, get_sorts. */
function sortIn<T, F extends Fields>(resource: LbaasResource<T, F>, query: URLSearchParams): ListQuery["sort"] {
  const { filters, derived = {}, alsoSortedBy = [] } = resource;
  const keys = query.getAll("sort_key");
  const directions = query.getAll("sort_dir");
  if (keys.length !== directions.length) throw badRequest("The number of sort_keys and sort_dirs must be same");
  const isKey = (key: string) => filters.includes(key) && !Object.hasOwn(derived, key);
  const bad = keys.filter((key) => !isKey(key) && !alsoSortedBy.includes(key));
  if (bad.length > 0) throw badRequest(`['${bad.join("', '")}'] is invalid attribute for sort_keys`);
  const odd = directions.filter((direction) => direction !== "asc" && direction !== "desc");
  if (odd.length > 0)
    throw badRequest(`['${odd.join("', '")}'] is invalid value for sort_dirs, valid value is 'asc' and 'desc'`);
  return keys.map((key, index) => ({ key, isDescending: directions[index] === "desc" }));
}

/** In the samples the first page has a link back as well, and True has a capital T. */
function linksOf<T>(
  { query, address }: RestRequest,
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
