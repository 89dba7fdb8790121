import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Collection, Entry } from "../../../sandbox/store.js";
import { invalid, shown } from "./answers.js";
import type { Request } from "./request.js";

const DEFAULT_LIMIT = 500;
const MAX_LIMIT = 2_000;

export interface ListOptions<T> {
  /** The member of the reply that has the items. */
  readonly many: string;
  /** What can be filtered by. */
  readonly filters: readonly string[];
  /** The filter by which the collection is grouped, if any; or the group itself. */
  readonly groupedBy?: string;
  readonly group?: string;
  readonly show: (entry: Entry<T>) => Readonly<Record<string, unknown>>;
}

/** A page from the marker on, or before it with page_reverse. The order, which the vendor does not tell, is that of the ids. */
export function listed<T>(collection: Collection<T>, { query }: Request, options: ListOptions<T>): SandboxResponse {
  const { many, filters, groupedBy, show } = options;
  const limit = limitIn(query.limit);
  const group = options.group ?? (groupedBy === undefined ? undefined : query[groupedBy]);
  const wanted = filters.filter((name) => query[name] !== undefined && name !== groupedBy);
  const where = (entry: Entry<T>) => {
    const item = wanted.length > 0 ? show(entry) : {};
    return wanted.every((name) => String(item[name]) === query[name]);
  };
  const isReverse = query.page_reverse === "true";
  const { entries, hasMore } = isReverse
    ? pageBefore(collection.list({ group, where }), query.marker, limit)
    : collection.page({ after: query.marker, group, where, limit });
  const last = isReverse ? entries.at(0) : entries.at(-1);
  const page_info = { ...(hasMore && last ? { next_marker: last.id } : {}), current_count: entries.length };
  return shown({ [many]: entries.map(show), page_info });
}

function pageBefore<T>(entries: readonly Entry<T>[], marker: string | undefined, limit: number) {
  const before = marker === undefined ? entries : entries.filter(({ id }) => id < marker);
  return { entries: before.slice(-limit), hasMore: before.length > limit };
}

function limitIn(text: string | undefined): number {
  const limit = text === undefined ? DEFAULT_LIMIT : Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT) return limit;
  throw invalid(`The parameter limit must be an integer from 1 to ${MAX_LIMIT}.`);
}
