import { type GraphQLField, type GraphQLNamedType, valueFromASTUntyped } from "graphql";

/** The value of a directive's argument on a field or type of the schema; undefined without one. */
export function directiveValue(
  { astNode }: GraphQLField<unknown, unknown> | GraphQLNamedType,
  directive: string,
  argument: string,
): unknown {
  const applied = astNode?.directives?.find(({ name }) => name.value === directive);
  const given = applied?.arguments?.find(({ name }) => name.value === argument);
  return given && valueFromASTUntyped(given.value);
}
