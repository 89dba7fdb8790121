import { registerEnumType } from "type-graphql";

/**
 * A GraphQL enum whose values equal their names: `{ TCP: "what TCP means" }` becomes the enum value TCP with that
 * description. The returned object maps every name to itself, so the model uses plain string literals.
 */
export function graphqlEnum<const T extends Record<string, string>>(
  name: string,
  description: string,
  values: T,
): { readonly [K in keyof T & string]: K } {
  const names = Object.fromEntries(Object.keys(values).map((value) => [value, value]));
  const valuesConfig = Object.fromEntries(
    Object.entries(values).map(([value, text]) => [value, { description: text }]),
  );
  registerEnumType(names, { name, description, valuesConfig });
  return names as { readonly [K in keyof T & string]: K };
}
