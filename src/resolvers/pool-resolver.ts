import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from "type-graphql";
import { healthsOf, membersWithHealthSoon } from "../loaders/member-health.js";
import { parentRefOf } from "../loaders/parent-of-pool.js";
import { listPools } from "../loaders/pool-list.js";
import { CloudChange } from "../model/cloud-change.js";
import { CloudChangeConnection } from "../model/cloud-change-list.js";
import { type Connection, PoolConnection, PoolMemberConnection } from "../model/connections.js";
import { DateTime } from "../model/date-time.js";
import { digestOf } from "../model/etag.js";
import { PoolFilter } from "../model/filters.js";
import { Listener } from "../model/listener.js";
import { ListenerParent } from "../model/listener-parent.js";
import { countHealths, MemberHealthCounts } from "../model/member-health.js";
import { PoolOrder } from "../model/orders.js";
import { HealthMonitor, Pool, type PoolMember, poolEtag } from "../model/pool.js";
import { whole } from "../providers/kit/listing.js";
import { reportFault } from "../transport/report-fault.js";
import type { GraphContext } from "./graph-context.js";
import {
  AFTER,
  CloudCost,
  entries,
  ListSize,
  MAX_AGE,
  MEMBERS_PAGE,
  ORDER,
  PAGE,
  READ_AT,
  UsualSize,
} from "./list-directives.js";
import { nestedPage } from "./nested-page.js";
import { NODES, readsMembersAhead } from "./nested-reads.js";
import { readByUrn } from "./references.js";
import { requireFound, requireRef } from "./require-ref.js";
import { selects } from "./selects.js";

const asksHealth = selects(["nodes", "health"], ["edges", "node", "health"]);

const countsAll = selects(["totalCount"]);
const readMembersAhead = readsMembersAhead(NODES);

@Resolver(() => Pool)
export class PoolResolver {
  @Query(() => Pool, {
    nullable: true,
    description: "One pool by its id. Null, with an error that has a code, when it does not exist or cannot be read.",
  })
  async pool(
    @Arg("id", () => ID, { description: "The pool's id, as this graph returned it." }) id: string,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() { freshness }: GraphContext,
  ): Promise<Pool> {
    const { loaders } = await freshness.namedAtMost(maxAgeSeconds);
    return requireFound(await loaders.pool.load(requireRef(id, "pool", ["pool"])), "pool");
  }

