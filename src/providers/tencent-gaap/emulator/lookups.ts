import type { Entry } from "../../../sandbox/store.js";
import { refuse } from "./errors.js";
import {
  type Protocol,
  RUNNING,
  type SandboxListener,
  type SandboxParent,
  type SandboxRule,
  type State,
} from "./state.js";

/** Ids of a parent: one of the two. */
export interface ParentIds {
  readonly ProxyId?: string;
  readonly GroupId?: string;
}

export interface NamedParent {
  readonly id: string;
  readonly parent: SandboxParent;
}

/** Whichever of ProxyId and GroupId is given; null when neither is. */
export function parentIdIn({ ProxyId, GroupId }: ParentIds): string | null {
  if (ProxyId && GroupId) refuse("InvalidParameter", "ProxyId and GroupId can not be set at the same time.");
  return ProxyId || GroupId || null;
}

/** The parent that a request names. @throws Refused when it names none or one that does not exist. */
export function parentIn(state: State, ids: ParentIds): NamedParent {
  const id = parentIdIn(ids) ?? refuse("MissingParameter", "One of ProxyId and GroupId must be set.");
  const kind = ids.GroupId ? "group" : "proxy";
  const parent = state.parents.get(id)?.value;
  if (parent?.kind !== kind) return refuse("ResourceNotFound", `The ${kind} ${id} is not found.`);
  return { id, parent };
}

/** Refuses changes on a parent that is not running; `code` is the operation's own code for a channel. */
export function parentRuns({ parent }: NamedParent, code = "FailedOperation.InstanceStatusNotInRuning"): void {
  if (parent.attributes.Status === "RUNNING") return;
  const isGroup = parent.kind === "group";
  refuse(isGroup ? "FailedOperation.GroupStatusNotInRuning" : code, `The status of the ${parent.kind} is not running.`);
}

const notExist = (id: string) => refuse("InvalidParameter", `ListenerId(${id}) Not Exist.`);

/** A listener for a read. */
export function listenerNamed(state: State, id: string): Entry<SandboxListener> {
  return state.listeners.get(id) ?? notExist(id);
}

/** A listener of one of these protocols whose status allows a change. */
export function listenerToChange(
  state: State,
  { ListenerId: id, ...ids }: ParentIds & { readonly ListenerId: string },
  protocols: readonly Protocol[],
): Entry<SandboxListener> {
  const entry = listenerNamed(state, id);
  if (!protocols.includes(entry.value.protocol)) {
    refuse("FailedOperation.InvalidListenerProtocol", `The protocol of ${id} is ${entry.value.protocol}.`);
  }
  const parentId = parentIdIn(ids);
  if (parentId !== null && parentId !== entry.value.parentId) notExist(id);
  parentRuns({ id: entry.value.parentId, parent: state.parents.get(entry.value.parentId)!.value });
  listenerIsFree(entry);
  return entry;
}

export function listenerIsFree({ id, life }: Entry<SandboxListener>): void {
  if (life && life.status !== RUNNING)
    refuse("FailedOperation.ListenerHasTask", `The listener ${id} has a running task.`);
}

/** A rule whose status allows a change, on a listener whose status does. */
export function ruleToChange(
  state: State,
  { RuleId: id, ListenerId: listenerId }: { readonly RuleId: string; readonly ListenerId?: string },
): Entry<SandboxRule> {
  const entry = state.rules.get(id) ?? refuse("ResourceNotFound", `The rule ${id} is not found.`);
  if (listenerId !== undefined && listenerId !== entry.value.ListenerId) {
    refuse("ResourceNotFound", `The rule ${id} is not found on ${listenerId}.`);
  }
  listenerIsFree(state.listeners.get(entry.value.ListenerId)!);
  if (entry.life && entry.life.status !== RUNNING) {
    refuse("FailedOperation.ListenerHasTask", `The rule ${id} has a running task.`);
  }
  return entry;
}
