import { Field, ID, ObjectType } from "type-graphql";
import { graphqlEnum } from "./graphql-enum.js";

export const CloudAccessAction = graphqlEnum(
  "CloudAccessAction",
  "What a caller may be allowed to do with an account.",
  {
    READ: "See the account and everything in it. An account that a caller may not read does not exist for that caller.",
    PLAN: "Ask what a change would do, without making it.",
    CHANGE: "Create and change listeners, pools and their members.",
    DELETE: "Delete listeners and pools.",
    AUDIT: "See who changed what.",
  },
);
export type CloudAccessAction = keyof typeof CloudAccessAction;

@ObjectType({ simpleResolvers: true, description: "Whoever calls this graph: a person, a program or a gateway." })
export class CloudCaller {
  @Field(() => ID, {
    description: "Identifies the caller, for example by the subject of its token or the name that the token was given.",
  })
  readonly id!: string;

  @Field(() => String, { nullable: true, description: "The caller's name for people; null when none is known." })
  readonly name!: string | null;

  @Field(() => [String], { description: "The groups that the caller belongs to, by which rights are granted." })
  readonly groups!: readonly string[];
}

@ObjectType({ simpleResolvers: true, description: "Who the caller of this request is, and what it may do here." })
export class CloudAccess {
  @Field(() => CloudCaller, { description: "The caller, as far as it was authenticated." })
  readonly caller!: CloudCaller;
}
