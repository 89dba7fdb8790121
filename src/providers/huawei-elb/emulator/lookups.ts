import { statusOf } from "../../../sandbox/life-cycle.js";
import type { Collection, Entry } from "../../../sandbox/store.js";
import { conflict, missing, missingReference } from "./errors.js";
import { PROJECT_ID, type State, type StoredLoadBalancer } from "./state.js";

/** @throws Refused when no object has the id in a path */
export function found<T>(collection: Collection<T>, what: string, id: string): Entry<T> {
  const entry = collection.get(id);
  if (!entry) throw missing(what, id);
  return entry;
}

/** @throws Refused when no object has the id in a body */
export function referred<T>(collection: Collection<T>, what: string, id: string): Entry<T> {
  const entry = collection.get(id);
  if (!entry) throw missingReference(what, id);
  return entry;
}

/** The owner's fields in every object. */
export function ownerOf({ dialect }: State): { tenant_id: string; project_id?: string } {
  return dialect.omitsProjectId ? { tenant_id: PROJECT_ID } : { tenant_id: PROJECT_ID, project_id: PROJECT_ID };
}

export function provisioningStatusOf(entry: Entry<unknown>): string {
  return statusOf(entry, "ACTIVE", "PENDING_DELETE");
}

/**
 * Locks a load balancer for a change of an object that belongs to it. @throws Refused StateInvalid while it is not
 * ACTIVE. That a frozen one refuses changes in the same way is our reading.
 */
export function lockLoadBalancer(state: State, id: string): Entry<StoredLoadBalancer> {
  const entry = referred(state.loadBalancers, "loadbalancer", id);
  const { operating_status } = entry.value;
  const status = operating_status === "FROZEN" ? operating_status : provisioningStatusOf(entry);
  if (status !== "ACTIVE") throw conflict("StateInvalid", `Invalid state ${status} of loadbalancer resource ${id}`);
  entry.life?.begin("update");
  return entry;
}
