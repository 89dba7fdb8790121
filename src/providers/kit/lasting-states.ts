import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { problemOr } from "../outcomes.js";

/**
 * The context for changes on one parent, when the cloud refuses them with the same code whether the parent is busy,
 * which passes, or in a lasting state, for which waiting is useless.
 *
 * @param look reads the parent after the cloud has refused a change as busy; when it cannot be read, the change waits
 * @param lasting the problem of a lasting state; null for one that passes
 */
export function unlessLasting<C extends { readonly client: CloudClient }, P>(
  context: C,
  look: (call: Call) => Promise<P | null>,
  lasting: (parent: P) => ProblemError | null,
): C {
  const { client } = context;
  const whyBusy = async (call: Call): Promise<ProblemError | null> => {
    const found = await problemOr(look(call));
    return found === null || found instanceof ProblemError ? null : lasting(found);
  };
  return { ...context, client: { ...client, send: (request, call) => client.send({ ...request, whyBusy }, call) } };
}
