import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { MAX_PAGE } from "../loaders/page-arguments.js";
import { Node } from "../model/node.js";
import { ProblemError } from "../model/problem-error.js";
import { parseGlobalId, type ResourceKind, type ResourceRef } from "../model/resource-ref.js";
import type { GraphContext } from "./graph-context.js";

/** How each sort of thing with an id is read; null for what has an id and is found through something else. */
const READERS: Readonly<
  Record<ResourceKind, ((ref: ResourceRef, loaders: GraphContext["loaders"]) => Promise<Node | null>) | null>
> = {
  listener: (ref, { listener }) => listener.load(ref),
  pool: (ref, { pool }) => pool.load(ref),
  "load-balancer": (ref, { parent }) => parent.load(ref),
  accelerator: (ref, { parent }) => parent.load(ref),
  member: null,
};

/** What an id stands for; null: it is gone. @throws ProblemError INVALID_INPUT when it can stand for nothing */
async function nodeOf(id: string, path: readonly string[], { accounts, loaders }: GraphContext): Promise<Node | null> {
  const refusal = (message: string) => new ProblemError({ code: "INVALID_INPUT", path, message });
  const account = accounts.get(id);
  if (account) return account.account;
  const ref = parseGlobalId(id);
  if (!ref || !accounts.has(ref.accountId))
    throw refusal("This is not the id of anything here. Use an id that this graph gave out.");
  const read = READERS[ref.kind];
  if (!read) throw refusal("This is the id of a pool's member. Members are read through their pool.");
  return read(ref, loaders);
}

/** What Relay, and every client that keeps things by their ids, reads anew. */
@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description:
      "Whatever an id of this graph stands for: an account, a load balancer or accelerator, a listener, a pool. Null when it is gone; null with an error that has a code when it cannot be read, or when the id can stand for nothing.",
  })
  node(
    @Arg("id", () => ID, { description: "Its id, as this graph gave it out." }) id: string,
    @Ctx() context: GraphContext,
  ): Promise<Node | null> {
    return nodeOf(id, ["id"], context);
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
  ): Promise<Node | null>[] {
    if (ids.length > MAX_PAGE) {
      const message = `\`ids\` takes at most ${MAX_PAGE} ids; got ${ids.length}. Ask for them in several requests.`;
      throw new ProblemError({ code: "INVALID_INPUT", path: ["ids"], message });
    }
    return ids.map((id, index) => nodeOf(id, ["ids", String(index)], context));
  }
}
