import { Field, ID, Int, InterfaceType, ObjectType } from "type-graphql";
import { CloudAccount } from "./cloud-account.js";
import { CloudProvider } from "./cloud-provider.js";
import { ProblemCode } from "./enums.js";
import { Listener } from "./listener.js";
import { PortRange } from "./port-range.js";

@InterfaceType({ description: "What stood in the way of a change. Several may be reported at once." })
export abstract class ChangeProblem {
  @Field(() => ProblemCode, { description: "The reason, for programs." })
  code!: ProblemCode;

  @Field(() => String, { description: "The reason, for people." })
  message!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Where in the input: ["input", "portRanges", "0", "toPort"]. Null when no single field is to blame.',
  })
  path!: string[] | null;

  @Field(() => Boolean, { description: "Whether the same change may succeed when tried again later." })
  isRetryable!: boolean;
}

@ObjectType({
  implements: [ChangeProblem],
  simpleResolvers: true,
  description: "The input broke a rule before any cloud was called.",
})
export class InvalidInputProblem extends ChangeProblem {
  @Field(() => String, { nullable: true, description: "The name of the rule, for programs." })
  constraint!: string | null;

  constructor(fields: InvalidInputProblem) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({ implements: [ChangeProblem], simpleResolvers: true, description: "The port is taken on this parent." })
export class PortConflictProblem extends ChangeProblem {
  @Field(() => [Listener], {
    nullable: true,
    description: "The listeners that hold the port; null when they could not be read.",
  })
  conflictsWith!: Listener[] | null;

  @Field(() => [PortRange], {
    nullable: true,
    description: "The ports that both want; null when they could not be read.",
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
  description: "The cloud refused or could not be reached.",
})
export class ProviderProblem extends ChangeProblem {
  @Field(() => CloudProvider, { nullable: true, description: "The cloud API that was asked." })
  provider!: CloudProvider | null;

  @Field(() => String, { nullable: true, description: "The cloud's own error code." })
  nativeCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's name for the failed call; its support asks for it.",
  })
  requestId!: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds to wait before trying again." })
  retryAfterSeconds!: number | null;

  @Field(() => [String], {
    description:
      "The cloud's own actions that it had accepted before the change stopped, in their order; empty when nothing was done. When it is not empty, the payload carries the object as far as it exists, and the same change must not simply be sent again.",
  })
  completedSteps!: string[];

  constructor(fields: ProviderProblem) {
    super();
    Object.assign(this, fields);
  }
}

@ObjectType({ simpleResolvers: true, description: "Why one account could not be read, or not all of it." })
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
    description: "The cloud's name for the failed call; its support asks for it.",
  })
  requestId!: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds to wait before trying again." })
  retryAfterSeconds!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the one object that could not be read; null when the problem is the account's.",
  })
  nativeId!: string | null;
}
