import { ProblemError } from "../model/problem-error.js";
import { globalIdOf, type ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";

/**
 * Deletes an object that exists but cannot be read, if the cloud needs only its id.
 * @returns its global id
 */
export async function runUnread({ service, account }: ConnectedAccount, ref: ResourceRef, call: Call): Promise<string> {
  if (!service.deleteById)
    throw new ProblemError({
      code: "UNREADABLE",
      provider: account.provider,
      path: ["id"],
      nativeId: ref.key,
      message: `The cloud's answer about ${ref.key} cannot be read, and this cloud deletes nothing by its id alone.`,
    });
  await service.deleteById(ref, call);
  return globalIdOf(ref);
}
