import type { Listener } from "../model/listener.js";
import { type Pool, poolEtag } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import type { Found } from "../providers/provider.js";
import type { Reader, Target } from "./change-runner.js";

/** The one value that was asked for; null when it was not found. */
export function oneOf<T>(found: Found<T>, key: string): T | null {
  const value = found.get(key);
  if (value instanceof ProblemError) throw value;
  return value ?? null;
}

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
};

export const poolReader: Reader<Pool> = {
  target: poolTarget,
  read: async (service, ref, call) => oneOf(await service.readPools([ref], call), ref.key),
  etag: async (service, pool, call) => {
    const [members, monitors] = await Promise.all([
      service.membersOfPools([pool], call),
      service.healthMonitorsOfPools([pool], call),
    ]);
    return poolEtag(pool, oneOf(members, pool.ref.key) ?? [], oneOf(monitors, pool.ref.key));
  },
};
