import type { ProblemCode } from "../../model/enums.js";
import { ProblemError } from "../../model/problem-error.js";
import { unlessLasting } from "../kit/lasting-states.js";
import { findIn } from "../kit/listing.js";
import { words } from "../kit/words.js";
import * as api from "./api.js";
import type { Context } from "./client.js";
import { isGroup } from "./ref-keys.js";
import type { WireParent } from "./wire.js";

/** A state in which a channel or group accepts no changes until someone acts. */
interface LastingState {
  readonly code: ProblemCode;
  readonly message: string;
}

/**
 * The states other than RUNNING pass by themselves: CREATING, OPENING, CLOSING, ADJUSTING and so on.
 * Source: DescribeProxies, Status of ProxyInfo.
 */
const lastingStates = words<LastingState>({
  CLOSED: { code: "RESOURCE_FROZEN", message: "The channel is switched off (CLOSED). Open it first." },
  ISOLATED: {
    code: "RESOURCE_FROZEN",
    message: "The channel is isolated (ISOLATED), usually because of an unpaid bill. Settle the bill first.",
  },
  CREATE_FAILED: {
    code: "PROVIDER_REJECTED",
    message: "The channel could not be created (CREATE_FAILED) and accepts no changes. Delete it and create a new one.",
  },
});

/** The lasting state of a channel or group; undefined for all others. */
export const lastingState = ({ status }: Pick<WireParent, "status">): LastingState | undefined => lastingStates(status);

/**
 * The context for changes on one channel or group: a closed one refuses changes with the same code as one that is
 * starting.
 */
export function unlessClosed(context: Context, parentId: string): Context {
  return unlessLasting(
    context,
    async (call) => {
      // A group's details report its status as a number, which the list does not.
      const listed = isGroup(parentId)
        ? api.describeProxyGroups(context, call)
        : api.describeProxiesByIds(context, [parentId], call);
      return findIn(await listed, ({ id }) => id === parentId);
    },
    (parent) => {
      const state = lastingState(parent);
      return state ? new ProblemError(state) : null;
    },
  );
}
