import type { DatabaseTime } from "../store/tables.js";
import type { SeenReads } from "./seen-reads.js";

/** Where something comes from that was not read for the request that shows it. */
export interface Origin {
  /** When it was read, in milliseconds since 1970; it may be younger. */
  readonly readAt: DatabaseTime;
  /** What answers about what belongs to it, as of the same time. Omitted: the cloud. */
  readonly reads?: SeenReads;
}

const origins = new WeakMap<object, Origin>();

/** Notes where an object of the model comes from, or an account's answers. Others were read for the request. */
export function cameFrom<T extends object>(thing: T, origin: Origin): T {
  origins.set(thing, origin);
  return thing;
}

export const originOf = (thing: object): Origin | undefined => origins.get(thing);
