import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { isObject, textIn } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { allGone, knownAs, refuseWhatTakesTooLong, removal, settled, warn } from "../kit/change-steps.js";
import { inChunks } from "../kit/keyed-reads.js";
import { allOf, mapListing, whole } from "../kit/listing.js";
import { orPutBack, POOLS_GO_FIRST, type Trail } from "../kit/put-back.js";
import { unlessMissing } from "../outcomes.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { refuseLocked, unlessLocked } from "./lasting-states.js";
import { forwardingRuleAgainRequest } from "./requests.js";
import { readForwardingRule, readPool, type WireListener, type WirePool } from "./wire.js";

/**
 * Deletes objects with their dependents. The cloud refuses to delete a listener that has forwarding rules
 * (Exist.ForwardingRule) or endpoint groups (Exist.EndpointGroup), and a group that a rule uses; neither can be
 * detached. Sources: error codes of DeleteListener, Terraform provider. So rules go first, then groups, then the
 * listener. Rules are created again if the cloud refuses to delete the groups. A deleted group stays deleted: a new one
 * would have other addresses, which the servers would have to allow.
 */
export async function deleteListenerWithAll(context: Context, listener: WireListener, call: Call): Promise<void> {
  const { acceleratorId, id } = listener;
  const what = `the listener ${knownAs(listener)}`;
  const locking = unlessLocked(context, acceleratorId);
  const groupsLeft = () => groupsOf(context, listener, call);
  const [groups, rules] = await Promise.all([
    groupsLeft(),
    rulesOf(context, listener, call),
    refuseLocked(context, acceleratorId, call),
  ]);
  const staying = groups.filter(({ state }) => !isDeleting(state));
  const chunks = inChunks(staying, api.GROUPS_PER_DELETE);
  const ruleChunks = inChunks(
    rules.filter(({ state }) => !isDeleting(state)),
    api.RULES_PER_DELETE,
  );
  const work = [
    { action: "DeleteForwardingRules", requests: ruleChunks.length },
    { action: "DeleteEndpointGroups", requests: chunks.length },
  ];
  const undertaking = `Deleting a listener with ${groups.length} pools and ${rules.length} forwarding rules`;
  refuseWhatTakesTooLong(context, { what: undertaking, path: ["cascade"], work, instead: "Delete pools first" }, call);
  const isGone = async (later: Call) => {
    const raw = await api.describeListener(context, acceleratorId, id, later);
    return raw === null || isDeleting(textIn(raw.State));
  };
  if (groups.length > 0) warn(call, POOLS_GO_FIRST);
  await orPutBack(context, { what, isGone }, call, async (trail) => {
    for (const chunk of ruleChunks) await removeRules(context, listener, chunk, trail, call);
    const rulesLeft = () => rulesOf(context, listener, call);
    if (rules.length > 0) await allGone(context, "the listener's forwarding rules", rulesLeft, call);
    for (const chunk of chunks) {
      const description = `Delete the pools ${chunk.map(knownAs).join(", ")}.`;
      await removal(call, { action: "DeleteEndpointGroups", description }, () =>
        api.deleteEndpointGroups(
          locking,
          chunk.map((group) => group.id),
          call,
        ),
      );
      for (const group of chunk) trail.isGone(`the pool ${knownAs(group)}`, group.id);
    }
    if (groups.length > 0) await allGone(context, "the listener's pools", groupsLeft, call);
    await removal(call, { action: "DeleteListener", description: `Delete ${what}.` }, () =>
      api.deleteListener(locking, acceleratorId, id, call),
    );
  });
}

/**
 * Members and health check are fields of the group and are deleted with it. Rules that use it belong to the listener:
 * without them the requests would go to other servers, so they are not deleted along with it.
 */
export async function deletePoolWithAll(context: Context, pool: WirePool, call: Call): Promise<void> {
  const { acceleratorId, id, forwardingRuleIds } = pool;
  if (forwardingRuleIds.length > 0)
    throw new ProblemError({
      code: "RESOURCE_IN_USE",
      provider: context.account.provider,
      message: `Forwarding rules send requests to the pool: ${forwardingRuleIds.join(", ")}. Delete them, or the listener that has them, first.`,
    });
  const locking = unlessLocked(context, acceleratorId);
  await removal(call, { action: "DeleteEndpointGroup", description: `Delete the pool ${knownAs(pool)}.` }, () =>
    api.deleteEndpointGroup(locking, acceleratorId, id, call),
  );
}

const isDeleting = (state: string | null): boolean => state?.toLowerCase() === "deleting";

async function groupsOf(
  context: Context,
  { acceleratorId, id }: WireListener,
  call: Call,
): Promise<readonly WirePool[]> {
  const groups = await unlessMissing(api.listEndpointGroups(context, acceleratorId, id, call));
  return groups ? whole(mapListing(groups, readPool)) : [];
}

interface Rule {
  readonly id: string;
  readonly state: string | null;
  /** The group that it sends requests to, if any. */
  readonly groupId: string | undefined;
  /** Its earlier state, for creating it again. */
  readonly shown: WireObject;
}

/** Only HTTP and HTTPS listeners have rules. Source: CreateForwardingRules page. */
async function rulesOf(
  context: Context,
  { acceleratorId, id, protocol }: WireListener,
  call: Call,
): Promise<readonly Rule[]> {
  if (protocol !== "HTTP" && protocol !== "HTTPS") return [];
  const rules = await unlessMissing(allOf(api.listForwardingRules(context, acceleratorId, id, call)));
  return (rules ?? []).map((shown) => {
    const { id: ruleId, state, actions } = readForwardingRule(shown);
    return { id: ruleId, state, groupId: groupIn(actions ?? []), shown };
  });
}

function groupIn(actions: readonly WireObject[]): string | undefined {
  for (const { ForwardGroupConfig: config } of actions) {
    const tuples = isObject(config) && Array.isArray(config.ServerGroupTuples) ? config.ServerGroupTuples : [];
    const group = tuples.find((tuple) => isObject(tuple) && textIn(tuple.EndpointGroupId));
    if (group) return group.EndpointGroupId as string;
  }
  return undefined;
}

async function removeRules(
  context: Context,
  listener: WireListener,
  rules: readonly Rule[],
  trail: Trail,
  call: Call,
): Promise<void> {
  const { acceleratorId, id } = listener;
  const locking = unlessLocked(context, acceleratorId);
  for (const rule of rules)
    trail.takesAway({
      what: `the forwarding rule ${rule.id}, under a new id`,
      of: rule.groupId,
      async bringBack(later) {
        const isLeaving = (left: readonly Rule[]) => left.some((one) => one.id === rule.id && isDeleting(one.state));
        const look = () => rulesOf(context, listener, later);
        const unfinished = `the forwarding rule ${rule.id} is still being deleted`;
        const left = await settled(context, unfinished, look, (there) => !isLeaving(there), later, []);
        if (left.some((one) => one.id === rule.id)) return false;
        const again = forwardingRuleAgainRequest(rule.shown);
        await api.createForwardingRules(locking, acceleratorId, id, [again], later);
        return true;
      },
    });
  const ids = rules.map((rule) => rule.id);
  const description = `Delete the forwarding rules ${ids.join(", ")}.`;
  await removal(call, { action: "DeleteForwardingRules", description }, () =>
    api.deleteForwardingRules(locking, acceleratorId, id, ids, call),
  );
}
