import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Changes, Fields, Values } from "../../../sandbox/fields.js";
import { type Listing, pageOf } from "../../../sandbox/rest-lists.js";
import type { RestRequest } from "../../../sandbox/rest-request.js";
import { resourceOperations } from "../../../sandbox/rest-resource.js";
import type { RestOperation } from "../../../sandbox/rest-routes.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Collection, Entry } from "../../../sandbox/store.js";
import { inUse, invalid } from "./errors.js";
import { DIALECT } from "./fields.js";
import { found, requireOpen, statusIn } from "./lookups.js";
import { DOMAIN_ID, life, type State, type Stored } from "./state.js";

/** How all objects of Global Accelerator are created, listed, shown, changed and deleted. */

const STYLE = { dialect: DIALECT, created: 201, isWrapped: true } as const;

export interface GaResource<T extends Stored, F extends Fields> {
  readonly path: string;
  readonly named: readonly [one: string, many: string];
  /** The name in bodies, and with spaces in messages. */
  readonly one: string;
  readonly many: string;
  readonly fields: F;
  entries(state: State): Collection<T>;
  find?(state: State, request: RestRequest): Entry<T>;
  /** The group in the path. */
  groupIn?(state: State, request: RestRequest): string;
  readonly groupFilter?: string;
  /** Filters besides id and status. */
  readonly filters: readonly string[];
  /** Its fields, besides those that all objects have. */
  show(state: State, entry: Entry<T>): object;
  /** The new object, after all checks. @throws Refused */
  create(state: State, values: Values<F>, request: RestRequest): Omit<T, keyof Stored>;
  /** @throws Refused when the changes do not fit the object */
  requireFit?(state: State, entry: Entry<T>, changes: Changes<F>): void;
  /** What still depends on it; null when nothing does. */
  userOf?(state: State, id: string): string | null;
}

export function gaResource<T extends Stored, F extends Fields>(
  resource: GaResource<T, F>,
): Noun<State, RestOperation<State>> {
  const { path, named, one, many, fields, entries, find, create, requireFit, userOf } = resource;
  const what = one.replaceAll("_", " ");
  function show(state: State, entry: Entry<T>): object {
    const { created_at, updated_at, frozen_info } = entry.value;
    const common = { id: entry.id, status: statusIn(entry), created_at, updated_at, domain_id: DOMAIN_ID, frozen_info };
    return { ...common, ...resource.show(state, entry) };
  }
  const operations = resourceOperations<State, T, F>(
    {
      path: `/v1/${path}`,
      named,
      one,
      fields,
      show,
      find: find ?? ((state, { id }) => found(entries(state), what, id)),
      list: (state, request) => listAnswer(state, { ...resource, show }, request),
      create(state, values, request) {
        const value = { ...begun(state), ...create(state, values, request) } as T;
        return entries(state).insert(state.newId(), value, state.context.lifeCycles.start(life));
      },
      update(state, entry, changes) {
        requireFit?.(state, entry, changes);
        requireOpen(entry, what);
        change(state, entry, changes);
      },
      remove(state, entry) {
        requireOpen(entry, what, true);
        const user = userOf?.(state, entry.id);
        if (user) throw inUse(what, user);
        if (entry.life) entry.life.begin("delete");
        else entries(state).remove(entry.id);
      },
    },
    STYLE,
  );
  return { operations, shows: { [many]: show } };
}

/** The initial fields of every new object. */
function begun(state: State): Stored {
  const now = state.time();
  return { created_at: now, updated_at: now, frozen_info: null };
}

/** The object itself becomes PENDING. Its parent does not: the vendor does not document that it would. */
function change(state: State, entry: Entry<Stored>, changes: object): void {
  const later = new Date(Math.max(state.now(), Date.parse(entry.value.created_at) + 1));
  Object.assign(entry.value, changes, { updated_at: later.toISOString() });
  entry.life?.begin("update");
}

const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 2_000;

/**
 * A page after the marker, or before it with page_reverse. The vendor does not document the order; it is that of the
 * ids here.
 */
function listAnswer<T extends Stored, F extends Fields>(
  state: State,
  { entries, groupIn, groupFilter, filters, many, show }: GaResource<T, F>,
  request: RestRequest,
): SandboxResponse {
  const { query } = request;
  const listing: Listing<T> = {
    entries: entries(state),
    group: groupIn?.(state, request),
    groupFilter,
    valuesOf: (entry, filter) => (filter === "status" ? [statusIn(entry)] : undefined),
  };
  const wanted = ["id", "status", ...filters].filter((name) => query.has(name));
  const isReverse = query.get("page_reverse") === "true";
  const page = pageOf(listing, {
    filters: new Map(wanted.map((name) => [name, query.getAll(name).slice(-1)])),
    limit: limitIn(query.get("limit")),
    marker: query.get("marker") ?? undefined,
    isReverse,
  });
  const last = isReverse ? page.entries.at(0) : page.entries.at(-1);
  const page_info = {
    ...(page.hasMore && last ? { next_marker: last.id } : {}),
    current_count: page.entries.length,
  };
  return { status: 200, body: { [many]: page.entries.map((entry) => show(state, entry)), page_info } };
}

function limitIn(text: string | null): number {
  const limit = text === null ? DEFAULT_LIMIT : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw invalid(`The parameter limit must be an integer from 1 to ${MAX_LIMIT}.`);
}
