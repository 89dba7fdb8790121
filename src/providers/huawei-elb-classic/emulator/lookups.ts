import { statusOf } from "../../../sandbox/life-cycle.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest } from "./errors.js";
import type { State, StoredListener } from "./state.js";

/** What the vendor says of an entry's state. Entries without a life are as they were put there. */
export function statusIn(entry: Entry<unknown>): string {
  return statusOf(entry, "ACTIVE", "ACTIVE");
}

/** @param code the operation's own for a listener that is not there */
export function listenerNamed({ listeners }: State, id: string, code: string): Entry<StoredListener> {
  const entry = listeners.get(id);
  if (!entry) throw badRequest(code, "The listener does not exist.");
  return entry;
}
