import type { Listing } from "../../../src/sandbox/rest-lists.js";
import { pageOf } from "../../../src/sandbox/rest-lists.js";
import type { RestRequest } from "../../../src/sandbox/rest-request.js";
import type { SandboxResponse } from "../../../src/sandbox/sandbox-cloud.js";
import type { Collection, Entry } from "../../../src/sandbox/store.js";
import { refusal } from "./errors.js";

/** How this cloud shows, finds and lists its objects. */

const MOST_PER_PAGE = 100;

export const show = (_state: unknown, { id, value }: Entry<object>): object => ({ id, ...value });

export function found<T>(entries: Collection<T>, { id }: Pick<RestRequest, "id">): Entry<T> {
  const entry = entries.get(id);
  if (!entry) throw refusal(404, "NoSuchThing");
  return entry;
}

/** The page after the marker, and the marker of the next one; null: there is none. */
export function listAnswer<T extends object>(
  many: string,
  listing: Listing<T>,
  { query }: RestRequest,
): SandboxResponse {
  const limit = Number(query.get("limit") ?? MOST_PER_PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_PER_PAGE) throw refusal(400, "WrongField");
  const { groupFilter = "" } = listing;
  const filters = new Map(query.has(groupFilter) ? [[groupFilter, query.getAll(groupFilter)]] : []);
  const { entries, hasMore } = pageOf(listing, { filters, limit, marker: query.get("marker") ?? undefined });
  const next = hasMore ? entries.at(-1)!.id : null;
  return { status: 200, body: { [many]: entries.map((entry) => show(null, entry)), next } };
}
