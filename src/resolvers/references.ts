import { parseGlobalId, parseUrn, type ResourceKind, type ResourceRef } from "../model/resource-ref.js";
import type { GraphContext } from "./graph-context.js";

/** A representation as a gateway sends it: one of the entity's keys. */
interface Representation {
  readonly id?: unknown;
  readonly urn?: unknown;
}

type Resolve = (representation: Representation, context: GraphContext) => Promise<unknown>;

function refIn({ id, urn }: Representation, kind: ResourceKind): ResourceRef | null {
  const ref = typeof id === "string" ? parseGlobalId(id) : typeof urn === "string" ? parseUrn(urn) : null;
  return ref?.kind === kind ? ref : null;
}

/**
 * How a gateway's keys become objects. Always asynchronous: a reference that throws at once would take the whole list
 * of entities along. A key that leads nowhere is null.
 */
export const references: Readonly<Record<string, Resolve>> = {
  Listener: async (representation, { loaders }) => {
    const ref = refIn(representation, "listener");
    return ref && loaders.listener.load(ref);
  },
  Pool: async (representation, { loaders }) => {
    const ref = refIn(representation, "pool");
    return ref && loaders.pool.load(ref);
  },
  LoadBalancer: async (representation, { loaders }) => {
    const ref = refIn(representation, "load-balancer");
    return ref && loaders.parent.load(ref);
  },
  Accelerator: async (representation, { loaders }) => {
    const ref = refIn(representation, "accelerator");
    return ref && loaders.parent.load(ref);
  },
  CloudAccount: async ({ id }, { accounts }) => (typeof id === "string" ? (accounts.get(id)?.account ?? null) : null),
};
