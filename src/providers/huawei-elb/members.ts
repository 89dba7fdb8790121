import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { ProblemError } from "../../model/problem-error.js";
import { serverOf } from "../../model/server-address.js";
import type { Call } from "../../transport/call.js";
import { NEW_ID, refuseWhatTakesTooLong, removal, step } from "../kit/change-steps.js";
import { createOnce, holdsAll } from "../kit/create-once.js";
import { mapListing, whole } from "../kit/listing.js";
import { allDone } from "../outcomes.js";
import { create, find, LOAD_BALANCERS, listAll, membersOf, remove, update } from "./api.js";
import type { Context } from "./client.js";
import { isLeaving } from "./mapping.js";
import { createMemberRequest } from "./requests.js";
import { readLoadBalancer, readMember, type WireMember, type WirePool } from "./wire.js";

/** Changes of a pool's members. */

/**
 * Replaces the members of a pool, identified by address and port, which cannot change (create member page): new ones
 * are added, weights changed in place, and only then unwanted ones are removed, so that there is always a serving
 * member.
 */
export async function replaceMembers(
  context: Context,
  pool: WirePool,
  wanted: readonly PoolMemberInput[],
  call: Call,
): Promise<void> {
  const members = membersOf(pool.id);
  const there = whole(mapListing(await listAll(context, members, {}, call), readMember));
  const current = there.filter((wire) => !isLeaving(wire));
  const currentByName = new Map(current.map((member) => [serverOf(member), member]));
  const stays = (input: PoolMemberInput): WireMember | undefined => {
    const there = currentByName.get(serverOf(input));
    // The subnet cannot change either, so a server in another subnet is another server.
    return there && (input.subnetId == null || input.subnetId === there.subnetId) ? there : undefined;
  };
  const staying = new Set(wanted.flatMap((input) => stays(input)?.id ?? []));
  const leaving = current.filter(({ id }) => !staying.has(id));
  const moving = leaving.filter((member) => wanted.some((input) => serverOf(input) === serverOf(member)));
  const added = wanted.filter((input) => !stays(input));
  const reweighed = wanted.flatMap((input) => {
    const there = stays(input);
    return there && input.weight != null && input.weight !== there.weight
      ? [{ id: there.id, weight: input.weight }]
      : [];
  });

  const work = [
    { action: "DeleteMember", requests: leaving.length },
    { action: "CreateMember", requests: added.length },
    { action: "UpdateMember", requests: reweighed.length },
  ];
  refuseWhatTakesTooLong(context, { what: `Setting ${wanted.length} members`, path: ["members"], work }, call);
  await removeAll(context, pool.id, moving, call);
  await addMembers(context, pool, wanted, (input) => !stays(input), call);
  await allDone(
    reweighed.map(({ id, weight }) => {
      const description = `Set the weight of the member ${id} of pool ${pool.id} to ${weight}.`;
      const run = () => update(context, members, id, { weight }, call);
      return step(call, { action: "UpdateMember", description }, run, {});
    }),
  );
  await removeAll(
    context,
    pool.id,
    leaving.filter((member) => !moving.includes(member)),
    call,
  );
}

/** Adds the selected servers. A problem says which of all it was. */
export async function addMembers(
  context: Context,
  pool: WirePool,
  servers: readonly PoolMemberInput[],
  isPicked: (server: PoolMemberInput) => boolean,
  call: Call,
): Promise<void> {
  const picked = [...servers.entries()].filter(([, server]) => isPicked(server));
  const lacksSubnet = picked.some(([, { subnetId }]) => subnetId == null);
  const subnetId = lacksSubnet ? await subnetOf(context, pool, call) : "";
  await allDone(
    picked.map(async ([index, server]) => {
      try {
        await addMember(context, pool.id, server, server.subnetId ?? subnetId, call);
      } catch (error) {
        const isInput =
          error instanceof ProblemError && (error.code === "INVALID_INPUT" || error.code === "ALREADY_EXISTS");
        throw isInput ? error.with({ path: ["members", String(index)], cause: error }) : error;
      }
    }),
  );
}

async function addMember(
  context: Context,
  poolId: string,
  server: PoolMemberInput,
  subnetId: string,
  call: Call,
): Promise<void> {
  const members = membersOf(poolId);
  const body = createMemberRequest(server, subnetId);
  await createOnce<WireMember>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateMember", description: `Add the member ${server.address}:${server.port} to pool ${poolId}.` },
          async () => readMember(await create(context, members, body, call)),
          readMember({ id: NEW_ID, ...body }),
        ),
      find: async () => {
        const onAddress = await listAll(context, members, { address: server.address }, call);
        return whole(mapListing(onAddress, readMember)).filter((member) => serverOf(member) === serverOf(server));
      },
      idOf: ({ id }) => id,
      isAsSent: ({ weight, subnetId: its }) => holdsAll({ weight: server.weight, subnetId }, { weight, subnetId: its }),
      // It was not among the members that were read before.
      before: new Set(),
      // A server occurs in a pool once per port.
      refusesSecond: true,
      what: `the member ${server.address}:${server.port} of pool ${poolId}`,
    },
    call,
  );
}

async function removeAll(context: Context, poolId: string, leaving: readonly WireMember[], call: Call): Promise<void> {
  await allDone(
    leaving.map((member) => {
      const description = `Remove the member ${member.address}:${member.port} from pool ${poolId}.`;
      return removal(call, { action: "DeleteMember", description }, () =>
        remove(context, membersOf(poolId), member.id, call),
      );
    }),
  );
}

/** The cloud requires every member's subnet; servers are mostly in that of the load balancer. */
async function subnetOf(context: Context, { id, loadBalancerIds: [owner] }: WirePool, call: Call): Promise<string> {
  const raw = owner === undefined ? null : await find(context, LOAD_BALANCERS, owner, call);
  const subnetId = raw && readLoadBalancer(raw).vipSubnetId;
  if (subnetId) return subnetId;
  throw new ProblemError({
    code: "INVALID_INPUT",
    path: ["members"],
    message: `The subnet of pool ${id}'s load balancer is not known. Give the subnetId of every member.`,
  });
}
