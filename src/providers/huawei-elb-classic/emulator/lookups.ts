import { statusOf } from "../../../sandbox/life-cycle.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest } from "./errors.js";
import type { State, StoredListener } from "./state.js";

/** The vendor's status of an entry. Entries without a life cycle keep their initial status. */
export function statusIn(entry: Entry<unknown>): string {
  return statusOf(entry, "ACTIVE", "ACTIVE");
}

/** @param code the operation's own code for a listener that does not exist */
export function listenerNamed({ listeners }: State, id: string, code: string): Entry<StoredListener> {
  const entry = listeners.get(id);
  if (!entry) throw badRequest(code, "The listener does not exist.");
  return entry;
}
