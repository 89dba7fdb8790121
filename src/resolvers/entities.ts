import type { GraphQLFieldResolver, GraphQLResolveInfo, GraphQLSchema } from "graphql";
import { ProblemError } from "../model/problem-error.js";
import { shown } from "../model/shown.js";
import type { GraphContext } from "./graph-context.js";
import { entities, type Representation, readEntity } from "./references.js";

/** What the library receives in place of a representation: its type, and what its key names. */
interface Named {
  readonly __typename: string;
  readonly name: unknown;
}

/** By type, for the library. Always asynchronous: a synchronous throw would fail the whole list of entities. */
export const entityResolvers: Readonly<Record<string, { __resolveReference: unknown }>> = Object.fromEntries(
  Object.keys(entities).map((type) => [
    type,
    {
      __resolveReference: async ({ name }: Named, context: GraphContext, info: GraphQLResolveInfo) =>
        readEntity(type, name, null, context, info),
    },
  ]),
);

function named(representation: unknown, index: number, { accounts }: GraphContext): Named | ProblemError {
  const { __typename, ...keys } = (representation ?? {}) as Representation & { readonly __typename?: unknown };
  const path = ["representations", String(index)];
  if (typeof __typename !== "string" || !Object.hasOwn(entities, __typename))
    return new ProblemError({
      code: "INVALID_INPUT",
      path,
      message: `This graph has no entity of the type ${shown(__typename)}.`,
    });
  try {
    return { __typename, name: entities[__typename]!.nameIn(keys, accounts) };
  } catch (error) {
    if (error instanceof ProblemError) return error.with({ path });
    throw error;
  }
}

/**
 * Invalid representations are errors at their paths. The library's own resolver would return null for them, which means
 * "gone", or throw and fail all other entities of the list.
 */
export function refuseStrangeKeys(schema: GraphQLSchema): void {
  const field = schema.getQueryType()!.getFields()._entities!;
  const library = field.resolve as GraphQLFieldResolver<unknown, GraphContext>;
  field.resolve = async (source, { representations }: { representations: readonly unknown[] }, context, info) => {
    const all = representations.map((representation, index) => named(representation, index, context));
    const known = all.filter((one) => !(one instanceof ProblemError));
    const found = (await library(source, { representations: known }, context, info)) as unknown[];
    let next = 0;
    return all.map((one) => {
      if (one instanceof ProblemError) return Promise.reject(one);
      next += 1;
      return found[next - 1];
    });
  };
}
