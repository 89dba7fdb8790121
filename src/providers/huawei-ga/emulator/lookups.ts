import { statusOf } from "../../../sandbox/life-cycle.js";
import type { Collection, Entry } from "../../../sandbox/store.js";
import { busy, frozen, missing } from "./errors.js";
import type { Stored } from "./state.js";

export function found<T>(collection: Pick<Collection<T>, "get">, what: string, id: string): Entry<T> {
  const entry = collection.get(id);
  if (!entry) throw missing(what, id);
  return entry;
}

/** The vendor's status of an entry. Entries without a life cycle keep their initial status. */
export function statusIn(entry: Entry<unknown>): string {
  return statusOf(entry, "ACTIVE", "DELETING");
}

/** Source: error codes page; that an object in state ERROR can still be deleted is our reading. */
export function requireOpen(entry: Entry<Stored>, what: string, forDeletion = false): void {
  const status = statusIn(entry);
  if (entry.value.frozen_info?.status === 1) throw frozen(what);
  if (status !== "ACTIVE" && !(forDeletion && status === "ERROR")) throw busy(what, status);
}
