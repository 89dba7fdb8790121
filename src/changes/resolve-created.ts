import { portsOf } from "../model/generic-rules.js";
import type { PortRangeInput } from "../model/inputs-shared.js";
import type { Listener } from "../model/listener.js";
import { isSameMeaning } from "../model/meaning.js";
import { LISTENER } from "../model/meanings.js";
import { Pool } from "../model/pool.js";
import { parseGlobalId, parseUrn, type ResourceRef, urnOf } from "../model/resource-ref.js";
import { type Age, ageSince, holdsAll } from "../providers/kit/create-once.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import { whole } from "../providers/kit/listing.js";
import type { Comparison } from "./readers.js";
import { listenerComparison, listenerReader, membersOf, poolComparison } from "./readers.js";
import { fieldsOfInput, NOT_DONE, type OpenQuestion, type Resolution, unclear } from "./resolution.js";
import { changesNothing, whatDiffers } from "./what-differs.js";

/** A listener is recognised by its name, protocol and ports; no two listeners of a parent can share them. */
export async function createdListener(question: OpenQuestion): Promise<Resolution> {
  const { connected, call, change } = question;
  const { parentId, name, protocol, portRanges } = fieldsOfInput(change);
  const parentRef = parseGlobalId(String(parentId))!;
  const parent = oneOf(await connected.service.readParents([parentRef], call), parentRef.key);
  if (!parent) return unclear("The load balancer or accelerator no longer exists.");
  const listed = oneOf(await connected.service.listenersOfParents([parent], call), parentRef.key);
  const ports = (portRanges as unknown as PortRangeInput[]).map(portsOf);
  const alike = (listed ? whole(listed) : []).filter(
    (listener) =>
      listener.protocol === protocol &&
      isSameMeaning(LISTENER.portRanges!, ports, listener.portRanges) &&
      isSameMeaning(LISTENER.name!, name, listener.name),
  );
  return theNewOne(question, alike, listenerComparison);
}

/** Pools have only a name in common with the request, and names are not unique. */
export async function createdPool(question: OpenQuestion): Promise<Resolution> {
  const { connected, call, change } = question;
  const { name, protocol } = fieldsOfInput(change);
  const candidates = await poolsBeside(question);
  if (candidates === null) return unclear("What the pool was to belong to no longer exists.");
  const alike = candidates.filter(
    (pool) => isSameMeaning(LISTENER.name!, name, pool.name) && (protocol == null || pool.protocol === protocol),
  );
  const found = await theNewOne(question, alike, poolComparison);
  const { members } = fieldsOfInput(change);
  if (found.is !== "done" || !(found.object instanceof Pool) || members == null) return found;
  const held = await membersOf(connected.service, found.object, call);
  return holdsAll(members, held) ? found : unclear("The pool exists, but not all of its members.", found.object);
}

/** All pools of the listener or parent for which one was created; null when that was deleted. */
async function poolsBeside({ connected: { service }, call, change }: OpenQuestion): Promise<readonly Pool[] | null> {
  const { listenerId } = fieldsOfInput(change);
  if (listenerId != null) {
    const listener = await listenerReader.read(service, parseGlobalId(String(listenerId))!, call);
    const of = listener && oneOf(await service.poolsOfListeners([listener], call), listener.ref.key);
    return of && whole(of);
  }
  const parent = parseUrn(change.parentUrn) as ResourceRef;
  const pools: Pool[] = [];
  for (let after: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof service.listPools>> = await service.listPools(
      { parent },
      { after, limit: PAGE },
      call,
    );
    pools.push(...whole(page));
    after = page.next;
    if (after === null) return pools;
  }
}
const PAGE = 200;

/** The object that matches the request, was created after it, and belongs to no other change. */
async function theNewOne<R extends Listener | Pool, I extends object>(
  { change, connected: { service }, journal, call }: OpenQuestion,
  alike: readonly R[],
  { present, meanings }: Comparison<I, R>,
): Promise<Resolution> {
  const others = await journal.listByTarget(
    alike.map(({ ref }) => urnOf(ref)),
    { limit: 200 },
  );
  const isAnothers = ({ ref }: R) =>
    others.get(urnOf(ref))?.changes.some(({ id, action }) => id !== change.id && action === change.action) ?? false;
  const since = change.startedAt ?? change.requestedAt;
  const ageOf = ({ nativeId, createdAt }: R): Age => {
    if (change.thereBefore) return change.thereBefore.includes(nativeId) ? "old" : "new";
    return ageSince(since, createdAt);
  };
  const young = alike.filter((one) => !isAnothers(one) && ageOf(one) !== "old");
  const [only, ...more] = young;
  if (!only) return NOT_DONE;
  if (more.length > 0) return unclear("Several objects could be it.");
  if (ageOf(only) === "unknown")
    return unclear("There is one like it, and the cloud does not say when it was created.", only);
  const { parentId: _, listenerId: __, members: ___, region: ____, ...input } = fieldsOfInput(change);
  const now = await present(service, only, input as I, call);
  return changesNothing(whatDiffers(input, now, meanings))
    ? { is: "done", object: only }
    : unclear("It exists, but not entirely as requested.", only);
}
