import type { ResourceTagInput } from "../../model/inputs-shared.js";
import type { Listener } from "../../model/listener.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import { knownAs, NEW_ID, readBack, removal, step } from "../kit/change-steps.js";
import { ageSince, createOnce, sought } from "../kit/create-once.js";
import { inChunks } from "../kit/keyed-reads.js";
import { mapListing, whole } from "../kit/listing.js";
import { isEmpty } from "../kit/wire-body.js";
import { oneByOne } from "../outcomes.js";
import type { CreateListenerCommand, ListenerChanges } from "../provider.js";
import { changeTags, create, find, LISTENERS, listAll, POOLS, remove, TAGS_PER_CALL, type Tag, update } from "./api.js";
import { deleteListenerWithAll } from "./cascades.js";
import type { Context } from "./client.js";
import { nativeListener, tagsOf, toListener } from "./mapping.js";
import { createListenerRequest, isListenerAsSent, protocolWord, updateListenerRequest } from "./requests.js";
import { readListener, type WireListener } from "./wire.js";

export function listenerChangesOf(context: Context): ListenerChanges {
  return {
    /** One after the other: the cloud refuses a change of a load balancer while another is in progress. */
    createListeners: (commands, call) =>
      oneByOne(commands, (command) => createListener(context, command, command.call ?? call)),

    async updateListener(listener, input, call) {
      const current = nativeListener(listener);
      const body = updateListenerRequest(current, input);
      const description = `Change the listener ${knownAs(current)}.`;
      const run = async () => readListener(await update(context, LISTENERS, current.id, body, call));
      const updated = isEmpty(body) ? null : await step(call, { action: "UpdateListener", description }, run, current);
      if (input.tags !== undefined) await replaceTags(context, current, input.tags ?? [], call);
      return latest(context, current.id, updated, call);
    },

    /** Without cascade the cloud refuses while there is a default pool, or a forwarding policy. */
    async deleteListener(listener, { cascade }, call) {
      const wire = nativeListener(listener);
      if (cascade) await deleteListenerWithAll(context, wire, call);
      else
        await removal(call, { action: "DeleteListener", description: `Delete the listener ${knownAs(wire)}.` }, () =>
          remove(context, LISTENERS, wire.id, call),
        );
    },

    async deleteById({ kind, key }, call) {
      const resource = kind === "pool" ? POOLS : LISTENERS;
      await removal(call, { action: `Delete${resource.noun}`, description: `Delete the ${kind} ${key}.` }, () =>
        remove(context, resource, key, call),
      );
    },
  };
}

async function createListener(context: Context, command: CreateListenerCommand, call: Call): Promise<Listener> {
  const { account, clock } = context;
  const { parent, input } = command;
  const body = createListenerRequest(command);
  const port = input.portRanges[0]?.fromPort;
  const startedAt = clock.now();
  const created = await createOnce<WireListener>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateListener", description: `Open the listener ${input.name ?? ""} on port ${port}.` },
          async () => readListener(await create(context, LISTENERS, body, call)),
          readListener({ id: NEW_ID, ...body, loadbalancers: [{ id: parent.key }] }),
        ),
      find: async () => {
        const protocol = protocolWord(input.protocol);
        const filters = { loadbalancer_id: parent.key, protocol, protocol_port: port };
        const there = whole(mapListing(await listAll(context, LISTENERS, filters, call), readListener));
        return there.filter(({ name }) => name === (input.name ?? ""));
      },
      idOf: ({ id }) => id,
      isAsSent: (wire) => isListenerAsSent(body, wire),
      ageOf: ({ createdAt }) => ageSince(startedAt, readTime(createdAt)),
      // A port exists once for each protocol.
      refusesSecond: true,
      what: `${sought(input.protocol, "listener", input.name)} on port ${port} of load balancer ${parent.key}`,
    },
    call,
  );
  call.exists?.(toListener(created, account));
  if (input.tags?.length) await replaceTags(context, { id: created.id, tags: null }, input.tags, call);
  return latest(context, created.id, created, call);
}

/**
 * The listener as lists return it. When it cannot be read, the change's own answer, which lacks only the idle times.
 */
async function latest(context: Context, id: string, answered: WireListener | null, call: Call): Promise<Listener> {
  const read = async () => {
    const raw = await find(context, LISTENERS, id, call);
    return raw && readListener(raw);
  };
  return toListener(await readBack(answered, id, read, call), context.account);
}

/** Replaces the listener's tags, in as few batches as the cloud allows. */
async function replaceTags(
  context: Context,
  { id, tags }: Pick<WireListener, "id" | "tags">,
  wanted: readonly ResourceTagInput[],
  call: Call,
): Promise<void> {
  const current = tagsOf(tags) ?? [];
  const leaving = current.filter(({ key }) => wanted.every((tag) => tag.key !== key)).map(({ key }) => ({ key }));
  const coming = wanted
    .filter(({ key, value }) => current.every((tag) => tag.key !== key || tag.value !== value))
    .map(({ key, value }) => ({ key, value }));
  // Removed tags go first, so that there is room for the new ones.
  const change = (action: "create" | "delete", some: readonly Tag[]) => {
    const keys = some.map(({ key }) => key).join(", ");
    const description = `${action === "create" ? "Add" : "Remove"} the tags ${keys} ${action === "create" ? "to" : "from"} the listener ${id}.`;
    const run = () => changeTags(context, id, action, some, call);
    return step(call, { action: "BatchChangeTags", description }, run, undefined);
  };
  for (const some of inChunks(leaving, TAGS_PER_CALL)) await change("delete", some);
  for (const some of inChunks(coming, TAGS_PER_CALL)) await change("create", some);
}
