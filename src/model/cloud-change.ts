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
  description: "The resource that a change is made to.",
  types: () => [Listener, Pool] as const,
});

@ObjectType({ simpleResolvers: true, description: "One request that a change sent to the cloud." })
export class ChangeStep {
  @Field(() => String, { description: "The cloud's own name of the operation, for example DeleteListener." })
  action!: string;

  @Field(() => ChangeStepState, { description: "The state of the request." })
  state!: ChangeStepState;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's id of the request; quote it to the cloud's support. Null when the cloud gave none.",
  })
  requestId!: string | null;

  @Field(() => DateTime, { description: "When the request was recorded, immediately before it was sent." })
  startedAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "When the request was answered; null while no answer is known.",
  })
  finishedAt!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description: "The interval in which a change was made outside of this graph: between two reads of the account.",
})
export class ObservedBetween {
  @Field(() => DateTime, { description: "When the last read that did not find the change began." })
  after!: string;

  @Field(() => DateTime, { description: "When the change had been seen, by the next read." })
  before!: string;
}

@ObjectType({
  implements: [Node],
  simpleResolvers: true,
  description:
    "The record of a change: who asked for what, what was sent to the cloud, and how it ended. It is written before anything is sent. A change made outside of this graph is recorded when it is seen: what it changed, and between which instants. Records are kept for as long as this server is configured to, usually 90 days.",
})
@Directive('@key(fields: "id")')
export class CloudChange extends Node {
  @Field(() => ID, { description: "Opaque and stable: keep it, and follow the change with cloudChange." })
  override id!: string;

  @Field(() => ChangeAction, { description: "The kind of the change." })
  action!: ChangeAction;

  @Field(() => ChangeState, { description: "How far it has come." })
  state!: ChangeState;

  @Field(() => ChangeOrigin, { description: "Where it came from." })
  origin!: ChangeOrigin;

  @Field(() => CloudAccount, { description: "The account in which the change is made." })
  account!: CloudAccount;

  @Field(() => CloudCaller, {
    nullable: true,
    description:
      "Who asked for it, as known at the time; null when callers were not distinguished, and for changes made outside, because the cloud does not report who made them.",
  })
  caller!: CloudCaller | null;

  @Field(() => ID, {
    nullable: true,
    description: "The urn of the listener or pool; it stays when the resource is gone. Null until the resource exists.",
  })
  targetUrn!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The idempotency key that came with the change, for as long as the key is kept.",
  })
  idempotencyKey!: string | null;

  @Field(() => Boolean, {
    description: "True when this answer repeats the outcome of an earlier request with the same key.",
  })
  isReplay!: boolean;

  @Field(() => DateTime, {
    description: "When the change was requested; for a change made outside, when it was seen.",
  })
  requestedAt!: string;

  @Field(() => DateTime, {
    nullable: true,
    description: "When its turn came; null while it is waiting, and for changes made outside.",
  })
  startedAt!: string | null;

  @Field(() => DateTime, {
    nullable: true,
    description: "When it ended; null while it is under way. For a change made outside, when it was seen.",
  })
  finishedAt!: string | null;

  @Field(() => ObservedBetween, {
    nullable: true,
    description:
      "The interval in which a change outside was made; null for changes made through this graph, whose times are known.",
  })
  observedBetween!: ObservedBetween | null;

  @Field(() => [FieldDifference], {
    description:
      "The fields that got a new value. Empty until the change has succeeded, and when no visible field changed. Several changes made outside between two reads are recorded as one, with all differences.",
  })
  differences!: FieldDifference[];

  @Field(() => [ChangeProblem as unknown as typeof Object], {
    description: "Why the change failed; empty on success and while it is under way.",
  })
  problems!: ChangeProblem[];

  /** The name of its lane. */
  readonly parentUrn!: string;

  constructor(fields: CloudChange) {
    super();
    Object.assign(this, fields);
  }
}
