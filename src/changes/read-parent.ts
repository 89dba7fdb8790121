import type { ListenerParent } from "../model/listener-parent.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import type { Call } from "../transport/call.js";
import { nothingSentYet } from "./underway.js";

/**
 * Reads the load balancer or accelerator for a new object.
 * @throws ProblemError NOT_FOUND, or why it could not be read
 */
export async function readParent(
  { service, account }: ConnectedAccount,
  ref: ResourceRef,
  call: Call,
): Promise<ListenerParent> {
  const parent = oneOf(await nothingSentYet(service.readParents([ref], call)), ref.key);
  if (parent) return parent;
  throw new ProblemError({
    code: "NOT_FOUND",
    path: ["parentId"],
    provider: account.provider,
    message: "This load balancer or accelerator does not exist; it may have been deleted.",
  });
}

/**
 * Refuses changes on a parent that is out of service. Clouds refuse them in various words, and some keep everyone
 * waiting as if the parent were busy.
 *
 * @param path where the input names the parent, or an object on it
 */
export function refuseIfStopped({ freeze, account }: ListenerParent, path: readonly string[]): void {
  if (!freeze?.isFrozen) return;
  const message = `${freeze.effect ?? "It is frozen."} Until that ends, it accepts no changes.`;
  throw new ProblemError({ code: "RESOURCE_FROZEN", path, provider: account.provider, message });
}
