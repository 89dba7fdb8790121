import type { Listener } from "../../src/model/listener.js";
import { readTime } from "../../src/model/times.js";
import { knownAs, NEW_ID, removal, step } from "../../src/providers/kit/change-steps.js";
import { ageSince, createOnce, holdsAll } from "../../src/providers/kit/create-once.js";
import { allOf } from "../../src/providers/kit/listing.js";
import { problemOr } from "../../src/providers/outcomes.js";
import type { CreateListenerCommand, ListenerChanges } from "../../src/providers/provider.js";
import type { Call } from "../../src/transport/call.js";
import type { WireObject } from "../../src/transport/wire.js";
import { create, LISTENERS, listAll, remove, update } from "./api.js";
import type { Context } from "./client.js";
import { nativeListener, toListener } from "./mapping.js";
import { refusePool } from "./pool-changes.js";
import { createListenerRequest, updateListenerRequest } from "./requests.js";
import { readListener } from "./wire.js";

export function listenerChangesOf(context: Context): ListenerChanges {
  return {
    createListeners: (commands, call) =>
      Promise.all(commands.map((command) => problemOr(createListener(context, command, command.call ?? call)))),

    async updateListener(listener, input, call) {
      const current = nativeListener(listener);
      const updated = await step(
        call,
        { action: "UpdateListener", description: `Change the listener ${knownAs(current)}.` },
        async () => readListener(await update(context, LISTENERS, current.id, updateListenerRequest(input), call)),
        current,
      );
      return toListener(updated, context.account);
    },

    /** Its pool goes with it, so there is nothing to cascade to. */
    async deleteListener(listener, _options, call) {
      const current = nativeListener(listener);
      await removeListener(context, current.id, knownAs(current), call);
    },

    async deleteById({ kind, key }, call) {
      if (kind === "pool") await refusePool();
      await removeListener(context, key, key, call);
    },
  };
}

async function removeListener(context: Context, id: string, name: string, call: Call): Promise<void> {
  const planned = { action: "DeleteListener", description: `Delete the listener ${name}.` };
  await removal(call, planned, () => remove(context, LISTENERS, id, call));
}

async function createListener(context: Context, command: CreateListenerCommand, call: Call): Promise<Listener> {
  const { parent } = command;
  const body = createListenerRequest(command);
  const startedAt = context.clock.now();
  const raw = await createOnce<WireObject>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateListener", description: `Open the listener ${command.input.name} on port ${body.port}.` },
          () => create(context, LISTENERS, body, call),
          { id: NEW_ID, ...body },
        ),
      find: async () => {
        const there = await allOf(listAll(context, LISTENERS, { load_balancer_id: parent.key }, call));
        return there.filter(({ port, protocol }) => port === body.port && protocol === body.protocol);
      },
      idOf: ({ id }) => String(id),
      isAsSent: (found) => holdsAll(body, found),
      ageOf: (found) => ageSince(startedAt, readTime(readListener(found).createdAt)),
      // A port is there once per load balancer and protocol.
      refusesSecond: true,
      what: `a listener on port ${body.port} of the load balancer ${parent.key}`,
    },
    call,
  );
  return toListener(readListener(raw), context.account);
}
