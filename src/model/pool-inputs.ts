import { IsOptional, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import { BalancingAlgorithm, ListenerProtocol } from "./enums.js";
import { idIsOf, membersFitCloud, settingsFitCloud } from "./generic-rules.js";
import { HealthMonitorInput, ListSize, PoolMemberInput, SessionPersistenceInput } from "./inputs-shared.js";
import { CheckedInput, Rule, type Violation } from "./rule.js";
import { PoolSettingsInput } from "./settings.js";

const percentMessage = "A share is 0 to 100 percent.";

function* algorithmFitsCloud({
  algorithm,
  context,
}: CheckedInput & { algorithm?: BalancingAlgorithm | null }): Iterable<Violation> {
  if (!algorithm || !context || context.capabilities.unsupportedPoolFields.includes("algorithm")) return;
  const { algorithms, provider } = context.capabilities;
  if (!algorithms.includes(algorithm))
    yield { code: "UNSUPPORTED", message: `${provider} has ${algorithms.join(", ")}, not ${algorithm}.` };
}

function* persistenceFitsCloud(
  input: CheckedInput & { sessionPersistence?: SessionPersistenceInput | null },
): Iterable<Violation> {
  const { sessionPersistence, context } = input;
  if (!sessionPersistence || !context || context.capabilities.unsupportedPoolFields.includes("sessionPersistence"))
    return;
  const { sessionPersistenceTypes, provider } = context.capabilities;
  if (!sessionPersistenceTypes.includes(sessionPersistence.type)) {
    yield {
      at: ["type"],
      code: "UNSUPPORTED",
      message: `${provider} has ${sessionPersistenceTypes.join(", ")}, not ${sessionPersistence.type}.`,
    };
  }
}

@InputType({ description: "A pool to create: on a listener, on a load balancer, or both, as the cloud wants it." })
export class CreatePoolInput extends CheckedInput {
  @Field(() => ID, {
    nullable: true,
    description: "The listener that is to forward to the pool. One of listenerId and parentId, or both.",
  })
  @Rule<CreatePoolInput>("listenerId", ({ listenerId }) => idIsOf(listenerId, "listener", "listener"))
  @Rule<CreatePoolInput>("listenerOrParent", function* ({ listenerId, parentId }) {
    if (listenerId == null && parentId == null)
      yield { message: "Say where the pool belongs: give listenerId, parentId or both." };
  })
  listenerId?: string | null;

  @Field(() => ID, { nullable: true, description: "The load balancer or accelerator that the pool is to belong to." })
  @Rule<CreatePoolInput>("parentId", ({ parentId }) =>
    idIsOf(parentId, "load balancer or accelerator", "load-balancer", "accelerator"),
  )
  parentId?: string | null;

  @Field(() => String, { nullable: true, description: "A name for people." })
  @IsOptional()
  @MaxLength(255, { message: "A name has at most 255 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Free text." })
  @IsOptional()
  @MaxLength(255, { message: "A description has at most 255 characters." })
  description?: string | null;

  @Field(() => String, { nullable: true, description: "The region of the servers, for accelerators." })
  @IsOptional()
  @MaxLength(64, { message: "A region has at most 64 characters." })
  region?: string | null;

  @Field(() => ListenerProtocol, { nullable: true, description: "The protocol towards the servers." })
  protocol?: ListenerProtocol | null;

  @Field(() => BalancingAlgorithm, { nullable: true, description: "How to choose servers." })
  @Rule<CreatePoolInput>("algorithmOfCloud", algorithmFitsCloud)
  algorithm?: BalancingAlgorithm | null;

  @Field(() => SessionPersistenceInput, {
    nullable: true,
    description: "How to keep a client with the same member. Left out: clients are not kept.",
  })
  @IsOptional()
  @ValidateNested()
  @Rule<CreatePoolInput>("sessionPersistenceOfCloud", persistenceFitsCloud)
  sessionPersistence?: SessionPersistenceInput | null;

  @Field(() => HealthMonitorInput, { nullable: true, description: "Health checks. Left out: none." })
  @IsOptional()
  @ValidateNested()
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => Int, { nullable: true, description: "Share of traffic for this pool's region in percent." })
  @IsOptional()
  @Min(0, { message: percentMessage })
  @Max(100, { message: percentMessage })
  trafficPercentage?: number | null;

  @Field(() => [PoolMemberInput], { nullable: true, description: "The servers to start with." })
  @IsOptional()
  @ListSize("members")
  @ValidateNested()
  @Rule<CreatePoolInput>("membersOfCloud", ({ members, context }) =>
    membersFitCloud(members ?? [], context?.capabilities),
  )
  members?: PoolMemberInput[] | null;

  @Field(() => PoolSettingsInput, { nullable: true, description: "Fields that only the pool's cloud has." })
  @IsOptional()
  @ValidateNested()
  @Rule<CreatePoolInput>("settingsOfCloud", (input) => settingsFitCloud(input.settings, input))
  settings?: PoolSettingsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports the pool as ready, or the deadline has come.",
  })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A change to a pool. What is left out stays as it is." })
