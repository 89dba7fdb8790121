import { isIP } from "node:net";
import type { RuleContext, Violation } from "../../model/checked-input.js";
import type { HealthMonitorInput, PoolMemberInput } from "../../model/inputs-shared.js";
import { mustBe } from "../../model/limit-checks.js";
import { ProblemError } from "../../model/problem-error.js";
import { serverOf, spelledOnce } from "../../model/server-address.js";
import type { ProviderChecks } from "../provider.js";
import { TYPES, TYPES_WITH_ID } from "./limits.js";
import { FROZEN, nativeListener, nativePool, nativeStatus } from "./mapping.js";
import { CHECK_DEFAULTS, resourceIdOf, typeOf } from "./requests.js";
import { listenerSettings } from "./settings.js";
import type { WireAny } from "./wire.js";

/** Checks that limits cannot express. Source, where a check does not say: update listener page. */
export const checks: ProviderChecks = {
  createListener: {
    settings: function* (input) {
      if (listenerSettings.in(input).domainId == null) return;
      yield {
        at: listenerSettings.at("domainId"),
        code: "UNSUPPORTED",
        message: "The owning account follows from the credentials. Omit `domainId`.",
      };
    },
  },
  updateListener: {
    id: (_input, context) => listenerNotFrozen(context),
    settings: function* (input, { listener }) {
      const { domainId } = listenerSettings.in(input);
      const current = listener && nativeListener(listener);
      if (domainId == null || !current || domainId === current.domainId) return;
      yield {
        at: listenerSettings.at("domainId"),
        code: "IMMUTABLE_FIELD",
        message: `A listener stays with the account that owns it, ${current.domainId}. Omit \`domainId\`.`,
      };
    },
  },
  createPool: {
    listenerId: (_input, context) => listenerNotFrozen(context),
    healthMonitor: ({ healthMonitor }) => timeoutFitsInterval(healthMonitor, CHECK_DEFAULTS),
    members: ({ members }) => membersFit(members ?? []),
  },
  updatePool: {
    id: (_input, context) => groupNotFrozen(context),
    // The values that a change omits are not known here: the existing check is read when it is changed.
    healthMonitor: ({ healthMonitor }) => timeoutFitsInterval(healthMonitor),
  },
  setPoolMembers: {
    poolId: (_input, context) => groupNotFrozen(context),
    members: ({ members }) => membersFit(members),
  },
};

function* listenerNotFrozen({ listener }: RuleContext): Iterable<Violation> {
  if (listener?.frozen?.isFrozen) yield frozen("listener");
}

function* groupNotFrozen({ pool }: RuleContext): Iterable<Violation> {
  if (pool && nativePool(pool).freeze?.status === FROZEN) yield frozen("pool");
}

const frozen = (what: string): Violation => ({
  code: "RESOURCE_FROZEN",
  message: `The ${what} is frozen. Ask the cloud to release it first.`,
});

/** The values that apply when an input omits them: the existing check's own, or the cloud's defaults. */
interface CheckTimes {
  readonly interval: number | null;
  readonly timeout: number | null;
}

/** @throws ProblemError INVALID_INPUT for times that contradict the unchanged ones */
export function refuseUntimely(monitor: HealthMonitorInput, unchanged: CheckTimes): void {
  for (const { at = [], message } of timeoutFitsInterval(monitor, unchanged))
    throw new ProblemError({ code: "INVALID_INPUT", path: ["healthMonitor", ...at.map(String)], message });
}

/** Source: create health check page. */
function* timeoutFitsInterval(
  monitor: HealthMonitorInput | null | undefined,
  otherwise?: CheckTimes,
): Iterable<Violation> {
  if (!monitor || (monitor.intervalSeconds == null && monitor.timeoutSeconds == null)) return;
  const interval = monitor.intervalSeconds ?? otherwise?.interval;
  const timeout = monitor.timeoutSeconds ?? otherwise?.timeout;
  if (interval == null || timeout == null || timeout < interval) return;
  yield monitor.timeoutSeconds == null
    ? { at: ["intervalSeconds"], message: mustBe("intervalSeconds", `be above the timeout, ${timeout}`, interval) }
    : { at: ["timeoutSeconds"], message: mustBe("timeoutSeconds", `be below the interval, ${interval}`, timeout) };
}

/** Source: create endpoint page. */
function* membersFit(members: readonly PoolMemberInput[]): Iterable<Violation> {
  const seen = new Map<string, number>();
  for (const [index, member] of members.entries()) {
    if (member.targetType == null || TYPES.includes(member.targetType)) yield* memberFits(member, index);
    const id = spelledOnce(resourceIdOf(member));
    const earlier = seen.get(id);
    // The same address and port twice has been reported already.
    if (earlier !== undefined && serverOf(members[earlier]!) !== serverOf(member)) {
      yield {
        at: [index, "targetId"],
        message: `This is the same server as member ${earlier}; name every server once.`,
      };
    }
    if (earlier === undefined) seen.set(id, index);
  }
}

function* memberFits(member: PoolMemberInput, index: number): Iterable<Violation> {
  const { address, targetType, targetId } = member;
  if (targetId != null && targetType == null) {
    const limit = `say what the id is of, ${TYPES_WITH_ID.join(", ")}`;
    yield { at: [index, "targetType"], message: mustBe("targetType", limit, undefined) };
    return;
  }
  const type = typeOf(member);
  if (TYPES_WITH_ID.includes(type) && targetId == null)
    yield { at: [index, "targetId"], message: mustBe("targetId", `be the id of the ${type}`, undefined) };
  const isName = isIP(address) === 0;
  if (isName !== (type === "CUSTOM_DOMAIN_NAME")) {
    const expected = isName ? "an IP address" : "a host name";
    yield { at: [index, "address"], message: mustBe("address", `be ${expected} for a ${type}`, address) };
  }
}

/** Whether an object is in a failed state. */
export const isBroken = (wire: WireAny): boolean => nativeStatus(wire) === "ERROR";

/**
 * Refuses what the cloud would refuse forever: it returns the same code, GA.9004, for an object in state ERROR as for a
 * busy one, so waiting would use up the deadline.
 */
export function refuseBroken(wire: WireAny, what: string): void {
  const problem = givenUp(wire, what);
  if (problem) throw problem;
}

/** The problem of an object in a failed state; null for all others. */
export function givenUp(wire: WireAny, what: string): ProblemError | null {
  if (!isBroken(wire)) return null;
  return new ProblemError({
    code: "PROVIDER_REJECTED",
    message: `The ${what} ${wire.id} is in a failed state and accepts no changes. Delete it and create a new one.`,
  });
}
