import { listenerOf, memberOf, monitorOf, poolOf, refOf } from "../inventory/kept-objects.js";
import type { ChangeAction } from "../model/change-enums.js";
import type { FieldDifference } from "../model/change-plan.js";
import type { HealthMonitor, PoolMember } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import { type ResourceKind, type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Json } from "../store/change-record.js";
import type { SeenDifference, SeenObject, SeenRow } from "../store/seen.js";
import { additionOf, differencesOfSnapshots, removalOf } from "./differences.js";
import { membersSnapshot, recordOf, snapshotOf } from "./snapshot.js";

/** What differs between two reads of an account, in the words of changes; whoever made it. */
export interface Observed {
  readonly action: ChangeAction;
  readonly targetUrn: string;
  /** The load balancer or accelerator, or the target when that is not known. */
  readonly parentUrn: string;
  /** What else, when it is changed, shows here: a pool's listeners, a listener's implied pool. */
  readonly alsoUrns: readonly string[];
  readonly before: Json | null;
  readonly after: Json | null;
  readonly differences: readonly FieldDifference[];
}

/** A pool, with all members that it has now. */
export interface PoolNow {
  readonly pool: SeenRow;
  readonly members: readonly SeenRow[];
}

/** A resource before and after; null: it was not there. */
interface Sides<T> {
  readonly before: T | null;
  readonly after: T | null;
}

/**
 * What the differences of one read come to. What only settles (status, health, times) is no change. An implied pool comes
 * and goes with its listener, and is changed together with it.
 *
 * @param poolsNow the pools of which members differ, by their keys, as far as they are still there
 */
export function observedIn(
  parts: readonly SeenDifference[],
  poolsNow: ReadonlyMap<string, PoolNow>,
  connected: ConnectedAccount,
): Observed[] {
  const differences = once(parts);
  const ofKind = (kind: SeenObject["kind"]) => differences.filter((one) => oneOf(one).kind === kind);
  const listeners = new Map(
    ofKind("listener")
      .flatMap((one) => ofListener(one, connected))
      .map((one) => [one.targetUrn, one]),
  );
  const members = byPool(ofKind("member"));
  const made = new Set<string>();
  const pools = ofKind("pool").flatMap((one) => {
    const { key } = oneOf(one);
    const pool = ofPool(one, members.get(key) ?? [], connected);
    if (!pool) return [];
    if (pool.action === "CREATE_POOL") made.add(key);
    const listener = pool.isImplied ? pool.alsoUrns.map((urn) => listeners.get(urn)).find(Boolean) : undefined;
    if (!listener) return [pool];
    listeners.set(listener.targetUrn, together(listener, pool));
    return [];
  });
  const sets = [...members].flatMap(([key, some]) => {
    const now = poolsNow.get(key);
    return now && !made.has(key) ? ofMembers(now, some, connected) : [];
  });
  return [...listeners.values(), ...pools, ...sets];
}

/** A listener with what else differs in its implied pool. */
function together(listener: Observed, { differences }: Observed): Observed {
  const told = new Set(listener.differences.map((one) => JSON.stringify(one)));
  const more = differences.filter((one) => !told.has(JSON.stringify(one)));
  return { ...listener, differences: [...listener.differences, ...more] };
}

/** The keys of the pools of which members differ. */
export const poolsOfMembers = (differences: readonly SeenDifference[]): readonly string[] => [
  ...byPool(differences.filter((one) => oneOf(one).kind === "member")).keys(),
];

/** Each object once: a list may show it twice while it changes. */
function once(parts: readonly SeenDifference[]): readonly SeenDifference[] {
  const found = new Map<string, SeenDifference>();
  for (const part of parts) {
    const { kind, key } = oneOf(part);
    const name = `${kind} ${key}`;
    found.set(name, { before: (found.get(name) ?? part).before, after: part.after });
  }
  return [...found.values()];
}

/** An object that is there on one side at least. */
const oneOf = ({ before, after }: SeenDifference): SeenObject => (after ?? before)!;

function byPool(members: readonly SeenDifference[]): ReadonlyMap<string, readonly SeenDifference[]> {
  const found = new Map<string, SeenDifference[]>();
  for (const one of members) {
    const key = oneOf(one).parentKey!;
    const known = found.get(key);
    if (known) known.push(one);
    else found.set(key, [one]);
  }
  return found;
}

function ofListener({ before, after }: SeenDifference, { account, service }: ConnectedAccount): Observed[] {
  const sides = again({ before, after }, account.id, (row) => listenerOf(row, service));
  const listener = sides && (sides.after ?? sides.before);
  if (!listener) return [];
  const { parentRef } = listener;
  const ref = refOf({ ...(after ?? before)!, accountId: account.id });
  // The name of an implied pool is its listener's.
  const implied = (after ?? before)!.poolKeys.filter((key) => key === ref.key);
  const fields = { before: snapshotOf(sides.before), after: snapshotOf(sides.after) };
  return observed("LISTENER", ref, fields, {
    parentUrn: urnOf(parentRef ?? ref),
    alsoUrns: implied.map((key) => urnOf({ accountId: account.id, kind: "pool", key })),
  });
}

