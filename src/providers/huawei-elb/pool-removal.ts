import type { Call } from "../../transport/call.js";
import { allOf } from "../kit/listing.js";
import { allDone, unlessMissing } from "../outcomes.js";
import { HEALTH_MONITORS, LISTENERS, listAll, membersOf, POOLS, remove, update } from "./api.js";
import type { ElbAccount } from "./context.js";
import type { WirePool } from "./wire.js";

/**
 * Takes a pool away bottom-up: the cloud has withdrawn its own cascade. Members and monitor first, then the listeners
 * let go of it (a pool in use was seen to be refused, although the page says that it may go), then the pool. What is gone
 * already is no problem. Sources: "withdrawal of cascaded deletion" page; delete pool page; issue 2377 of
 * terraform-provider-opentelekomcloud.
 */
export async function removePool({ elb }: ElbAccount, pool: WirePool, call: Call): Promise<void> {
  const { id, healthMonitorId, listenerIds } = pool;
  const members = membersOf(id);
  const leaving = await unlessMissing(allOf(listAll(elb, members, {}, call)));
  if (!leaving) return;
  const monitors = healthMonitorId === null ? [] : [healthMonitorId];
  await allDone([
    ...monitors.map((monitorId) => unlessMissing(remove(elb, HEALTH_MONITORS, monitorId, call))),
    ...leaving.map((member) => unlessMissing(remove(elb, members, member.id, call))),
  ]);
  await allDone(
    listenerIds.map((listenerId) => unlessMissing(update(elb, LISTENERS, listenerId, { default_pool_id: null }, call))),
  );
  await unlessMissing(remove(elb, POOLS, id, call));
}
