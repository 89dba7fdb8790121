import { isIP } from "class-validator";
import type { BalancingAlgorithm } from "../../model/enums.js";
import type { HealthMonitorInput, PoolMemberInput } from "../../model/inputs-shared.js";
import type { Pool } from "../../model/pool.js";
import { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import { algorithmOfSticky } from "./affinity-rules.js";
import { checkFits } from "./health-rules.js";
import { nativePool } from "./mapping.js";

export class CreatePool extends CreatePoolInput {
  @Rule<CreatePool>("impliedPool", function* () {
    yield {
      code: "UNSUPPORTED",
      message:
        "Servers hang directly on the listener here, so every listener has exactly one pool. Use setPoolMembers and updatePool on the listener's pool.",
    };
  })
  override listenerId?: string | null;
}

export class UpdatePool extends UpdatePoolInput {
  @Rule<UpdatePool>("algorithmOfAffinity", ({ algorithm, context }) =>
    algorithmOfSticky(algorithm, context?.pool && nativePool(context.pool)),
  )
  override algorithm?: BalancingAlgorithm | null;

  @Rule<UpdatePool>("keepsClients", function* ({ sessionPersistence, context }) {
    // A null is no value that the rule for immutable fields could refuse.
    if (sessionPersistence !== null || !context?.pool || !nativePool(context.pool).sessionSticky) return;
    yield {
      code: "IMMUTABLE_FIELD",
      message:
        "Keeping clients with a server cannot be switched off. Delete the listener and create it anew without `clientAffinity`.",
    };
  })
  override sessionPersistence?: UpdatePoolInput["sessionPersistence"];

  @Rule<UpdatePool>("healthMonitorOfCloud", ({ healthMonitor }) => checkFits(healthMonitor))
  override healthMonitor?: HealthMonitorInput | null;
}

export class SetPoolMembers extends SetPoolMembersInput {
  @Rule<SetPoolMembers>("serversOfCloud", ({ members, context }) => serversFit(members, context?.pool))
  override members!: PoolMemberInput[];
}

/** Source: add members page. A member's port is the listener's backend_port: it can be sent back as it reads. */
function* serversFit(members: readonly PoolMemberInput[], pool: Pool | undefined): Iterable<Violation> {
  const backendPort = pool && nativePool(pool).backendPort;
  const seen = new Set<string>();
  for (const [index, { targetId, address, port }] of members.entries()) {
    if (backendPort !== undefined && port != null && port !== backendPort) {
      yield {
        at: [index, "port"],
        code: "UNSUPPORTED",
        message: `All servers behind a listener have its one port${backendPort === null ? "" : `, ${backendPort}`}: leave port out.`,
      };
    }
    if (!targetId) yield { at: [index, "targetId"], message: "Name the server: its id is needed besides its address." };
    if (!isIP(address)) yield { at: [index, "address"], message: "The address is the server's private IP address." };
    if (targetId && seen.has(targetId))
      yield { at: [index, "targetId"], message: "A server can be behind a listener once." };
    if (targetId) seen.add(targetId);
  }
}
