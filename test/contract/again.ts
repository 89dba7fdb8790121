import { Listener } from "../../src/model/listener.js";
import { ListenerParent } from "../../src/model/listener-parent.js";
import { Pool } from "../../src/model/pool.js";
import type { Kept, Remapping } from "../../src/providers/provider.js";
import type { Thing } from "./listing.js";

/** What is kept of a thing, after having been JSON. */
export function keptOf(thing: Thing): Kept {
  const parentRef = thing instanceof ListenerParent ? null : thing.parentRef;
  return JSON.parse(JSON.stringify({ ref: thing.ref, parentRef, native: thing.native })) as Kept;
}

/** The thing that a provider makes of what was kept of one like this. */
export function againFrom<T extends Thing>(service: Remapping, like: T, kept: Kept): T {
  if (like instanceof Listener) return service.listenerAgain(kept) as T;
  return (like instanceof Pool ? service.poolAgain(kept) : service.parentAgain(kept)) as T;
}

export const again = <T extends Thing>(service: Remapping, thing: T): T => againFrom(service, thing, keptOf(thing));

export const isThing = (value: unknown): value is Thing =>
  value instanceof Listener || value instanceof Pool || value instanceof ListenerParent;
