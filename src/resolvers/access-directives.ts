import {
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
} from "graphql";

/** For each sort of action, scopes of which a request needs one; none: it only has to be authenticated. */
export interface ActionScopes {
  readonly readScopes: readonly string[];
  readonly planScopes: readonly string[];
  readonly changeScopes: readonly string[];
  readonly deleteScopes: readonly string[];
  readonly auditScopes: readonly string[];
}

/** What the schema has to import of the federation's specification for them. */
export const ACCESS_DIRECTIVES = ["@authenticated", "@requiresScopes"];

/** Mutations that touch a change of either sort. */
const EITHER: readonly string[] = ["cancelCloudChange", "recheckCloudChange"];
/** Fields that are there for auditors only. */
const AUDITED: Readonly<Record<string, readonly string[]>> = {
  Query: ["cloudChanges"],
  Listener: ["changes"],
  Pool: ["changes"],
};

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const list = (values: readonly ConstValueNode[]): ConstValueNode => ({ kind: Kind.LIST, values: [...values] });
const authenticated: ConstDirectiveNode = { kind: Kind.DIRECTIVE, name: name("authenticated"), arguments: [] };
/** One of them is enough. */
const requiresScopes = (scopes: readonly string[]): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: name("requiresScopes"),
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: name("scopes"),
      value: list([...new Set(scopes)].map((value) => list([{ kind: Kind.STRING, value }]))),
    },
  ],
});

/** Scopes that let a mutation pass. An action that needs none lets everybody pass. */
function scopesOfMutation(mutation: string, { planScopes, changeScopes, deleteScopes }: ActionScopes) {
  const deletes = mutation.startsWith("delete");
  const needed = EITHER.includes(mutation) ? [changeScopes, deleteScopes] : [deletes ? deleteScopes : changeScopes];
  return needed.some((scopes) => scopes.length === 0) ? [] : [...needed.flat(), ...planScopes];
}

function directivesOn(type: string, field: string, scopes: ActionScopes): readonly ConstDirectiveNode[] {
  const isAudited = AUDITED[type]?.includes(field) === true;
  const isRoot = type === "Query" || type === "Mutation" || type === "Subscription";
  if (!isRoot && !isAudited) return [];
  let needed = scopes.readScopes;
  if (isAudited) needed = scopes.auditScopes;
  else if (type === "Mutation") needed = scopesOfMutation(field, scopes);
  return [authenticated, ...(needed.length > 0 ? [requiresScopes(needed)] : [])];
}

const isEntity = ({ directives }: ObjectTypeDefinitionNode) =>
  directives?.some(({ name: { value } }) => value === "key") === true;

/**
 * The document with `@authenticated` and `@requiresScopes` on all that can be asked for: fields of the roots, and entities,
 * to which other subgraphs lead as well. Interfaces have none, since gateways derive theirs from the types.
 */
export function withAccessDirectives(document: DocumentNode, scopes: ActionScopes): DocumentNode {
  const { readScopes } = scopes;
  const onEntity = [authenticated, ...(readScopes.length > 0 ? [requiresScopes(readScopes)] : [])];
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
    const fields = definition.fields?.map((field): FieldDefinitionNode => {
      const own = directivesOn(definition.name.value, field.name.value, scopes);
      return own.length === 0 ? field : { ...field, directives: [...(field.directives ?? []), ...own] };
    });
    const directives = [...(definition.directives ?? []), ...(isEntity(definition) ? onEntity : [])];
    return { ...definition, fields, directives };
  });
  return { ...document, definitions };
}
