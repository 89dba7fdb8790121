import type { DeletePoolPayload } from "../model/payloads.js";
import type { DeletePoolInput } from "../model/pool-inputs.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import { awaitGone } from "./await-active.js";
import { type ChangeRunner, changeExisting } from "./change-runner.js";
import { runUnread } from "./delete-unread.js";
import { differencesOfDeletion } from "./differences.js";
import { poolReader } from "./readers.js";
import { settle } from "./settle.js";

export async function deletePool(runner: ChangeRunner, call: Call, input: DeletePoolInput): Promise<DeletePoolPayload> {
  const asked = { action: "DELETE_POOL", input, root: ["input"], readAgain: async () => input.id } as const;
  let deleted: { connected: ConnectedAccount; ref: ResourceRef } | undefined;
  const { value, ...told } = await settle(runner, call, asked, (noted, tell) =>
    changeExisting(runner, noted, {
      kind: "DELETE_POOL",
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      action: "delete",
      reader: poolReader,
      differences: differencesOfDeletion,
      tell,
      run: async (connected, pool, _input, steps) => {
        await connected.service.deletePool(pool, { cascade: input.cascade ?? false }, steps);
        deleted = { connected, ref: pool.ref };
        return pool.id;
      },
      // Without its fields, neither its dependents nor its identity can be checked.
      ...(input.cascade || input.ifMatch != null ? {} : { runUnread }),
    }),
  );
  const isDeleted = told.problems.length === 0 && !told.plan;
  if (isDeleted && deleted && input.waitUntilGone) await awaitGone(runner, call, deleted, poolReader);
  return { deletedPoolId: isDeleted ? value : null, ...told };
}
