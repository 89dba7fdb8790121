import { Field, ID, ObjectType } from "type-graphql";
import { ChangePlan, planDescription } from "./change-plan.js";
import { ChangeProblem } from "./change-problem.js";
import { CloudChange } from "./cloud-change.js";
import { Listener } from "./listener.js";
import { Pool } from "./pool.js";

/** What every outcome of a change tells. */
@ObjectType({ simpleResolvers: true })
abstract class Payload {
  @Field(() => [ChangeProblem as unknown as typeof Object], {
    description: "What stood in the way; empty when the change was made, or can be made as planned.",
  })
  problems!: ChangeProblem[];

  @Field(() => [String], {
    description:
      "The cloud's own names of the requests that it accepted for this change, in their order; its support asks for them. Empty when nothing was sent or accepted.",
  })
  requestIds!: string[];

  @Field(() => CloudChange, {
    nullable: true,
    description:
      "The change as it is on record; null where it was refused before anything was sent, which is not kept.",
  })
  change!: CloudChange | null;

  @Field(() => ChangePlan, { nullable: true, description: planDescription })
  plan!: ChangePlan | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of opening a listener. The listener is null when nothing of the change was done or it was only planned; when the cloud accepted a part before it stopped, problems say so and it is shown as far as it exists.",
})
export class CreateListenerPayload extends Payload {
  @Field(() => Listener, { nullable: true, description: "The new listener." })
  listener!: Listener | null;
}

@ObjectType({ simpleResolvers: true, description: "The outcomes of opening many listeners." })
export class CreateListenersPayload {
  @Field(() => [CreateListenerPayload], {
    description: "One result per input, in the order of the inputs; a failed one does not stop the others.",
  })
  results!: CreateListenerPayload[];

  @Field(() => [String], {
    description:
      "The clouds' own names of the requests that they accepted for these changes, each once: one request may have opened many listeners.",
  })
  requestIds!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of changing a listener. The listener is null when nothing of the change was done; when the cloud accepted a part before it stopped, problems say so and it is shown as far as it exists.",
})
export class UpdateListenerPayload extends Payload {
  @Field(() => Listener, { nullable: true, description: "The listener as it is now." })
  listener!: Listener | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of closing a listener. The id is null whenever problems is not empty, and when the change was only planned.",
})
export class DeleteListenerPayload extends Payload {
  @Field(() => ID, { nullable: true, description: "The id of the listener that is gone, or going." })
  deletedListenerId!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of creating a pool. The pool is null when nothing of the change was done or it was only planned; when the cloud accepted a part before it stopped, problems say so and it is shown as far as it exists.",
})
export class CreatePoolPayload extends Payload {
  @Field(() => Pool, { nullable: true, description: "The new pool." })
  pool!: Pool | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of changing a pool. The pool is null when nothing of the change was done; when the cloud accepted a part before it stopped, problems say so and it is shown as far as it exists.",
})
export class UpdatePoolPayload extends Payload {
  @Field(() => Pool, { nullable: true, description: "The pool as it is now." })
  pool!: Pool | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of deleting a pool. The id is null whenever problems is not empty, and when the change was only planned.",
})
export class DeletePoolPayload extends Payload {
  @Field(() => ID, { nullable: true, description: "The id of the pool that is gone, or going." })
  deletedPoolId!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of setting a pool's members. The pool is null when nothing of the change was done; when the cloud accepted a part before it stopped, problems say so and it is shown as far as it exists.",
})
export class SetPoolMembersPayload extends Payload {
  @Field(() => Pool, { nullable: true, description: "The pool as it is now." })
  pool!: Pool | null;
}
