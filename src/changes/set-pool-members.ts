import type { SetPoolMembersPayload } from "../model/payloads.js";
import type { SetPoolMembersInput } from "../model/pool-inputs.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import { whole } from "../providers/kit/listing.js";
import type { Call } from "../transport/call.js";
import { awaitActive } from "./await-active.js";
import { type ChangeRunner, changeExisting } from "./change-runner.js";
import { differencesBetween } from "./differences.js";
import { againBy, poolReader, poolTarget } from "./readers.js";
import { settle } from "./settle.js";

export async function setPoolMembers(
  runner: ChangeRunner,
  call: Call,
  input: SetPoolMembersInput,
): Promise<SetPoolMembersPayload> {
  let connected: ConnectedAccount | undefined;
  const asked = { action: "SET_POOL_MEMBERS", input, root: ["input"], readAgain: againBy(poolReader) } as const;
  const { value, ...told } = await settle(runner, call, asked, (noted, tell) =>
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
        const after = await account.service.setPoolMembers(pool, input.members, steps);
        if (!steps.rehearsal) return after;
        const listed = oneOf(await account.service.membersOfPools([pool], steps), pool.ref.key);
        tell(differencesBetween(null, input, { members: listed ? whole(listed) : [] }));
        return pool;
      },
    }),
  );
  if (!value || !connected || told.plan || told.problems.length > 0) return { pool: value, ...told };
  const pool = await awaitActive(runner, call, connected, value, poolReader, input.waitUntilActive);
  return { pool, ...told };
}
