import type { Inventory } from "../inventory/inventory.js";
import { originOf } from "../inventory/origin.js";
import type { SeenReads } from "../inventory/seen-reads.js";
import { instantAt } from "../model/date-time.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ListContext } from "./asked-list.js";
import { checkMaxAge } from "./page-arguments.js";
import { RequestLoaders } from "./request-loaders.js";
import { readAtOf } from "./sources.js";

/** Something that was read from an account. */
interface Read {
  readonly ref: Pick<ResourceRef, "accountId">;
}

/** The maximum and actual ages of the answers in one operation. */
export class Freshness {
  readonly #views = new Map<number, Promise<ListContext>>();
  /** The view of each account's inventory. */
  readonly #seen = new Map<SeenReads, ListContext>();

  /**
   * @param live reads from the clouds
   * @param inventory null: everything is read from the clouds
   * @param defaultMaxAgeSeconds for fields without `maxAgeSeconds`
   */
  constructor(
    readonly live: ListContext,
    private readonly inventory: Inventory | null,
    private readonly defaultMaxAgeSeconds: number,
  ) {}

  /**
   * The context for reading answers of at most this age. It is decided once for each age.
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

  /** The context for reading what belongs to a thing: the one that the thing itself was read in. */
  of(thing: object): ListContext {
    if (this.#seen.size === 0) return this.live;
    const reads = originOf(thing)?.reads;
    return (reads && this.#seen.get(reads)) ?? this.live;
  }

  /** Things by the context for reading what belongs to them. */
  grouped<T extends object>(things: readonly T[]): ReadonlyMap<ListContext, readonly T[]> {
    if (this.#seen.size === 0) return new Map([[this.live, things]]);
    const groups = new Map<ListContext, T[]>();
    for (const thing of things) {
      const group = groups.get(this.of(thing));
      if (group) group.push(thing);
      else groups.set(this.of(thing), [thing]);
    }
    return groups;
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
