import { Field, ObjectType } from "type-graphql";
import { graphqlEnum } from "./graphql-enum.js";
import { JsonScalar, type JsonValue } from "./json.js";

export const ChangeMode = graphqlEnum("ChangeMode", "Whether a change is made, or only planned.", {
  APPLY: "Make the change.",
  PLAN: "Run every check and report what would be sent, but send nothing.",
});
export type ChangeMode = keyof typeof ChangeMode;

export const modeDescription =
  "PLAN applies the same rules, reads and conflict checks as APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null means APPLY.";
export const planDescription =
  "What the change would do, when `mode` is PLAN and there are no problems; otherwise null.";

@ObjectType({ simpleResolvers: true, description: "One request that a change would send." })
export class PlannedStep {
  @Field(() => String, { description: "The cloud's own name of the operation, for example DeleteListener." })
  action!: string;

  @Field(() => String, { description: "What the request does, in a sentence for people." })
  description!: string;
}

@ObjectType({ simpleResolvers: true, description: "A field whose value a change replaces." })
export class FieldDifference {
  @Field(() => [String], { description: 'The path of the field: ["healthMonitor", "intervalSeconds"].' })
  path!: string[];

  @Field(() => JsonScalar, { nullable: true, description: "The value before; null when the field was not set." })
  before!: JsonValue;

  @Field(() => JsonScalar, { nullable: true, description: "The value afterwards; null when the field is cleared." })
  after!: JsonValue;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What a change would do if it were made now. Others may change things in the meantime: send the etag that you decided by as ifMatch.",
})
export class ChangePlan {
  @Field(() => [PlannedStep], {
    description:
      "The requests that would be sent to the cloud, in order; those that need no order are sent at the same time. Reads are not listed.",
  })
  steps!: PlannedStep[];

  @Field(() => [FieldDifference], { description: "The fields that would get a new value." })
  differences!: FieldDifference[];

  @Field(() => Boolean, { description: "True when nothing would be sent because everything already is as requested." })
  isNoOp!: boolean;

  @Field(() => [String], { description: "What you should know before you apply the change, in sentences for people." })
  warnings!: string[];
}
