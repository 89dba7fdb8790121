import { IsOptional } from "class-validator";
import { Field, InputType } from "type-graphql";
import { ChangeMode, modeDescription } from "./change-plan.js";
import { CheckedInput } from "./checked-input.js";
import { Like } from "./field-bounds.js";

/** The longest idempotency key. */
export const MAX_KEY = 255;
const KEY = /^[\x20-\x7e]{1,255}$/;

export const isIdempotencyKey = (text: string): boolean => KEY.test(text);

/** Members of inputs that say how a change is to be gone about and answered, not what it is. */
export const ABOUT_THE_WAY: readonly string[] = [
  ...["mode", "idempotencyKey", "background", "waitUntilActive", "waitUntilGone"],
];

/** What the inputs of all changes have. */
@InputType()
export abstract class ChangeInput extends CheckedInput {
  @Field(() => ChangeMode, { nullable: true, defaultValue: "APPLY", description: modeDescription })
  mode?: ChangeMode | null;

  @Field(() => String, {
    nullable: true,
    description:
      "A name of your own for this change, 1 to 255 printable ASCII characters, best a new UUID. Send the same input with the same key again when you have no answer: the change is made once, and `change.isReplay` says that you are told of the first time. Another input under the same key is refused with IDEMPOTENCY_KEY_REUSED. A key stands for its change for 7 days, unless this server is told otherwise, and is free again when nothing was done.",
  })
  @IsOptional()
  @Like(KEY, "be 1 to 255 printable ASCII characters")
  idempotencyKey?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Answer at once, with the change QUEUED: what breaks a rule is told now, and all else by following `change.id` with cloudChange. It is made when its turn comes, beyond this request's deadline (15 minutes, unless this server is told otherwise), also when this server stops meanwhile and another one goes on. Null stands for false.",
  })
  background?: boolean | null;
}
