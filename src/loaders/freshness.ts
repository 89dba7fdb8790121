import { instantAt } from "../model/date-time.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ListContext } from "./asked-list.js";
import { checkMaxAge } from "./page-arguments.js";
import { readAtOf } from "./sources.js";

/** What was read from an account. */
interface Read {
  readonly ref: Pick<ResourceRef, "accountId">;
}

/** How old the answers of one operation may be, and how old they are. */
export class Freshness {
  /** @param live what reads from the clouds */
  constructor(readonly live: ListContext) {}

  /**
   * What answers are read from that are at most this old.
   * @throws ProblemError INVALID_INPUT for an age that is out of bounds
   */
  atMost(maxAgeSeconds: number | null | undefined): ListContext | Promise<ListContext> {
    checkMaxAge(maxAgeSeconds);
    return this.live;
  }

  /** What answers about all that belongs to a thing are read from: what the thing itself comes from. */
  of(_thing: object): ListContext {
    return this.live;
  }

  /** When a thing was read at the latest. */
  readAt(thing: Read): string {
    return instantAt(this.readAtMs(thing))!;
  }

  /** The same in milliseconds since 1970. */
  readAtMs(thing: Read): number {
    return readAtOf(thing, thing.ref.accountId, this.live.call);
  }
}