function ofPool(
  { before, after }: SeenDifference,
  members: readonly SeenDifference[],
  { account, manifest, service }: ConnectedAccount,
): (Observed & { readonly isImplied: boolean }) | null {
  const sides = again({ before, after }, account.id, (row) => ({
    pool: poolOf(row, service),
    monitor: monitorOf(row),
  }));
  const { pool } = (sides && (sides.after ?? sides.before)) ?? {};
  if (!sides || !pool) return null;
  const isThroughout = before !== null && after !== null;
  if (pool.isImplicit && !isThroughout) return null;
  const isRead = [sides.before, sides.after].every((side) => !(side?.monitor instanceof ProblemError));
  const fieldsOf = (side: typeof sides.before, its: (one: SeenDifference) => SeenObject | null): Json | null =>
    side &&
    recordOf(side.pool, {
      ...(isRead && { healthMonitor: checksOf(side.monitor as HealthMonitor | null) }),
      ...(!isThroughout && { members: membersIn(members.map(its), account.id) }),
    });
  const fields = {
    before: fieldsOf(sides.before, (one) => one.before),
    after: fieldsOf(sides.after, (one) => one.after),
  };
  const listeners = (pool.listenerRefs ?? []).map(urnOf);
  const row = (after ?? before)!;
  const ref = refOf({ ...row, accountId: account.id });
  const [found] = observed("POOL", ref, fields, {
    parentUrn: parentUrnOf(ref, row, manifest.parentKind),
    alsoUrns: pool.isImplicit || !isThroughout ? listeners : [],
  });
  return found ? { ...found, isImplied: pool.isImplicit } : null;
}

function ofMembers(
  now: PoolNow,
  differences: readonly SeenDifference[],
  { account, manifest, service }: ConnectedAccount,
): Observed[] {
  const [pool] = [again({ before: null, after: now.pool }, account.id, (row) => poolOf(row, service))?.after];
  if (!pool) return [];
  const changed = new Set(differences.map((one) => oneOf(one).key));
  const stayed = now.members.filter(({ key }) => !changed.has(key));
  const membersOf = (side: (one: SeenDifference) => SeenObject | null): Json => ({
    members: membersSnapshot(membersIn([...stayed, ...differences.map(side)], account.id)),
  });
  const fields = { before: membersOf((one) => one.before), after: membersOf((one) => one.after) };
  const found = differencesOfSnapshots(fields.before, fields.after);
  if (found.length === 0) return [];
  return [
    {
      action: "SET_POOL_MEMBERS",
      targetUrn: urnOf(refOf(now.pool)),
      parentUrn: parentUrnOf(refOf(now.pool), now.pool, manifest.parentKind),
      alsoUrns: pool.isImplicit ? (pool.listenerRefs ?? []).map(urnOf) : [],
      ...fields,
      differences: found,
    },
  ];
}

/** None, if nothing differs that a change could set. */
function observed(
  what: "LISTENER" | "POOL",
  ref: ResourceRef,
  { before, after }: Sides<Json>,
  around: Pick<Observed, "parentUrn" | "alsoUrns">,
): Observed[] {
  const common = { targetUrn: urnOf(ref), ...around, before, after };
  if (before === null) return [{ action: `CREATE_${what}`, ...common, differences: additionOf(after) }];
  if (after === null) return [{ action: `DELETE_${what}`, ...common, differences: removalOf(before) }];
  const differences = differencesOfSnapshots(before, after);
  return differences.length === 0 ? [] : [{ action: `UPDATE_${what}`, ...common, differences }];
}

/** Null when one of them cannot be made out: what is unreadable decides nothing. */
function again<T>({ before, after }: Sides<SeenObject>, accountId: string, make: (row: SeenRow) => T): Sides<T> | null {
  try {
    return { before: before && make({ ...before, accountId }), after: after && make({ ...after, accountId }) };
  } catch (error) {
    if (error instanceof ProblemError) return null;
    throw error;
  }
}

const membersIn = (rows: readonly (SeenObject | null)[], accountId: string): PoolMember[] =>
  rows.flatMap((row) => (row ? memberOf({ ...row, accountId }) : []));

/** Without the cloud's id, which nobody can set. */
function checksOf(monitor: HealthMonitor | null): Omit<HealthMonitor, "nativeId"> | null {
  if (!monitor) return null;
  const { nativeId: _, ...checks } = monitor;
  return checks;
}

function parentUrnOf(pool: ResourceRef, { parentKey }: SeenObject, kind: ResourceKind): string {
  return urnOf(parentKey === null ? pool : { accountId: pool.accountId, kind, key: parentKey });
}
