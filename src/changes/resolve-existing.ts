import type { Listener } from "../model/listener.js";
import { Pool } from "../model/pool.js";
import { parseGlobalId, type ResourceRef } from "../model/resource-ref.js";
import { holdsAll } from "../providers/kit/create-once.js";
import type { Json } from "../store/change-record.js";
import type { Reader } from "./change-runner.js";
import {
  type Comparison,
  listenerComparison,
  listenerReader,
  membersOf,
  poolComparison,
  poolReader,
} from "./readers.js";
import { fieldsOfInput, NOT_DONE, type OpenQuestion, type Resolution, unclear } from "./resolution.js";
import { membersSnapshot, snapshotOf, withoutSecrets } from "./snapshot.js";
import { changesNothing, namedChanges, whatDiffers } from "./what-differs.js";

const refOf = (id: Json | undefined): ResourceRef => parseGlobalId(String(id))!;

/**
 * After an update, everything that its input names is set, or nothing; anything else means that someone changed it in
 * between.
 */
function updated<R extends Listener | Pool, I extends object>(reader: Reader<R>, comparison: Comparison<I, R>) {
  return async ({ change, connected: { service }, call }: OpenQuestion): Promise<Resolution> => {
    const input = fieldsOfInput(change);
    const resource = await reader.read(service, refOf(input.id), call);
    if (!resource) return unclear(`The ${reader.target.what} no longer exists.`);
    const present = await comparison.present(service, resource, input as I, call);
    if (changesNothing(whatDiffers(input, present, comparison.meanings))) return { is: "done", object: resource };
    const now = withoutSecrets({ ...(snapshotOf(resource) as object), healthMonitor: present.healthMonitor });
    return isAsBefore(namedChanges(input), change.before, now)
      ? NOT_DONE
      : unclear(`The ${reader.target.what} is neither as it was nor as requested.`, resource);
  };
}

export const updatedListener = updated(listenerReader, listenerComparison);
export const updatedPool = updated(poolReader, poolComparison);

function isAsBefore(names: readonly string[], before: Json, now: Json): boolean {
  if (before === null || typeof before !== "object") return false;
  const [was, is] = [before, now] as readonly Readonly<Record<string, Json>>[];
  return names.every((name) => name in was! && JSON.stringify(was![name]) === JSON.stringify(is![name]));
}

/** The same for a set of members. */
export async function settledMembers({ change, connected: { service }, call }: OpenQuestion): Promise<Resolution> {
  const { poolId, members: wanted } = fieldsOfInput(change);
  const pool = await poolReader.read(service, refOf(poolId), call);
  if (!pool) return unclear("The pool no longer exists.");
  const members = await membersOf(service, pool, call);
  if (holdsAll(wanted, members)) return { is: "done", object: pool };
  if (Array.isArray(wanted) && wanted.length === 0 && members.length === 0) return { is: "done", object: pool };
  return isAsBefore(["members"], change.before, { members: membersSnapshot(members) })
    ? NOT_DONE
    : unclear("The pool has neither its earlier members nor the requested ones.", pool);
}

/**
 * An object that is gone was deleted. One that still exists was not, unless its dependents are half gone: then the rest
 * is deleted as well.
 */
function deleted<R extends Listener | Pool>(reader: Reader<R>) {
  return async ({ change, calls, entry, connected: { service }, call }: OpenQuestion): Promise<Resolution> => {
    const { id, cascade } = fieldsOfInput(change);
    const resource = await reader.read(service, refOf(id), call);
    if (!resource || resource.status === "DELETING") return { is: "done", object: null };
    if (!cascade || calls.every(({ state }) => state === "REFUSED")) return NOT_DONE;
    const goesOn = { ...call, recorder: entry.recorder };
    await (resource instanceof Pool
      ? service.deletePool(resource, { cascade: true }, goesOn)
      : service.deleteListener(resource, { cascade: true }, goesOn));
    return { is: "done", object: null };
  };
}

export const deletedListener = deleted(listenerReader);
export const deletedPool = deleted(poolReader);
