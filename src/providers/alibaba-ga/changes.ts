import { randomUUID } from "node:crypto";
import type { Listener } from "../../model/listener.js";
import type { Pool } from "../../model/pool.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { pollUntil } from "../../transport/poll.js";
import { allOf } from "../kit/listing.js";
import { problemOr, unlessMissing } from "../outcomes.js";
import type { ProviderService } from "../provider.js";
import * as api from "./api.js";
import type { GaAccount } from "./context.js";
import { memberParameters } from "./endpoints.js";
import { createListenerParameters, updateListenerParameters } from "./listener-parameters.js";
import { groupBehind, LOCKED_STATE, listenerBehind, toListener, toPool } from "./mapping.js";
import { attributesOnly, createPoolParameters, setMembersParameters, updatePoolParameters } from "./pool-parameters.js";
import type { WireEndpointGroup, WireListener } from "./wire-types.js";

type Changes = Pick<
  ProviderService,
  | "createListeners"
  | "updateListener"
  | "deleteListener"
  | "createPool"
  | "updatePool"
  | "deletePool"
  | "setPoolMembers"
>;

/** One token for all tries of one errand; at most 64 ASCII characters. Source: UpdateListener page, ClientToken. */
const newToken = randomUUID;

/**
 * Changes. The cloud takes one per accelerator at a time and refuses others as busy until it has settled; the client
 * waits that out, so one step follows the other here without looking.
 */
export function createChanges(context: GaAccount): Changes {
  const { account, client } = context;

  return {
    async createListeners(commands, call) {
      const outcomes: (Listener | ProblemError)[] = [];
      for (const { parent, input } of commands) {
        const creating = api.createListener(
          on(parent.key),
          newToken(),
          createListenerParameters(parent.key, input),
          call,
        );
        outcomes.push(await problemOr(creating.then((id) => readListener(id, call))));
      }
      return outcomes;
    },

    async updateListener(listener, input, call) {
      const wire = listenerBehind(listener);
      await api.updateListener(on(wire.AcceleratorId), newToken(), updateListenerParameters(wire, input), call);
      return readListener(wire.ListenerId, call);
    },

    async deleteListener(listener, { cascade }, call) {
      const wire = listenerBehind(listener);
      if (cascade) await clearListener(wire, call);
      await unlessMissing(api.deleteListener(on(wire.AcceleratorId), newToken(), wire, call));
    },

    async createPool({ input, listener, parent }, call) {
      if (!listener) {
        const message = "A pool belongs to a listener on this cloud: give listenerId.";
        throw new ProblemError({ code: "INVALID_INPUT", path: ["listenerId"], message });
      }
      const parameters = createPoolParameters(listenerBehind(listener), input);
      const id = await api.createEndpointGroup(on(parent.key), newToken(), parameters, call);
      return readPool(parent.key, id, call);
    },

    async updatePool(pool, input, call) {
      const group = groupBehind(pool);
      const attributes = attributesOnly(input);
      if (attributes) {
        const parameters = { EndpointGroupId: group.EndpointGroupId, ...attributes };
        await api.updateEndpointGroupAttribute(on(group.AcceleratorId), newToken(), parameters, call);
      } else {
        await api.updateEndpointGroup(on(group.AcceleratorId), newToken(), updatePoolParameters(group, input), call);
      }
      return readPool(group.AcceleratorId, group.EndpointGroupId, call);
    },

    /** Members and health check are fields of the group here and cannot be taken out before, so cascade changes nothing. */
    async deletePool(pool, _options, call) {
      const group = groupBehind(pool);
      await unlessMissing(api.deleteEndpointGroup(on(group.AcceleratorId), newToken(), group, call));
    },

    async setPoolMembers(pool, members, call) {
      const group = groupBehind(pool);
      const parameters = setMembersParameters(group, memberParameters(members, group));
      await api.updateEndpointGroup(on(group.AcceleratorId), newToken(), parameters, call);
      return readPool(group.AcceleratorId, group.EndpointGroupId, call);
    },
  };

  /**
   * The client for changes on one accelerator. One whose bill is unpaid refuses changes in the same words as one that is
   * busy, and would be waited for in vain.
   */
  function on(AcceleratorId: string): CloudClient {
    const whyBusy = async (call: Call): Promise<ProblemError | null> => {
      const found = await problemOr(api.describeAccelerator(client, AcceleratorId, call));
      if (found === null || found instanceof ProblemError || found.State !== LOCKED_STATE) return null;
      return new ProblemError({
        code: "RESOURCE_FROZEN",
        provider: account.provider,
        message: "The accelerator is locked because of an unpaid bill. Pay it first.",
      });
    };
    return { ...client, send: (request, call) => client.send({ ...request, whyBusy }, call) };
  }

  async function readListener(id: string, call: Call): Promise<Listener> {
    const wire = await readBack(`listener ${id}`, () => api.describeListener(client, id, call));
    return toListener(wire, account);
  }

  async function readPool(AcceleratorId: string, EndpointGroupId: string, call: Call): Promise<Pool> {
    const which = { AcceleratorId, EndpointGroupId };
    const wire = await readBack(`pool ${EndpointGroupId}`, () => api.findEndpointGroup(client, which, call));
    return toPool(wire, account);
  }

  /** Takes away forwarding rules, then endpoint groups, and waits until none is left. */
  async function clearListener(wire: WireListener, call: Call): Promise<void> {
    const { AcceleratorId, ListenerId } = wire;
    const read = async (): Promise<readonly WireEndpointGroup[]> => {
      const groups = await unlessMissing(allOf(api.listEndpointGroups(client, { AcceleratorId, ListenerId }, call)));
      return groups ?? [];
    };
    const waitUntil = async (isDone: (groups: readonly WireEndpointGroup[]) => boolean): Promise<void> => {
      const { clock, pollIntervalMs: intervalMs } = context;
      if (isDone(await pollUntil(read, isDone, { call, clock, intervalMs }))) return;
      throw new ProblemError({
        code: "PARENT_BUSY",
        retry: "busy",
        provider: account.provider,
        message:
          "The listener's pools are being taken away, which takes longer than there is time. Delete it again shortly.",
      });
    };
    const groups = await read();
    const rules = [...new Set(groups.flatMap(({ ForwardingRuleIds }) => ForwardingRuleIds))];
    if (rules.length > 0) {
      await unlessMissing(api.deleteForwardingRules(on(AcceleratorId), newToken(), wire, rules, call));
      await waitUntil((left) => left.every(({ ForwardingRuleIds }) => ForwardingRuleIds.length === 0));
    }
    if (groups.length === 0) return;
    const ids = groups.filter(({ State }) => State !== "deleting").map(({ EndpointGroupId }) => EndpointGroupId);
    await unlessMissing(api.deleteEndpointGroups(on(AcceleratorId), newToken, ids, call));
    await waitUntil((left) => left.length === 0);
  }
}

/** The changed thing as it now reads. That the change was made must not get lost when reading fails. */
async function readBack<T extends object>(what: string, read: () => Promise<T | null>): Promise<T> {
  const found = await problemOr<T | null>(read());
  if (found !== null && !(found instanceof ProblemError)) return found;
  throw new ProblemError({
    code: "OUTCOME_UNKNOWN",
    message: `The cloud has accepted the change of ${what}, but it could not be read afterwards. Look at it before trying again. (${found?.message ?? "It is not there any more."})`,
    cause: found,
  });
}
