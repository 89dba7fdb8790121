import { Field, ObjectType } from "type-graphql";
import { graphqlEnum } from "./graphql-enum.js";
import { JsonScalar, type JsonValue } from "./json.js";

export const ChangeMode = graphqlEnum("ChangeMode", "Whether a change is made, or only told of.", {
  APPLY: "Make the change.",
  PLAN: "Check everything that would be checked, tell what would be sent, and send nothing.",
});
export type ChangeMode = keyof typeof ChangeMode;

export const modeDescription =
  "PLAN: the same rules, reads and conflicts as for APPLY, and `plan` in the payload says what would be sent; nothing is sent and nothing is recorded. Null stands for APPLY.";
export const planDescription =
  "What the change would do, when it was only to be planned (`mode: PLAN`) and nothing stands in its way; else null.";

@ObjectType({ simpleResolvers: true, description: "One request that a change would send." })
export class PlannedStep {
  @Field(() => String, { description: "The cloud's own name of the operation: DeleteListener." })
  action!: string;

  @Field(() => String, { description: "What it does, for people." })
  description!: string;
}

@ObjectType({ simpleResolvers: true, description: "A field that a change gives another value." })
export class FieldDifference {
  @Field(() => [String], { description: 'Which field: ["healthMonitor", "intervalSeconds"].' })
  path!: string[];

  @Field(() => JsonScalar, { nullable: true, description: "Its value before; null where it has none." })
  before!: JsonValue;

  @Field(() => JsonScalar, { nullable: true, description: "Its value afterwards; null where it is to have none." })
  after!: JsonValue;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What a change would do if it was made now. Somebody else may change things before it is: send the etag that you decided by as ifMatch.",
})
export class ChangePlan {
  @Field(() => [PlannedStep], {
    description:
      "The requests that would be sent to the cloud, in their order; those that need no order are sent at the same time. Reads are not among them.",
  })
  steps!: PlannedStep[];

  @Field(() => [FieldDifference], { description: "The fields that would have another value than they have now." })
  differences!: FieldDifference[];

  @Field(() => Boolean, { description: "Whether nothing would be sent, because all is as asked for." })
  isNoOp!: boolean;

  @Field(() => [String], { description: "What to know before having it done, for people." })
  warnings!: string[];
}
