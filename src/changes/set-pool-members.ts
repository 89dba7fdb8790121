import type { SetPoolMembersPayload } from "../model/payloads.js";
import type { SetPoolMembersInput } from "../model/pool-inputs.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import { awaitActive } from "./await-active.js";
import { type ChangeRunner, changeExisting, settle } from "./change-runner.js";
import { againBy, poolReader, poolTarget } from "./readers.js";

export async function setPoolMembers(
  runner: ChangeRunner,
  call: Call,
  input: SetPoolMembersInput,
): Promise<SetPoolMembersPayload> {
  let connected: ConnectedAccount | undefined;
  const asked = { action: "SET_POOL_MEMBERS", input, root: ["input"], readAgain: againBy(poolReader) } as const;
  const { value, ...told } = await settle(runner, call, asked, (noted) =>
    changeExisting(runner, noted, {
      kind: "SET_POOL_MEMBERS",
      id: input.poolId,
      ifMatch: input.ifMatch,
      input,
      change: "setPoolMembers",
      reader: { ...poolReader, target: { ...poolTarget, member: "poolId" } },
      stateOf: (pool) => ({ pool }),
      run: async (account, pool, _asked, steps) => {
        connected = account;
        return account.service.setPoolMembers(pool, input.members, steps);
      },
    }),
  );
  if (!value || !connected || told.problems.length > 0) return { pool: value, ...told };
  const pool = await awaitActive(runner, call, connected, value, poolReader, input.waitUntilActive);
  return { pool, ...told };
}
