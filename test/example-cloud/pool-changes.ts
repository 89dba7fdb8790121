import { ProblemError } from "../../src/model/problem-error.js";
import { knownAs, step } from "../../src/providers/kit/change-steps.js";
import type { PoolChanges } from "../../src/providers/provider.js";
import { LISTENERS, update } from "./api.js";
import type { Context } from "./client.js";
import { nativeListener, toPool } from "./mapping.js";
import { setMembersRequest } from "./requests.js";
import { readListener } from "./wire.js";

export function poolChangesOf(context: Context): PoolChanges {
  return {
    createPool: refusePool,
    /** The manifest has no pool field that could be changed. */
    updatePool: async (pool) => pool,
    deletePool: refusePool,

    async setPoolMembers(pool, members, call) {
      const current = nativeListener(pool);
      const body = setMembersRequest(current, members);
      const updated = await step(
        call,
        { action: "UpdateListener", description: `Set the members of the listener ${knownAs(current)}.` },
        async () => readListener(await update(context, LISTENERS, current.id, body, call)),
        current,
      );
      return toPool(updated, context.account);
    },
  };
}

export async function refusePool(): Promise<never> {
  const message = "A pool comes and goes with its listener here. Use createListener, deleteListener or setPoolMembers.";
  throw new ProblemError({ code: "UNSUPPORTED", message });
}
