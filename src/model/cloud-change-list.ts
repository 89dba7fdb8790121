import { Directive, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { ChangeAction, ChangeOrigin, ChangeState } from "./change-enums.js";
import { ChangeProblem } from "./change-problem.js";
import { CloudChange } from "./cloud-change.js";
import { type Edge, PageInfo } from "./connections.js";
import { DateTime } from "./date-time.js";

/** The number of changes of one thing that a gateway's cost analysis assumes when the list does not say. */
const USUALLY = "@listSize(assumedSize: 5)";

@ObjectType({ simpleResolvers: true, description: "One change of a page, with its cursor." })
export class CloudChangeEdge implements Edge<CloudChange> {
  @Field(() => String, { description: "The entry's cursor; pass it as after to continue from here." })
  cursor!: string;

  @Field(() => CloudChange, { description: "The entry itself." })
  node!: CloudChange;
}

@ObjectType({
  simpleResolvers: true,
  description: "A page of changes, newest first, of the accounts in which the caller may see who changed what.",
})
export class CloudChangeConnection {
  @Directive(USUALLY)
  @Field(() => [CloudChangeEdge], { description: "The entries with their cursors." })
  edges!: CloudChangeEdge[];

  @Directive(USUALLY)
  @Field(() => [CloudChange], { description: "The entries without their cursors." })
  nodes!: CloudChange[];

  @Field(() => PageInfo, { description: "Where the page stands among all pages." })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: "The number of changes, when one page holds them all; otherwise null, because they are not counted.",
  })
  totalCount!: number | null;
}

@InputType({
  description: "Which changes to list. Conditions are combined with AND; an omitted condition does not restrict.",
})
export class CloudChangeFilter {
  @Field(() => [ID], { nullable: true, description: "Only of these accounts." })
  accountIds?: string[] | null;

  @Field(() => ID, {
    nullable: true,
    description: "Only changes of the listener or pool with this urn, whether it still exists or not.",
  })
  targetUrn?: string | null;

  @Field(() => ID, { nullable: true, description: "Only changes on this load balancer or accelerator." })
  parentId?: string | null;

  @Field(() => [ChangeState], { nullable: true, description: "Only changes in these states." })
  states?: ChangeState[] | null;

  @Field(() => [ChangeAction], { nullable: true, description: "Only changes of these kinds." })
  actions?: ChangeAction[] | null;

  @Field(() => [ChangeOrigin], { nullable: true, description: "Only changes with this origin." })
  origins?: ChangeOrigin[] | null;

  @Field(() => DateTime, { nullable: true, description: "Only changes requested after this instant." })
  requestedAfter?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Only changes requested before this instant." })
  requestedBefore?: string | null;

  @Field(() => String, { nullable: true, description: "Only changes requested by this caller." })
  callerId?: string | null;
}

@InputType({ description: "A change to cancel." })
export class CancelCloudChangeInput {
  @Field(() => ID, { description: "The change's id." })
  id!: string;
}

@InputType({ description: "A change whose outcome is to be looked up again." })
export class RecheckCloudChangeInput {
  @Field(() => ID, { description: "The change's id." })
  id!: string;
}

const ProblemList = [ChangeProblem as unknown as typeof Object];

@ObjectType({ simpleResolvers: true, description: "The outcome of cancelling a change." })
export class CancelCloudChangePayload {
  @Field(() => CloudChange, {
    nullable: true,
    description: "The change as it is now; null when the caller has no change with this id.",
  })
  change!: CloudChange | null;

  @Field(() => ProblemList, { description: "Why the change could not be cancelled; empty when it was." })
  problems!: ChangeProblem[];
}

@ObjectType({ simpleResolvers: true, description: "The outcome of looking up a change again." })
export class RecheckCloudChangePayload {
  @Field(() => CloudChange, {
    nullable: true,
    description: "The change as it is now; null when the caller has no change with this id.",
  })
  change!: CloudChange | null;

  @Field(() => ProblemList, {
    description:
      "Why the cloud could not be asked; empty when it could, whatever the answer. The problems of the change itself are in `change`.",
  })
  problems!: ChangeProblem[];
}
