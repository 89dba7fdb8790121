import type { Collection, Entry } from "../../../sandbox/store.js";
import { busy, frozen, missing } from "./answers.js";
import { life, type State, type Stored, statusOf } from "./state.js";

/** What the operations on all sorts of objects share: which states they need, and what they leave behind. */

export function found<T>(collection: Collection<T>, id: string, what: string): Entry<T> {
  const entry = collection.get(id);
  if (!entry) throw missing(what, id);
  return entry;
}

/** Source: error codes page; that an object in state ERROR can still be deleted is our reading. */
export function checkOpen(entry: Entry<Stored>, what: string, forDeletion = false): void {
  const status = statusOf(entry);
  if (entry.value.frozen_info?.status === 1) throw frozen(what);
  if (status !== "ACTIVE" && !(forDeletion && status === "ERROR")) throw busy(what, status);
}

export function insert<T extends Stored>(state: State, collection: Collection<T>, value: T): Entry<T> {
  return collection.insert(state.newId(), value, state.context.lifeCycles.start(life));
}

/** The object itself becomes PENDING; whether its parent does so too is not documented, so it does not. */
export function change<T extends Stored>(state: State, entry: Entry<T>, changes: Partial<T>): void {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  Object.assign(entry.value, Object.fromEntries(given));
  const later = new Date(Math.max(Date.parse(state.now()), Date.parse(entry.value.created_at) + 1));
  entry.value.updated_at = later.toISOString();
  entry.life?.begin("update");
}

export function leave<T>(collection: Collection<T>, entry: Entry<T>): void {
  if (entry.life) entry.life.begin("delete");
  else collection.remove(entry.id);
}
