import { Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import { CloudAccount } from "./cloud-account.js";
import { CloudProvider } from "./cloud-provider.js";
import { ProblemCode } from "./enums.js";
import { Listener } from "./listener.js";
import { PortRange } from "./port-range.js";

@InterfaceType({ description: "Why a change failed. Several problems may be reported at once." })
export abstract class ChangeProblem {
  @Field(() => ProblemCode, { description: "The reason, for programs." })
  code!: ProblemCode;

  @Field(() => String, { description: "The reason, for people." })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description:
      'The path of the input field at fault: ["input", "portRanges", "0", "toPort"]. Null when no single field is at fault.',
  })
  path!: string[] | null;

  @Field(() => Boolean, { description: "Whether the same change may succeed if it is tried again later." })
  isRetryable!: boolean;
}

@ObjectType({
  implements: [ChangeProblem],
  simpleResolvers: true,
  description: "The input broke a rule; no cloud was called.",
})
export class InvalidInputProblem extends ChangeProblem {
  @Field(() => String, { nullable: true, description: "The name of the rule, for programs." })
  constraint!: string | null;

  constructor(fields: InvalidInputProblem) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({
  implements: [ChangeProblem],
  simpleResolvers: true,
  description: "Another listener of the same load balancer or accelerator already uses the port.",
})
export class PortConflictProblem extends ChangeProblem {
  @Field(() => [Listener], {
    nullable: true,
    description: "The listeners that use the port; null when they could not be read.",
  })
  conflictsWith!: Listener[] | null;

  @Field(() => [PortRange], {
    nullable: true,
    description: "The ports that both listeners want; null when they could not be read.",
  })
  overlap!: PortRange[] | null;

  constructor(fields: PortConflictProblem) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({
  implements: [ChangeProblem],
  simpleResolvers: true,
  description: "The cloud refused the request or could not be reached.",
})
export class ProviderProblem extends ChangeProblem {
  @Field(() => CloudProvider, { nullable: true, description: "The cloud API that was called." })
  provider!: CloudProvider | null;

  @Field(() => String, { nullable: true, description: "The cloud's own error code." })
  nativeCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's id of the failed request; quote it to the cloud's support.",
  })
  requestId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds to wait before trying again; null when the cloud names no time.",
  })
  retryAfterSeconds!: number | null;

  @Field(() => [String], {
    description:
      "The cloud's own names of the operations that it had accepted before the change stopped, in order; empty when nothing was done. When the list is not empty, the payload returns the object as far as it exists, and you must not simply send the same change again.",
  })
  completedSteps!: string[];

  constructor(fields: ProviderProblem) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({ simpleResolvers: true, description: "Why one account could not be read, or only in part." })
export class SourceProblem {
  @Field(() => CloudAccount, { description: "The account." })
  account!: CloudAccount;

  @Field(() => ProblemCode, { description: "The reason, for programs." })
  code!: ProblemCode;

  @Field(() => String, { description: "The reason, for people." })
  message!: string;

  @Field(() => String, { nullable: true, description: "The cloud's own error code." })
  nativeCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's id of the failed request; quote it to the cloud's support.",
  })
  requestId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds to wait before trying again; null when the cloud names no time.",
  })
  retryAfterSeconds!: number | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The cloud's id of the one object that could not be read; null when the problem concerns the whole account.",
  })
  nativeId!: string | null;
}
