import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from "type-graphql";
import { listListeners } from "../loaders/listener-list.js";
import { freezeOf, isServing } from "../loaders/serving.js";
import { CloudChange } from "../model/cloud-change.js";
import { CloudChangeConnection } from "../model/cloud-change-list.js";
import { type Connection, ListenerConnection, PoolConnection } from "../model/connections.js";
import { DateTime } from "../model/date-time.js";
import { ListenerFilter } from "../model/filters.js";
import { Listener } from "../model/listener.js";
import { ListenerParent } from "../model/listener-parent.js";
import { FreezeInfo } from "../model/listener-parts.js";
import { ListenerOrder } from "../model/orders.js";
import type { Pool } from "../model/pool.js";
import type { GraphContext } from "./graph-context.js";
import { AFTER, CloudCost, entries, ListSize, MAX_AGE, ORDER, PAGE, READ_AT } from "./list-directives.js";
import { nestedPage } from "./nested-page.js";
import { NODES, readsPoolsAhead } from "./nested-reads.js";
import { readByUrn } from "./references.js";
import { requireFound, requireRef } from "./require-ref.js";
import { selects } from "./selects.js";

const countsAll = selects(["totalCount"]);
const readPoolsAhead = readsPoolsAhead(NODES);

@Resolver(() => Listener)
export class ListenerResolver {
  @Query(() => Listener, {
    nullable: true,
    description:
      "One listener by its id. Null, with an error that has a code, when it does not exist or cannot be read.",
  })
  async listener(
    @Arg("id", () => ID, { description: "The listener's id, as this graph returned it." }) id: string,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() { freshness }: GraphContext,
  ): Promise<Listener> {
    const { loaders } = await freshness.namedAtMost(maxAgeSeconds);
    return requireFound(await loaders.listener.load(requireRef(id, "listener", ["listener"])), "listener");
  }

  @Query(() => Listener, {
    nullable: true,
    description:
      "One listener by its urn, for callers that know the cloud's id and not the graph's. Null when it does not exist; null with an error that has a code when it cannot be read, or when the urn is invalid.",
  })
  listenerByUrn(
    @Arg("urn", () => ID, {
      description:
        "account:listener:nativeId; with the parent's id and a slash before the nativeId when the cloud requires it.",
    })
    urn: string,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Listener | null> {
    return readByUrn("Listener", { urn, maxAgeSeconds }, context, info);
  }

  @Query(() => ListenerConnection, {
    nullable: true,
    description:
      "The listeners of all configured accounts, account by account. Null only when the arguments are invalid, with an error that says how; accounts that cannot be read are reported in sourceProblems.",
  })
  @CloudCost()
  @ListSize()
  async listeners(
    @Arg("filter", () => ListenerFilter, { nullable: true, description: "Which ones to list. Default: all." })
    filter: ListenerFilter | null,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Arg("orderBy", () => ListenerOrder, { nullable: true, description: ORDER }) orderBy: ListenerOrder | null,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<Listener>> {
    const given = { filter, first: first ?? PAGE, after, orderBy, maxAgeSeconds, countsAll: countsAll(info) };
    const page = await listListeners(given, context.freshness);
    await readPoolsAhead(page.nodes, context, info);
    return context.incomplete.noted(page, info);
  }

  @FieldResolver(() => DateTime, { description: READ_AT })
  readAt(@Root() listener: Listener, @Ctx() { freshness }: GraphContext): string {
    return freshness.readAt(listener);
  }

  @CloudCost()
  @FieldResolver(() => ListenerParent, {
    nullable: true,
    description: "The load balancer, accelerator or channel that the listener belongs to.",
  })
  parent(@Root() listener: Listener, @Ctx() { freshness }: GraphContext): Promise<ListenerParent | null> | null {
    return listener.parentRef && freshness.of(listener).loaders.parent.load(listener.parentRef);
  }

  @CloudCost()
  @FieldResolver(() => FreezeInfo, {
    nullable: true,
    description:
      "Whether the cloud has taken the listener out of service, by itself or with its load balancer or accelerator; null when the cloud does not say.",
  })
  frozen(@Root() listener: Listener, @Ctx() { freshness }: GraphContext): Promise<FreezeInfo | null> {
    return freezeOf(listener, freshness.of(listener).loaders);
  }

  @CloudCost()
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      "Whether it forwards traffic to at least one healthy member. False when no traffic can pass: the listener, or its load balancer or accelerator, is frozen, being created, being deleted or in the state ERROR, or every member of the pools that receive traffic is unhealthy or draining. Null when it is not known: nothing checks the members, the cloud has not reported yet, or an HTTP or HTTPS listener has no pool and may answer by rules of its own. Null with an error that has a code when something could not be read.",
  })
  isServing(@Root() listener: Listener, @Ctx() { freshness }: GraphContext): Promise<boolean | null> {
    return isServing(listener, freshness.of(listener).loaders);
  }

  @CloudCost()
  @FieldResolver(() => PoolConnection, { description: "The pools that this listener forwards to." })
  pools(
    @Root() listener: Listener,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Connection<Pool> | Promise<Connection<Pool>> {
    const pools = context.freshness.of(listener).loaders.poolsOfListener.soon(listener);
    return nestedPage(listener, pools, { first: first ?? PAGE, after, context, info });
  }

  @FieldResolver(() => CloudChangeConnection, {
    nullable: true,
    description:
      "The changes of the listener that this graph has recorded, newest first; empty for callers that may not audit its account. Null with an error that has a code when the record cannot be read.",
  })
  changes(
    @Root() { urn, account }: Listener,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() { history }: GraphContext,
  ): Promise<CloudChangeConnection> {
    return history.ofTarget({ urn, accountId: account.id }, { first: first ?? PAGE, after });
  }

  @FieldResolver(() => CloudChange, {
    nullable: true,
    description:
      "The newest recorded change to the listener: who made it, and through `origin`, whether it was made here. Omits refused, cancelled and waiting changes and no-ops; `changes` lists most of them. Callers that may not audit the account see only their own changes. Null when none is recorded; null with an error that has a code when the record cannot be read. Calls no cloud.",
  })
  lastChange(@Root() { urn, account }: Listener, @Ctx() { history }: GraphContext): Promise<CloudChange | null> {
    return history.latestOf({ urn, accountId: account.id });
  }
}