export class UpdatePoolInput extends CheckedInput {
  @Field(() => ID, { description: "The pool's id." })
  @Rule<UpdatePoolInput>("poolId", ({ id }) => idIsOf(id, "pool", "pool"))
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change when the pool's etag differs." })
  ifMatch?: string | null;

  @Field(() => String, { nullable: true, description: "The new name." })
  @IsOptional()
  @MaxLength(255, { message: "A name has at most 255 characters." })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The new text." })
  @IsOptional()
  @MaxLength(255, { message: "A description has at most 255 characters." })
  description?: string | null;

  @Field(() => BalancingAlgorithm, { nullable: true, description: "How to choose servers." })
  @Rule<UpdatePoolInput>("algorithmOfCloud", algorithmFitsCloud)
  algorithm?: BalancingAlgorithm | null;

  @Field(() => SessionPersistenceInput, {
    nullable: true,
    description: "How to keep a client with the same member; null stops it.",
  })
  @IsOptional()
  @ValidateNested()
  @Rule<UpdatePoolInput>("sessionPersistenceOfCloud", persistenceFitsCloud)
  sessionPersistence?: SessionPersistenceInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description: "Health checks: what is left out of them stays as it is.",
  })
  @IsOptional()
  @ValidateNested()
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => Int, { nullable: true, description: "Share of traffic for this pool's region in percent." })
  @IsOptional()
  @Min(0, { message: percentMessage })
  @Max(100, { message: percentMessage })
  trafficPercentage?: number | null;

  @Field(() => PoolSettingsInput, { nullable: true, description: "Fields that only the pool's cloud has." })
  @IsOptional()
  @ValidateNested()
  @Rule<UpdatePoolInput>("settingsOfCloud", (input) => settingsFitCloud(input.settings, input))
  settings?: PoolSettingsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports the change as done, or the deadline has come.",
  })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A pool to delete." })
export class DeletePoolInput extends CheckedInput {
  @Field(() => ID, { description: "The pool's id." })
  @Rule<DeletePoolInput>("poolId", ({ id }) => idIsOf(id, "pool", "pool"))
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse to delete when the pool's etag differs." })
  ifMatch?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: "Also take away its members and health monitor, bottom-up.",
  })
  cascade!: boolean;
}

@InputType({ description: "The servers that a pool is to have, all of them." })
export class SetPoolMembersInput extends CheckedInput {
  @Field(() => ID, { description: "The pool's id." })
  @Rule<SetPoolMembersInput>("poolId", ({ poolId }) => idIsOf(poolId, "pool", "pool"))
  poolId!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change when the pool's etag differs." })
  ifMatch?: string | null;

  @Field(() => [PoolMemberInput], { description: "The whole set: servers that are not named here are taken out." })
  @ListSize("members")
  @ValidateNested()
  @Rule<SetPoolMembersInput>("membersOfCloud", ({ members, context }) =>
    membersFitCloud(members, context?.capabilities),
  )
  members!: PoolMemberInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports the change as done, or the deadline has come.",
  })
  waitUntilActive?: boolean | null;
}
