import type { DeletePoolPayload } from "../model/payloads.js";
import type { DeletePoolInput } from "../model/pool-inputs.js";
import type { Call } from "../transport/call.js";
import { type ChangeRunner, changeExisting, settle } from "./change-runner.js";
import { poolReader } from "./readers.js";

export async function deletePool(runner: ChangeRunner, call: Call, input: DeletePoolInput): Promise<DeletePoolPayload> {
  const { value, problems } = await settle(["input"], () =>
    changeExisting(runner, call, {
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      reader: poolReader,
      run: async ({ service }, pool, steps) => {
        await service.deletePool(pool, { cascade: input.cascade }, steps);
        return pool.id;
      },
    }),
  );
  return { deletedPoolId: value, problems };
}
