import { Directive, Field, ID, InputType, Int, ObjectType } from "type-graphql";
import { ChangeAction, ChangeOrigin, ChangeState } from "./change-enums.js";
import { ChangeProblem } from "./change-problem.js";
import { CloudChange } from "./cloud-change.js";
import { type Edge, PageInfo } from "./connections.js";
import { DateTime } from "./date-time.js";

/** Changes of one thing, as a gateway's cost analysis should reckon where the list does not say. */
const USUALLY = "@listSize(assumedSize: 5)";

@ObjectType({ simpleResolvers: true, description: "One of the changes of a page, with its place in the list." })
export class CloudChangeEdge implements Edge<CloudChange> {
  @Field(() => String, { description: "The entry's place in the list; give it as after to go on from here." })
  cursor!: string;

  @Field(() => CloudChange, { description: "The entry itself." })
  node!: CloudChange;
}

@ObjectType({
  simpleResolvers: true,
  description: "A page of changes, newest first: of those accounts of which the caller may see who changed what.",
})
export class CloudChangeConnection {
  @Directive(USUALLY)
  @Field(() => [CloudChangeEdge], { description: "The entries with their cursors." })
  edges!: CloudChangeEdge[];

  @Directive(USUALLY)
  @Field(() => [CloudChange], { description: "The entries without their cursors." })
  nodes!: CloudChange[];

  @Field(() => PageInfo, { description: "Where the page stands." })
  pageInfo!: PageInfo;

  @Field(() => Int, {
    nullable: true,
    description: "How many there are where one page holds them all; null elsewhere, since nobody counts them.",
  })
  totalCount!: number | null;
}

@InputType({ description: "Which changes to list. Conditions add up; what is left out does not restrict." })
export class CloudChangeFilter {
  @Field(() => [ID], { nullable: true, description: "Only of these accounts." })
  accountIds?: string[] | null;

  @Field(() => ID, { nullable: true, description: "Only of the listener or pool with this urn, be it gone or not." })
  targetUrn?: string | null;

  @Field(() => ID, { nullable: true, description: "Only on this load balancer or accelerator." })
  parentId?: string | null;

  @Field(() => [ChangeState], { nullable: true, description: "Only in these states." })
  states?: ChangeState[] | null;

  @Field(() => [ChangeAction], { nullable: true, description: "Only those that do this." })
  actions?: ChangeAction[] | null;

  @Field(() => [ChangeOrigin], { nullable: true, description: "Only those that came from there." })
  origins?: ChangeOrigin[] | null;

  @Field(() => DateTime, { nullable: true, description: "Only those that were asked for after this instant." })
  requestedAfter?: string | null;

  @Field(() => DateTime, { nullable: true, description: "Only those that were asked for before this instant." })
  requestedBefore?: string | null;

  @Field(() => String, { nullable: true, description: "Only those that this caller asked for." })
  callerId?: string | null;
}

@InputType({ description: "A change to take back." })
export class CancelCloudChangeInput {
  @Field(() => ID, { description: "The change's id." })
  id!: string;
}

@InputType({ description: "A change to look at again." })
export class RecheckCloudChangeInput {
  @Field(() => ID, { description: "The change's id." })
  id!: string;
}

const ProblemList = [ChangeProblem as unknown as typeof Object];

@ObjectType({ simpleResolvers: true, description: "The outcome of taking a change back." })
export class CancelCloudChangePayload {
  @Field(() => CloudChange, {
    nullable: true,
    description: "The change as it is now; null when there is none of this id for the caller.",
  })
  change!: CloudChange | null;

  @Field(() => ProblemList, { description: "Why it could not be taken back; empty when it is." })
  problems!: ChangeProblem[];
}

@ObjectType({ simpleResolvers: true, description: "The outcome of looking at a change again." })
export class RecheckCloudChangePayload {
  @Field(() => CloudChange, {
    nullable: true,
    description: "The change as it is now; null when there is none of this id for the caller.",
  })
  change!: CloudChange | null;

  @Field(() => ProblemList, {
    description:
      "Why it could not be looked at again; empty when it was, whatever was found. The change's own problems are in it.",
  })
  problems!: ChangeProblem[];
}
