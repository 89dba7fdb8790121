import type { Reads } from "../providers/provider.js";

/** Where something comes from that was not read just now. */
export interface Origin {
  /** When it was read, in milliseconds since 1970; it may be younger. */
  readonly readAt: number;
  /** What answers about it and what belongs to it, as of the same time. Omitted: the cloud. */
  readonly reads?: Reads;
}

const origins = new WeakMap<object, Origin>();

/** Notes where an object of the model comes from, or what answers for an account. Others were read for the request. */
export function cameFrom<T extends object>(thing: T, origin: Origin): T {
  origins.set(thing, origin);
  return thing;
}

export const originOf = (thing: object): Origin | undefined => origins.get(thing);
