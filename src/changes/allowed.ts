import type { AccessAction } from "../access/gate.js";
import type { Touched } from "../access/grants.js";
import { portsOf } from "../model/generic-rules.js";
import type { Listener } from "../model/listener.js";
import type { CreateListenerInput, UpdateListenerInput } from "../model/listener-inputs.js";
import type { ResourceTag } from "../model/listener-parts.js";
import type { Pool } from "../model/pool.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { ProviderService } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import type { ChangeRunner } from "./change-runner.js";
import { denied, type Wished } from "./denied.js";
import { ChangeRefused, outOfBounds } from "./problems.js";

/**
 * Whether the caller's rights cover only some listeners of the account, so that a change must find out which ones it
 * touches.
 */
export function hasBounds(runner: ChangeRunner, { account }: ConnectedAccount, action: AccessAction): boolean {
  return runner.gate.rightsTo(account.id).boundsOf(action) !== null;
}

/**
 * Refuses a change outside of the caller's rights.
 * @param touched the object before the change, and after it
 * @throws ChangeRefused ACCESS_DENIED
 */
export function refuseOutOfBounds(
  runner: ChangeRunner,
  connected: ConnectedAccount,
  action: AccessAction,
  path: readonly string[],
  touched: readonly Touched[],
  wished: Wished,
): void {
  const rights = runner.gate.rightsTo(connected.account.id);
  if (touched.every((one) => rights.mayTouch(action, one))) return;
  const target = touched.map(({ parent }) => parent).join(", ");
  const problem = outOfBounds(path, action, rights.boundsOf(action));
  denied(runner, { action, accountId: connected.account.id, target }, wished, problem);
  throw new ChangeRefused([problem]);
}

const asRecord = (tags: readonly ResourceTag[] | null | undefined) =>
  tags ? Object.fromEntries(tags.map(({ key, value }) => [key, value])) : undefined;

export function touchedListener({ parentRef, portRanges, tags }: Listener): Touched {
  return { parent: parentRef?.key ?? "", ports: portRanges, tags: asRecord(tags) };
}

/** A listener as it will be after the change. */
export function wantedListener(input: UpdateListenerInput, listener: Listener): Touched {
  const now = touchedListener(listener);
  return {
    ...now,
    ...(input.portRanges ? { ports: input.portRanges.map(portsOf) } : {}),
    ...(input.tags === undefined ? {} : { tags: asRecord(input.tags) }),
  };
}

export function newListener({ portRanges, tags }: CreateListenerInput, parent: ResourceRef): Touched {
  return { parent: parent.key, ports: portRanges.map(portsOf), tags: asRecord(tags) };
}

/** A pool counts as the listeners that forward to it: each must be in bounds. A pool without listeners has no ports. */
export async function touchedPool(service: ProviderService, pool: Pool, call: Call): Promise<Touched[]> {
  const parent = pool.parentRef?.key ?? "";
  const refs = pool.listenerRefs ?? [];
  if (refs.length === 0) return [{ parent }];
  const listeners = await service.readListeners(refs, call);
  return refs.map((ref) => {
    const listener = listeners.get(ref.key);
    return listener && "portRanges" in listener ? touchedListener(listener) : { parent };
  });
}
