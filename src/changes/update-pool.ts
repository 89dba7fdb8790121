import type { UpdatePoolPayload } from "../model/payloads.js";
import type { UpdatePoolInput } from "../model/pool-inputs.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import { awaitActive } from "./await-active.js";
import { type ChangeRunner, changeExisting } from "./change-runner.js";
import { againBy, poolComparison, poolReader } from "./readers.js";
import { settle } from "./settle.js";
import { changesNothing } from "./what-differs.js";

/** Changes the fields that the input names. If none of them differs, returns the pool unchanged. */
export async function updatePool(runner: ChangeRunner, call: Call, input: UpdatePoolInput): Promise<UpdatePoolPayload> {
  let connected: ConnectedAccount | undefined;
  const asked = { action: "UPDATE_POOL", input, root: ["input"], readAgain: againBy(poolReader) } as const;
  const { value, ...told } = await settle(runner, call, asked, (noted, tell) =>
    changeExisting(runner, noted, {
      kind: "UPDATE_POOL",
      id: input.id,
      ifMatch: input.ifMatch,
      input,
      change: "updatePool",
      reader: poolReader,
      comparison: poolComparison,
      tell,
      stateOf: (pool) => ({ pool }),
      run: async (account, pool, asked, steps) => {
        connected = account;
        if (changesNothing(asked)) return pool;
        const after = await account.service.updatePool(pool, asked, steps);
        return steps.rehearsal ? pool : after;
      },
    }),
  );
  if (!value || !connected || told.plan || told.problems.length > 0) return { pool: value, ...told };
  const pool = await awaitActive(runner, call, connected, value, poolReader, input.waitUntilActive);
  return { pool, ...told };
}
