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
 * A selection of all that a type has, down to the leaves; of types that come up again inside themselves, and of
 * interfaces and unions that an object above shows already, as little as makes it valid. Fields are named by their type, since members of a union may have fields of one name and two types.
 */
export function wholeSelection(schema: GraphQLSchema, typeName: string): string {
  const select = (type: GraphQLNamedType, above: readonly string[]): string => {
    if (isAbstractType(type)) {
      const holders = above.slice(0, -1).map((name) => schema.getType(name));
      const isShown = holders.some((holder) => isObjectType(holder) && shows(holder, type));
      if (isShown) return "{ __typename }";
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
  const shows = (holder: GraphQLObjectType, type: GraphQLNamedType) =>
    holder.name !== "Query" && Object.values(holder.getFields()).some((field) => getNamedType(field.type) === type);
  return select(schema.getType(typeName)!, ["Query", "CloudAccount", "CloudChange"]);
}
