import { IsOptional } from "class-validator";
import { Field, InputType } from "type-graphql";
import { ChangeMode, modeDescription } from "./change-plan.js";
import { CheckedInput } from "./checked-input.js";
import { Like } from "./field-bounds.js";

/** The longest idempotency key. */
export const MAX_KEY = 255;
const KEY = /^[\x20-\x7e]{1,255}$/;

export const isIdempotencyKey = (text: string): boolean => KEY.test(text);

/** Input members that say how a change is made and answered, not what it changes. */
export const ABOUT_THE_WAY: readonly string[] = [
  ...["mode", "idempotencyKey", "background", "waitUntilActive", "waitUntilGone"],
];

/** The fields that the inputs of all changes share. */
@InputType()
export abstract class ChangeInput extends CheckedInput {
  @Field(() => ChangeMode, { nullable: true, defaultValue: "APPLY", description: modeDescription })
  mode?: ChangeMode | null;

  @Field(() => String, {
    nullable: true,
    description:
      "An idempotency key: your own name for this change, 1 to 255 printable ASCII characters, ideally a new UUID. If you get no answer, send the same input with the same key again: the change is made only once, and `change.isReplay` is true when you get the answer to the first request. The same key with a different input is refused with IDEMPOTENCY_KEY_REUSED. A key is kept for 7 days unless this server is configured otherwise, and can be used again when nothing was done.",
  })
  @IsOptional()
  @Like(KEY, "be 1 to 255 printable ASCII characters")
  idempotencyKey?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Answer at once, with the change in state QUEUED. Broken rules are reported immediately; follow `change.id` with cloudChange for everything else. The change is made when its turn comes, even after this request's deadline (for up to 15 minutes unless this server is configured otherwise), and even if this server stops and another one takes over. Null means false.",
  })
  background?: boolean | null;
}
