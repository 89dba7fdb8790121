import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { allGone, knownAs, refuseWhatTakesTooLong, removal, settled, warn } from "../kit/change-steps.js";
import { mapListing, whole } from "../kit/listing.js";
import { orPutBack, POOLS_GO_FIRST, type Trail } from "../kit/put-back.js";
import type { Resource } from "../kit/rest-collection.js";
import type { WireBody } from "../kit/wire-body.js";
import { allDone, unlessMissing } from "../outcomes.js";
import { create, ENDPOINT_GROUPS, endpointsOf, HEALTH_CHECKS, LISTENERS, listAll, remove, show } from "./api.js";
import { isBroken } from "./checks.js";
import type { Context } from "./client.js";
import { FROZEN, nativeStatus } from "./mapping.js";
import { endpointAgainRequest, healthCheckAgainRequest } from "./requests.js";
import type { WireAny, WireEndpointGroup, WireListener } from "./wire.js";
import { readEndpoint, readEndpointGroup, readHealthCheck, readListener } from "./wire.js";

/**
 * Deletes objects with their dependents. The cloud refuses to delete a listener that has endpoint groups, and a group
 * that has endpoints or a health check, with GA.9005, and a group cannot be detached: so deletion goes from the bottom
 * up. Sources: delete listener and delete endpoint group pages. Endpoints and checks are created again if the cloud
 * refuses to delete the group; groups are not: a new one has another id, and a region accepts no second one while the
 * old one is being deleted.
 */

export async function deleteListenerWithAll(context: Context, listener: WireListener, call: Call): Promise<void> {
  const { id } = listener;
  const what = `the listener ${knownAs(listener)}`;
  const groupsLeft = async () => {
    const raw = await listAll(context, ENDPOINT_GROUPS, { listener_id: id }, call);
    return whole(mapListing(raw, readEndpointGroup));
  };
  refuseFrozen(context, [listener], "listener");
  const all = await groupsLeft();
  const groups = await Promise.all(all.filter(isStaying).map((group) => lookInto(context, group, call)));
  refuseTooMuch(context, "Deleting the listener with everything that depends on it", groups, call);
  const isGone = async (later: Call) => {
    const raw = await unlessMissing(show(context, LISTENERS, id, later));
    return raw === null || !isStaying(readListener(raw));
  };
  if (all.length > 0) warn(call, POOLS_GO_FIRST);
  await orPutBack(context, { what, isGone }, call, async (trail) => {
    await allDone(groups.map((group) => empty(context, group, trail, call)));
    await allDone(
      groups.map(async ({ group }) => {
        await removeGroup(context, group, call);
        trail.isGone(`the pool ${knownAs(group)}`, group.id);
      }),
    );
    if (all.length > 0) await allGone(context, "the listener's pools", groupsLeft, call, isBroken);
    await removal(call, { action: "DeleteListener", description: `Delete ${what}.` }, () =>
      remove(context, LISTENERS, id, call),
    );
  });
}

export async function deletePoolWithAll(context: Context, group: WireEndpointGroup, call: Call): Promise<void> {
  refuseFrozen(context, [group], "pool");
  const hanging = await lookInto(context, group, call);
  refuseTooMuch(context, "Deleting the pool with everything that depends on it", [hanging], call);
  const isGone = async (later: Call) => !(await isGroupThere(context, group.id, later));
  await orPutBack(context, { what: `the pool ${knownAs(group)}`, isGone }, call, async (trail) => {
    await empty(context, hanging, trail, call);
    await removeGroup(context, group, call);
  });
}

const isStaying = (wire: WireAny): boolean => nativeStatus(wire) !== "DELETING";

/** A kind of dependent of a group. */
interface Sort {
  readonly resource: Resource;
  readonly filters: { readonly endpoint_group_id?: string };
  read(raw: WireObject): WireAny;
  readonly what: string;
  readonly one: string;
  /** How a recreated one is told from the old one. */
  keyOf(raw: WireObject): string;
  again(raw: WireObject): WireBody;
}

const sortsOn = (groupId: string): readonly Sort[] => [
  {
    resource: endpointsOf(groupId),
    filters: {},
    read: readEndpoint,
    what: "the pool's members",
    one: "member",
    keyOf: (raw) => `${raw.resource_type} ${raw.resource_id}`,
    again: endpointAgainRequest,
  },
  {
    resource: HEALTH_CHECKS,
    filters: { endpoint_group_id: groupId },
    read: readHealthCheck,
    what: "the pool's health checks",
    one: "health check",
    keyOf: () => "the only one",
    again: (raw) => healthCheckAgainRequest(groupId, raw),
  },
];

