import { createUnionType, Directive, Field, ID, ObjectType } from "type-graphql";
import { ChangeAction, ChangeOrigin, ChangeState, ChangeStepState } from "./change-enums.js";
import { FieldDifference } from "./change-plan.js";
import { ChangeProblem } from "./change-problem.js";
import { CloudCaller } from "./cloud-access.js";
import { CloudAccount } from "./cloud-account.js";
import { DateTime } from "./date-time.js";
import { Listener } from "./listener.js";
import { Node } from "./node.js";
import { Pool } from "./pool.js";

export const ChangeTarget = createUnionType({
  name: "ChangeTarget",
  description: "What a change is made to.",
  types: () => [Listener, Pool] as const,
});

@ObjectType({ simpleResolvers: true, description: "One request that a change sent to the cloud." })
export class ChangeStep {
  @Field(() => String, { description: "The cloud's own name of the operation: DeleteListener." })
  action!: string;

  @Field(() => ChangeStepState, { description: "What became of it." })
  state!: ChangeStepState;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's own name of the request; its support asks for it. Null where it gave none.",
  })
  requestId!: string | null;

  @Field(() => DateTime, { description: "When it was put on record, right before it was sent." })
  startedAt!: string;

  @Field(() => DateTime, { nullable: true, description: "When it was answered; null while nothing is known of that." })
  finishedAt!: string | null;
}

@ObjectType({
  implements: [Node],
  simpleResolvers: true,
  description:
    "A change as it is on record: who asked for what, what was sent to the cloud, and how it ended. It is written down before anything is sent, and kept for as long as this server is told to, usually 90 days.",
})
@Directive('@key(fields: "id")')
export class CloudChange extends Node {
  @Field(() => ID, { description: "Opaque and stable: keep it, and follow the change with cloudChange." })
  override id!: string;

  @Field(() => ChangeAction, { description: "What it does." })
  action!: ChangeAction;

  @Field(() => ChangeState, { description: "How far it has come." })
  state!: ChangeState;

  @Field(() => ChangeOrigin, { description: "Where it came from." })
  origin!: ChangeOrigin;

  @Field(() => CloudAccount, { description: "The account that it is made in." })
  account!: CloudAccount;

  @Field(() => CloudCaller, {
    nullable: true,
    description: "Who asked for it, as it was known then; null where nobody was told apart.",
  })
  caller!: CloudCaller | null;

  @Field(() => ID, {
    nullable: true,
    description: "The urn of the listener or pool; stays when that is gone. Null while it is not made.",
  })
  targetUrn!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The idempotency key that it was asked for with, while that is kept.",
  })
  idempotencyKey!: string | null;

  @Field(() => Boolean, { description: "True when this answer repeats an earlier request's outcome." })
  isReplay!: boolean;

  @Field(() => DateTime, { description: "When it was asked for." })
  requestedAt!: string;

  @Field(() => DateTime, { nullable: true, description: "When its turn came; null while it waits for that." })
  startedAt!: string | null;

  @Field(() => DateTime, { nullable: true, description: "When it ended; null while it goes on." })
  finishedAt!: string | null;

  @Field(() => [FieldDifference], {
    description:
      "The fields that it gave another value. Empty until it has succeeded, and where it made no difference to what can be told.",
  })
  differences!: FieldDifference[];

  @Field(() => [ChangeProblem as unknown as typeof Object], {
    description: "What stood in its way; empty when it was made, and while it goes on.",
  })
  problems!: ChangeProblem[];

  /** What its lane is named by. */
  readonly parentUrn!: string;

  constructor(fields: CloudChange) {
    super();
    Object.assign(this, fields);
  }
}
