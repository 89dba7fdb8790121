import type { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { FoundKept, SeenConditions, SeenOrder, SeenStore } from "../store/seen.js";
import { MEMBERS, POOLS, refOf } from "./kept-objects.js";
import type { Model } from "./made-objects.js";
import { originOf } from "./origin.js";
import { type ListedKind, seenConditionsOf } from "./seen-conditions.js";
import type { SeenReads } from "./seen-reads.js";

export interface SeenPage {
  /** Omitted: account by account, each in its cloud's own order. */
  readonly order?: SeenOrder;
  /** Without an order: continues after this entry, which may have been deleted. */
  readonly after?: { readonly accountId: string; readonly place: string };
  readonly limit: number;
}

/** An entry of an account, or the problem of one that cannot be interpreted. */
export interface SeenEntry<T> {
  readonly source: ConnectedAccount;
  readonly ref: ResourceRef;
  readonly found: T | ProblemError;
}

/** A list over several accounts that all answer from the inventory: one statement finds its entries. */
export class SeenList<T> {
  readonly #accounts: ReadonlyMap<string, { readonly source: ConnectedAccount; readonly reads: SeenReads }>;
  readonly #conditions: SeenConditions;

  private constructor(
    private readonly kind: ListedKind,
    private readonly seen: SeenStore,
    sources: readonly (readonly [ConnectedAccount, SeenReads])[],
    filter: object,
  ) {
    this.#accounts = new Map(sources.map(([source, reads]) => [source.account.id, { source, reads }]));
    this.#conditions = seenConditionsOf(kind, filter);
  }

  /** @returns null when some of the accounts answer from their clouds */
  static over<K extends ListedKind>(
    kind: K,
    accounts: readonly ConnectedAccount[],
    filter: object,
  ): SeenList<Model[K]> | null {
    const sources = accounts.flatMap((source): [ConnectedAccount, SeenReads][] => {
      const reads = originOf(source.service)?.reads;
      return reads ? [[source, reads]] : [];
    });
    const [first] = sources;
    return first && sources.length === accounts.length ? new SeenList(kind, first[1].store, sources, filter) : null;
  }

  /** @throws StoreError, as do all methods here */
  async page({ order, after, limit }: SeenPage): Promise<readonly SeenEntry<T>[]> {
    const asked = { kind: this.kind, conditions: this.#conditions };
    const accountIds = [...this.#accounts.keys()];
    if (order || !after) return this.#entries(await this.seen.findKept({ ...asked, accountIds, order, limit }));
    const { accountId, place } = after;
    const rest = this.#accounts.has(accountId)
      ? await this.seen.findKept({ ...asked, accountIds: [accountId], after: place, limit })
      : [];
    const later = accountIds.filter((id) => id > accountId);
    if (rest.length >= limit || later.length === 0) return this.#entries(rest);
    const more = await this.seen.findKept({ ...asked, accountIds: later, limit: limit - rest.length });
    return this.#entries([...rest, ...more]);
  }

  count(): Promise<number> {
    return this.seen.count({
      accountIds: [...this.#accounts.keys()],
      kind: this.kind,
      conditions: this.#conditions,
    });
  }

  /**
   * The first entries of which a condition is unknown because something could not be read, or may be unknown for that
   * reason: what is known of them fits.
   */
  async undecided(limit: number): Promise<readonly SeenEntry<T>[]> {
    const asked = UNSURE.filter((name) => this.#conditions[name] !== undefined);
    if (asked.length === 0 || (await this.#isWhole())) return [];
    const accountIds = [...this.#accounts.keys()];
    const rows = await Promise.all(
      asked.map((name) =>
        this.seen.findKept({ accountIds, kind: this.kind, conditions: { ...this.#conditions, [name]: null }, limit }),
      ),
    );
    return this.#entries(rows.flat());
  }

  /** Whether all that the accounts list was read and could be interpreted: what is unknown then is so in the clouds. */
  async #isWhole(): Promise<boolean> {
    const accounts = [...this.#accounts.values()];
    if (accounts.some(({ reads }) => !reads.isLegible)) return false;
    const accountIds = [...this.#accounts.keys()];
    const lacking = await Promise.all([
      this.seen.count({ accountIds, kind: "listener", conditions: { terms: { lacks: [POOLS] } } }),
      this.seen.count({ accountIds, kind: "pool", conditions: { terms: { lacks: [MEMBERS] } } }),
    ]);
    return lacking.every((count) => count === 0);
  }

  #entries(rows: readonly FoundKept[]): SeenEntry<T>[] {
    return rows.map((row) => {
      const { source, reads } = this.#accounts.get(row.accountId)!;
      return { source, ref: refOf(row), found: reads.make(this.kind, row) as T | ProblemError };
    });
  }
}

/** Conditions whose value may be unknown for an object. */
const UNSURE = ["hasUnhealthyMembers", "isServing"] as const satisfies readonly (keyof SeenConditions)[];
