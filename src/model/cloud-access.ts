import { Field, ID, ObjectType } from "type-graphql";
import { graphqlEnum } from "./graphql-enum.js";

export const CloudAccessAction = graphqlEnum(
  "CloudAccessAction",
  "What somebody may be allowed to do with an account.",
  {
    READ: "To see the account and everything in it. An account that may not be read does not exist for the caller.",
    PLAN: "To ask what a change would do, without making it.",
    CHANGE: "To create and to change listeners, pools and their members.",
    DELETE: "To delete listeners and pools.",
    AUDIT: "To see who changed what.",
  },
);
export type CloudAccessAction = keyof typeof CloudAccessAction;

@ObjectType({ simpleResolvers: true, description: "Somebody who calls this graph: a person, a program or a gateway." })
export class CloudCaller {
  @Field(() => ID, {
    description: "Tells callers apart, such as the subject of a token or the name that a token was given.",
  })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: "What people call it; null when nothing tells." })
  readonly name!: string | null;

  @Field(() => [String], { description: "The groups that it is in, by which rights are granted." })
  readonly groups!: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: "Who the caller of this request is, and what it may do here." })
export class CloudAccess {
  @Field(() => CloudCaller, { description: "Who calls, as far as that was proved." })
  readonly caller!: CloudCaller;
}
