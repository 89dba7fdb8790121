import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Int, Query, Resolver, Root } from "type-graphql";
import { listParents } from "../loaders/parent-list.js";
import { type Connection, ListenerConnection, ListenerParentConnection } from "../model/connections.js";
import { DateTime } from "../model/date-time.js";
import { ListenerParentFilter } from "../model/filters.js";
import type { Listener } from "../model/listener.js";
import { ListenerParent } from "../model/listener-parent.js";
import { ListenerParentOrder } from "../model/orders.js";
import type { GraphContext } from "./graph-context.js";
import { AFTER, CloudCost, entries, ListSize, MAX_AGE, ORDER, PAGE, READ_AT } from "./list-directives.js";
import { nestedPage } from "./nested-page.js";
import { readByUrn } from "./references.js";
import { requireFound, requireRef } from "./require-ref.js";
import { selects } from "./selects.js";

const countsAll = selects(["totalCount"]);

@Resolver(() => ListenerParent)
export class ListenerParentResolver {
  @Query(() => ListenerParent, {
    nullable: true,
    description:
      "One load balancer or accelerator by its id. Null, with an error that has a code, when it does not exist or cannot be read.",
  })
  async listenerParent(
    @Arg("id", () => ID, { description: "Its id, as this graph returned it." }) id: string,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() { freshness }: GraphContext,
  ): Promise<ListenerParent> {
    const { loaders } = await freshness.namedAtMost(maxAgeSeconds);
    const what = "load balancer or accelerator";
    return requireFound(await loaders.parent.load(requireRef(id, what, ["load-balancer", "accelerator"])), what);
  }

  @Query(() => ListenerParent, {
    nullable: true,
    description:
      "One load balancer or accelerator by its urn, for callers that know the cloud's id and not the graph's. Null when it does not exist; null with an error that has a code when it cannot be read, or when the urn is invalid.",
  })
  listenerParentByUrn(
    @Arg("urn", () => ID, {
      description:
        "account:load-balancer:nativeId or account:accelerator:nativeId; with the parent's id and a slash before the nativeId when the cloud requires it.",
    })
    urn: string,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ListenerParent | null> {
    return readByUrn("ListenerParent", { urn, maxAgeSeconds }, context, info);
  }

  @Query(() => ListenerParentConnection, {
    nullable: true,
    description:
      "The load balancers and accelerators of all configured accounts, account by account. Null only when the arguments are invalid, with an error that says how; accounts that cannot be read are reported in sourceProblems.",
  })
  @CloudCost()
  @ListSize()
  async listenerParents(
    @Arg("filter", () => ListenerParentFilter, { nullable: true, description: "Which ones to list. Default: all." })
    filter: ListenerParentFilter | null,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Arg("orderBy", () => ListenerParentOrder, { nullable: true, description: ORDER })
    orderBy: ListenerParentOrder | null,
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Connection<ListenerParent>> {
    const given = { filter, first: first ?? PAGE, after, orderBy, maxAgeSeconds, countsAll: countsAll(info) };
    return context.incomplete.noted(await listParents(given, context.freshness), info);
  }

  @FieldResolver(() => DateTime, { description: READ_AT })
  readAt(@Root() parent: ListenerParent, @Ctx() { freshness }: GraphContext): string {
    return freshness.readAt(parent);
  }

  @FieldResolver(() => ListenerConnection, { description: "Its listeners." })
  listeners(
    @Root() parent: ListenerParent,
    @Arg("first", () => Int, entries(PAGE)) first: number | null,
    @Arg("after", () => String, { nullable: true, description: AFTER }) after: string | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Connection<Listener> | Promise<Connection<Listener>> {
    const listeners = context.freshness.of(parent).loaders.listenersOfParent.load(parent);
    return nestedPage(parent, listeners, { first: first ?? PAGE, after, isInOrder: true, context, info });
  }
}
