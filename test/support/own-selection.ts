import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
} from "graphql";

/**
 * A selection of all that an object has by itself, down to the leaves, by the schema, so that what the schema gains is in
 * it: of entries of its lists that are entities, and of entities that it leads to, their ids. Fields are named by their
 * type, since members of a union may have fields of one name and two types.
 */
export function ownSelection(schema: GraphQLSchema, typeName: string): string {
  const isEntity = (type: GraphQLNamedType): boolean =>
    (isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some(({ name }) => name === "Node");
  const inner = (type: GraphQLNamedType): string => {
    if (isLeafType(type)) return "";
    if (isEntity(type)) return "{ id }";
    return selectionOf(type);
  };
  const selectionOf = (type: GraphQLNamedType): string => {
    if (!isAbstractType(type)) return isObjectType(type) ? `{ ${fieldsOf(type)} }` : "";
    const fragments = schema.getPossibleTypes(type).map((member) => `... on ${member.name} { ${fieldsOf(member)} }`);
    return `{ ${fragments.join(" ")} }`;
  };
  const fieldsOf = (type: GraphQLObjectType): string => {
    const { edges: _, pageInfo: __, ...fields } = type.getFields();
    const shown = Object.values("nodes" in fields ? fields : type.getFields()).filter(({ args }) =>
      args.every((arg) => !isNonNullType(arg.type) || arg.defaultValue !== undefined),
    );
    return shown.map(({ name, type: of }) => `${type.name}_${name}: ${name} ${inner(getNamedType(of))}`).join(" ");
  };
  return selectionOf(schema.getType(typeName)!);
}