interface Hanging extends Sort {
  /** Their earlier state, for creating them again. */
  readonly shown: readonly WireObject[];
  readonly there: readonly WireAny[];
}

interface Group {
  readonly group: WireEndpointGroup;
  readonly hanging: readonly Hanging[];
}

/** What must be deleted before a group: its endpoints and its health check. Nothing, when the group is gone. */
async function lookInto(context: Context, group: WireEndpointGroup, call: Call): Promise<Group> {
  const hanging = sortsOn(group.id).map(async (sort) => {
    const shown = await listAll(context, sort.resource, sort.filters, call);
    const there = whole(mapListing<WireObject, WireAny>(shown, sort.read));
    refuseFrozen(context, there, sort.one);
    return { ...sort, shown: whole(shown), there };
  });
  refuseFrozen(context, [group], "pool");
  return { group, hanging: (await unlessMissing(Promise.all(hanging))) ?? [] };
}

/** Whether a frozen object can be deleted depends on the reason; that is not tried on dependents. */
function refuseFrozen({ account }: Context, wires: readonly WireAny[], what: string): void {
  const frozen = wires.find(({ freeze }) => freeze?.status === FROZEN);
  if (!frozen) return;
  throw new ProblemError({
    code: "RESOURCE_FROZEN",
    provider: account.provider,
    nativeId: frozen.id,
    message: `The ${what} ${frozen.id} is frozen. Ask the cloud to release it first, or omit \`cascade\`.`,
  });
}

/** Refuses, before anything is deleted, to delete more than fits into the remaining time. */
function refuseTooMuch(context: Context, what: string, groups: readonly Group[], call: Call): void {
  const requests = new Map<string, number>();
  for (const { resource, there } of groups.flatMap(({ hanging }) => hanging)) {
    const action = `Delete${resource.noun}`;
    requests.set(action, (requests.get(action) ?? 0) + there.filter(isStaying).length);
  }
  const work = [...requests].map(([action, count]) => ({ action, requests: count }));
  const instead = "Remove members with setPoolMembers first";
  refuseWhatTakesTooLong(context, { what, path: ["cascade"], work, instead }, call);
}

/** Deletes the dependents of a group, and waits until they are gone. */
async function empty(context: Context, { group, hanging }: Group, trail: Trail, call: Call): Promise<void> {
  for (const sort of hanging)
    trail.takesAway({
      what: `${sort.what} (${knownAs(group)})`,
      of: group.id,
      bringBack: (later) => makeAgain(context, group.id, sort, later),
    });
  await allDone(
    hanging.map(async (sort) => {
      const { resource, filters, read, what, one, there } = sort;
      if (there.length === 0) return;
      const left = async () =>
        whole(mapListing<WireObject, WireAny>(await listAll(context, resource, filters, call), read));
      await allDone(
        there
          .filter(isStaying)
          .map(({ id }) =>
            removal(call, { action: `Delete${resource.noun}`, description: `Delete the ${one} ${id}.` }, () =>
              remove(context, resource, id, call),
            ),
          ),
      );
      await allGone(context, what, left, call, isBroken);
    }),
  );
}

/** Creates what is missing again, once the old objects are gone: the cloud accepts no second one beside them. */
async function makeAgain(
  context: Context,
  groupId: string,
  { resource, filters, read, what, keyOf, again, shown, there }: Hanging,
  call: Call,
): Promise<boolean> {
  if (!(await isGroupThere(context, groupId, call))) return false;
  const look = async () => {
    const raw = whole(await listAll(context, resource, filters, call));
    return raw.map((one) => ({ key: keyOf(one), isStaying: isStaying(read(one)) }));
  };
  const areSettled = (left: Awaited<ReturnType<typeof look>>) => left.every((one) => one.isStaying);
  const left = await settled(context, `${what} are still being deleted`, look, areSettled, call, []);
  const keys = new Set(left.map(({ key }) => key));
  const missing = shown.filter((raw, index) => isStaying(there[index]!) && !keys.has(keyOf(raw)));
  await allDone(missing.map((raw) => create(context, resource, again(raw), call)));
  return missing.length > 0;
}

async function isGroupThere(context: Context, groupId: string, call: Call): Promise<boolean> {
  const raw = await unlessMissing(show(context, ENDPOINT_GROUPS, groupId, call));
  return raw !== null && isStaying(readEndpointGroup(raw));
}

function removeGroup(context: Context, group: WireEndpointGroup, call: Call): Promise<unknown> {
  const description = `Delete the pool ${knownAs(group)}.`;
  return removal(call, { action: "DeleteEndpointGroup", description }, () =>
    remove(context, ENDPOINT_GROUPS, group.id, call),
  );
}
