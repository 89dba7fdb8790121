import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Int, Query, Resolver } from "type-graphql";
import { checkMaxAge, MAX_PAGE } from "../loaders/page-arguments.js";
import { Node } from "../model/node.js";
import { ProblemError } from "../model/problem-error.js";
import { parseGlobalId, type ResourceKind } from "../model/resource-ref.js";
import type { GraphContext } from "./graph-context.js";
import { MAX_AGE } from "./list-directives.js";
import { isChangeId, noSuchAccount, ofNoAccount } from "./names.js";
import { type entities, readEntity } from "./references.js";

/** Everything with an id is an entity. */
const TYPES: Readonly<Record<ResourceKind, keyof typeof entities>> = {
  listener: "Listener",
  pool: "Pool",
  member: "PoolMember",
  "load-balancer": "LoadBalancer",
  accelerator: "Accelerator",
};

/**
 * What an id stands for; null: it is gone.
 * @throws ProblemError INVALID_INPUT when the id is invalid; NOT_FOUND when its account does not exist
 */
async function nodeOf(
  id: string,
  path: readonly string[],
  maxAgeSeconds: number | null,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<Node | null> {
  const account = context.accounts.get(id);
  if (account) return account.account;
  if (isChangeId(id)) return context.history.change(id);
  const ref = parseGlobalId(id);
  if (ref && !context.accounts.has(ref.accountId)) throw noSuchAccount(ofNoAccount(ref), path);
  if (ref) return readEntity(TYPES[ref.kind], ref, maxAgeSeconds, context, info) as Promise<Node | null>;
  const message = "This is not an id of this graph. Use an id that this graph returned.";
  throw new ProblemError({ code: "INVALID_INPUT", path, message });
}

/** What Relay, and every client that caches by id, uses to refetch. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      "Anything by its id: an account, a load balancer or accelerator, a listener, a pool, a pool member or a change. Null when it does not exist; null with an error that has a code when it cannot be read, or when the id is invalid.",
  })
  node(
    // Relay's compiler refuses any other argument.
    @Arg("id", () => ID, { description: "Its id, as this graph returned it." }) id: string,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Node | null> {
    return nodeOf(id, ["id"], null, context, info);
  }

  @Query(() => [Node], {
    nullable: "items",
    description:
      "Up to 200 of these by their ids, in the same order, with as few requests to clouds as possible. Each one fails by itself.",
  })
  nodes(
    @Arg("ids", () => [ID], { description: "Their ids, at most 200; an id that occurs twice is returned twice." })
    ids: readonly string[],
    @Arg("maxAgeSeconds", () => Int, MAX_AGE) maxAgeSeconds: number | null,
    @Ctx() context: GraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Node | null>[] {
    if (ids.length > MAX_PAGE) {
      const message = `\`ids\` must hold at most ${MAX_PAGE} ids; got ${ids.length}. Ask for them in several requests.`;
      throw new ProblemError({ code: "INVALID_INPUT", path: ["ids"], message });
    }
    checkMaxAge(maxAgeSeconds);
    return ids.map((id, index) => nodeOf(id, ["ids", String(index)], maxAgeSeconds, context, info));
  }
}
