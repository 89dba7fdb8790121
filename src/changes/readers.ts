import type { Listener } from "../model/listener.js";
import { type Pool, poolEtag } from "../model/pool.js";
import { oneOf } from "../providers/kit/keyed-reads.js";
import { whole } from "../providers/kit/listing.js";
import { touchedListener, touchedPool } from "./allowed.js";
import type { Reader, Target } from "./change-runner.js";

export const listenerTarget: Target = { member: "id", what: "listener", kinds: ["listener"] };
export const parentTarget: Target = {
  member: "parentId",
  what: "load balancer or accelerator",
  kinds: ["load-balancer", "accelerator"],
};
export const poolTarget: Target = { member: "id", what: "pool", kinds: ["pool"] };

export const listenerReader: Reader<Listener> = {
  target: listenerTarget,
  read: async (service, ref, call) => oneOf(await service.readListeners([ref], call), ref.key),
  etag: async (_service, listener) => listener.etag,
  touched: async (_service, listener) => [touchedListener(listener)],
};

export const poolReader: Reader<Pool> = {
  target: poolTarget,
  read: async (service, ref, call) => oneOf(await service.readPools([ref], call), ref.key),
  etag: async (service, pool, call) => {
    const [members, monitors] = await Promise.all([
      service.membersOfPools([pool], call),
      service.healthMonitorsOfPools([pool], call),
    ]);
    const listed = oneOf(members, pool.ref.key);
    return poolEtag(pool, listed ? whole(listed) : [], oneOf(monitors, pool.ref.key));
  },
  touched: touchedPool,
};
