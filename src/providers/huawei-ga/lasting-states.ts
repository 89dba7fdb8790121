import type { ResourceRef } from "../../model/resource-ref.js";
import { unlessLasting } from "../kit/lasting-states.js";
import { ACCELERATORS, show } from "./api.js";
import { givenUp } from "./checks.js";
import type { Context } from "./client.js";
import { readAccelerator } from "./wire.js";

/**
 * The context for changes on one accelerator: one in a failed state refuses changes with the same code as a busy one.
 * Source: error codes page of api-ga, GA.9004.
 *
 * @param accelerator null when it is not known, as for pools that were read by their ids
 */
export function unlessGivenUp(context: Context, accelerator: Pick<ResourceRef, "key"> | null): Context {
  if (!accelerator) return context;
  return unlessLasting(
    context,
    async (call) => readAccelerator(await show(context, ACCELERATORS, accelerator.key, call)),
    (found) => givenUp(found, "accelerator"),
  );
}
