import { originOf } from "../inventory/origin.js";
import type { Pool, PoolMember } from "../model/pool.js";
import { asProblem, ProblemError } from "../model/problem-error.js";
import { globalIdOf, parseGlobalId, poolOfMember, type ResourceRef, urnOf } from "../model/resource-ref.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { byText } from "../providers/kit/cut-page.js";
import { inChunks } from "../providers/kit/keyed-reads.js";
import { filterListing, joinListings, listingOf } from "../providers/kit/listing.js";
import { memberPlaceAt, positionOf } from "../providers/kit/places.js";
import { problemOr } from "../providers/outcomes.js";
import type { Listing, Page, PageRequest, PoolQuery } from "../providers/provider.js";
import type { Call } from "../transport/call.js";
import type { ListContext } from "./asked-list.js";
import { callsOfReads } from "./call-budget.js";
import { membersWithHealth } from "./member-health.js";
import { parentRefOf } from "./parent-of-pool.js";
import { loadAll } from "./whole-lists.js";

/** Pools whose members are read together. */
const MOST_POOLS = 50;
/** Members that a pool is taken to have until they are read. */
const USUAL_MEMBERS = 2;
/** Before the position of a pool, all of whose members have been seen. No member's position begins with it. */
export const BEHIND_POOL = ">";

/** A member's position: its pool's id, and its own name within that. */
export function memberPosition(ref: ResourceRef): string {
  const pool = poolOfMember(ref);
  return `${globalIdOf(pool)}/${ref.key.slice(pool.key.length + 1)}`;
}

/**
 * The member at a position.
 * @throws ProblemError NOT_FOUND for a text that is no member's position
 */
export function memberAt(position: string): ResourceRef {
  const slash = position.indexOf("/");
  const pool = parseGlobalId(position.slice(0, Math.max(0, slash)));
  if (pool?.kind === "pool") return { ...pool, kind: "member", key: `${pool.key}/${position.slice(slash + 1)}` };
  throw new ProblemError({ code: "NOT_FOUND", path: ["after"], message: "There is no entry at the cursor `after`." });
}

/** Pages of members, made of pools: in the order of those, and within a pool by the members' keys. */
export class MembersOfPools {
  constructor(
    private readonly context: Pick<ListContext, "loaders" | "budget">,
    private readonly asksHealth: boolean,
  ) {}

  /** Of all pools of an account, or of those of one load balancer or accelerator. */
  async ofAll(
    query: PoolQuery,
    { after, limit }: PageRequest,
    source: ConnectedAccount,
    call: Call,
  ): Promise<Page<PoolMember>> {
    const isBehindPool = after?.startsWith(BEHIND_POOL) ?? false;
    const last = after === null || isBehindPool ? null : memberAt(after);
    let behind = isBehindPool ? after!.slice(BEHIND_POOL.length) : last && positionOf(poolOfMember(last));
    let read = last ? await this.#restOf(last, source) : listingOf<PoolMember>([]);
    let hasMore = true;
    while (hasMore && read.items.length < limit) {
      const few = Math.ceil((limit - read.items.length) / USUAL_MEMBERS);
      const request = { after: behind, limit: Math.min(MOST_POOLS, few) };
      const pools: Page<Pool> = await source.service.listPools(query, request, call);
      this.context.loaders.sawPools(pools.items);
      const members = await this.#membersOf(pools.items, source);
      read = joinListings([read, listingOf<PoolMember>([], pools.problems), members]);
      behind = pools.next;
      hasMore = behind !== null;
    }
    return this.#page(read, limit, hasMore ? `${BEHIND_POOL}${behind}` : null);
  }

  /** Of pools whose names are known. */
  async ofThese(
    refs: readonly ResourceRef[],
    parent: ResourceRef | undefined,
    { after, limit }: PageRequest,
    source: ConnectedAccount,
  ): Promise<Page<PoolMember>> {
    const { loaders } = this.context;
    const pools = await loadAll(loaders.pool, refs);
    const isOnParent = async (pool: Pool): Promise<boolean> => {
      const ref = parent && (await parentRefOf(pool, loaders));
      return !parent || (ref != null && urnOf(ref) === urnOf(parent));
    };
    const areOnParent = await Promise.all(pools.items.map(isOnParent));
    const members = await this.#membersOf(
      pools.items.filter((_, index) => areOnParent[index]),
      source,
    );
    const from = after === null ? null : memberPlaceAt(source, memberAt(after));
    const ranked = members.items
      .map((member) => ({ member, rank: memberPlaceAt(source, member.ref) }))
      .filter(({ rank }) => from === null || rank > from)
      .sort((a, b) => byText(a.rank, b.rank));
    const items = ranked.map(({ member }) => member);
    return this.#page(listingOf(items, [...pools.problems, ...members.problems]), limit, null);
  }

  #page({ items, problems }: Listing<PoolMember>, limit: number, next: string | null): Page<PoolMember> {
    const shown = items.slice(0, limit);
    const cut = items.length > limit ? memberPosition(shown.at(-1)!.ref) : null;
    return { items: shown, problems, next: cut ?? next, totalCount: null };
  }

  /** What the pool of a member has behind it; nothing when the pool is gone. */
  async #restOf(member: ResourceRef, source: ConnectedAccount): Promise<Listing<PoolMember>> {
    const found = await problemOr(this.context.loaders.pool.load(poolOfMember(member)));
    if (found instanceof ProblemError) return listingOf<PoolMember>([], [found]);
    return filterListing(await this.#membersOf(found ? [found] : [], source), ({ ref }) => ref.key > member.key);
  }

  /** Of each pool by the keys. A pool that cannot be read keeps nothing of the others away. */
  async #membersOf(pools: readonly Pool[], source: ConnectedAccount): Promise<Listing<PoolMember>> {
    const { loaders, budget } = this.context;
    const membersOf = async (pool: Pool): Promise<Listing<PoolMember>> => {
      const listing = await (this.asksHealth ? membersWithHealth(pool, loaders) : loaders.membersOfPool.load(pool));
      const { items, problems } = listing ?? listingOf<PoolMember>([]);
      return listingOf(
        [...items].sort((a, b) => byText(a.ref.key, b.ref.key)),
        problems,
      );
    };
    const listings: Listing<PoolMember>[] = [];
    for (const some of inChunks(pools, MOST_POOLS)) {
      const isSeen = originOf(source.service)?.reads !== undefined;
      if (!isSeen)
        budget.spend(
          callsOfReads(some.length, this.asksHealth ? ["membersOfPools", "healthOfPools"] : ["membersOfPools"], source),
        );
      const unread = (error: unknown) => listingOf<PoolMember>([], [asProblem(error)]);
      listings.push(...(await Promise.all(some.map((pool) => membersOf(pool).catch(unread)))));
    }
    return joinListings(listings);
  }
}
