import { Field, Int, ObjectType } from "type-graphql";
import { ListenerProtocol } from "./enums.js";

@ObjectType({ simpleResolvers: true, description: "What a text must be like." })
export class TextLimit {
  @Field(() => Int, { description: "Fewest characters; 0 where the text may be empty." })
  minLength!: number;

  @Field(() => Int, { description: "Most characters. A character outside of the basic plane counts as one." })
  maxLength!: number;

  @Field(() => String, {
    nullable: true,
    description:
      "An ECMAScript regular expression that the whole text matches, as the pattern attribute of an HTML input takes it; null where every character is allowed.",
  })
  pattern!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The pattern in words, to show beside a form's field, for example: letters, digits and hyphens only.",
  })
  patternHint!: string | null;
}

@ObjectType({ simpleResolvers: true, description: "The smallest and the largest number that a field takes." })
export class NumberLimit {
  @Field(() => Int, { description: "The smallest number." })
  min!: number;

  @Field(() => Int, { description: "The largest number." })
  max!: number;
}

@ObjectType({ simpleResolvers: true, description: "The percentages that a field takes." })
export class PercentageLimit {
  @Field(() => Int, { description: "The smallest percentage." })
  min!: number;

  @Field(() => Int, { description: "The largest percentage." })
  max!: number;

  @Field(() => Boolean, { description: "Whether whole percents are taken only; false: 75.5 is one, too." })
  isWhole!: boolean;
}

@ObjectType({ simpleResolvers: true, description: "The times that a field takes, for some protocols." })
export class TimeLimit {
  @Field(() => [ListenerProtocol], { description: "The protocols of listeners, or of pools, that have such a time." })
  protocols!: ListenerProtocol[];

  @Field(() => Int, { description: "Fewest seconds." })
  minSeconds!: number;

  @Field(() => Int, { description: "Most seconds." })
  maxSeconds!: number;

  @Field(() => Int, { description: "The time is a multiple of this many seconds: 60 where the cloud counts minutes." })
  stepSeconds!: number;
}

/**
 * @param pattern matches the whole text. Browsers compile it with the flag v, so that - and / are escaped in classes;
 * it is a text, since formatters take such escapes out of literals
 * @param patternHint in words that follow "must have"
 */
export function textLimit(minLength: number, maxLength: number, pattern?: string, patternHint?: string): TextLimit {
  return { minLength, maxLength, pattern: pattern ?? null, patternHint: patternHint ?? null };
}
