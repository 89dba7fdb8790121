import type { GraphQLInterfaceType, GraphQLResolveInfo, GraphQLSchema, GraphQLUnionType } from "graphql";
import { ProblemError } from "../model/problem-error.js";
import type { ResourceRef } from "../model/resource-ref.js";
import { shown } from "../model/shown.js";
import type { GraphContext } from "./graph-context.js";
import { readsPoolsAhead } from "./nested-reads.js";
import { entities, type Representation, readEntity } from "./references.js";

/** What a representation names. */
interface Named {
  readonly type: keyof typeof entities;
  readonly name: unknown;
}

function named(representation: unknown, index: number, { accounts }: GraphContext): Named | ProblemError {
  const { __typename: type, ...keys } = (representation ?? {}) as Representation & { readonly __typename?: unknown };
  const path = ["representations", String(index)];
  if (typeof type !== "string" || !Object.hasOwn(entities, type)) {
    const message = `This graph has no entity of the type ${shown(type)}.`;
    return new ProblemError({ code: "INVALID_INPUT", path, message });
  }
  try {
    return { type, name: entities[type]!.nameIn(keys, accounts) };
  } catch (error) {
    if (error instanceof ProblemError) return error.with({ path });
    throw error;
  }
}

const readPoolsAhead = readsPoolsAhead([[]]);

/** Where there are only listeners, as gateways ask: anything else would have to wait. */
async function readListenersAhead(
  all: readonly (Named | ProblemError)[],
  { freshness }: GraphContext,
  info: GraphQLResolveInfo,
): Promise<void> {
  const refs: ResourceRef[] = [];
  for (const one of all) {
    if (one instanceof ProblemError) continue;
    if (one.type !== "Listener") return;
    refs.push(one.name as ResourceRef);
  }
  const { loaders } = await freshness.namedAtMost(null);
  await readPoolsAhead(await loaders.listener.readAhead(refs), { freshness }, info);
}

/**
 * Resolves `_entities` in place of the library, which returns null for invalid representations, which means "gone", or
 * throws and fails all other entities of the list; here they are errors at their paths. The library would also write the
 * name of its type into every object; but every entity is a Node, and known as such.
 */
export function resolveEntities(schema: GraphQLSchema): void {
  schema.getQueryType()!.getFields()._entities!.resolve = async (
    _source,
    { representations }: { readonly representations: readonly unknown[] },
    context: GraphContext,
    info,
  ) => {
    const all = representations.map((representation, index) => named(representation, index, context));
    await readListenersAhead(all, context, info);
    return all.map((one) =>
      one instanceof ProblemError ? Promise.reject(one) : readEntity(one.type, one.name, null, context, info),
    );
  };
  const entity = schema.getType("_Entity") as GraphQLUnionType;
  entity.resolveType = (schema.getType("Node") as GraphQLInterfaceType).resolveType;
}
