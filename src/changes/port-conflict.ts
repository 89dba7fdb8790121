import { type ChangeProblem, PortConflictProblem } from "../model/change-problem.js";
import type { ListenerProtocol } from "../model/enums.js";
import type { Ports } from "../model/port-range.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { withHolders } from "./problems.js";

/** Tells of each port conflict who else holds the ports, as far as that can be read. */
export async function explainConflicts(
  problems: readonly ChangeProblem[],
  { service }: ConnectedAccount,
  parentRef: ResourceRef | null,
  wanted: { readonly protocol: ListenerProtocol; readonly ports: readonly Ports[]; readonly by?: ResourceRef },
  call: Call,
): Promise<ChangeProblem[]> {
  if (!parentRef || !problems.some((problem) => problem instanceof PortConflictProblem)) return [...problems];
  try {
    const parent = oneOf(await service.readParents([parentRef], call), parentRef.key);
    const siblings = parent ? oneOf(await service.listenersOfParents([parent], call), parentRef.key) : null;
    if (!siblings) return [...problems];
    const others = siblings.items.filter(({ ref }) => ref.key !== wanted.by?.key);
    return problems.map((problem) => {
      if (!(problem instanceof PortConflictProblem)) return problem;
      const told = withHolders(problem, wanted.ports, wanted.protocol, others);
      return siblings.problems.length > 0 && told.conflictsWith?.length === 0 ? problem : told;
    });
  } catch (error) {
    reportFault(error, call);
    call.log.warn({ err: error, requestId: call.requestId }, "could not read who holds the port");
    return [...problems];
  }
}