  @Query(() => Pool, {
    nullable: true,
    description:
      "One pool by its urn, for callers that know the cloud's id and not the graph's. Null when it does not exist; null with an error that has a code when it cannot be read, or when the urn is invalid.",
  })
  poolByUrn(
    @Arg("urn", () => ID, {
      description:
        "account:pool:nativeId; with the parent's id and a slash before the nativeId when the cloud requires it.",
    })
    urn: string,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Pool | null> {
    return readByUrn("Pool", { urn, maxAgeSeconds }, context, info);
  }

  @Query(() => PoolConnection, {
    nullable: true,
    description:
      "The pools of all configured accounts, account by account, including implied pools. Null only when the arguments are invalid, with an error that says how; accounts that cannot be read are reported in sourceProblems.",
  })
  @CloudCost()
  @ListSize()
  async pools(
    @Arg("filter", () => PoolFilter, { nullable: true, description: "Which ones to list. Default: all." })
    filter: PoolFilter | null,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Arg("orderBy", () => PoolOrder, { nullable: true, description: ORDER }) orderBy: PoolOrder | null,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Pool>> {
    const given = { filter, first: first ?? PAGE, after, orderBy, maxAgeSeconds, countsAll: countsAll(info) };
    const page = await listPools(given, context.freshness);
    await readMembersAhead(page.nodes, context, info);
    return context.incomplete.noted(page, info);
  }

  @FieldResolver(() => DateTime, { description: READ_AT })
  readAt(@Root() pool: Pool, @Ctx() { freshness }: GraphContext): string {
    return freshness.readAt(pool);
  }

  @CloudCost()
  @FieldResolver(() => PoolMemberConnection, { description: "The servers of the pool." })
  members(
    @Root() pool: Pool,
    @Arg("first", () => Int, entries(MEMBERS_PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Connection<PoolMember> | Promise<Connection<PoolMember>> {
    const { loaders } = context.freshness.of(pool);
    const members = asksHealth(info) ? membersWithHealthSoon(pool, loaders) : loaders.membersOfPool.soon(pool);
    return nestedPage(pool, members, { first: first ?? MEMBERS_PAGE, after, context, info });
  }

  @CloudCost()
  @FieldResolver(() => MemberHealthCounts, {
    nullable: true,
    description:
      "How many members are healthy, unhealthy and so on. Null with an error that has a code when not all members could be read.",
  })
  async memberHealth(@Root() pool: Pool, @Ctx() { freshness }: GraphContext): Promise<MemberHealthCounts | null> {
    const healths = await healthsOf(pool, freshness.of(pool).loaders);
    return healths && countHealths(healths);
  }

  @CloudCost()
  @FieldResolver(() => HealthMonitor, {
    nullable: true,
    description: "How the cloud checks whether members work; null when it does not.",
  })
  healthMonitor(@Root() pool: Pool, @Ctx() { freshness }: GraphContext): Promise<HealthMonitor | null> {
    return freshness.of(pool).loaders.healthMonitorOfPool.load(pool);
  }

  @CloudCost()
  @FieldResolver(() => ListenerParent, {
    nullable: true,
    description:
      "The load balancer, accelerator or channel that the pool belongs to, whether a listener forwards to it or not; null when the cloud does not say.",
  })
  async parent(@Root() pool: Pool, @Ctx() { freshness }: GraphContext): Promise<ListenerParent | null> {
    const { loaders } = freshness.of(pool);
    const ref = await parentRefOf(pool, loaders);
    return ref ? loaders.parent.load(ref) : null;
  }

  @CloudCost()
  @UsualSize(2)
  @FieldResolver(() => [Listener], {
    nullable: true,
    description: "The listeners that forward to the pool; null when the cloud does not say.",
  })
  async listeners(@Root() pool: Pool, @Ctx() { freshness }: GraphContext): Promise<Listener[] | null> {
    if (!pool.listenerRefs) return null;
    const listeners = await freshness.of(pool).loaders.listener.loadMany([...pool.listenerRefs]);
    const failed = listeners.find((listener) => listener instanceof Error);
    if (failed) throw failed;
    return listeners.filter((listener): listener is Listener => listener instanceof Listener);
  }

  @FieldResolver(() => String, {
    description:
      "Digest of the writable fields, including members and health monitor. Send it back as ifMatch, so that a change is refused when someone else made one first. When members cannot be read, it matches nothing.",
  })
  async etag(@Root() pool: Pool, @Ctx() { freshness, call }: GraphContext): Promise<string> {
    try {
      const { loaders } = freshness.of(pool);
      const [members, monitor] = await Promise.all([
        loaders.membersOfPool.load(pool),
        loaders.healthMonitorOfPool.load(pool),
      ]);
      return poolEtag(pool, members ? whole(members) : [], monitor);
    } catch (error) {
      reportFault(error, call, { account: pool.account.id });
      // An etag that matches nothing makes a change fail safely; a missing etag would fail the whole list.
      return digestOf({ unreadable: call.requestId, urn: pool.urn });
    }
  }

  @FieldResolver(() => CloudChangeConnection, {
    nullable: true,
    description:
      "The changes of the pool that this graph has recorded, newest first; empty for callers that may not audit its account. Null with an error that has a code when the record cannot be read.",
  })
  changes(
    @Root() { urn, account }: Pool,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() { history }: GraphContext,
  ): Promise<CloudChangeConnection> {
    return history.ofTarget({ urn, accountId: account.id }, { first: first ?? PAGE, after });
  }

  @FieldResolver(() => CloudChange, {
    nullable: true,
    description:
      "The newest recorded change to the pool: who made it, and through `origin`, whether it was made here. Omits refused, cancelled and waiting changes and no-ops; `changes` lists most of them. Callers that may not audit the account see only their own changes. Null when none is recorded; null with an error that has a code when the record cannot be read. Calls no cloud.",
  })
  lastChange(@Root() { urn, account }: Pool, @Ctx() { history }: GraphContext): Promise<CloudChange | null> {
    return history.latestOf({ urn, accountId: account.id });
  }
}
