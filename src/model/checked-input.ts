import { ValidateBy } from "class-validator";
import type { ClassType } from "type-graphql";
import type { ProviderCapabilities } from "./capabilities.js";
import type { ProblemCode } from "./enums.js";
import type { Listener } from "./listener.js";
import type { ListenerParent } from "./listener-parent.js";
import type { Pool } from "./pool.js";

/** One broken rule. */
export interface Violation {
  /** The path from the checked property on: ["0", "toPort"]. Omitted: the property itself. */
  readonly at?: readonly (string | number)[];
  /** A sentence that names the field, the limit and the value. */
  readonly message: string;
  /** Defaults to INVALID_INPUT. */
  readonly code?: ProblemCode;
  /** The rule's name for programs, when it differs from that of the whole check. */
  readonly constraint?: string;
}

/** Finds violations in one field of an input, at any depth. */
export type Check<I> = (input: I, context: RuleContext) => Iterable<Violation>;

/** A cloud's checks of one input, by field. They also run on a missing value. */
export type FieldChecks<I> = { readonly [F in keyof I & string]?: Check<I> };

/** What checks may use besides the input itself. */
export interface RuleContext {
  /** The cloud's capabilities. */
  readonly capabilities: ProviderCapabilities;
  /** The cloud's member of the settings inputs, for example alibabaGa. */
  readonly settingsKey: string;
  /** The class of the cloud's settings inputs for this noun; omitted if the cloud has none. */
  readonly settingsInput?: ClassType<object>;
  /** The cloud's own checks of this input; omitted if it has none. */
  readonly checks?: FieldChecks<never>;
  /**
   * The load balancer or accelerator; set only for the second round of checks, after the cloud's state has been read.
   */
  readonly parent?: ListenerParent;
  /** The listener to change, or the listener of a new pool; set only for the second round. */
  readonly listener?: Listener;
  /** The pool to change; set only for the second round. */
  readonly pool?: Pool;
}

/** A violation, with the name of the broken rule for programs. */
export interface FoundViolation extends Violation {
  readonly property: string;
  readonly constraint: string;
}

/**
 * An input that rules can check. These two members are set on the checked copy and are not part of the GraphQL input.
 */
export abstract class CheckedInput {
  /** Undefined until the cloud is known. */
  context?: RuleContext;
  /** Where {@link Checked} puts its violations. */
  found?: FoundViolation[];
}

/** class-validator's name for the constraint that {@link Checked} is. Its violations are in the input's `found`. */
export const CHECKED = "checked";

/**
 * The only class-validator constraint of an input field: runs the given checks, then the cloud's own checks of the
 * field. Both also run on a missing value. Violations go into the input's `found`, because a class-validator constraint
 * has one message and no path.
 *
 * @param checks by the name of the rule for programs; `context` is undefined until the cloud is known
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
