import { getMetadataStorage, ValidateBy, ValidationTypes } from "class-validator";
import type { ValidationMetadata } from "class-validator/types/metadata/ValidationMetadata.js";
import type { Violation } from "./checked-input.js";

export { CheckedInput, type RuleContext, type Violation } from "./checked-input.js";

const ENCODED = "violations:";

/**
 * A class-validator rule over a whole input: `find` gets the input object and yields what is wrong with the decorated
 * property, as deep inside it as needed. For rules across fields, rules per cloud, and rules that need a nested path.
 */
export function Rule<T extends object>(constraint: string, find: (input: T) => Iterable<Violation>): PropertyDecorator {
  // class-validator asks for the message right after a failed check.
  let found: readonly Violation[] = [];
  const decorate = ValidateBy({
    name: constraint,
    validator: {
      validate: (_value, args) => {
        found = [...find(args!.object as T)];
        return found.length === 0;
      },
      defaultMessage: () => ENCODED + JSON.stringify(found),
    },
  });
  return (prototype, property) => {
    keepInherited(prototype, property);
    decorate(prototype, property);
  };
}

const kept = new WeakMap<object, Set<string | symbol>>();

/**
 * class-validator drops all of a property's inherited validators as soon as a subclass decorates that property. A
 * cloud's rules are to add to the generic ones, so those are entered for the subclass as well, once per property.
 */
function keepInherited(prototype: object, property: string | symbol): void {
  const properties = kept.get(prototype) ?? new Set();
  if (properties.has(property)) return;
  kept.set(prototype, properties.add(property));
  const storage = getMetadataStorage();
  const parent = (Object.getPrototypeOf(prototype) as object).constructor;
  // A subclass makes an optional property required with ValidateIf(() => true), written below its rules.
  const hasOwnCondition = storage
    .getTargetValidationMetadatas(prototype.constructor, "", true, false)
    .some(
      ({ target, type, propertyName }) =>
        target === prototype.constructor &&
        propertyName === property &&
        type === ValidationTypes.CONDITIONAL_VALIDATION,
    );
  for (const inherited of storage.getTargetValidationMetadatas(parent, "", true, false)) {
    if (inherited.propertyName !== property) continue;
    if (hasOwnCondition && inherited.type === ValidationTypes.CONDITIONAL_VALIDATION) continue;
    if (hasOwnCondition && inherited.type === ValidationTypes.CUSTOM_VALIDATION) {
      whenGiven(inherited)(prototype, property);
      continue;
    }
    const copy = Object.assign(Object.create(Object.getPrototypeOf(inherited)), inherited, {
      target: prototype.constructor,
    });
    storage.addValidationMetadata(copy as typeof inherited);
  }
}

/** The same validator, content with a missing value: that a required one is missing is for the requiring rule to say. */
function whenGiven({ name, constraintCls, constraints, message, each }: ValidationMetadata): PropertyDecorator {
  const [found] = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  const { instance } = found!;
  return ValidateBy(
    {
      name: name ?? found!.name,
      constraints,
      validator: {
        validate: (value, args) => value == null || instance.validate(value, args),
        defaultMessage: (args) => instance.defaultMessage?.(args) ?? "",
      },
    },
    { message, each },
  );
}

/** Whether a class-validator message is that of a {@link Rule}. */
export function isFromRule(message: string): boolean {
  return message.startsWith(ENCODED);
}

/** The violations behind a class-validator message: those of a {@link Rule}, or the message itself as one. */
export function violationsIn(message: string): readonly Violation[] {
  return isFromRule(message) ? (JSON.parse(message.slice(ENCODED.length)) as Violation[]) : [{ message }];
}
