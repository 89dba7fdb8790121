import {
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type NamedTypeNode,
  type TypeDefinitionNode,
  type TypeNode,
} from "graphql";

/** A field of a type or of an input. */
export type AnyField = FieldDefinitionNode | InputValueDefinitionNode;

export const typesIn = ({ definitions }: DocumentNode): readonly TypeDefinitionNode[] =>
  definitions.filter((definition: DefinitionNode) => isTypeDefinitionNode(definition));

export const fieldsOf = (type: TypeDefinitionNode): readonly AnyField[] =>
  "fields" in type ? (type.fields ?? []) : [];

export function typeNameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : typeNameOf(type.type);
}

/** The names of all types that fields refer to, directly or not, starting from some types and skipping some fields. */
export function reachableTypes(
  document: DocumentNode,
  from: readonly string[],
  isGoneAlong: (field: AnyField, type: TypeDefinitionNode) => boolean,
): ReadonlySet<string> {
  const types = typesIn(document);
  const byName = new Map(types.map((type) => [type.name.value, type]));
  const reached = new Set<string>();
  const next = [...from];
  const add = (named: readonly NamedTypeNode[] = []) => next.push(...named.map(typeNameOf));
  for (let name = next.pop(); name !== undefined; name = next.pop()) {
    const type = byName.get(name);
    if (!type || reached.has(name)) continue;
    reached.add(name);
    for (const field of fieldsOf(type).filter((field) => isGoneAlong(field, type))) {
      next.push(typeNameOf(field.type));
      if (field.kind === Kind.FIELD_DEFINITION)
        next.push(...(field.arguments ?? []).map((arg) => typeNameOf(arg.type)));
    }
    if (type.kind === Kind.UNION_TYPE_DEFINITION) add(type.types);
    if (type.kind === Kind.OBJECT_TYPE_DEFINITION) add(type.interfaces);
    // What implements an interface.
    if (type.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const other of types)
        if ("interfaces" in other && other.interfaces?.some((one) => one.name.value === name))
          next.push(other.name.value);
  }
  return reached;
}
