import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { problemOr } from "../outcomes.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { isLocked } from "./mapping.js";
import { readParent } from "./wire.js";

/**
 * The context for changes on one accelerator. One whose bill is unpaid refuses changes in the same words as one that is
 * busy, and would be waited for in vain.
 */
export function unlessLocked(context: Context, acceleratorId: string): Context {
  const { account, client } = context;
  const whyBusy = async (call: Call): Promise<ProblemError | null> => {
    const found = await problemOr(api.describeAccelerator(context, acceleratorId, call));
    if (found === null || found instanceof ProblemError || !isLocked(readParent(found))) return null;
    return new ProblemError({
      code: "RESOURCE_FROZEN",
      provider: account.provider,
      message: "The accelerator is locked because of an unpaid bill. Pay it first.",
    });
  };
  return { ...context, client: { ...client, send: (request, call) => client.send({ ...request, whyBusy }, call) } };
}
