import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, Info, Int, Query, Resolver, Root } from "type-graphql";
import { listPoolMembers } from "../loaders/pool-member-list.js";
import { type Connection, PoolMemberConnection } from "../model/connections.js";
import { DateTime } from "../model/date-time.js";
import { PoolMemberFilter } from "../model/filters.js";
import { PoolMemberOrder } from "../model/orders.js";
import { Pool, PoolMember } from "../model/pool.js";
import { poolOfMember } from "../model/resource-ref.js";
import type { GraphContext } from "./graph-context.js";
import { AFTER, CloudCost, entries, ListSize, MAX_AGE, MEMBERS_PAGE, ORDER, READ_AT } from "./list-directives.js";
import { selects } from "./selects.js";

const asksHealth = selects(["nodes", "health"], ["edges", "node", "health"]);
const countsAll = selects(["totalCount"]);

@Resolver(() => PoolMember)
export class PoolMemberResolver {
  @Query(() => PoolMemberConnection, {
    nullable: true,
    description:
      "The members of all pools of all configured accounts, account by account and pool by pool. Null only when the arguments are invalid, with an error that says how; accounts and pools that cannot be read are reported in sourceProblems.",
  })
  @CloudCost()
  @ListSize()
  async poolMembers(
    @Arg("filter", () => PoolMemberFilter, { nullable: true, description: "Which ones to list. Default: all." })
    filter: PoolMemberFilter | null,
    @Arg("first", () => Int, entries(MEMBERS_PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Arg("orderBy", () => PoolMemberOrder, { nullable: true, description: ORDER }) orderBy: PoolMemberOrder | null,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<PoolMember>> {
    const selected = { asksHealth: asksHealth(info), countsAll: countsAll(info) };
    const given = { filter, first: first ?? MEMBERS_PAGE, after, orderBy, maxAgeSeconds, ...selected };
    return context.incomplete.noted(await listPoolMembers(given, context.freshness), info);
  }

  @FieldResolver(() => DateTime, { description: READ_AT })
  readAt(@Root() member: PoolMember, @Ctx() { freshness }: GraphContext): string {
    return freshness.readAt(member);
  }

  @CloudCost()
  @FieldResolver(() => Pool, {
    nullable: true,
    description: "The pool that it is a member of; null when the pool no longer exists.",
  })
  pool(@Root() member: PoolMember, @Ctx() { freshness }: GraphContext): Promise<Pool | null> {
    return freshness.of(member).loaders.pool.load(poolOfMember(member.ref));
  }
}
