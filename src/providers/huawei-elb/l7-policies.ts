import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { WireObject } from "../../transport/wire.js";
import { knownAs, removal } from "../kit/change-steps.js";
import { mapListing, whole } from "../kit/listing.js";
import type { Trail } from "../kit/put-back.js";
import type { WireBody } from "../kit/wire-body.js";
import { allDone } from "../outcomes.js";
import { create, find, L7_POLICIES, listAll, remove, rulesOf } from "./api.js";
import type { Context } from "./client.js";
import { l7PolicyAgainRequest } from "./requests.js";
import { readL7Policy, type WireL7Policy, type WireListener, type WirePool } from "./wire.js";

/**
 * Forwarding policies: not part of the graph, but they belong to web listeners, and refer to pools and other listeners.
 */

const WEB = ["HTTP", "TERMINATED_HTTPS"];

interface Policy {
  readonly wire: WireL7Policy;
  /** Its earlier state, for creating it again. */
  readonly shown: WireObject;
}

const LED_BY = { listener_id: "listenerId", redirect_pool_id: "poolId", redirect_listener_id: "targetId" } as const;

/** Policies that refer from or to something, whether or not the cloud applies the filter. */
export async function policiesBy(
  context: Context,
  filter: keyof typeof LED_BY,
  id: string,
  call: Call,
): Promise<readonly Policy[]> {
  const listed = await listAll(context, L7_POLICIES, { [filter]: id }, call);
  const read = mapListing(listed, (shown) => ({ wire: readL7Policy(shown), shown }));
  return whole(read).filter(({ wire }) => wire[LED_BY[filter]] === id);
}

/** A policy in the form for creating it again. */
export interface OwnPolicy {
  readonly id: string;
  readonly name: string;
  readonly again: WireBody;
}

/** Policies are for layer-7 listeners. Source: create forwarding policy page, field action. */
export async function policiesOf(
  context: Context,
  { id, protocol }: WireListener,
  call: Call,
): Promise<readonly OwnPolicy[]> {
  if (!WEB.includes(protocol ?? "")) return [];
  const policies = await policiesBy(context, "listener_id", id, call);
  return Promise.all(
    policies.map(async ({ wire, shown }) => {
      const rules = whole(await listAll(context, rulesOf(wire.id), {}, call));
      return { id: wire.id, name: knownAs(wire), again: l7PolicyAgainRequest(shown, rules) };
    }),
  );
}

/** Policies of other listeners must not be deleted with this one. */
export async function refuseRedirectedTo(context: Context, { id, protocol }: WireListener, call: Call): Promise<void> {
  if (protocol !== "TERMINATED_HTTPS") return;
  const policies = await policiesBy(context, "redirect_listener_id", id, call);
  if (policies.length > 0) throw inUse(context, `redirect to the listener: ${namesOf(policies)}`);
}

export async function refuseSentTo(context: Context, { id, protocol }: WirePool, call: Call): Promise<void> {
  if (protocol !== "HTTP") return;
  const policies = await policiesBy(context, "redirect_pool_id", id, call);
  if (policies.length > 0) throw inUse(context, `send requests to the pool: ${namesOf(policies)}`);
}

const namesOf = (policies: readonly Policy[]) =>
  policies.map(({ wire }) => `${knownAs(wire)} of listener ${wire.listenerId}`).join(", ");

const inUse = ({ account: { provider } }: Context, how: string) =>
  new ProblemError({
    code: "RESOURCE_IN_USE",
    provider,
    message: `Forwarding policies ${how}. Delete them, or their listener, first.`,
  });

export async function removePolicies(
  context: Context,
  policies: readonly OwnPolicy[],
  trail: Trail,
  call: Call,
): Promise<void> {
  for (const { id, name, again } of policies)
    trail.takesAway({
      what: `the forwarding policy ${name}, under a new id`,
      async bringBack(later) {
        if (await find(context, L7_POLICIES, id, later)) return false;
        await create(context, L7_POLICIES, again, later);
        return true;
      },
    });
  await allDone(
    policies.map(({ id, name }) =>
      removal(call, { action: "DeleteL7policy", description: `Delete the forwarding policy ${name}.` }, () =>
        remove(context, L7_POLICIES, id, call),
      ),
    ),
  );
}
