import type { Entry } from "../../../sandbox/store.js";
import { refuse } from "./errors.js";
import { type SandboxAccelerator, type SandboxGroup, type SandboxListener, type State, stateOf } from "./state.js";

export function acceleratorOf(state: State, id: string): Entry<SandboxAccelerator> {
  return state.accelerators.get(id) ?? refuse("NotExist.Accelerator");
}

/** @param acceleratorId the accelerator that the request names, if any */
export function listenerOf(state: State, id: string, acceleratorId?: string): Entry<SandboxListener> {
  const listener = state.listeners.get(id);
  if (!listener || listener.value.AcceleratorId !== (acceleratorId ?? listener.value.AcceleratorId)) {
    return refuse("NotExist.Listener");
  }
  return listener;
}

export function groupOf(state: State, id: string, acceleratorId?: string): Entry<SandboxGroup> {
  const group = state.groups.get(id);
  if (!group || group.value.AcceleratorId !== (acceleratorId ?? group.value.AcceleratorId)) {
    return refuse("NotExist.EndPointGroup");
  }
  return group;
}

/** The groups of a listener, including those being deleted. */
export function groupsOf(state: State, listener: Entry<SandboxListener>): Entry<SandboxGroup>[] {
  const { AcceleratorId } = listener.value;
  return state.groups.list({ group: AcceleratorId, where: ({ value }) => value.ListenerId === listener.id });
}

export function mustBeActive(listener: Entry<SandboxListener>): void {
  if (stateOf(listener) !== "active") refuse("NotActive.Listener");
}

export function mustBeSteady(accelerator: Entry<SandboxAccelerator>): void {
  if (stateOf(accelerator) !== "active") refuse("StateError.Accelerator");
}

export interface Paging {
  readonly PageNumber: number;
  readonly PageSize: number;
}

/**
 * One page of a list. The order is not documented; here it is not the order of ids, so that no client relies on that.
 */
export function pageOf<T>(all: readonly T[], { PageNumber, PageSize }: Paging) {
  const end = Math.max(0, all.length - (PageNumber - 1) * PageSize);
  const items = all.slice(Math.max(0, end - PageSize), end).reverse();
  return { items, paging: { TotalCount: all.length, PageNumber, PageSize } };
}
