import type { SetPoolMembersPayload } from "../model/payloads.js";
import type { Pool } from "../model/pool.js";
import type { SetPoolMembersInput } from "../model/pool-inputs.js";
import { ProblemError } from "../model/problem-error.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { problemOr } from "../providers/outcomes.js";
import type { ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { awaitActive } from "./await-active.js";
import { type ChangeRunner, changeExisting, type ReadApart } from "./change-runner.js";
import { differencesBetween } from "./differences.js";
import { againBy, membersOf, poolReader, poolTarget } from "./readers.js";
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
      reader: { ...poolReader, target: { ...poolTarget, member: "poolId" }, apart: membersBefore },
      differences: (_pool, { members }) => (members ? differencesBetween({ members }, input) : []),
      tell,
      stateOf: (pool) => ({ pool }),
      run: async (account, pool, _asked, steps) => {
        connected = account;
        const after = await account.service.setPoolMembers(pool, input.members, steps);
        return steps.rehearsal ? pool : after;
      },
    }),
  );
  if (!value || !connected || told.plan || told.problems.length > 0) return { pool: value, ...told };
  const pool = await awaitActive(runner, call, connected, value, poolReader, input.waitUntilActive);
  return { pool, ...told };
}

/** Unreadable members are missing from the record; that does not affect the change. */
async function membersBefore(service: ProviderService, pool: Pool, call: Call): Promise<ReadApart> {
  const members = await problemOr(membersOf(service, pool, call));
  return members instanceof ProblemError ? {} : { members };
}
