import type { Inventory } from "../inventory/inventory.js";
import { originOf } from "../inventory/origin.js";
import type { SeenReads } from "../inventory/seen-reads.js";
import { instantAt } from "../model/date-time.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ListContext } from "./asked-list.js";
import { checkMaxAge } from "./page-arguments.js";
import { RequestLoaders } from "./request-loaders.js";
import { readAtOf } from "./sources.js";

/** What was read from an account. */
interface Read {
  readonly ref: Pick<ResourceRef, "accountId">;
}

/** How old the answers of one operation may be, and how old they are. */
export class Freshness {
  readonly #views = new Map<number, Promise<ListContext>>();
  /** By what answers in them. */
  readonly #seen = new Map<SeenReads, ListContext>();

  /**
   * @param live what reads from the clouds
   * @param inventory null: everything does
   * @param defaultMaxAgeSeconds for fields that do not say
   */
  constructor(
    readonly live: ListContext,
    private readonly inventory: Inventory | null,
    private readonly defaultMaxAgeSeconds: number,
  ) {}

  /**
   * What answers are read from that are at most this old. For one age it is decided once.
   * @throws ProblemError INVALID_INPUT for an age that is out of bounds
   */
  atMost(maxAgeSeconds: number | null | undefined): ListContext | Promise<ListContext> {
    checkMaxAge(maxAgeSeconds);
    const seconds = maxAgeSeconds ?? this.defaultMaxAgeSeconds;
    if (seconds === 0 || !this.inventory) return this.live;
    const known = this.#views.get(seconds) ?? this.#viewOf(seconds, this.inventory);
    this.#views.set(seconds, known);
    return known;
  }

  /** What answers about all that belongs to a thing are read from: what the thing itself comes from. */
  of(thing: object): ListContext {
    if (this.#seen.size === 0) return this.live;
    const reads = originOf(thing)?.reads;
    return (reads && this.#seen.get(reads)) ?? this.live;
  }

  /** When a thing was read. */
  readAt(thing: Read): string {
    return instantAt(this.readAtMs(thing))!;
  }

  /** The same in milliseconds since 1970. */
  readAtMs(thing: Read): number {
    return readAtOf(thing, thing.ref.accountId, this.live.call);
  }

  async #viewOf(seconds: number, inventory: Inventory): Promise<ListContext> {
    const { live } = this;
    const accounts = await inventory.atMost(seconds, live.accounts);
    if (accounts === live.accounts) return live;
    const view = { ...live, accounts, loaders: new RequestLoaders(accounts, live.call, live.loaders) };
    for (const { service } of accounts.values()) {
      const reads = originOf(service)?.reads;
      if (reads) this.#seen.set(reads, view);
    }
    return view;
  }
}
