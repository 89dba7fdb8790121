import { ValidateBy } from "class-validator";
import type { ClassType } from "type-graphql";
import type { ProviderCapabilities } from "./capabilities.js";
import type { ProblemCode } from "./enums.js";
import type { Listener } from "./listener.js";
import type { ListenerParent } from "./listener-parent.js";
import type { Pool } from "./pool.js";

/** One broken rule. */
export interface Violation {
  /** Where, from the checked property on: ["0", "toPort"]. Omitted: the property itself. */
  readonly at?: readonly (string | number)[];
  /** A sentence that names the field, the limit and the value. */
  readonly message: string;
  /** Defaults to INVALID_INPUT. */
  readonly code?: ProblemCode;
  /** The rule's name for programs, where it is not that of the whole check. */
  readonly constraint?: string;
}

/** Finds what is wrong with one field of an input, as deep inside it as needed. */
export type Check<I> = (input: I, context: RuleContext) => Iterable<Violation>;

/** A cloud's checks of one input, by field. They run on a missing value as well. */
export type FieldChecks<I> = { readonly [F in keyof I & string]?: Check<I> };

/** What checks may look at besides the input itself. */
export interface RuleContext {
  /** What the cloud in question can do. */
  readonly capabilities: ProviderCapabilities;
  /** The cloud's member of the settings inputs, for example alibabaGa. */
  readonly settingsKey: string;
  /** The class of the cloud's settings inputs for this noun; omitted where it has none. */
  readonly settingsInput?: ClassType<object>;
  /** The cloud's own checks of this input; omitted where it has none. */
  readonly checks?: FieldChecks<never>;
  /** The load balancer or accelerator; there only when rules are checked for the second time, with the cloud's state read. */
  readonly parent?: ListenerParent;
  /** The listener that is to be changed, or that a pool is to be put on; there only the second time. */
  readonly listener?: Listener;
  /** The pool that is to be changed; there only the second time. */
  readonly pool?: Pool;
}

/** What a check found, with the name of the rule for programs. */
export interface FoundViolation extends Violation {
  readonly property: string;
  readonly constraint: string;
}

/** An input that rules can be checked on. These two are set on the copy that is checked, and are no part of the GraphQL input. */
export abstract class CheckedInput {
  /** Omitted while the cloud is not known. */
  context?: RuleContext;
  /** Where {@link Checked} puts what it finds. */
  found?: FoundViolation[];
}

/** What class-validator calls the constraint that {@link Checked} is. Its violations are in the input's `found`. */
export const CHECKED = "checked";

/**
 * The one class-validator constraint of an input's field: runs the given checks, then the cloud's own for this field.
 * Both run on a missing value as well. What they find is put into the input's `found`, since a constraint of
 * class-validator has one message and no path.
 *
 * @param checks by the name of the rule for programs; `context` is undefined while the cloud is not known
 */
export function Checked<I extends CheckedInput>(
  checks: Readonly<Record<string, (input: I, context: RuleContext | undefined) => Iterable<Violation>>> = {},
): PropertyDecorator {
  const named = Object.entries(checks);
  return (prototype, key) => {
    const property = String(key);
    ValidateBy({
      name: CHECKED,
      validator: {
        validate: (_value, args) => {
          const input = args!.object as I;
          const own = input.context?.checks as FieldChecks<I> | undefined;
          const all: typeof named = own?.[property as keyof I & string]
            ? [...named, [`${property}Check`, (_, context) => own[property as keyof I & string]!(input, context!)]]
            : named;
          const found = all.flatMap(([constraint, check]) =>
            Array.from(check(input, input.context), (violation) => ({ constraint, ...violation, property })),
          );
          input.found?.push(...found);
          return found.length === 0;
        },
      },
    })(prototype, key);
  };
}
