import type { DatabaseTime } from "../store/tables.js";
import type { SeenReads } from "./seen-reads.js";
import type { YoungRows } from "./young-rows.js";

/** The origin of something that was not read for the current request. */
export interface Origin {
  /** The earliest time at which it was read itself, in milliseconds since 1970. */
  readonly readAt: DatabaseTime;
  /** Answers for whatever belongs to it, as of its own time. Omitted: the cloud answers, */
  readonly reads?: SeenReads;
  /** except for single objects that are in these rows. Omitted: for all. */
  readonly rows?: YoungRows;
}

const origins = new WeakMap<object, Origin>();

/** Records the origin of a model object or of an account's answers. Anything else was read for the request. */
export function cameFrom<T extends object>(thing: T, origin: Origin): T {
  origins.set(thing, origin);
  return thing;
}

export const originOf = (thing: object): Origin | undefined => origins.get(thing);
