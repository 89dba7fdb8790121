import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";

/**
 * A selection of all that a type has, down to the leaves; of types that come up again inside themselves, as little as
 * makes it valid. Fields are named by their type, since members of a union may have fields of one name and two types.
 */
export function wholeSelection(schema: GraphQLSchema, typeName: string): string {
  const select = (type: GraphQLNamedType, above: readonly string[]): string => {
    if (isAbstractType(type)) {
      const members = schema.getPossibleTypes(type).map((member) => ofObject(member, above));
      const fragments = schema.getPossibleTypes(type).map(({ name }, index) => `... on ${name} ${members[index]}`);
      return `{ __typename ${fragments.join(" ")} }`;
    }
    return isObjectType(type) ? ofObject(type, above) : "";
  };
  const ofObject = (type: GraphQLObjectType, above: readonly string[]): string => {
    if (above.includes(type.name)) return "{ __typename }";
    const fields = Object.values(type.getFields())
      .filter(({ args }) =>
        args.every(({ type: wanted, defaultValue }) => !isNonNullType(wanted) || defaultValue != null),
      )
      .map((field) => {
        const inner = getNamedType(field.type);
        return `${type.name}_${field.name}: ${field.name} ${isLeafType(inner) ? "" : select(inner, [...above, type.name])}`;
      });
    return `{ __typename ${fields.join(" ")} }`;
  };
  return select(schema.getType(typeName)!, ["Query", "CloudAccount"]);
}
