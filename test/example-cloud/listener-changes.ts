import type { Listener } from "../../src/model/listener.js";
import { readTime } from "../../src/model/times.js";
import { ageSince, createOnce, holdsAll } from "../../src/providers/kit/create-once.js";
import { allOf } from "../../src/providers/kit/listing.js";
import { problemOr, unlessMissing } from "../../src/providers/outcomes.js";
import type { CreateListenerCommand, ListenerChanges } from "../../src/providers/provider.js";
import type { Call } from "../../src/transport/call.js";
import type { WireObject } from "../../src/transport/wire.js";
import { create, LISTENERS, listAll, remove, update } from "./api.js";
import type { Context } from "./client.js";
import { toListener } from "./mapping.js";
import { refusePool } from "./pool-changes.js";
import { createListenerRequest, updateListenerRequest } from "./requests.js";
import { readListener } from "./wire.js";

export function listenerChangesOf(context: Context): ListenerChanges {
  return {
    createListeners: (commands, call) =>
      Promise.all(commands.map((command) => problemOr(createListener(context, command, command.call ?? call)))),

    async updateListener({ nativeId }, input, call) {
      const raw = await update(context, LISTENERS, nativeId, updateListenerRequest(input), call);
      return toListener(readListener(raw), context.account);
    },

    /** Its pool goes with it, so there is nothing to cascade to. */
    async deleteListener({ nativeId }, _options, call) {
      await unlessMissing(remove(context, LISTENERS, nativeId, call));
    },

    async deleteById({ kind, key }, call) {
      if (kind === "pool") await refusePool();
      await unlessMissing(remove(context, LISTENERS, key, call));
    },
  };
}

async function createListener(context: Context, command: CreateListenerCommand, call: Call): Promise<Listener> {
  const { parent } = command;
  const body = createListenerRequest(command);
  const startedAt = context.clock.now();
  const raw = await createOnce<WireObject>(
    {
      attempt: () => create(context, LISTENERS, body, call),
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
