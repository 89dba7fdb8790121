import type { Listener } from "../../model/listener.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { knownAs, NEW_ID, readBack, removal, step } from "../kit/change-steps.js";
import { ageSince, createOnce, holdsAll } from "../kit/create-once.js";
import { allOf } from "../kit/listing.js";
import { isEmpty } from "../kit/wire-body.js";
import { oneByOne } from "../outcomes.js";
import type { CreateListenerCommand, ListenerChanges } from "../provider.js";
import { create, createTags, deleteTags, ENDPOINT_GROUPS, LISTENERS, listAll, remove, show, update } from "./api.js";
import { deleteListenerWithAll } from "./cascades.js";
import { refuseBroken } from "./checks.js";
import type { Context } from "./client.js";
import { unlessGivenUp } from "./lasting-states.js";
import { nativeListener, toListener } from "./mapping.js";
import { createListenerRequest, tagChanges, updateListenerRequest } from "./requests.js";
import { readListener, type WireListener } from "./wire.js";

export function listenerChangesOf(context: Context): ListenerChanges {
  const { account } = context;
  return {
    /** One after the other: the cloud has no batch call, and refuses a change while another is in progress. */
    createListeners: (commands, call) =>
      oneByOne(commands, (command) =>
        createListener(unlessGivenUp(context, command.parent), command, command.call ?? call),
      ),

    async updateListener(listener, input, call) {
      const before = nativeListener(listener);
      refuseBroken(before, "listener");
      const { nativeId } = listener;
      const body = updateListenerRequest(input);
      const lasting = unlessGivenUp(context, listener.parentRef);
      const description = `Change the listener ${knownAs(before)}.`;
      const run = async () => readListener(await update(lasting, LISTENERS, nativeId, body, call));
      const changed = isEmpty(body) ? before : await step(call, { action: "UpdateListener", description }, run, before);
      if (!(await changeTags(context, before, input.tags, call))) return toListener(changed, account);
      const read = async () => readListener(await show(context, LISTENERS, nativeId, call));
      return toListener(await readBack<WireListener>(null, nativeId, read, call), account);
    },

    async deleteListener(listener, { cascade }, call) {
      const own = unlessGivenUp(context, listener.parentRef);
      if (cascade) await deleteListenerWithAll(own, nativeListener(listener), call);
      else {
        const description = `Delete the listener ${knownAs(nativeListener(listener))}.`;
        await removal(call, { action: "DeleteListener", description }, () =>
          remove(own, LISTENERS, listener.nativeId, call),
        );
      }
    },

    async deleteById({ kind, key }, call) {
      const resource = kind === "pool" ? ENDPOINT_GROUPS : LISTENERS;
      await removal(call, { action: `Delete${resource.noun}`, description: `Delete the ${kind} ${key}.` }, () =>
        remove(context, resource, key, call),
      );
    },
  };
}

async function createListener(context: Context, command: CreateListenerCommand, call: Call): Promise<Listener> {
  const { parent, input } = command;
  const body = createListenerRequest(command);
  const startedAt = context.clock.now();
  const raw = await createOnce<WireObject>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateListener", description: `Open the listener ${input.name ?? ""} on ${parent.key}.` },
          () => create(context, LISTENERS, body, call),
          { id: NEW_ID, ...body },
        ),
      find: async () => {
        const filters = { accelerator_id: parent.key, name: input.name ?? undefined };
        const namesakes = await allOf(listAll(context, LISTENERS, filters, call));
        return namesakes.filter(({ status }) => status !== "DELETING");
      },
      idOf: ({ id }) => String(id),
      isAsSent: (found) => holdsAll(body, found),
      ageOf: (found) => ageSince(startedAt, readTime(readListener(found).createdAt)),
      // A port can be used once.
      refusesSecond: true,
      what: `a listener named ${input.name} on the accelerator ${parent.key}`,
    },
    call,
  );
  return toListener(readListener(raw), context.account);
}

/**
 * Replaces the tags; returns whether that took a change. Removed ones go first: whether writing an existing key
 * replaces its value or is refused as a duplicate is not documented.
 */
async function changeTags(
  context: Context,
  { id, tags }: WireListener,
  wanted: UpdateListenerInput["tags"],
  call: Call,
): Promise<boolean> {
  if (wanted === undefined) return false;
  const { gone, added } = tagChanges(tags, wanted ?? []);
  if (gone.length > 0) {
    const description = `Remove the tags ${gone.join(", ")} from the listener ${id}.`;
    await step(call, { action: "DeleteTags", description }, () => deleteTags(context, id, gone, call), undefined);
  }
  if (added.length > 0) {
    const names = added.map(({ key }) => key).join(", ");
    await createOnce<WireListener>(
      {
        attempt: async () => {
          const description = `Add the tags ${names} to the listener ${id}.`;
          await step(
            call,
            { action: "CreateTags", description },
            () => createTags(context, id, added, call),
            undefined,
          );
          return readListener({ id, accelerator_id: id, tags: added });
        },
        find: async () => [readListener(await show(context, LISTENERS, id, call))],
        idOf: (found) => found.id,
        isAsSent: (found) => tagChanges(found.tags, added).added.length === 0,
        before: new Set(),
        // Setting a tag again leaves it as it is, or is refused.
        refusesSecond: true,
        what: `the tags ${names} on the listener ${id}`,
      },
      call,
    );
  }
  return gone.length + added.length > 0;
}
