import { Field, Int, ObjectType } from "type-graphql";
import { ListenerProtocol } from "./enums.js";

@ObjectType({ simpleResolvers: true, description: "The limits of a text field." })
export class TextLimit {
  @Field(() => Int, { description: "Minimum number of characters; 0 when the text may be empty." })
  minLength!: number;

  @Field(() => Int, {
    description: "Maximum number of characters. A character outside of Unicode's basic plane counts as one.",
  })
  maxLength!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "An ECMAScript regular expression that the whole text must match, in the form of the pattern attribute of an HTML input; null when every character is allowed.",
  })
  pattern!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The pattern in words, to show beside a form field, for example: letters, digits and hyphens only.",
  })
  patternHint!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "The smallest and the largest value of a number field." })
export class NumberLimit {
  @Field(() => Int, { description: "The smallest value." })
  min!: number;

  @Field(() => Int, { description: "The largest value." })
  max!: number;
}

@ObjectType({ simpleResolvers: true, description: "The allowed values of a percentage field." })
export class PercentageLimit {
  @Field(() => Int, { description: "The smallest percentage." })
  min!: number;

  @Field(() => Int, { description: "The largest percentage." })
  max!: number;

  @Field(() => Boolean, {
    description: "True when only whole percentages are allowed; false when fractions such as 75.5 are allowed too.",
  })
  isWhole!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The allowed values of a timeout, for some protocols." })
export class TimeLimit {
  @Field(() => [ListenerProtocol], { description: "The protocols of listeners, or of pools, that have this timeout." })
  protocols!: ListenerProtocol[];

  @Field(() => Int, { description: "Minimum number of seconds." })
  minSeconds!: number;

  @Field(() => Int, { description: "Maximum number of seconds." })
  maxSeconds!: number;

  @Field(() => Int, {
    description: "The timeout must be a multiple of this many seconds: 60 when the cloud counts minutes.",
  })
  stepSeconds!: number;
}

/**
 * @param pattern matches the whole text. Browsers compile it with the flag v, so - and / must be escaped in classes; it
 * is a string, because formatters remove such escapes from regex literals
 * @param patternHint in words that follow "must have"
 */
export function textLimit(minLength: number, maxLength: number, pattern?: string, patternHint?: string): TextLimit {
  return { minLength, maxLength, pattern: pattern ?? null, patternHint: patternHint ?? null };
}
