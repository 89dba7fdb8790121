import { ValidateNested } from "class-validator";
import { Field, Float, ID, InputType } from "type-graphql";
import { ChangeInput } from "./change-input.js";
import { Checked } from "./checked-input.js";
import { BalancingAlgorithm, ListenerProtocol } from "./enums.js";
import { idIsOf, membersFitCloud, settingsFitCloud } from "./generic-rules.js";
import { HealthMonitorInput, PoolMemberInput, SessionPersistenceInput } from "./inputs-shared.js";
import { isOffered } from "./limit-checks.js";
import {
  descriptionFits,
  healthMonitorFits,
  healthMonitorIsWhole,
  nameFits,
  persistenceTimeFits,
  regionFits,
  shareFits,
} from "./part-checks.js";
import { PoolSettingsInput } from "./settings.js";

@InputType({ description: "A pool to create: on a listener, on a load balancer, or both, as the cloud wants it." })
export class CreatePoolInput extends ChangeInput {
  @Field(() => ID, {
    nullable: true,
    description: "The listener that is to forward to the pool. One of listenerId and parentId, or both.",
  })
  @Checked<CreatePoolInput>({
    listenerId: ({ listenerId }) => idIsOf(listenerId, "listener", "listener"),
    listenerOrParent: function* ({ listenerId, parentId }) {
      if (listenerId == null && parentId == null)
        yield { message: "Say where the pool belongs: give listenerId, parentId or both." };
    },
  })
  listenerId?: string | null;

  @Field(() => ID, { nullable: true, description: "The load balancer or accelerator that the pool is to belong to." })
  @Checked<CreatePoolInput>({
    parentId: ({ parentId }) => idIsOf(parentId, "load balancer or accelerator", "load-balancer", "accelerator"),
  })
  parentId?: string | null;

  @Field(() => String, { nullable: true, description: "A name for people." })
  @Checked<CreatePoolInput>({ nameOfCloud: ({ name }, context) => nameFits(name, context) })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Free text." })
  @Checked<CreatePoolInput>({ descriptionOfCloud: ({ description }, context) => descriptionFits(description, context) })
  description?: string | null;

  @Field(() => String, { nullable: true, description: "The region of the servers, for accelerators." })
  @Checked<CreatePoolInput>({ regionOfCloud: ({ region }, context) => regionFits(region, context) })
  region?: string | null;

  @Field(() => ListenerProtocol, { nullable: true, description: "The protocol towards the servers." })
  @Checked()
  protocol?: ListenerProtocol | null;

  @Field(() => BalancingAlgorithm, { nullable: true, description: "How to choose servers." })
  @Checked<CreatePoolInput>({
    algorithmOfCloud: ({ algorithm }, context) =>
      isOffered("algorithm", algorithm, ({ algorithms }) => algorithms, context),
  })
  algorithm?: BalancingAlgorithm | null;

  @Field(() => SessionPersistenceInput, {
    nullable: true,
    description: "How to keep a client with the same member. Left out: clients are not kept.",
  })
  @ValidateNested()
  @Checked<CreatePoolInput>({
    sessionPersistenceOfCloud: ({ sessionPersistence }, context) =>
      isOffered("type", sessionPersistence?.type, (cloud) => cloud.sessionPersistenceTypes, context, ["type"]),
    sessionPersistenceTime: (input, context) =>
      persistenceTimeFits(input.sessionPersistence, input.protocol ?? context?.listener?.protocol, context),
  })
  sessionPersistence?: SessionPersistenceInput | null;

  @Field(() => HealthMonitorInput, { nullable: true, description: "Health checks. Left out: none." })
  @ValidateNested()
  @Checked<CreatePoolInput>({
    healthMonitorOfCloud: ({ healthMonitor }, context) => healthMonitorFits(healthMonitor, context),
    wholeHealthMonitor: ({ healthMonitor }, context) => healthMonitorIsWhole(healthMonitor, context),
  })
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of traffic for this pool's region in percent. Clouds that take whole percents only say so in capabilities { limits { trafficPercentage } }.",
  })
  @Checked<CreatePoolInput>({ shareOfCloud: ({ trafficPercentage }, context) => shareFits(trafficPercentage, context) })
  trafficPercentage?: number | null;

  @Field(() => [PoolMemberInput], { nullable: true, description: "The servers to start with." })
  @ValidateNested()
  @Checked<CreatePoolInput>({
    membersOfCloud: ({ members }, context) => membersFitCloud(members, context?.capabilities),
  })
  members?: PoolMemberInput[] | null;

  @Field(() => PoolSettingsInput, { nullable: true, description: "Fields that only the pool's cloud has." })
  @Checked<CreatePoolInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: PoolSettingsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports the pool as ready, or the deadline has come.",
  })
  waitUntilActive?: boolean | null;
}

