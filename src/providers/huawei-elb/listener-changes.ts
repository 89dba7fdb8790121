import type { ResourceTagInput } from "../../model/inputs-shared.js";
import type { Listener } from "../../model/listener.js";
import type { ProblemError } from "../../model/problem-error.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import { readBack } from "../kit/change-steps.js";
import { ageSince, createOnce } from "../kit/create-once.js";
import { allOf } from "../kit/listing.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { CreateListenerCommand, ProviderService } from "../provider.js";
import { changeTags, create, LISTENERS, listAll, POOLS, remove, update } from "./api.js";
import { type ElbAccount, listenerOf } from "./context.js";
import { byIds } from "./fewest-calls.js";
import { tagsOf, toListener } from "./mapping.js";
import { removePool } from "./pool-removal.js";
import { createListenerBody, isEmptyBody, isListenerAsSent, protocolIn, updateListenerBody } from "./request-bodies.js";
import type { WireListener } from "./wire.js";

type ListenerChanges = Pick<ProviderService, "createListeners" | "updateListener" | "deleteListener" | "deleteById">;

/** Tags in one call. Source: batch tag pages. */
const TAGS_PER_CALL = 10;

export function listenerChangesOf(context: ElbAccount): ListenerChanges {
  const { elb } = context;
  return {
    /** One after the other: the cloud refuses changes of a load balancer that is at work on another. */
    async createListeners(commands, call) {
      const outcomes: (Listener | ProblemError)[] = [];
      for (const command of commands)
        outcomes.push(await problemOr(createListener(context, command, command.call ?? call)));
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

    async deleteById({ kind, key }, call) {
      await unlessMissing(kind === "pool" ? remove(elb, POOLS, key, call) : remove(elb, LISTENERS, key, call));
    },
  };
}

async function createListener(
  context: ElbAccount,
  { parent, input }: CreateListenerCommand,
  call: Call,
): Promise<Listener> {
  const { account, elb, clock } = context;
  const body = createListenerBody(parent.key, input);
  const port = input.portRanges[0]?.fromPort;
  const startedAt = clock.now();
  const created = await createOnce<WireListener>(
    {
      attempt: () => create(elb, LISTENERS, body, call),
      find: async () => {
        const protocol = protocolIn(input.protocol);
        const filters = { loadbalancer_id: parent.key, protocol, protocol_port: String(port) };
        const there = await allOf(listAll(elb, LISTENERS, filters, call));
        return there.filter(({ name }) => name === (input.name ?? ""));
      },
      idOf: ({ id }) => id,
      isAsSent: (wire) => isListenerAsSent(body, wire),
      ageOf: ({ createdAt }) => ageSince(startedAt, readTime(createdAt)),
      // A port is there once for each protocol.
      refusesSecond: true,
      what: `a ${input.protocol} listener named ${input.name ?? ""} on port ${port} of load balancer ${parent.key}`,
    },
    call,
  );
  call.exists?.(toListener(created, account));
  if (input.tags?.length) await replaceTags(context, { id: created.id, tags: null }, input.tags, call);
  return latest(context, created.id, created, call);
}

/**
 * The listener as lists show it. When it cannot be read just now, as the change's own answer shows it, which lacks
 * nothing but the idle times.
 */
async function latest(
  { account, elb }: ElbAccount,
  id: string,
  answered: WireListener | null,
  call: Call,
): Promise<Listener> {
  const read = async () => (await allOf(byIds(elb, LISTENERS, [id], call)))[0];
  return toListener(await readBack(answered, id, read, call), account);
}

/** Makes the listener's tags those of the input, in as few batches as the cloud allows. */
async function replaceTags(
  { elb }: ElbAccount,
  { id, tags }: Pick<WireListener, "id" | "tags">,
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
