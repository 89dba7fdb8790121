import type { PoolMemberInput } from "../../model/inputs-shared.js";
import { ProblemError } from "../../model/problem-error.js";
import { isSameAddress } from "../../model/server-address.js";
import type { Call } from "../../transport/call.js";
import { pollUntil } from "../../transport/poll.js";
import { step, warn } from "../kit/change-steps.js";
import { createOnce } from "../kit/create-once.js";
import { allOf } from "../kit/listing.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { jobProblemRow } from "./problems.js";
import { addMembersRequest } from "./requests.js";
import type { WireJob, WireMember } from "./wire.js";

/**
 * Replaces the servers of a listener. The cloud can only add and remove, so a server whose address changed is removed
 * and added again; new servers come first, so that the old ones keep serving meanwhile.
 */
export async function replaceMembers(
  context: Context,
  listenerId: string,
  wanted: readonly PoolMemberInput[],
  call: Call,
): Promise<void> {
  const current = await allOf(api.listMembers(context, listenerId, call));
  const currentByServer = new Map(current.map((member) => [member.serverId, member]));
  const wantedByServer = new Map(wanted.map((member) => [member.targetId, member]));
  const isMoved = ({ targetId, address }: PoolMemberInput) => {
    const there = currentByServer.get(targetId ?? "");
    return there !== undefined && !isSameAddress(there.address, address);
  };
  const leaving = current.filter(({ serverId }) => {
    const kept = wantedByServer.get(serverId);
    return !kept || isMoved(kept);
  });
  await add(
    context,
    listenerId,
    wanted.filter(({ targetId }) => !currentByServer.has(targetId ?? "")),
    call,
  );
  await removeMembers(context, listenerId, leaving, call);
  const moved = wanted.filter(isMoved);
  if (moved.length > 0)
    warn(call, "Servers whose address changes are out of service between their removal and their return.");
  await add(context, listenerId, moved, call);
}

/** Removes members and waits for the end of the job. */
export async function removeMembers(
  context: Context,
  listenerId: string,
  members: readonly WireMember[],
  call: Call,
): Promise<void> {
  if (members.length === 0) return;
  const ids = members.map(({ id }) => id);
  try {
    const servers = members.map(({ address }) => address).join(", ");
    const description = `Remove the members ${servers} from the listener ${listenerId}.`;
    const run = () => api.removeMembers(context, listenerId, ids, call);
    const jobId = await step<string | null>(call, { action: "RemoveMembers", description }, run, null);
    if (jobId !== null) await finish(context, jobId, call);
  } catch (error) {
    // A removal that was sent twice finds nobody the second time.
    if (!(error instanceof ProblemError) || error.code !== "NOT_FOUND") throw error;
    const left = await allOf(api.listMembers(context, listenerId, call));
    if (left.some(({ id }) => ids.includes(id))) throw error;
  }
}

async function add(
  context: Context,
  listenerId: string,
  members: readonly PoolMemberInput[],
  call: Call,
): Promise<void> {
  if (members.length === 0) return;
  const servers = members.map(({ address }) => address).join(", ");
  const { jobId } = await createOnce<{ readonly jobId: string | null }>(
    {
      attempt: () =>
        step<{ readonly jobId: string | null }>(
          call,
          { action: "AddMembers", description: `Add the members ${servers} to the listener ${listenerId}.` },
          async () => ({ jobId: await api.addMembers(context, listenerId, addMembersRequest(members), call) }),
          { jobId: null },
        ),
      // A job whose reference was lost may not have begun, so missing servers may still come.
      find: async () => {
        const there = await allOf(api.listMembers(context, listenerId, call));
        const isThere = ({ targetId, address }: PoolMemberInput) =>
          there.some((member) => member.serverId === targetId && isSameAddress(member.address, address));
        return members.every(isThere) ? [{ jobId: null }] : [];
      },
      idOf: () => listenerId,
      isAsSent: () => true,
      // None of them was among the members that were read before.
      before: new Set(),
      refusesSecond: false,
      what: `the servers ${servers} of the listener ${listenerId}`,
    },
    call,
  );
  if (jobId !== null) await finish(context, jobId, call);
}

/** Waits for a job's end. @throws ProblemError when it failed, or when the deadline came first. */
async function finish(context: Context, jobId: string, call: Call): Promise<void> {
  const { account, clock, pollIntervalMs: intervalMs } = context;
  const job = await pollUntil(() => api.showJob(context, jobId, call), isOver, { call, clock, intervalMs });
  if (job.status === "SUCCESS") return;
  if (!isOver(job)) {
    throw new ProblemError({
      code: "TIMED_OUT",
      provider: account.provider,
      message: `The cloud did not finish the change of servers in time: job ${jobId} has the status ${job.status}. Check the pool's members before you try again.`,
    });
  }
  const { code, path } = jobProblemRow(job.errorCode);
  throw new ProblemError({
    code,
    path,
    provider: account.provider,
    nativeCode: job.errorCode ?? undefined,
    message: `The cloud could not change the servers: ${job.failReason ?? "it gave no reason"}`,
  });
}

function isOver({ status }: WireJob): boolean {
  return status === "SUCCESS" || status === "FAIL";
}
