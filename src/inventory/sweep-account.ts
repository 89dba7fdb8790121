import type { Listener } from "../model/listener.js";
import type { ListenerParent } from "../model/listener-parent.js";
import type { Pool } from "../model/pool.js";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { inChunks } from "../providers/kit/keyed-reads.js";
import { isOfOne, listingOf } from "../providers/kit/listing.js";
import { hasNoEnd, MOST_ENTRIES, MOST_PAGES } from "../providers/kit/page-limits.js";
import { isServingAmong } from "../providers/kit/serving.js";
import { problemOr } from "../providers/outcomes.js";
import type { Listing, Page, PageRequest } from "../providers/provider.js";
import type { SeenKind, SeenObject, SweepEnd } from "../store/seen.js";
import type { Call } from "../transport/call.js";
import { reportFault } from "../transport/report-fault.js";
import { inTurns } from "./in-turns.js";
import { type Keeping, keepChanged, type Swept } from "./keep-changed.js";
import { seenListener, seenMember, seenParent, seenPool } from "./kept-objects.js";
import { keptProblem } from "./kept-problems.js";
import { faceOf, sourceOfListener, sourceOfParent, sourceOfPool } from "./sources.js";
import {
  hasUnhealthyIn,
  knownOf,
  outcomeOf,
  type PoolDigest,
  type Reading,
  type ReadPool,
  readPools,
} from "./sweep-pools.js";
import type { Unseen } from "./unseen.js";

/** The outcome of reading an account. */
export interface SweepOutcome {
  /** Why the account was not read completely; null: it was. */
  readonly failure: ProblemError | null;
  /** Objects of lists that could not be interpreted. */
  readonly problems: SweepEnd["problems"];
}

export interface SweepTools extends Keeping {
  readonly connected: ConnectedAccount;
  /** Runs a read with a call of its own. @throws what the read throws */
  read<T>(work: (call: Call) => Promise<T>): Promise<T>;
  /** The format in which objects are kept. */
  readonly format: string;
  readonly unseen: Unseen;
  /** Receives internal errors. */
  readonly report: Pick<Call, "log" | "requestId">;
}

/** The page size. Clouds that list by parent are asked again for the rest of a parent on which a page ends. */
const LISTED = 1_000;
/** Pools whose parts are read together: clouds that list health monitors by account are asked for all of them each time. */
const AT_ONCE = 500;
/** Maximum named objects that cannot be interpreted; with more, a sweep does not count as complete. */
const MOST_PROBLEMS = 1_000;

type Reached = Pick<ListenerParent, "addresses" | "freeze" | "status"> & { readonly face: string };

/** A pool that was read: what listeners take from it, and the digest of all that its row and its members' are made of. */
interface PoolSeen extends PoolDigest {
  readonly source: string | null;
}

/** A pool with its load balancer or accelerator, if that is known. */
type Placed = readonly [pool: Pool, parentRef: ResourceRef | null];

/**
 * Reads an account completely, page by page. Only a digest of each load balancer, accelerator and pool stays in memory,
 * for the search values of listeners.
 *
 * @throws StoreError when something could not be kept; never a ProblemError
 */
export async function sweepAccount(tools: SweepTools): Promise<SweepOutcome> {
  const sweep = new AccountSweep(tools);
  try {
    await sweep.run();
    return { failure: sweep.cut, problems: sweep.problems };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { failure: error, problems: sweep.problems };
  }
}

class AccountSweep implements Reading {
  readonly problems: SweepEnd["problems"][number][] = [];
  /** Why some objects may not have been read; null: all were read. */
  cut: ProblemError | null = null;
  readonly #parents = new Map<string, Reached>();
  readonly #pools = new Map<string, PoolSeen>();
  /** When the read of the current page began, by the monotonic clock. What belongs to its objects is read later. */
  #pageSince = 0;

  constructor(private readonly tools: SweepTools) {}

