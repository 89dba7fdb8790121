import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { MAX_PAGE } from "../loaders/page-arguments.js";
import { Node } from "../model/node.js";
import { ProblemError } from "../model/problem-error.js";
import { parseGlobalId, type ResourceKind } from "../model/resource-ref.js";
import type { GraphContext } from "./graph-context.js";
import { isChangeId } from "./names.js";
import { entities } from "./references.js";

/** Everything with an id is an entity. */
const TYPES: Readonly<Record<ResourceKind, keyof typeof entities>> = {
  listener: "Listener",
  pool: "Pool",
  member: "PoolMember",
  "load-balancer": "LoadBalancer",
  accelerator: "Accelerator",
};

/** What an id stands for; null: it is gone. @throws ProblemError INVALID_INPUT when it can stand for nothing */
async function nodeOf(
  id: string,
  path: readonly string[],
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Node | null> {
  const account = context.accounts.get(id);
  if (account) return account.account;
  if (isChangeId(id)) return context.history.change(id);
  const ref = parseGlobalId(id);
  if (ref && context.accounts.has(ref.accountId))
    return entities[TYPES[ref.kind]]!.read(ref, context, info) as Promise<Node | null>;
  const message = "This is not the id of anything here. Use an id that this graph gave out.";
  throw new ProblemError({ code: "INVALID_INPUT", path, message });
}

/** What Relay, and every client that keeps things by their ids, reads anew. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      "Whatever an id of this graph stands for: an account, a load balancer or accelerator, a listener, a pool or a member of one, a change. Null when it is gone; null with an error that has a code when it cannot be read, or when the id can stand for nothing.",
  })
  node(
    @Arg("id", () => ID, { description: "Its id, as this graph gave it out." }) id: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Node | null> {
    return nodeOf(id, ["id"], context, info);
  }

  @Query(() => [Node], {
    nullable: "items",
    description:
      "The same for up to 200 ids at once, in their order, with as few requests to clouds as they allow. Each fails for itself.",
  })
  nodes(
    @Arg("ids", () => [ID], { description: "Their ids, 200 at most; one that is named twice comes twice." })
    ids: readonly string[],
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Node | null>[] {
    if (ids.length > MAX_PAGE) {
      const message = `\`ids\` takes at most ${MAX_PAGE} ids; got ${ids.length}. Ask for them in several requests.`;
      throw new ProblemError({ code: "INVALID_INPUT", path: ["ids"], message });
    }
    return ids.map((id, index) => nodeOf(id, ["ids", String(index)], context, info));
  }
}
