import type { FoundRow, SeenConditions, SeenKind, SeenObject, SeenStore } from "../store/seen.js";

/** Maximum rows in one page. */
const AT_ONCE = 201;

/** The kept rows of objects that a sweep could not interpret; they stay, with everything that depends on them. */
export class Unseen {
  constructor(
    private readonly seen: Pick<SeenStore, "find">,
    private readonly accountId: string,
  ) {}

  /**
   * The objects that may be missing because one object could not be interpreted: those that belong to it, or that it
   * forwards to. The object itself is kept by its name.
   */
  async *below(kind: SeenKind, nativeId: string): AsyncIterable<readonly SeenObject[]> {
    if (kind !== "pool") {
      yield* this.#rows(kind, { parentKeys: [nativeId] });
      return;
    }
    const poolKeys: string[] = [];
    for await (const listeners of this.#rows("listener", { nativeIds: [nativeId] }))
      poolKeys.push(...listeners.flatMap((listener) => listener.poolKeys));
    if (poolKeys.length > 0) yield* this.#pools({ keys: poolKeys });
    yield* this.#pools({ parentKeys: [nativeId] });
  }

  /** The members of a pool. */
  members(poolKey: string): AsyncIterable<readonly SeenObject[]> {
    return this.#rows("member", { parentKeys: [poolKey] });
  }

  async *#pools(conditions: SeenConditions): AsyncIterable<readonly SeenObject[]> {
    for await (const pools of this.#rows("pool", conditions)) {
      yield pools;
      for (const { key } of pools) yield* this.members(key);
    }
  }

  async *#rows(kind: SeenKind, conditions: SeenConditions): AsyncIterable<readonly SeenObject[]> {
    let after: string | null = null;
    do {
      const accountIds = [this.accountId];
      const rows: readonly FoundRow[] = await this.seen.find({ accountIds, kind, conditions, after, limit: AT_ONCE });
      if (rows.length > 0) yield rows.map(({ accountId: _, seenAt: __, ...object }) => object);
      after = rows.length < AT_ONCE ? null : rows.at(-1)!.place;
    } while (after !== null);
  }
}
