import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { asksForNoCheck } from "../../model/part-checks.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import { pollUntil } from "../../transport/poll.js";
import { allOf } from "../kit/listing.js";
import { allDone, halfDone, unlessMissing } from "../outcomes.js";
import type { CreatePoolCommand, ProviderService } from "../provider.js";
import {
  create,
  ENDPOINT_GROUPS,
  endpointsOf,
  type Filters,
  HEALTH_CHECKS,
  LISTENERS,
  listAll,
  type Resource,
  remove,
  show,
  update,
} from "./api.js";
import { toPool } from "./mapping.js";
import { changeMembers, createEndpoint } from "./member-changes.js";
import { checkBody, checkChanges, groupBody, groupChanges, isEmpty } from "./request-bodies.js";
import { type Changing, isNewerThan, refuseBroken, stillWorking, untilGone } from "./steps.js";
import type { GaEndpointGroup, GaHealthCheck, GaListener, GaObject } from "./wire-types.js";

/** Changes of pools: endpoint groups with their endpoints and their health check. */

type PoolChanges = Pick<ProviderService, "createPool" | "updatePool" | "deletePool" | "setPoolMembers">;

export function poolChangesOf(changing: Changing): PoolChanges {
  const { client, account } = changing;
  return {
    async createPool(command, call) {
      const { input, listener, parent } = command;
      if (listener) refuseBroken(listener.native as GaListener, "listener");
      const group = await createGroup(changing, command, call);
      const check = input.healthMonitor && !asksForNoCheck(input.healthMonitor) ? input.healthMonitor : null;
      const members = input.members ?? [];
      if (!check && members.length === 0) return toPool(account, group, parent);
      try {
        await untilActive(changing, group, call);
        const firstPort = listener?.portRanges[0]?.fromPort;
        await allDone([
          ...members.map((member, index) =>
            createEndpoint(changing, group.id, member, ["members", String(index)], call),
          ),
          ...(check ? [createCheck(changing, group, check, firstPort, call)] : []),
        ]);
      } catch (error) {
        throw halfDone(error, `The pool ${group.id} was created, but not all that belongs to it.`);
      }
      return toPool(account, await show(client, ENDPOINT_GROUPS, group.id, call), parent);
    },

    /** The health check first: while it settles the group can be changed, but not the other way round. */
    async updatePool(pool, input, call) {
      const group = pool.native as GaEndpointGroup;
      refuseBroken(group, "pool");
      await changeCheck(changing, group, input.healthMonitor, call);
      const body = groupChanges(input);
      const changed = isEmpty(body)
        ? await show(client, ENDPOINT_GROUPS, group.id, call)
        : await update(client, ENDPOINT_GROUPS, group.id, body, call);
      return toPool(account, changed, pool.parentRef);
    },

    async deletePool(pool, { cascade }, call) {
      if (cascade) await unlessMissing(emptyGroup(changing, pool.nativeId, call));
      await unlessMissing(remove(client, ENDPOINT_GROUPS, pool.nativeId, call));
    },

    async setPoolMembers(pool, members, call) {
      refuseBroken(pool.native as GaEndpointGroup, "pool");
      await changeMembers(changing, pool.nativeId, members, call);
      return toPool(account, await show(client, ENDPOINT_GROUPS, pool.nativeId, call), pool.parentRef);
    },
  };
}

/** A listener has one group for each region, which is how a lost one is found again. */
function createGroup({ client, clock }: Changing, command: CreatePoolCommand, call: Call): Promise<GaEndpointGroup> {
  const { input, listener } = command;
  const startedAt = clock.now();
  return createOnce<GaEndpointGroup>(
    {
      attempt: () => create(client, ENDPOINT_GROUPS, groupBody(command), call),
      async find() {
        const groups = await allOf(listAll(client, ENDPOINT_GROUPS, { listener_id: listener?.nativeId }, call));
        const isIt = (one: GaEndpointGroup) => one.regionId === input.region && one.name === input.name;
        return groups.find((one) => isIt(one) && one.status !== "DELETING" && isNewerThan(one, startedAt)) ?? null;
      },
      what: `a pool named ${input.name} in ${input.region} on the listener ${listener?.nativeId}`,
    },
    call,
  );
}

