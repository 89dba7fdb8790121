import type { ResourceTagInput } from "../../model/inputs-shared.js";
import type { Listener } from "../../model/listener.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { createOnce } from "../../transport/create-once.js";
import { allOf, findIn } from "../kit/listing.js";
import { halfDone, problemOr, unlessMissing } from "../outcomes.js";
import type { CreateListenerCommand, ProviderService } from "../provider.js";
import { changeTags, create, LISTENERS, listAll, POOLS, remove, update } from "./api.js";
import { type ElbAccount, listenerOf } from "./context.js";
import { byIds } from "./fewest-calls.js";
import { instantOf, tagsOf, toListener } from "./mapping.js";
import { removePool } from "./pool-removal.js";
import { createListenerBody, isEmptyBody, protocolIn, updateListenerBody } from "./request-bodies.js";
import type { ElbListener } from "./wire-types.js";

type ListenerChanges = Pick<ProviderService, "createListeners" | "updateListener" | "deleteListener">;

/** How far the cloud's clock and ours may be apart: the gateway refuses signatures that are further off. */
const CLOCK_TOLERANCE_MS = 15 * 60_000;
/** Tags in one call. Source: batch tag pages. */
const TAGS_PER_CALL = 10;

export function listenerChangesOf(context: ElbAccount): ListenerChanges {
  const { elb } = context;
  return {
    /** One after the other: the cloud refuses changes of a load balancer that is at work on another. */
    async createListeners(commands, call) {
      const outcomes: (Listener | ProblemError)[] = [];
      for (const command of commands) outcomes.push(await problemOr(createListener(context, command, call)));
      return outcomes;
    },

    async updateListener(listener, input, call) {
      const current = listenerOf(listener);
      const body = updateListenerBody(current, input);
      const updated = isEmptyBody(body) ? null : await update(elb, LISTENERS, current.id, body, call);
      if (input.tags) await replaceTags(context, current, input.tags, call);
      return latest(context, current.id, updated, call);
    },

    /**
     * Without cascade the cloud refuses while there is a default pool. With it that pool goes first, unless other
     * listeners have it as well. Forwarding policies are no part of this graph: a listener that has some is refused.
     */
    async deleteListener(listener, { cascade }, call) {
      const { id, defaultPoolId } = listenerOf(listener);
      if (cascade && defaultPoolId !== null) await releasePool(context, id, defaultPoolId, call);
      await unlessMissing(remove(elb, LISTENERS, id, call));
    },
  };
}

async function createListener(
  context: ElbAccount,
  { parent, input }: CreateListenerCommand,
  call: Call,
): Promise<Listener> {
  const { elb, clock } = context;
  const body = createListenerBody(parent.key, input);
  const port = input.portRanges[0]?.fromPort;
  const earliest = clock.now() - CLOCK_TOLERANCE_MS;
  /** A port is there once for each protocol, so this is the one unless somebody else was faster or earlier. */
  const isIt = (wire: ElbListener) =>
    wire.name === (input.name ?? "") && Date.parse(instantOf(wire.createdAt) ?? "") >= earliest;
  const created = await createOnce(
    {
      attempt: () => create(elb, LISTENERS, body, call),
      find: async () => {
        const filters = {
          loadbalancer_id: parent.key,
          protocol: protocolIn(input.protocol),
          protocol_port: String(port),
        };
        return findIn(await listAll(elb, LISTENERS, filters, call), isIt);
      },
      what: `a ${input.protocol} listener named ${input.name ?? ""} on port ${port} of load balancer ${parent.key}`,
    },
    call,
  );
  try {
    if (input.tags?.length) await replaceTags(context, { id: created.id, tags: null }, input.tags, call);
  } catch (error) {
    throw halfDone(error, `The listener ${created.id} was created, but without its tags.`);
  }
  return latest(context, created.id, created, call);
}

/**
 * The listener as lists show it. When it cannot be read just now, as the change's own answer shows it, which lacks
 * nothing but the idle times.
 */
async function latest(
  { account, elb }: ElbAccount,
  id: string,
  answered: ElbListener | null,
  call: Call,
): Promise<Listener> {
  const outcome = await problemOr(allOf(byIds(elb, LISTENERS, [id], call)));
  if (outcome instanceof ProblemError) {
    if (!answered) throw outcome;
    call.log.warn(
      { err: outcome, requestId: call.requestId, listener: id },
      "could not read a listener after its change",
    );
    return toListener(account, answered);
  }
  const [listener] = outcome;
  if (listener) return toListener(account, listener);
  throw new ProblemError({ code: "NOT_FOUND", message: `The listener ${id} is not there any more.` });
}

/** Makes the listener's tags those of the input, in as few batches as the cloud allows. */
async function replaceTags(
  { elb }: ElbAccount,
  { id, tags }: Pick<ElbListener, "id" | "tags">,
  wanted: readonly ResourceTagInput[],
  call: Call,
): Promise<void> {
  const current = tagsOf(tags) ?? [];
  const leaving = current.filter(({ key }) => wanted.every((tag) => tag.key !== key)).map(({ key }) => ({ key }));
  const coming = wanted
    .filter(({ key, value }) => current.every((tag) => tag.key !== key || tag.value !== value))
    .map(({ key, value }) => ({ key, value }));
  // Those that leave go first, so that the new ones have room.
  for (let start = 0; start < leaving.length; start += TAGS_PER_CALL)
    await changeTags(elb, id, "delete", leaving.slice(start, start + TAGS_PER_CALL), call);
  for (let start = 0; start < coming.length; start += TAGS_PER_CALL)
    await changeTags(elb, id, "create", coming.slice(start, start + TAGS_PER_CALL), call);
}

async function releasePool(context: ElbAccount, listenerId: string, poolId: string, call: Call): Promise<void> {
  const { elb } = context;
  const [pool] = await allOf(byIds(elb, POOLS, [poolId], call));
  if (!pool) return;
  if (pool.listenerIds.some((id) => id !== listenerId))
    await unlessMissing(update(elb, LISTENERS, listenerId, { default_pool_id: null }, call));
  else await removePool(context, pool, call);
}
