import type { DeletePoolPayload } from "../model/payloads.js";
import type { DeletePoolInput } from "../model/pool-inputs.js";
import type { Call } from "../transport/call.js";
import { type ChangeRunner, changeExisting, settle } from "./change-runner.js";
import { runUnread } from "./delete-unread.js";
import { differencesOfDeletion } from "./differences.js";
import { poolReader } from "./readers.js";

export async function deletePool(runner: ChangeRunner, call: Call, input: DeletePoolInput): Promise<DeletePoolPayload> {
  const asked = { action: "DELETE_POOL", input, root: ["input"], readAgain: async () => input.id } as const;
  const { value, ...told } = await settle(runner, call, asked, (noted, tell) =>
    changeExisting(runner, noted, {
      kind: "DELETE_POOL",
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      action: "delete",
      reader: poolReader,
      run: async ({ service }, pool, _input, steps) => {
        await service.deletePool(pool, { cascade: input.cascade ?? false }, steps);
        tell(differencesOfDeletion(pool, ["name", "protocol"]));
        return pool.id;
      },
      // Without its fields nobody can tell what hangs on it, or whether it is the one that was read.
      ...(input.cascade || input.ifMatch != null ? {} : { runUnread }),
    }),
  );
  const isDeleted = told.problems.length === 0 && !told.plan;
  return { deletedPoolId: isDeleted ? value : null, ...told };
}
