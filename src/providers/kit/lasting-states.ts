import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { problemOr } from "../outcomes.js";

/**
 * The context for changes on one parent, where the cloud refuses them in the same words whether the parent is busy, which
 * passes, or in a state that stays and would be waited for in vain.
 *
 * @param look reads the parent once the cloud has refused a change as busy; when it cannot be read, the change waits
 * @param lasting the problem of a state that stays; null for one that passes
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
