import type { ProblemCode } from "../../model/enums.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { knownAs, removal } from "../kit/change-steps.js";
import { allOf } from "../kit/listing.js";
import { afterwards, orPutBack, type Trail } from "../kit/put-back.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { removeMembers, replaceMembers } from "./members.js";
import { healthcheckAgainRequest } from "./requests.js";
import type { WireHealthcheck, WireListener, WireMember } from "./wire.js";

/** Refusals that may be caused by the listener's dependents: the vendor's page names no code for it. */
const MAY_MIND: readonly ProblemCode[] = ["RESOURCE_IN_USE", "PROVIDER_REJECTED", "INVALID_INPUT"];

/**
 * Deletes a listener with its members and its health check. The delete listener page does not say whether the cloud
 * deletes them too or refuses, so the listener is tried first, while everything still exists. Only if it is refused are
 * they deleted before it, and restored if it is refused again.
 */
export async function deleteListenerWithAll(context: Context, listener: WireListener, call: Call): Promise<void> {
  const { id, memberNumber, healthcheckId } = listener;
  const what = `the listener ${knownAs(listener)}`;
  const outcome = await problemOr(removeListener(context, listener, call));
  if (!(outcome instanceof ProblemError)) {
    if (healthcheckId === null) return;
    const isGone = async () => (await unlessMissing(api.showHealthcheck(context, healthcheckId, call))) === null;
    return afterwards(what, "its health check", removeCheck(context, healthcheckId, call), isGone);
  }
  const hasMore = memberNumber !== 0 || healthcheckId !== null;
  if (outcome.mayHaveHappened || !hasMore || !MAY_MIND.includes(outcome.code)) throw outcome;
  const [members, check] = await Promise.all([
    memberNumber === 0 ? [] : allOf(api.listMembers(context, id, call)),
    healthcheckId === null ? null : unlessMissing(api.showHealthcheck(context, healthcheckId, call)),
  ]);
  if (members.length === 0 && check === null) throw outcome;
  const isGone = async (later: Call) => (await unlessMissing(api.showListener(context, id, later))) === null;
  await orPutBack(context, { what, isGone }, call, async (trail) => {
    await empty(context, listener, members, trail, call);
    if (check) await withoutCheck(context, listener, check, trail, call);
    await removeListener(context, listener, call);
  });
}

export function removeListener(context: Context, listener: WireListener, call: Call): Promise<unknown> {
  const description = `Delete the listener ${knownAs(listener)}.`;
  return removal(call, { action: "DeleteListener", description }, () => api.deleteListener(context, listener.id, call));
}

const removeCheck = (context: Context, healthcheckId: string, call: Call) =>
  removal(call, { action: "DeleteHealthcheck", description: `Delete the health check ${healthcheckId}.` }, () =>
    api.deleteHealthcheck(context, healthcheckId, call),
  );

async function empty(
  context: Context,
  listener: WireListener,
  members: readonly WireMember[],
  trail: Trail,
  call: Call,
): Promise<void> {
  if (members.length === 0) return;
  trail.takesAway({
    what: `${members.length} members of ${knownAs(listener)}`,
    async bringBack(later) {
      const there = await unlessMissing(allOf(api.listMembers(context, listener.id, later)));
      if (!there || members.every(({ serverId }) => there.some((one) => one.serverId === serverId))) return false;
      const wanted = members.map(({ serverId, address }) => ({ targetId: serverId, address }));
      await replaceMembers(context, listener.id, wanted, later);
      return true;
    },
  });
  await unlessMissing(removeMembers(context, listener.id, members, call));
}

async function withoutCheck(
  context: Context,
  listener: WireListener,
  check: WireHealthcheck,
  trail: Trail,
  call: Call,
): Promise<void> {
  trail.takesAway({
    what: `the health check of ${knownAs(listener)}`,
    async bringBack(later) {
      const found = await unlessMissing(api.showListener(context, listener.id, later));
      if (!found || found.healthcheckId !== null) return false;
      await api.createHealthcheck(context, healthcheckAgainRequest(listener.id, check), later);
      return true;
    },
  });
  await removeCheck(context, check.id, call);
}
