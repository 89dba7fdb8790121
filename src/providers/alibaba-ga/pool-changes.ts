import type { Pool } from "../../model/pool.js";
import type { CreatePoolInput } from "../../model/pool-inputs.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { knownAs, NEW_ID, readBack, removal, step, whenRehearsed } from "../kit/change-steps.js";
import { createOnce, holdsAll } from "../kit/create-once.js";
import { allOf } from "../kit/listing.js";
import { unlessMissing } from "../outcomes.js";
import type { PoolChanges } from "../provider.js";
import * as api from "./api.js";
import { deletePoolWithAll } from "./cascades.js";
import type { Context, Parameters } from "./client.js";
import { unlessLocked } from "./lasting-states.js";
import { isVirtual, nativeListener, nativePool, toPool } from "./mapping.js";
import { attributesRequest, createPoolRequest, setPoolMembersRequest, updatePoolRequest } from "./requests.js";
import { poolSettings } from "./settings.js";
import { readPool, type WireListener, type WirePool } from "./wire.js";

const idOf = ({ EndpointGroupId }: WireObject): string => String(EndpointGroupId);

/** Changes of endpoint groups; see listener-changes.ts for how they follow one another. */
export function poolChangesOf(context: Context): PoolChanges {
  const { account } = context;

  return {
    async createPool({ input, listener }, call) {
      if (!listener) {
        const message = "On this cloud, a pool belongs to a listener: give listenerId.";
        throw new ProblemError({ code: "INVALID_INPUT", path: ["listenerId"], message });
      }
      const wire = readPool(await createGroup(nativeListener(listener), input, call));
      const pool = toPool(wire, account);
      call.exists?.(pool);
      return readPoolBack(wire, call, whenRehearsed(call, pool));
    },

    async updatePool(pool, input, call) {
      const wire = nativePool(pool);
      const locking = unlessLocked(context, wire.acceleratorId);
      const attributes = attributesRequest(wire, input);
      if (attributes) {
        const planned = { action: "UpdateEndpointGroupAttribute", description: `Rename the pool ${knownAs(wire)}.` };
        await step(call, planned, () => api.updateEndpointGroupAttribute(locking, attributes, call), undefined);
      } else {
        const planned = { action: "UpdateEndpointGroup", description: `Change the pool ${knownAs(wire)}.` };
        const request = updatePoolRequest(wire, input);
        await step(call, planned, () => api.updateEndpointGroup(locking, request, call), undefined);
      }
      return readPoolBack(wire, call);
    },

    async deletePool(pool, { cascade }, call) {
      const wire = nativePool(pool);
      const { acceleratorId, id } = wire;
      if (cascade) return deletePoolWithAll(context, wire, call);
      const locking = unlessLocked(context, acceleratorId);
      await removal(call, { action: "DeleteEndpointGroup", description: `Delete the pool ${knownAs(wire)}.` }, () =>
        api.deleteEndpointGroup(locking, acceleratorId, id, call),
      );
    },

    async setPoolMembers(pool, members, call) {
      const wire = nativePool(pool);
      const request = setPoolMembersRequest(wire, members);
      if (!request) return pool;
      const description = `Set the ${members.length} members of the pool ${knownAs(wire)}.`;
      const run = () => api.updateEndpointGroup(unlessLocked(context, wire.acceleratorId), request, call);
      await step(call, { action: "UpdateEndpointGroup", description }, run, undefined);
      return readPoolBack(wire, call);
    },
  };

  /**
   * Groups have no creation time, and the cloud accepts any number of identical virtual ones. So the existing groups
   * are noted first, and a group that equals the new one in everything is not created a second time.
   */
  async function createGroup(listener: WireListener, input: CreatePoolInput, call: Call): Promise<WireObject> {
    const { acceleratorId, id: listenerId } = listener;
    const request = createPoolRequest(listener, input);
    const read = () => allOf(api.listEndpointGroups(context, acceleratorId, listenerId, call));
    const there = (await unlessMissing(read())) ?? [];
    if (isVirtual({ type: poolSettings.in(input).endpointGroupType ?? null })) refuseDouble(request, there);
    return createOnce<WireObject>(
      {
        async attempt() {
          const description = `Create the pool ${input.name ?? "without a name"} for the listener ${knownAs(listener)}.`;
          const run = () => api.createEndpointGroup(unlessLocked(context, acceleratorId), request, call);
          const id = await step(call, { action: "CreateEndpointGroup", description }, run, NEW_ID);
          return { ...request, State: "init", EndpointGroupId: id };
        },
        find: read,
        idOf,
        isAsSent: (found) => holdsAll(request, found),
        before: new Set(there.map(idOf)),
        // It was retried with its token as often as makes sense.
        refusesSecond: false,
        what: `a pool ${input.name ? `named ${input.name}` : "without a name"} in ${input.region} of the listener ${listenerId}`,
      },
      call,
    );
  }

  /** Answers to changes contain only an id. */
  function readPoolBack({ acceleratorId, id }: WirePool, call: Call, made: Pool | null = null): Promise<Pool> {
    const read = async () => {
      const json = await api.findEndpointGroup(context, acceleratorId, id, call);
      return json && toPool(readPool(json), account);
    };
    return readBack(made, id, read, call);
  }
}

/** @throws ProblemError ALREADY_EXISTS for a group that has the same name and everything that is sent */
function refuseDouble(request: Parameters, there: readonly WireObject[]): void {
  const same = there.find((found) => (found.Name || undefined) === request.Name && holdsAll(request, found));
  if (!same) return;
  throw new ProblemError({
    code: "ALREADY_EXISTS",
    nativeId: idOf(same),
    message: `The listener already has a virtual pool with this name and the same values: ${idOf(same)}. Give the new pool another name, or use the existing one.`,
  });
}
