import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import { allOf } from "../kit/listing.js";
import { allDone, unlessMissing } from "../outcomes.js";
import { create, endpointsOf, listAll, remove, update } from "./api.js";
import { endpointBody, isSameServer, resourceIdOf, typeOf } from "./request-bodies.js";
import { type Changing, isNewerThan, refuseBroken, untilGone } from "./steps.js";
import type { GaEndpoint } from "./wire-types.js";

/** Changes of a pool's members. */

/** Source: quotas page. */
const MAX_ENDPOINTS = 10;

/** @param path where the member stands in the input, for problems */
export async function createEndpoint(
  { client, clock }: Changing,
  groupId: string,
  member: PoolMemberInput,
  path: readonly string[],
  call: Call,
): Promise<void> {
  const endpoints = endpointsOf(groupId);
  const startedAt = clock.now();
  try {
    await createOnce<GaEndpoint>(
      {
        attempt: () => create(client, endpoints, endpointBody(member), call),
        async find() {
          const isIt = ({ resourceId, resourceType }: GaEndpoint) =>
            resourceId === resourceIdOf(member) && resourceType === typeOf(member);
          const there = await allOf(listAll(client, endpoints, {}, call));
          return there.find((one) => isIt(one) && one.status !== "DELETING" && isNewerThan(one, startedAt)) ?? null;
        },
        what: `the member ${member.address} of the pool ${groupId}`,
      },
      call,
    );
  } catch (error) {
    throw error instanceof ProblemError ? error.with({ path }) : error;
  }
}

/** What leads from the endpoints that there are to the wanted members. */
export interface MemberPlan {
  readonly added: readonly { readonly member: PoolMemberInput; readonly index: number }[];
  readonly reweighted: readonly { readonly endpoint: GaEndpoint; readonly weight: number; readonly index: number }[];
  /** Among them those that are on their way out already. */
  readonly removed: readonly GaEndpoint[];
}

/** Servers that stay keep their endpoint, and their weight unless another one is named. */
export function planMembers(now: readonly GaEndpoint[], wanted: readonly PoolMemberInput[]): MemberPlan {
  const staying = now.filter(({ status }) => status !== "DELETING");
  const taken = new Set<GaEndpoint>();
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

/** Whether the new ones have to wait for the old ones to be gone: for want of room, or because they name the same thing. */
function needsRoom({ added, removed }: MemberPlan, now: readonly GaEndpoint[]): boolean {
  const leaving = new Set(removed.map(({ resourceId }) => resourceId));
  return now.length + added.length > MAX_ENDPOINTS || added.some(({ member }) => leaving.has(resourceIdOf(member)));
}

/** New servers come in before old ones go out, where the cloud has room for both. */
export async function changeMembers(
  changing: Changing,
  groupId: string,
  wanted: readonly PoolMemberInput[],
  call: Call,
): Promise<void> {
  const { client } = changing;
  const endpoints = endpointsOf(groupId);
  const now = await allOf(listAll(client, endpoints, {}, call));
  const plan = planMembers(now, wanted);
  for (const { endpoint } of plan.reweighted) refuseBroken(endpoint, "member");

  const takeOut = () =>
    allDone(
      plan.removed
        .filter(({ status }) => status !== "DELETING")
        .map(({ id }) => unlessMissing(remove(client, endpoints, id, call))),
    );
  const putIn = () =>
    allDone(
      plan.added.map(({ member, index }) =>
        createEndpoint(changing, groupId, member, ["members", String(index)], call),
      ),
    );
  const reweigh = () =>
    allDone(plan.reweighted.map(({ endpoint, weight }) => update(client, endpoints, endpoint.id, { weight }, call)));

  if (plan.added.length > 0 && needsRoom(plan, now)) {
    await allDone([takeOut(), reweigh()]);
    const leaving = new Set(plan.removed.map(({ id }) => id));
    const left = async () => (await allOf(listAll(client, endpoints, {}, call))).filter(({ id }) => leaving.has(id));
    await untilGone(changing, left, "Members that were taken out", call);
    await putIn();
  } else {
    await allDone([putIn(), reweigh()]);
    await takeOut();
  }
}