/** Nothing can be put into a group before it is set up. */
async function untilActive(
  { client, clock, pollIntervalMs }: Changing,
  group: GaEndpointGroup,
  call: Call,
): Promise<void> {
  const isSettled = ({ status }: GaEndpointGroup) => status !== "PENDING";
  if (isSettled(group)) return refuseBroken(group, "pool");
  const read = () => show(client, ENDPOINT_GROUPS, group.id, call);
  const settled = await pollUntil(read, isSettled, { call, clock, intervalMs: pollIntervalMs });
  refuseBroken(settled, "pool");
  if (!isSettled(settled)) throw stillWorking("The pool is still being set up.");
}

async function checkOf({ client }: Changing, groupId: string, call: Call): Promise<GaHealthCheck | undefined> {
  const checks = await allOf(listAll(client, HEALTH_CHECKS, { endpoint_group_id: groupId }, call));
  return checks.find(({ status }) => status !== "DELETING");
}

/** @param firstPort the listener's first port; left out, the listener is read when it is needed */
async function createCheck(
  changing: Changing,
  { id, listenerId }: GaEndpointGroup,
  input: HealthMonitorInput,
  firstPort: number | undefined,
  call: Call,
): Promise<void> {
  const { client } = changing;
  const port = input.port ?? firstPort ?? (await firstPortOf(changing, listenerId, call));
  await createOnce<GaHealthCheck>(
    {
      attempt: () => create(client, HEALTH_CHECKS, checkBody(id, input, port), call),
      find: async () => (await checkOf(changing, id, call)) ?? null,
      what: `a health check of the pool ${id}`,
    },
    call,
  );
}

async function firstPortOf({ client }: Changing, listenerId: string | null, call: Call): Promise<number> {
  const listener = listenerId === null ? null : await show(client, LISTENERS, listenerId, call);
  const port = listener?.portRanges[0]?.fromPort;
  if (port !== undefined) return port;
  const message = "The pool has no listener whose port could be checked. Name the port.";
  throw new ProblemError({ code: "INVALID_INPUT", path: ["healthMonitor", "port"], message });
}

/** Left out or null: nothing. Switched off, a check stays, with its numbers. */
async function changeCheck(
  changing: Changing,
  group: GaEndpointGroup,
  input: HealthMonitorInput | null | undefined,
  call: Call,
): Promise<void> {
  if (!input) return;
  const { client } = changing;
  const check = await checkOf(changing, group.id, call);
  if (!check) {
    if (!asksForNoCheck(input)) await createCheck(changing, group, input, undefined, call);
    return;
  }
  refuseBroken(check, "health check");
  const body = checkChanges(input);
  if (!isEmpty(body)) await update(client, HEALTH_CHECKS, check.id, body, call);
}

/** Takes a group's endpoints and health check away, and waits until they are gone. */
export async function emptyGroup(changing: Changing, groupId: string, call: Call): Promise<void> {
  await allDone([
    takeAway(changing, endpointsOf(groupId), {}, "The pool's members", call),
    takeAway(changing, HEALTH_CHECKS, { endpoint_group_id: groupId }, "The pool's health checks", call),
  ]);
}

async function takeAway<T extends GaObject>(
  changing: Changing,
  resource: Resource<T>,
  filters: Filters,
  what: string,
  call: Call,
): Promise<void> {
  const left = () => allOf(listAll(changing.client, resource, filters, call));
  const there = await left();
  if (there.length === 0) return;
  const staying = there.filter(({ status }) => status !== "DELETING");
  await allDone(staying.map(({ id }) => unlessMissing(remove(changing.client, resource, id, call))));
  await untilGone(changing, left, what, call);
}
