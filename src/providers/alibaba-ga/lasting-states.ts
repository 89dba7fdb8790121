import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import { unlessLasting } from "../kit/lasting-states.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { isLocked } from "./mapping.js";
import { readParent } from "./wire.js";

const locked = () =>
  new ProblemError({
    code: "RESOURCE_FROZEN",
    message: "The accelerator is locked because of an unpaid bill. Settle the bill first.",
  });

/**
 * The context for changes on one accelerator: with an unpaid bill, it refuses changes with the same code as when it is
 * busy.
 */
export function unlessLocked(context: Context, acceleratorId: string): Context {
  return unlessLasting(
    context,
    (call) => api.describeAccelerator(context, acceleratorId, call),
    (found) => (isLocked(readParent(found)) ? locked() : null),
  );
}

/** @throws ProblemError RESOURCE_FROZEN for an accelerator whose bill is unpaid */
export async function refuseLocked(context: Context, acceleratorId: string, call: Call): Promise<void> {
  const found = await api.describeAccelerator(context, acceleratorId, call);
  if (found && isLocked(readParent(found))) throw locked().with({ provider: context.account.provider });
}
