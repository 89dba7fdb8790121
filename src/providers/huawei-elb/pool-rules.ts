import { isIPv4 } from "node:net";
import type { ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput, PoolMemberInput, SessionPersistenceInput } from "../../model/inputs-shared.js";
import { CreatePoolInput, SetPoolMembersInput, UpdatePoolInput } from "../../model/pool-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import { listenerOf, poolOf } from "./context.js";
import { checkFits, checkIsWhole } from "./health-rules.js";
import { persistenceFits } from "./persistence-rules.js";
import { POOL_PROTOCOLS } from "./request-bodies.js";

/** The vendor's rules for pools that are known before a call. Source, where a rule does not say: create pool page. */

export class CreatePool extends CreatePoolInput {
  // A listener's second default pool is a 409 OnePoolPerListener. Source: Neutron LBaaS v2.
  @Rule<CreatePool>("onePoolPerListener", function* ({ context }) {
    const taken = context?.listener && listenerOf(context.listener).defaultPoolId;
    if (taken) {
      yield {
        code: "ALREADY_EXISTS",
        message: `The listener forwards to the pool ${taken} already. Change or delete that one, or create the pool with parentId alone and put it in place with updateListener's settings.huaweiElb.defaultPoolId.`,
      };
    }
  })
  override listenerId?: string | null;

  @Rule<CreatePool>("protocolOfPool", function* ({ protocol, listenerId, context }) {
    if (protocol === "HTTPS") {
      yield {
        code: "UNSUPPORTED",
        message: "Servers are spoken to in TCP, UDP or HTTP on this cloud; those behind an HTTPS listener in HTTP.",
      };
      return;
    }
    if (protocol == null && listenerId == null)
      yield { message: "Say the protocol: without a listener it cannot be told." };
    const listener = context?.listener;
    if (protocol == null || !listener) return;
    const fitting = POOL_PROTOCOLS[listener.protocol];
    if (protocol !== fitting)
      yield { message: `Behind a listener for ${listener.protocol} the pool speaks ${fitting}, not ${protocol}.` };
  })
  override protocol?: ListenerProtocol | null;

  @Rule<CreatePool>("persistenceOfProtocol", (input) => persistenceFits(input.sessionPersistence, protocolOf(input)))
  override sessionPersistence?: SessionPersistenceInput | null;

  @Rule<CreatePool>("healthMonitorOfCloud", function* (input) {
    yield* checkFits(input.healthMonitor, protocolOf(input));
    yield* checkIsWhole(input.healthMonitor);
  })
  override healthMonitor?: HealthMonitorInput | null;

  @Rule<CreatePool>("serversOfCloud", ({ members }) => serversFit(members ?? []))
  override members?: PoolMemberInput[] | null;
}

export class UpdatePool extends UpdatePoolInput {
  @Rule<UpdatePool>("persistenceOfProtocol", ({ sessionPersistence, context }) =>
    persistenceFits(sessionPersistence, context?.pool?.protocol),
  )
  override sessionPersistence?: SessionPersistenceInput | null;

  @Rule<UpdatePool>("healthMonitorOfCloud", function* ({ healthMonitor, context }) {
    const pool = context?.pool;
    yield* checkFits(healthMonitor, pool?.protocol);
    if (pool && poolOf(pool).healthMonitorId === null) yield* checkIsWhole(healthMonitor);
  })
  override healthMonitor?: HealthMonitorInput | null;
}

export class SetPoolMembers extends SetPoolMembersInput {
  @Rule<SetPoolMembers>("serversOfCloud", ({ members }) => serversFit(members))
  override members!: PoolMemberInput[];
}

/** The protocol that a new pool will have; undefined while it is not known. */
function protocolOf({ protocol, context }: CreatePoolInput): ListenerProtocol | undefined {
  return protocol ?? (context?.listener && POOL_PROTOCOLS[context.listener.protocol]);
}

/** Source: create member page. */
function* serversFit(members: readonly PoolMemberInput[]): Iterable<Violation> {
  for (const [index, { address, port }] of members.entries()) {
    if (!isIPv4(address))
      yield { at: [index, "address"], message: "The address is the server's private IPv4 address." };
    if (port == null) yield { at: [index, "port"], message: "Say the server's port: the cloud asks for it." };
  }
}
