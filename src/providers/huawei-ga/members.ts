import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { ProblemError } from "../../model/problem-error.js";
import { spelledOnce } from "../../model/server-address.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { allGone, NEW_ID, refuseWhatTakesTooLong, removal, step, warn } from "../kit/change-steps.js";
import { ageSince, createOnce, holdsAll } from "../kit/create-once.js";
import { mapListing, whole } from "../kit/listing.js";
import { allDone } from "../outcomes.js";
import { create, endpointsOf, listAll, remove, update } from "./api.js";
import { isBroken, refuseBroken } from "./checks.js";
import type { Context } from "./client.js";
import { nativeStatus } from "./mapping.js";
import { createMemberRequest, isSameServer, resourceIdOf, typeOf } from "./requests.js";
import { readEndpoint, type WireEndpoint, type WireEndpointGroup } from "./wire.js";

/** Changes of a pool's members. */

/** Source: quotas page. */
const MAX_ENDPOINTS = 10;

/** @param path the member's path in the input, for problems */
export async function createMember(
  context: Context,
  groupId: string,
  member: PoolMemberInput,
  path: readonly string[],
  call: Call,
): Promise<void> {
  const endpoints = endpointsOf(groupId);
  const body = createMemberRequest(member);
  const startedAt = context.clock.now();
  try {
    await createOnce<WireObject>(
      {
        attempt: () =>
          step(
            call,
            { action: "CreateEndpoint", description: `Add the member ${member.address} to the pool ${groupId}.` },
            () => create(context, endpoints, body, call),
            { id: NEW_ID, endpoint_group_id: groupId, ...body },
          ),
        find: async () => {
          const there = whole(await listAll(context, endpoints, {}, call));
          return there.filter(
            ({ status, resource_id: id, resource_type: type }) =>
              status !== "DELETING" && id === resourceIdOf(member) && type === typeOf(member),
          );
        },
        idOf: ({ id }) => String(id),
        isAsSent: (found) => holdsAll(body, found),
        ageOf: (found) => ageSince(startedAt, readTime(readEndpoint(found).createdAt)),
        // The same server twice is refused.
        refusesSecond: true,
        what: `the member ${member.address} of the pool ${groupId}`,
      },
      call,
    );
  } catch (error) {
    throw error instanceof ProblemError ? error.with({ path }) : error;
  }
}

/** The steps from the existing endpoints to the requested members. */
export interface MemberPlan {
  readonly added: readonly { readonly member: PoolMemberInput; readonly index: number }[];
  readonly reweighted: readonly { readonly endpoint: WireEndpoint; readonly weight: number; readonly index: number }[];
  /** Including those that are already being deleted. */
  readonly removed: readonly WireEndpoint[];
}

/** Servers that stay keep their endpoint, and their weight unless another one is given. */
export function planMembers(now: readonly WireEndpoint[], wanted: readonly PoolMemberInput[]): MemberPlan {
  const staying = now.filter((one) => nativeStatus(one) !== "DELETING");
  const taken = new Set<WireEndpoint>();
  const matched = wanted.map((member, index) => {
    const endpoint = staying.find((one) => !taken.has(one) && isSameServer(one, member));
    if (endpoint) taken.add(endpoint);
    return { member, index, endpoint };
  });
  return {
    added: matched.flatMap(({ member, index, endpoint }) => (endpoint ? [] : [{ member, index }])),
    reweighted: matched.flatMap(({ member: { weight }, index, endpoint }) =>
      endpoint && weight != null && weight !== endpoint.weight ? [{ endpoint, weight, index }] : [],
    ),
    removed: now.filter((endpoint) => !taken.has(endpoint)),
  };
}

/**
 * Whether the new ones must wait until the old ones are gone: because there is no room, or because they name the same
 * resource.
 */
function needsRoom({ added, removed }: MemberPlan, now: readonly WireEndpoint[]): boolean {
  const leaving = new Set(removed.map(({ resourceId }) => resourceId && spelledOnce(resourceId)));
  const isLeaving = ({ member }: (typeof added)[number]) => leaving.has(spelledOnce(resourceIdOf(member)));
  return now.length + added.length > MAX_ENDPOINTS || added.some(isLeaving);
}

/**
 * New servers are added before old ones are removed, if the cloud has room for both. Returns whether that took a
 * change.
 */
export async function changeMembers(
  context: Context,
  group: WireEndpointGroup,
  wanted: readonly PoolMemberInput[],
  call: Call,
): Promise<boolean> {
  const { id: groupId } = group;
  const endpoints = endpointsOf(groupId);
  const read = async () => whole(mapListing(await listAll(context, endpoints, {}, call), readEndpoint));
  const now = await read();
  const plan = planMembers(now, wanted);
  const leaving = plan.removed.filter((one) => nativeStatus(one) !== "DELETING");
  if (plan.added.length + plan.reweighted.length + leaving.length === 0) return false;
  refuseBroken(group, "pool");
  for (const { endpoint } of plan.reweighted) refuseBroken(endpoint, "member");

  const work = [
    { action: "CreateEndpoint", requests: plan.added.length },
    { action: "UpdateEndpoint", requests: plan.reweighted.length },
    { action: "DeleteEndpoint", requests: leaving.length },
  ];
  refuseWhatTakesTooLong(context, { what: `Setting ${wanted.length} members`, path: ["members"], work }, call);

  const takeOut = () =>
    allDone(
      leaving.map(({ id, ipAddress }) => {
        const description = `Remove the member ${ipAddress ?? id} from the pool ${groupId}.`;
        return removal(call, { action: "DeleteEndpoint", description }, () => remove(context, endpoints, id, call));
      }),
    );
  const putIn = () =>
    allDone(
      plan.added.map(({ member, index }) => createMember(context, groupId, member, ["members", String(index)], call)),
    );
  const reweigh = () =>
    allDone(
      plan.reweighted.map(({ endpoint: { id, ipAddress }, weight }) => {
        const description = `Set the weight of the member ${ipAddress ?? id} of the pool ${groupId} to ${weight}.`;
        const run = () => update(context, endpoints, id, { weight }, call);
        return step(call, { action: "UpdateEndpoint", description }, run, {});
      }),
    );

  if (plan.added.length > 0 && needsRoom(plan, now)) {
    if (leaving.length > 0) warn(call, "Members are removed before the new ones are added: there is no room for both.");
    await allDone([takeOut(), reweigh()]);
    const removed = new Set(plan.removed.map(({ id }) => id));
    const left = async () => (await read()).filter(({ id }) => removed.has(id));
    await allGone(context, "the removed members", left, call, isBroken);
    await putIn();
  } else {
    await allDone([putIn(), reweigh()]);
    await takeOut();
  }
  return true;
}
