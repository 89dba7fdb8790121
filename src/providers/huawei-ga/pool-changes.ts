import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { asksForNoCheck } from "../../model/part-checks.js";
import { ProblemError } from "../../model/problem-error.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { knownAs, NEW_ID, readBack, refuseWhatTakesTooLong, removal, settled, step } from "../kit/change-steps.js";
import { ageSince, createOnce, holdsAll } from "../kit/create-once.js";
import { mapListing, whole } from "../kit/listing.js";
import { isEmpty } from "../kit/wire-body.js";
import { allDone } from "../outcomes.js";
import type { CreatePoolCommand, PoolChanges } from "../provider.js";
import { create, ENDPOINT_GROUPS, HEALTH_CHECKS, LISTENERS, listAll, remove, show, update } from "./api.js";
import { deletePoolWithAll } from "./cascades.js";
import { refuseBroken, refuseUntimely } from "./checks.js";
import type { Context } from "./client.js";
import { unlessGivenUp } from "./lasting-states.js";
import { nativeListener, nativePool, nativeStatus, toPool } from "./mapping.js";
import { changeMembers, createMember } from "./members.js";
import {
  CHECK_DEFAULTS,
  createHealthMonitorRequest,
  createPoolRequest,
  updateHealthMonitorRequest,
  updatePoolRequest,
} from "./requests.js";
import {
  readEndpointGroup,
  readHealthCheck,
  readListener,
  type WireEndpointGroup,
  type WireHealthCheck,
} from "./wire.js";

/** Changes of pools: endpoint groups with their endpoints and their health check. */

export function poolChangesOf(context: Context): PoolChanges {
  const { account } = context;
  const readGroup = (id: string, call: Call) => async () =>
    readEndpointGroup(await show(context, ENDPOINT_GROUPS, id, call));
  return {
    async createPool(command, call) {
      const { input, listener, parent } = command;
      if (listener) refuseBroken(nativeListener(listener), "listener");
      const members = input.members ?? [];
      const work = [{ action: "CreateEndpoint", requests: members.length }];
      refuseWhatTakesTooLong(context, { what: `Adding ${members.length} members`, path: ["members"], work }, call);
      const group = await createGroup(unlessGivenUp(context, parent), command, call);
      call.exists?.(toPool(group, account, parent));
      const check = input.healthMonitor && !asksForNoCheck(input.healthMonitor) ? input.healthMonitor : null;
      if (!check && members.length === 0) return toPool(group, account, parent);
      await untilActive(context, group, call);
      const firstPort = listener?.portRanges[0]?.fromPort;
      await allDone([
        ...members.map((member, index) => createMember(context, group.id, member, ["members", String(index)], call)),
        ...(check ? [createCheck(context, group, check, firstPort, call)] : []),
      ]);
      return toPool(await readBack(group, group.id, readGroup(group.id, call), call), account, parent);
    },

    /** The health check first: while it settles, the group can be changed, but not the other way round. */
    async updatePool(pool, input, call) {
      const group = nativePool(pool);
      refuseBroken(group, "pool");
      await changeCheck(context, group, input.healthMonitor, call);
      const body = updatePoolRequest(input);
      const lasting = unlessGivenUp(context, pool.parentRef);
      const description = `Change the pool ${knownAs(group)}.`;
      const run = async () => readEndpointGroup(await update(lasting, ENDPOINT_GROUPS, group.id, body, call));
      const changed = isEmpty(body)
        ? await readBack<WireEndpointGroup>(null, group.id, readGroup(group.id, call), call)
        : await step(call, { action: "UpdateEndpointGroup", description }, run, group);
      return toPool(changed, account, pool.parentRef);
    },

    async deletePool(pool, { cascade }, call) {
      const own = unlessGivenUp(context, pool.parentRef);
      if (cascade) await deletePoolWithAll(own, nativePool(pool), call);
      else
        await removal(
          call,
          { action: "DeleteEndpointGroup", description: `Delete the pool ${knownAs(nativePool(pool))}.` },
          () => remove(own, ENDPOINT_GROUPS, pool.nativeId, call),
        );
    },

    async setPoolMembers(pool, members, call) {
      if (!(await changeMembers(context, nativePool(pool), members, call))) return pool;
      const read = readGroup(pool.nativeId, call);
      return toPool(await readBack<WireEndpointGroup>(null, pool.nativeId, read, call), account, pool.parentRef);
    },
  };
}

