import type { Inventory } from "../inventory/inventory.js";
import { originOf } from "../inventory/origin.js";
import type { SeenReads } from "../inventory/seen-reads.js";
import type { YoungRows } from "../inventory/young-rows.js";
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

/** The contexts for answers of one age. */
interface Views {
  readonly lists: ListContext;
  /** Reads single objects also from accounts whose lists are too old. */
  readonly named: ListContext;
}

/** The maximum and actual ages of the answers in one operation. */
export class Freshness {
  readonly #views = new Map<number, Promise<Views>>();
  /** The context of each account's inventory. */
  readonly #seen = new Map<SeenReads | YoungRows, ListContext>();

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
   * The context for reading lists of at most this age. It is decided once for each age.
   * @throws ProblemError INVALID_INPUT for an age that is out of bounds
   */
  atMost(maxAgeSeconds: number | null | undefined): ListContext | Promise<ListContext> {
    return this.#viewsOf(maxAgeSeconds)?.then(({ lists }) => lists) ?? this.live;
  }

  /** The same for reading single objects. */
  namedAtMost(maxAgeSeconds: number | null | undefined): ListContext | Promise<ListContext> {
    return this.#viewsOf(maxAgeSeconds)?.then(({ named }) => named) ?? this.live;
  }

  /** The context for reading what belongs to a thing: the one that the thing itself was read in. */
  of(thing: object): ListContext {
    if (this.#seen.size === 0) return this.live;
    const origin = originOf(thing);
    const source = origin?.reads ?? origin?.rows;
    return (source && this.#seen.get(source)) ?? this.live;
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

  /** When what belongs to a thing is read, in milliseconds since 1970: its parts may be older or younger than itself. */
  partsReadAtMs(thing: Read): number {
    return originOf(thing)?.reads?.readAt ?? this.live.call.ages.of(thing.ref.accountId);
  }

  /** Null: everything is read from the clouds. */
  #viewsOf(maxAgeSeconds: number | null | undefined): Promise<Views> | null {
    checkMaxAge(maxAgeSeconds);
    const seconds = maxAgeSeconds ?? this.defaultMaxAgeSeconds;
    if (seconds === 0 || !this.inventory) return null;
    const known = this.#views.get(seconds) ?? this.#makeViews(seconds, this.inventory);
    this.#views.set(seconds, known);
    return known;
  }

  async #makeViews(seconds: number, inventory: Inventory): Promise<Views> {
    const { live } = this;
    const { accounts, rows } = await inventory.atMost(seconds, live.accounts);
    const viewOf = (young?: ReadonlyMap<string, YoungRows>): ListContext => {
      const loaders = new RequestLoaders(accounts, live.call, { live: live.loaders, young });
      return { ...live, accounts, loaders };
    };
    const lists = accounts === live.accounts ? live : viewOf();
    for (const { service } of accounts.values()) {
      const reads = originOf(service)?.reads;
      if (reads) this.#seen.set(reads, lists);
    }
    const named = rows.size === 0 ? lists : viewOf(rows);
    for (const young of rows.values()) this.#seen.set(young, named);
    return { lists, named };
  }
}
