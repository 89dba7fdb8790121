import { readBoolean } from "./read-fields.js";
import type { Collection, Entry, EntryPage } from "./store.js";

/** What a request can ask of a list. */
export interface Listing<T> {
  readonly entries: Collection<T>;
  /** Only entries of this group. */
  readonly group?: string;
  /** The filter whose value names a group. */
  readonly groupFilter?: string;
  /** The values that a filter is compared with; undefined: the field of that name. */
  valuesOf?(entry: Entry<T>, filter: string): readonly unknown[] | undefined;
}

export interface ListQuery {
  /** An entry matches a filter when it has any of its values. */
  readonly filters: ReadonlyMap<string, readonly string[]>;
  /** Omitted: in the order of ids. */
  readonly sort?: readonly { readonly key: string; readonly isDescending: boolean }[];
  readonly limit: number;
  /** The id of the entry after which the page begins, or before which it ends with `isReverse`. */
  readonly marker?: string;
  readonly isReverse?: boolean;
}

/** The requested page. Only a sorted page, or one read backwards, examines all entries. */
export function pageOf<T>(listing: Listing<T>, query: ListQuery): EntryPage<T> {
  const { filters, sort = [], limit, marker, isReverse } = query;
  const ids = filters.get("id");
  const walk = walkOf(listing, filters);
  if (!ids && sort.length === 0 && !isReverse) return listing.entries.page({ ...walk, after: marker, limit });
  const found = ids
    ? [...new Set(ids)].sort().flatMap((id) => listing.entries.get(id) ?? [])
    : listing.entries.list(walk);
  const rows = ids && walk.where ? found.filter(walk.where) : found;
  return cut(sort.length === 0 ? rows : sorted(listing, rows, sort), query);
}

function walkOf<T>(listing: Listing<T>, filters: ListQuery["filters"]) {
  const groups = listing.groupFilter === undefined ? undefined : filters.get(listing.groupFilter);
  const group = listing.group ?? (groups?.length === 1 ? groups[0] : undefined);
  const wanted = [...filters];
  const where = (entry: Entry<T>) =>
    wanted.every(([name, values]) =>
      fieldsOf(listing, entry, name).some((held) => values.some((text) => fits(held, text))),
    );
  return wanted.length === 0 ? { group } : { group, where };
}

/** Values in a query are texts; a boolean can be in either case or a digit. */
function fits(held: unknown, text: string): boolean {
  if (typeof held === "boolean")
    return readBoolean(text, { booleans: { yes: ["true", "1"], no: ["false", "0"] } }) === held;
  return String(held ?? "") === text;
}

function fieldsOf<T>(listing: Listing<T>, entry: Entry<T>, name: string): readonly unknown[] {
  const own = listing.valuesOf?.(entry, name);
  if (own) return own;
  const { [name]: value } = entry.value as Readonly<Record<string, unknown>>;
  return name === "id" ? [entry.id] : [value].flat();
}

/** Numbers by size, texts by code unit, absent values first; ties in the order of ids. */
function sorted<T>(listing: Listing<T>, rows: readonly Entry<T>[], sort: NonNullable<ListQuery["sort"]>): Entry<T>[] {
  const heldIn = (entry: Entry<T>, key: string) => fieldsOf(listing, entry, key)[0] ?? null;
  return [...rows].sort((a, b) => {
    for (const { key, isDescending } of sort) {
      const order = compare(heldIn(a, key), heldIn(b, key));
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  });
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? -1 : 1;
  const [left, right] = typeof a === "number" && typeof b === "number" ? [a, b] : [String(a), String(b)];
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Cuts after or before the marker's entry; if that entry is gone, after or before its id. */
function cut<T>(rows: readonly Entry<T>[], { limit, marker, isReverse }: ListQuery): EntryPage<T> {
  const at = marker === undefined ? -1 : rows.findIndex(({ id }) => id === marker);
  const isKnown = marker === undefined || at >= 0;
  if (isReverse) {
    const before = marker === undefined ? rows : isKnown ? rows.slice(0, at) : rows.filter(({ id }) => id < marker);
    return { entries: before.slice(-limit), hasMore: before.length > limit };
  }
  const rest = isKnown ? rows.slice(at + 1) : rows.filter(({ id }) => id > marker);
  return { entries: rest.slice(0, limit), hasMore: rest.length > limit };
}
