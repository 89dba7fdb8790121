import { isWeb } from "../../model/enums.js";
import type { Listener } from "../../model/listener.js";
import type { UpdateListenerInput } from "../../model/listener-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { ResourceRef } from "../../model/resource-ref.js";
import { readTime } from "../../model/times.js";
import type { Call } from "../../transport/call.js";
import { textIn, unreadable } from "../../transport/shape.js";
import type { WireObject } from "../../transport/wire.js";
import { knownAs, NEW_ID, readBack, removal, step, whenRehearsed } from "../kit/change-steps.js";
import { ageSince, createOnce, holdsAll, sought } from "../kit/create-once.js";
import { allOf, listingOf, mapListing, whole } from "../kit/listing.js";
import { oneByOne } from "../outcomes.js";
import type { CreateListenerCommand, ListenerChanges } from "../provider.js";
import * as api from "./api.js";
import { deleteListenerWithAll } from "./cascades.js";
import type { Context } from "./client.js";
import { unlessLocked } from "./lasting-states.js";
import { nativeListener, toListener } from "./mapping.js";
import { createListenerRequest, updateListenerRequest } from "./requests.js";
import { readListener, readPool, type WireListener } from "./wire.js";

/**
 * Changes of listeners. The cloud accepts one per accelerator at a time and refuses others as busy until it has
 * settled; the client retries until then, so steps follow each other here without checks in between.
 */
export function listenerChangesOf(context: Context): ListenerChanges {
  const { account, clock } = context;

  return {
    createListeners: (commands, call) => oneByOne(commands, (command) => createListener(command, command.call ?? call)),

    async updateListener(listener, input, call) {
      const wire = nativeListener(listener);
      await protocolMayChange(listener, input, call);
      const locking = unlessLocked(context, wire.acceleratorId);
      const description = `Change the listener ${knownAs(wire)}.`;
      const request = updateListenerRequest(wire, input);
      const run = () => api.updateListener(locking, request, call);
      await step(call, { action: "UpdateListener", description }, run, undefined);
      return readListenerBack(wire, call);
    },

    async deleteListener(listener, { cascade }, call) {
      const wire = nativeListener(listener);
      if (cascade) return deleteListenerWithAll(context, wire, call);
      const locking = unlessLocked(context, wire.acceleratorId);
      await removal(call, { action: "DeleteListener", description: `Delete the listener ${knownAs(wire)}.` }, () =>
        api.deleteListener(locking, wire.acceleratorId, wire.id, call),
      );
    },

    async deleteById(ref, call) {
      const acceleratorId = await acceleratorOf(ref, call);
      if (acceleratorId === null) return;
      const isPool = ref.kind === "pool";
      const remove = isPool ? api.deleteEndpointGroup : api.deleteListener;
      const action = isPool ? "DeleteEndpointGroup" : "DeleteListener";
      await removal(call, { action, description: `Delete the ${isPool ? "pool" : "listener"} ${ref.key}.` }, () =>
        remove(unlessLocked(context, acceleratorId), acceleratorId, ref.key, call),
      );
    },
  };

  /**
   * The accelerator of an unreadable object, which the cloud needs for a delete: from the ref, or from the cloud's
   * answer. Null when the object is gone.
   */
  async function acceleratorOf({ kind, key, hint }: ResourceRef, call: Call): Promise<string | null> {
    if (hint !== undefined) return hint;
    const isPool = kind === "pool";
    const raw = await (isPool
      ? api.describeEndpointGroup(context, key, call)
      : api.describeListener(context, undefined, key, call));
    const acceleratorId = textIn(raw?.AcceleratorId) || null;
    if (raw && acceleratorId === null)
      throw unreadable(isPool ? "endpoint group" : "listener", key, "AcceleratorId").with({ mayHaveHappened: false });
    return acceleratorId;
  }

  /**
   * Port overrides of endpoint groups allow only changes between HTTP and HTTPS; the cloud's code for other changes is
   * not documented. Source: CreateEndpointGroup page, PortOverrides.
   */
  async function protocolMayChange(listener: Listener, { protocol }: UpdateListenerInput, call: Call): Promise<void> {
    if (!protocol || protocol === listener.protocol || (isWeb(protocol) && isWeb(listener.protocol))) return;
    const { acceleratorId, id } = nativeListener(listener);
    const pools = await allOf(api.listEndpointGroups(context, acceleratorId, id, call));
    const [first] = whole(mapListing(listingOf(pools), readPool)).filter(({ portOverrides }) => portOverrides?.length);
    if (!first) return;
    throw new ProblemError({
      code: "UNSUPPORTED",
      path: ["protocol"],
      message: `\`protocol\` can change between HTTP and HTTPS only while a pool maps ports: ${first.id} has \`portOverrides\`; got ${protocol} for ${listener.protocol}. Delete that pool first, or create another listener.`,
    });
  }

  /** It was retried with its token as often as makes sense, so it is not sent anew when it is not found afterwards. */
  async function createListener({ parent, input }: CreateListenerCommand, call: Call): Promise<Listener> {
    const acceleratorId = parent.key;
    const request = createListenerRequest(acceleratorId, input);
    const startedAt = clock.now();
    const json = await createOnce<WireObject>(
      {
        async attempt() {
          const description = `Open the listener ${input.name ?? "without a name"} on ${acceleratorId}.`;
          const run = () => api.createListener(unlessLocked(context, acceleratorId), request, call);
          const id = await step(call, { action: "CreateListener", description }, run, NEW_ID);
          return { ...request, State: "init", ListenerId: id };
        },
        find: () => allOf(api.listListeners(context, acceleratorId, undefined, call)),
        idOf: ({ ListenerId }) => String(ListenerId),
        isAsSent: (found) => holdsAll(request, found),
        ageOf: (found) => ageSince(startedAt, readTime(readListener(found).createdAt)),
        refusesSecond: false,
        what: `${sought(input.protocol, "listener", input.name)} on port ${input.portRanges[0]?.fromPort} of ${acceleratorId}`,
      },
      call,
    );
    const wire = readListener(json);
    const listener = toListener(wire, account);
    call.exists?.(listener);
    return readListenerBack(wire, call, whenRehearsed(call, listener));
  }

  /** Answers to changes contain only an id. */
  function readListenerBack(
    { acceleratorId, id }: WireListener,
    call: Call,
    made: Listener | null = null,
  ): Promise<Listener> {
    const read = async () => {
      const json = await api.describeListener(context, acceleratorId, id, call);
      return json && toListener(readListener(json), account);
    };
    return readBack(made, id, read, call);
  }
}