/** A listener has one group for each region, which identifies the result of a lost create. */
async function createGroup(context: Context, command: CreatePoolCommand, call: Call): Promise<WireEndpointGroup> {
  const { input, listener } = command;
  const body = createPoolRequest(command);
  const startedAt = context.clock.now();
  const raw = await createOnce<WireObject>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateEndpointGroup", description: `Create the pool ${input.name ?? ""} in ${input.region}.` },
          () => create(context, ENDPOINT_GROUPS, body, call),
          { id: NEW_ID, status: "ACTIVE", ...body },
        ),
      find: async () => {
        const filters = { listener_id: listener?.nativeId };
        const groups = whole(await listAll(context, ENDPOINT_GROUPS, filters, call));
        return groups.filter(({ status, region_id: region }) => status !== "DELETING" && region === input.region);
      },
      idOf: ({ id }) => String(id),
      isAsSent: (found) => holdsAll(body, found),
      ageOf: (found) => ageSince(startedAt, readTime(readEndpointGroup(found).createdAt)),
      // A second group for the same region is refused.
      refusesSecond: true,
      what: `a pool named ${input.name} in ${input.region} on the listener ${listener?.nativeId}`,
    },
    call,
  );
  return readEndpointGroup(raw);
}

/** Nothing can be added to a group before it is ready. */
async function untilActive(context: Context, group: WireEndpointGroup, call: Call): Promise<void> {
  const isSettled = (wire: WireEndpointGroup) => nativeStatus(wire) !== "PENDING";
  const read = async () => readEndpointGroup(await show(context, ENDPOINT_GROUPS, group.id, call));
  const unfinished = "the pool is still being created";
  const latest = isSettled(group) ? group : await settled(context, unfinished, read, isSettled, call, group);
  refuseBroken(latest, "pool");
}

async function checksOf(context: Context, groupId: string, call: Call): Promise<readonly WireHealthCheck[]> {
  const raw = await listAll(context, HEALTH_CHECKS, { endpoint_group_id: groupId }, call);
  return whole(mapListing(raw, readHealthCheck)).filter((check) => nativeStatus(check) !== "DELETING");
}

/** @param firstPort the listener's first port; omitted: the listener is read when needed */
async function createCheck(
  context: Context,
  { id, listenerId }: WireEndpointGroup,
  input: HealthMonitorInput,
  firstPort: number | undefined,
  call: Call,
): Promise<void> {
  const port = input.port ?? firstPort ?? (await firstPortOf(context, listenerId, call));
  const body = createHealthMonitorRequest(id, input, port);
  await createOnce<WireObject>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateHealthCheck", description: `Create the health check of the pool ${id}.` },
          () => create(context, HEALTH_CHECKS, body, call),
          { id: NEW_ID, ...body },
        ),
      find: async () => whole(await listAll(context, HEALTH_CHECKS, { endpoint_group_id: id }, call)),
      idOf: (found) => String(found.id),
      isAsSent: (found) => found.status !== "DELETING" && holdsAll(body, found),
      // There was none, or it would have been changed.
      before: new Set(),
      refusesSecond: true,
      what: `a health check of the pool ${id}`,
    },
    call,
  );
}

async function firstPortOf(context: Context, listenerId: string | null, call: Call): Promise<number> {
  const listener = listenerId === null ? null : readListener(await show(context, LISTENERS, listenerId, call));
  const port = listener?.portRanges[0]?.fromPort;
  if (port !== undefined) return port;
  const message = "The pool has no listener whose port could be checked. Give the port.";
  throw new ProblemError({ code: "INVALID_INPUT", path: ["healthMonitor", "port"], message });
}

/** Null deletes the check. Switched off, it stays, with its numbers. */
async function changeCheck(
  context: Context,
  group: WireEndpointGroup,
  input: HealthMonitorInput | null | undefined,
  call: Call,
): Promise<void> {
  if (input === undefined) return;
  const [check] = await checksOf(context, group.id, call);
  if (!check) {
    if (!input || asksForNoCheck(input)) return;
    refuseUntimely(input, CHECK_DEFAULTS);
    await createCheck(context, group, input, undefined, call);
    return;
  }
  if (!input) {
    const planned = { action: "DeleteHealthCheck", description: `Delete the health check ${check.id}.` };
    await removal(call, planned, () => remove(context, HEALTH_CHECKS, check.id, call));
    return;
  }
  refuseBroken(check, "health check");
  refuseUntimely(input, check);
  const body = updateHealthMonitorRequest(input);
  if (isEmpty(body)) return;
  const planned = { action: "UpdateHealthCheck", description: `Change the health check ${check.id}.` };
  await step(call, planned, () => update(context, HEALTH_CHECKS, check.id, body, call), {});
}
