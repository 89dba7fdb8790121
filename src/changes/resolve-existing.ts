import type { ClassType } from "type-graphql";
import { instanceOf } from "../model/broken-constraints.js";
import type { Listener } from "../model/listener.js";
import { UpdateListenerInput } from "../model/listener-inputs.js";
import { Pool, type PoolMember } from "../model/pool.js";
import { SetPoolMembersInput, UpdatePoolInput } from "../model/pool-inputs.js";
import { parseGlobalId, type ResourceRef } from "../model/resource-ref.js";
import { holdsAll } from "../providers/kit/create-once.js";
import type { ProviderService } from "../providers/provider.js";
import type { Json } from "../store/change-record.js";
import type { Call } from "../transport/call.js";
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
import { membersSnapshot, recordOf } from "./snapshot.js";
import { namedChanges, whatDiffers } from "./what-differs.js";

const refOf = (id: Json | undefined): ResourceRef => parseGlobalId(String(id))!;

/**
 * After an update, each field that its input names is as requested or as before; anything else means that someone
 * changed it in between.
 */
function updated<R extends Listener | Pool, I extends object>(
  reader: Reader<R>,
  comparison: Comparison<I, R>,
  inputType: ClassType<I>,
  update: (service: ProviderService, resource: R, input: I, call: Call) => Promise<R>,
) {
  return async ({ change, connected: { service }, call }: OpenQuestion): Promise<Resolution> => {
    const input = instanceOf(inputType, fieldsOfInput(change));
    const resource = await reader.read(service, refOf(fieldsOfInput(change).id), call);
    if (!resource) return unclear(`The ${reader.target.what} no longer exists.`);
    const present = await comparison.present(service, resource, input, call);
    const missing = whatDiffers(input, present, comparison.meanings);
    const names = namedChanges(missing);
    if (names.length === 0) return { is: "done", object: resource };
    if (!isAsBefore(names, change.before, recordOf(resource, { healthMonitor: present.healthMonitor })))
      return unclear(`The ${reader.target.what} is neither as it was nor as requested.`, resource);
    const isUntouched = change.differences.every(({ path: [name] }) => names.includes(name!));
    return isUntouched ? NOT_DONE : { is: "half done", goOn: (rest) => update(service, resource, missing, rest) };
  };
}

export const updatedListener = updated(listenerReader, listenerComparison, UpdateListenerInput, (service, ...rest) =>
  service.updateListener(...rest),
);
export const updatedPool = updated(poolReader, poolComparison, UpdatePoolInput, (service, ...rest) =>
  service.updatePool(...rest),
);

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
  if (isAsBefore(["members"], change.before, { members: membersSnapshot(members) })) return NOT_DONE;
  if (!isOnTheWay(members, membersIn(change.before), wanted))
    return unclear("The pool has members that it neither had before nor was requested to have.", pool);
  const { members: all } = instanceOf(SetPoolMembersInput, fieldsOfInput(change));
  return { is: "half done", goOn: (rest) => service.setPoolMembers(pool, all, rest) };
}

const membersIn = (before: Json): readonly Json[] => (before as { members?: Json[] } | null)?.members ?? [];

/** Whether each member was there before or was requested, as in a change that stopped half-way. */
function isOnTheWay(now: readonly PoolMember[], before: readonly Json[], wanted: Json | undefined): boolean {
  const known = new Set(before.map((member) => JSON.stringify([member])));
  const asked = Array.isArray(wanted) ? wanted : [];
  const isKnown = (member: PoolMember) => known.has(JSON.stringify(membersSnapshot([member])));
  return now.every((member) => isKnown(member) || asked.some((one) => holdsAll(one, member)));
}

/**
 * An object that no longer exists was deleted. One that still exists was not, unless some of its dependents are
 * deleted: then the rest is deleted as well.
 */
function deleted<R extends Listener | Pool>(reader: Reader<R>) {
  return async ({ change, calls, connected: { service }, call }: OpenQuestion): Promise<Resolution> => {
    const { id, cascade } = fieldsOfInput(change);
    const resource = await reader.read(service, refOf(id), call);
    if (!resource || resource.status === "DELETING") return { is: "done", object: null };
    if (!cascade || calls.every(({ state }) => state === "REFUSED")) return NOT_DONE;
    const goOn = async (rest: Call) => {
      await (resource instanceof Pool
        ? service.deletePool(resource, { cascade: true }, rest)
        : service.deleteListener(resource, { cascade: true }, rest));
      return null;
    };
    return { is: "half done", goOn };
  };
}

export const deletedListener = deleted(listenerReader);
export const deletedPool = deleted(poolReader);