@InputType({
  description:
    "A change to a pool. What is omitted stays as it is, and what has the given value already is not sent: an input that gives back what was read changes nothing. Null and an empty text take a value away where the cloud can do that (capabilities.clearablePoolFields), and are an UNSUPPORTED problem elsewhere.",
})
export class UpdatePoolInput extends ChangeInput {
  @Field(() => ID, { description: "The pool's id." })
  @Checked<UpdatePoolInput>({ poolId: ({ id }) => idIsOf(id, "pool", "pool") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change when the pool's etag differs." })
  ifMatch?: string | null;

  @Field(() => String, { nullable: true, description: "The new name." })
  @Checked<UpdatePoolInput>({ nameOfCloud: ({ name }, context) => nameFits(name, context) })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The new text." })
  @Checked<UpdatePoolInput>({ descriptionOfCloud: ({ description }, context) => descriptionFits(description, context) })
  description?: string | null;

  @Field(() => BalancingAlgorithm, { nullable: true, description: "How to choose servers." })
  @Checked<UpdatePoolInput>({
    algorithmOfCloud: ({ algorithm }, context) =>
      isOffered("algorithm", algorithm, ({ algorithms }) => algorithms, context),
  })
  algorithm?: BalancingAlgorithm | null;

  @Field(() => SessionPersistenceInput, {
    nullable: true,
    description: "How to keep a client with the same member; null stops it.",
  })
  @ValidateNested()
  @Checked<UpdatePoolInput>({
    sessionPersistenceOfCloud: ({ sessionPersistence }, context) =>
      isOffered("type", sessionPersistence?.type, (cloud) => cloud.sessionPersistenceTypes, context, ["type"]),
    sessionPersistenceTime: (input, context) =>
      persistenceTimeFits(input.sessionPersistence, context?.pool?.protocol, context),
  })
  sessionPersistence?: SessionPersistenceInput | null;

  @Field(() => HealthMonitorInput, {
    nullable: true,
    description:
      "Health checks: what is omitted of them stays as it is; null takes them away where the cloud can do that.",
  })
  @ValidateNested()
  @Checked<UpdatePoolInput>({
    healthMonitorOfCloud: ({ healthMonitor }, context) => healthMonitorFits(healthMonitor, context),
  })
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "Share of traffic for this pool's region in percent. Clouds that take whole percents only say so in capabilities { limits { trafficPercentage } }.",
  })
  @Checked<UpdatePoolInput>({ shareOfCloud: ({ trafficPercentage }, context) => shareFits(trafficPercentage, context) })
  trafficPercentage?: number | null;

  @Field(() => PoolSettingsInput, { nullable: true, description: "Fields that only the pool's cloud has." })
  @Checked<UpdatePoolInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: PoolSettingsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports the change as done, or the deadline has come.",
  })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A pool to delete." })
export class DeletePoolInput extends ChangeInput {
  @Field(() => ID, { description: "The pool's id." })
  @Checked<DeletePoolInput>({ poolId: ({ id }) => idIsOf(id, "pool", "pool") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse to delete when the pool's etag differs." })
  ifMatch?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Also take away its members and health monitor, and detach it from its listeners. First it is only looked whether all of it can go; a pool that a forwarding rule of the cloud leads to, or that is frozen or unreadable, is refused before anything is touched. Then listeners let go of it, members and monitor go, and the pool goes last. When the cloud refuses on the way, what was taken away is put back, members and monitor under new ids, and the problem's message says so. Null stands for false.",
  })
  cascade!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Answer only when the cloud does not have the pool any more, or the deadline has come. False: answer as soon as the cloud has accepted it. Null stands for false.",
  })
  waitUntilGone?: boolean | null;
}

@InputType({ description: "The servers that a pool is to have, all of them." })
export class SetPoolMembersInput extends ChangeInput {
  @Field(() => ID, { description: "The pool's id." })
  @Checked<SetPoolMembersInput>({ poolId: ({ poolId }) => idIsOf(poolId, "pool", "pool") })
  poolId!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change when the pool's etag differs." })
  ifMatch?: string | null;

  @Field(() => [PoolMemberInput], { description: "The whole set: servers that are not named here are taken out." })
  @ValidateNested()
  @Checked<SetPoolMembersInput>({
    membersOfCloud: ({ members }, context) => membersFitCloud(members, context?.capabilities),
  })
  members!: PoolMemberInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports the change as done, or the deadline has come.",
  })
  waitUntilActive?: boolean | null;
}
