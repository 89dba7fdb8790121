import type { HealthMonitorInput } from "../../model/inputs-shared.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { knownAs, NEW_ID, readBack, removal, step } from "../kit/change-steps.js";
import { createOnce } from "../kit/create-once.js";
import { isEmpty } from "../kit/wire-body.js";
import type { PoolChanges } from "../provider.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { nativePool, toPool } from "./mapping.js";
import { replaceMembers } from "./members.js";
import {
  createHealthMonitorRequest,
  isHealthMonitorAsSent,
  updateHealthMonitorRequest,
  updatePoolRequest,
} from "./requests.js";
import { readHealthcheck, type WireHealthcheck, type WireListener } from "./wire.js";

/** Changes of the pool that a listener implies: they change the listener, its health check and its members. */
export function poolChangesOf(context: Context): PoolChanges {
  const { account } = context;
  const latestPool = async (id: string, answered: WireListener | null, call: Call) =>
    toPool(await readBack(answered, id, () => api.showListener(context, id, call), call), account);

  return {
    createPool: async () => {
      throw unsupported(
        context,
        "On this cloud, every listener has exactly one pool. Use setPoolMembers and updatePool on it; createListener creates both.",
      );
    },

    async updatePool(pool, input, call) {
      const current = nativePool(pool);
      const body = updatePoolRequest(input);
      const description = `Change the pool of the listener ${knownAs(current)}.`;
      const run = () => api.updateListener(context, current.id, body, call);
      const updated = isEmpty(body) ? null : await step(call, { action: "UpdateListener", description }, run, current);
      await changeHealthMonitor(context, current, input.healthMonitor, call);
      return latestPool(current.id, updated, call);
    },

    deletePool: async () => {
      throw goesWithItsListener(context);
    },

    async setPoolMembers(pool, members, call) {
      const current = nativePool(pool);
      await replaceMembers(context, current.id, members, call);
      return latestPool(current.id, current, call);
    },
  };
}

/**
 * Creates, changes or deletes a listener's health check, depending on the input and the current check. Null deletes it,
 * and so does switching it off.
 */
export async function changeHealthMonitor(
  context: Context,
  { id, healthcheckId }: Pick<WireListener, "id" | "healthcheckId">,
  input: HealthMonitorInput | null | undefined,
  call: Call,
): Promise<void> {
  if (input === undefined) return;
  if (!input || input.enabled === false) {
    if (healthcheckId === null) return;
    const planned = { action: "DeleteHealthcheck", description: `Delete the health check ${healthcheckId}.` };
    await removal(call, planned, () => api.deleteHealthcheck(context, healthcheckId, call));
  } else if (healthcheckId !== null) {
    const body = updateHealthMonitorRequest(input);
    if (isEmpty(body)) return;
    const planned = { action: "UpdateHealthcheck", description: `Change the health check ${healthcheckId}.` };
    await step(call, planned, () => api.updateHealthcheck(context, healthcheckId, body, call), null);
  } else await createHealthMonitor(context, id, input, call);
}

async function createHealthMonitor(
  context: Context,
  listenerId: string,
  input: HealthMonitorInput,
  call: Call,
): Promise<void> {
  const body = createHealthMonitorRequest(listenerId, input);
  await createOnce<WireHealthcheck>(
    {
      attempt: () =>
        step(
          call,
          { action: "CreateHealthcheck", description: `Create the health check of the listener ${listenerId}.` },
          () => api.createHealthcheck(context, body, call),
          readHealthcheck({ id: NEW_ID, ...body }),
        ),
      find: async () => {
        const { healthcheckId } = await api.showListener(context, listenerId, call);
        return healthcheckId === null ? [] : [await api.showHealthcheck(context, healthcheckId, call)];
      },
      idOf: ({ id }) => id,
      isAsSent: (wire) => isHealthMonitorAsSent(body, wire),
      // The listener had none.
      before: new Set(),
      // No page says whether a listener accepts a second one.
      refusesSecond: false,
      what: `a health check of listener ${listenerId}`,
    },
    call,
  );
}

export const goesWithItsListener = (context: Context): ProblemError =>
  unsupported(
    context,
    "The pool is part of its listener: use deleteListener, or setPoolMembers without members to empty it.",
  );

function unsupported({ account }: Context, message: string): ProblemError {
  return new ProblemError({ code: "UNSUPPORTED", provider: account.provider, message });
}
