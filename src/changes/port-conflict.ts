import { type ChangeProblem, PortConflictProblem } from "../model/change-problem.js";
import type { ListenerProtocol } from "../model/enums.js";
import type { Ports } from "../model/port-range.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { warn } from "../providers/kit/change-steps.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import { problemOr } from "../providers/outcomes.js";
import type { ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { withHolders } from "./problems.js";

/** Wanted ports, their protocol, and the listener that wants them if it exists already. */
interface Wanted {
  readonly protocol: ListenerProtocol;
  readonly ports: readonly Ports[];
  readonly by?: ResourceRef;
}

/** Adds to each port conflict which listeners use the ports, as far as that can be read. */
export async function explainConflicts(
  problems: readonly ChangeProblem[],
  { service, manifest }: ConnectedAccount,
  parentRef: ResourceRef | null,
  wanted: Wanted,
  call: Call,
): Promise<ChangeProblem[]> {
  if (!parentRef || !problems.some((problem) => problem instanceof PortConflictProblem)) return [...problems];
  try {
    const siblings = await siblingsIn(service, parentRef, call);
    if (!siblings) return [...problems];
    const others = siblings.items.filter(({ ref }) => ref.key !== wanted.by?.key);
    return problems.map((problem) => {
      if (!(problem instanceof PortConflictProblem)) return problem;
      const told = withHolders(problem, wanted.ports, wanted.protocol, others, manifest.heldSpaces);
      return siblings.problems.length > 0 && told.conflictsWith?.length === 0 ? problem : told;
    });
  } catch (error) {
    reportFault(error, call);
    call.log.warn({ err: error, requestId: call.requestId }, "could not read which listener uses the port");
    return [...problems];
  }
}

/**
 * Wanted ports that other listeners already use. For a real change the cloud reports this itself; a plan has to look it
 * up. If it cannot, the plan says so.
 */
export async function plannedConflicts(
  { service, manifest }: ConnectedAccount,
  parentRef: ResourceRef | null,
  wanted: Wanted,
  root: readonly string[],
  call: Call,
): Promise<PortConflictProblem[]> {
  const siblings = parentRef && (await problemOr(siblingsIn(service, parentRef, call)));
  if (!siblings || siblings instanceof ProblemError || siblings.problems.length > 0)
    warn(
      call,
      "Not all other listeners could be read; whether a port is taken will only be known when the change is made.",
    );
  if (!siblings || siblings instanceof ProblemError) return [];
  const others = siblings.items.filter(({ ref }) => ref.key !== wanted.by?.key);
  const conflict = new PortConflictProblem({
    code: "PORT_CONFLICT",
    message: "The port is taken on this parent.",
    path: [...root, "portRanges"],
    isRetryable: false,
    conflictsWith: null,
    overlap: null,
  });
  const told = withHolders(conflict, wanted.ports, wanted.protocol, others, manifest.heldSpaces);
  return told.conflictsWith?.length ? [told] : [];
}

async function siblingsIn(service: ProviderService, parentRef: ResourceRef, call: Call) {
  const parent = oneOf(await service.readParents([parentRef], call), parentRef.key);
  return parent ? oneOf(await service.listenersOfParents([parent], call), parentRef.key) : null;
}
