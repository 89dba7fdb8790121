import { ValidateBy, ValidateNested } from "class-validator";
import type { ClassType } from "type-graphql";
import { Secret } from "./secret.js";

/** How the loader has to treat a property of a configuration class that is more than a plain value. */
export type FieldKind =
  | { readonly kind: "secret" }
  | { readonly kind: "nested"; readonly type: () => ClassType<object> };

const fieldKinds = new WeakMap<object, Map<string, FieldKind>>();

function remember(prototype: object, property: string | symbol, field: FieldKind): void {
  const fields = fieldKinds.get(prototype) ?? new Map<string, FieldKind>();
  fieldKinds.set(prototype, fields.set(String(property), field));
}

/** What was said of a property, also by a class further up. */
export function fieldKindOf(prototype: object | null, property: string): FieldKind | undefined {
  if (prototype === null) return undefined;
  return (
    fieldKinds.get(prototype)?.get(property) ?? fieldKindOf(Object.getPrototypeOf(prototype) as object | null, property)
  );
}

/** A property that holds a {@link Secret}: in the file a reference, { env: NAME } or { file: path }, never the text itself. */
export function SecretText(): PropertyDecorator {
  return (prototype, property) => {
    remember(prototype, property, { kind: "secret" });
    ValidateBy({
      name: "secret",
      validator: {
        validate: (value) => value instanceof Secret && value.reveal().length > 0,
        defaultMessage: () => "Give a reference, { env: NAME } or { file: path }, to a secret that is not empty.",
      },
    })(prototype, property);
  };
}

/** A property that holds an object of its own class. */
export function Nested(type: () => ClassType<object>): PropertyDecorator {
  return (prototype, property) => {
    remember(prototype, property, { kind: "nested", type });
    ValidateNested({ message: "Give an object with named fields here." })(prototype, property);
  };
}