  async run(): Promise<void> {
    const { service } = this.tools.connected;
    await this.#pages(
      "parent",
      (page, call) => service.listParents({}, page, call),
      (parents) => this.#addParents(parents),
    );
    await this.#pages(
      "listener",
      (page, call) => service.listListeners({}, page, call),
      (listeners) => this.#addListeners(listeners),
    );
    // Pools to which no listener forwards.
    if (this.#hasExplicitPools)
      await this.#pages(
        "pool",
        (page, call) => service.listPools({}, page, call),
        (pools) => this.#addPools(pools.map((pool) => [pool, pool.parentRef])),
      );
  }

  /** If not, all pools are read with their listeners, including those that cannot be interpreted. */
  get #hasExplicitPools(): boolean {
    return this.tools.connected.account.capabilities.hasExplicitPools;
  }

  async read<T>(work: (call: Call) => Promise<T>): Promise<T> {
    const outcome = await problemOr(this.tools.read(work));
    if (outcome instanceof ProblemError) throw this.told(outcome);
    return outcome;
  }

  told(problem: ProblemError): ProblemError {
    return reportFault(problem, this.tools.report, { account: this.tools.connected.account.id });
  }

  async #pages<T>(
    kind: SeenKind,
    list: (page: PageRequest, call: Call) => Promise<Page<T>>,
    add: (items: readonly T[]) => Promise<void>,
  ): Promise<void> {
    let after: string | null = null;
    let pages = 0;
    let entries = 0;
    do {
      const request: PageRequest = { after, limit: LISTED };
      this.#pageSince = performance.now();
      const page: Page<T> = await this.read((call) => list(request, call));
      for (const problem of page.problems) await this.#note(kind, problem);
      if (page.items.length > 0) await add(page.items);
      pages += 1;
      entries += page.items.length;
      if (pages > MOST_PAGES || entries > MOST_ENTRIES) throw hasNoEnd(`the ${kind} list`);
      after = page.next;
    } while (after !== null);
  }

  /**
   * Notes an object of a list that could not be interpreted; what is kept of it stays.
   * @throws ProblemError for a failure that affects more than this object
   */
  async #note(kind: SeenKind, error: ProblemError): Promise<void> {
    const problem = this.told(error);
    if (!isOfOne(problem)) throw problem;
    const { nativeId } = problem;
    // Without a name, it may be any object: nothing counts as deleted.
    if (nativeId === undefined || this.problems.length === MOST_PROBLEMS) {
      this.cut ??= problem;
      return;
    }
    for await (const rows of this.tools.unseen.below(kind, nativeId))
      await this.tools.put(rows, Number.NEGATIVE_INFINITY);
    this.problems.push({ ...keptProblem(problem), nativeId, kind });
    if (kind === "listener" && !this.#hasExplicitPools) await this.#note("pool", problem);
  }

  async #addParents(parents: readonly ListenerParent[]): Promise<void> {
    const { connected, format } = this.tools;
    for (const { ref, addresses, freeze, status } of parents) {
      const face = faceOf({ addresses, freeze, status });
      this.#parents.set(ref.key, { addresses, freeze, status, face });
    }
    await keepChanged(
      this.tools,
      { kind: "parent", since: this.#pageSince },
      parents.map((parent) => ({ key: parent.ref.key, source: sourceOfParent(parent, format), item: parent })),
      (parent) => [seenParent(parent, connected)],
    );
  }

  async #addListeners(listeners: readonly Listener[]): Promise<void> {
    const found = await this.read((call) => this.tools.connected.service.poolsOfListeners(listeners, call));
    const poolsOf = new Map(
      // A listener that has been deleted meanwhile has none.
      listeners.map((listener) => [listener, outcomeOf(found, listener.ref.key, this) ?? listingOf<Pool>([])]),
    );
    const placed = [...poolsOf].flatMap(([{ parentRef }, pools]): Placed[] =>
      pools instanceof ProblemError ? [] : pools.items.map((pool) => [pool, pool.parentRef ?? parentRef]),
    );
    await this.#addPools(placed);
    if (!this.#hasExplicitPools) for (const pools of poolsOf.values()) await this.#noteImplied(pools);
    const swept = await inTurns([...poolsOf], (item) => ({
      key: item[0].ref.key,
      source: this.#sourceOf(...item),
      item,
    }));
    await keepChanged(this.tools, { kind: "listener", since: this.#pageSince }, swept, async ([listener, pools]) => [
      await this.#rowOf(listener, pools),
    ]);
  }

  async #noteImplied(pools: Listing<Pool> | ProblemError): Promise<void> {
    for (const problem of pools instanceof ProblemError ? [pools] : pools.problems) await this.#note("pool", problem);
  }

  #sourceOf(listener: Listener, pools: Listing<Pool> | ProblemError): string | null {
    const items = pools instanceof ProblemError ? [] : pools.items;
    const sources = items.map(({ ref }) => this.#pools.get(ref.key)!.source);
    const face = this.#parentAt(listener.parentRef)?.face ?? null;
    return sourceOfListener(listener, { face, pools, sources }, this.tools.format);
  }

  async #rowOf(listener: Listener, pools: Listing<Pool> | ProblemError): Promise<SeenObject> {
    const digests = pools instanceof ProblemError ? [] : pools.items.map(({ ref }) => this.#pools.get(ref.key)!);
    const isServing = await problemOr(
      isServingAmong(listener, {
        parent: async (ref) => this.#parentAt(ref),
        pools: async () => {
          if (pools instanceof ProblemError) throw pools;
          return pools;
        },
        hasHealthyMember: async ({ ref }) => this.#pools.get(ref.key)!.hasHealthyMember,
      }),
    );
    const around = {
      parent: this.#parentAt(listener.parentRef),
      pools,
      members: digests.flatMap(({ members }) => members),
      hasUnhealthyMembers: hasUnhealthyIn(pools, digests),
      isServing: knownOf(isServing, this),
    };
    return seenListener(listener, around, this.tools.connected);
  }

  #parentAt(ref: ResourceRef | null): Reached | null {
    return (ref && this.#parents.get(ref.key)) ?? null;
  }

  /** Reads what belongs to pools that were not seen before in this sweep. */
  async #addPools(all: readonly Placed[]): Promise<void> {
    const unknown = new Map(all.map((placed) => [placed[0].ref.key, placed]));
    for (const key of unknown.keys()) if (this.#pools.has(key)) unknown.delete(key);
    for (const some of inChunks([...unknown.values()], AT_ONCE)) {
      const read = await readPools(
        some.map(([pool]) => pool),
        this.tools.connected.service,
        this,
      );
      const swept = await inTurns(read, (one) => this.#sweptPool(one, unknown.get(one.pool.ref.key)![1]));
      for (const { key, source, item } of swept) this.#pools.set(key, { source, ...item.digest });
      await keepChanged(this.tools, { kind: "pool", since: this.#pageSince }, swept, (one) =>
        this.#rowsOf(one, unknown.get(one.pool.ref.key)![1]),
      );
    }
  }

  #sweptPool(item: ReadPool, parentRef: ResourceRef | null): Swept<ReadPool> {
    const { pool, digest, monitor, listing } = item;
    const parts = { digest, monitor, listing, parentRef, face: this.#parentAt(parentRef)?.face ?? null };
    const source = sourceOfPool(pool, parts, this.tools.format);
    return { key: pool.ref.key, source, members: listing instanceof ProblemError ? 0 : listing.items.length, item };
  }

  /** The rows of a pool and of its members. */
  async #rowsOf({ pool, digest, monitor, listing }: ReadPool, parentRef: ResourceRef | null): Promise<SeenObject[]> {
    const around = { ...digest, monitor, listing, parentRef, parent: this.#parentAt(parentRef) };
    const rows = [seenPool(pool, around, this.tools.connected)];
    const isPart = listing instanceof ProblemError || listing.problems.length > 0;
    if (isPart) for await (const known of this.tools.unseen.members(pool.ref.key)) rows.push(...known);
    if (!(listing instanceof ProblemError))
      rows.push(...listing.items.map((member) => seenMember(member, this.tools.connected)));
    return rows;
  }
}
