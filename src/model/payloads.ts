import { Field, ID, ObjectType } from "type-graphql";
import { ChangePlan, planDescription } from "./change-plan.js";
import { ChangeProblem } from "./change-problem.js";
import { CloudChange } from "./cloud-change.js";
import { Listener } from "./listener.js";
import { Pool } from "./pool.js";

/** The fields that the outcomes of all changes share. */
@ObjectType({ simpleResolvers: true })
abstract class Payload {
  @Field(() => [ChangeProblem as unknown as typeof Object], {
    description: "Why the change failed; empty on success, and when the change can be made as planned.",
  })
  problems!: ChangeProblem[];

  @Field(() => [String], {
    description:
      "The cloud's ids of the requests that it accepted for this change, in order; quote them to the cloud's support. Empty when nothing was sent or accepted.",
  })
  requestIds!: string[];

  @Field(() => CloudChange, {
    nullable: true,
    description: "The record of the change; null when it was refused before anything was sent, which is not recorded.",
  })
  change!: CloudChange | null;

  @Field(() => ChangePlan, { nullable: true, description: planDescription })
  plan!: ChangePlan | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of creating a listener. The listener is null when nothing was done, or when the change was only planned; when the cloud accepted a part before it stopped, problems say so and the listener is returned as far as it exists.",
})
export class CreateListenerPayload extends Payload {
  @Field(() => Listener, { nullable: true, description: "The new listener." })
  listener!: Listener | null;
}

@ObjectType({ simpleResolvers: true, description: "The outcomes of creating many listeners." })
export class CreateListenersPayload {
  @Field(() => [CreateListenerPayload], {
    description: "One result for each input, in the same order; a failed one does not stop the others.",
  })
  results!: CreateListenerPayload[];

  @Field(() => [String], {
    description:
      "The clouds' ids of the requests that they accepted for these changes, each once: one request may have created many listeners.",
  })
  requestIds!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of changing a listener. The listener is null when nothing was done; when the cloud accepted a part before it stopped, problems say so and the listener is returned as far as it was changed.",
})
export class UpdateListenerPayload extends Payload {
  @Field(() => Listener, { nullable: true, description: "The listener as it is now." })
  listener!: Listener | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of deleting a listener. The id is null whenever there are problems, and when the change was only planned.",
})
export class DeleteListenerPayload extends Payload {
  @Field(() => ID, { nullable: true, description: "The id of the listener that is deleted or being deleted." })
  deletedListenerId!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of creating a pool. The pool is null when nothing was done, or when the change was only planned; when the cloud accepted a part before it stopped, problems say so and the pool is returned as far as it exists.",
})
export class CreatePoolPayload extends Payload {
  @Field(() => Pool, { nullable: true, description: "The new pool." })
  pool!: Pool | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of changing a pool. The pool is null when nothing was done; when the cloud accepted a part before it stopped, problems say so and the pool is returned as far as it was changed.",
})
export class UpdatePoolPayload extends Payload {
  @Field(() => Pool, { nullable: true, description: "The pool as it is now." })
  pool!: Pool | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of deleting a pool. The id is null whenever there are problems, and when the change was only planned.",
})
export class DeletePoolPayload extends Payload {
  @Field(() => ID, { nullable: true, description: "The id of the pool that is deleted or being deleted." })
  deletedPoolId!: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "The outcome of replacing a pool's members. The pool is null when nothing was done; when the cloud accepted a part before it stopped, problems say so and the pool is returned as far as it was changed.",
})
export class SetPoolMembersPayload extends Payload {
  @Field(() => Pool, { nullable: true, description: "The pool as it is now." })
  pool!: Pool | null;
}
