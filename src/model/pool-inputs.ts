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

@InputType({
  description: "A pool to create: on a listener, on a load balancer or accelerator, or both, depending on the cloud.",
})
export class CreatePoolInput extends ChangeInput {
  @Field(() => ID, {
    nullable: true,
    description: "The listener that is to forward to the pool. Give listenerId, parentId or both.",
  })
  @Checked<CreatePoolInput>({
    listenerId: ({ listenerId }) => idIsOf(listenerId, "listener", "listener"),
    listenerOrParent: function* ({ listenerId, parentId }) {
      if (listenerId == null && parentId == null)
        yield { message: "Say where the pool belongs: give listenerId, parentId or both." };
    },
  })
  listenerId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The load balancer or accelerator that the pool is to belong to. Give listenerId, parentId or both.",
  })
  @Checked<CreatePoolInput>({
    parentId: ({ parentId }) => idIsOf(parentId, "load balancer or accelerator", "load-balancer", "accelerator"),
  })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "A name for people. The allowed characters and lengths depend on the cloud.",
  })
  @Checked<CreatePoolInput>({ nameOfCloud: ({ name }, context) => nameFits(name, context) })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "Free text." })
  @Checked<CreatePoolInput>({ descriptionOfCloud: ({ description }, context) => descriptionFits(description, context) })
  description?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The region of the servers, for accelerators, in the cloud's own word.",
  })
  @Checked<CreatePoolInput>({ regionOfCloud: ({ region }, context) => regionFits(region, context) })
  region?: string | null;

  @Field(() => ListenerProtocol, {
    nullable: true,
    description: "The protocol between the load balancer or accelerator and the servers.",
  })
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
    description: "How to keep a client on the same member. Default: clients are not kept on a member.",
  })
  @ValidateNested()
  @Checked<CreatePoolInput>({
    sessionPersistenceOfCloud: ({ sessionPersistence }, context) =>
      isOffered("type", sessionPersistence?.type, (cloud) => cloud.sessionPersistenceTypes, context, ["type"]),
    sessionPersistenceTime: (input, context) =>
      persistenceTimeFits(input.sessionPersistence, input.protocol ?? context?.listener?.protocol, context),
  })
  sessionPersistence?: SessionPersistenceInput | null;

  @Field(() => HealthMonitorInput, { nullable: true, description: "Health checks. Default: none." })
  @ValidateNested()
  @Checked<CreatePoolInput>({
    healthMonitorOfCloud: ({ healthMonitor }, context) => healthMonitorFits(healthMonitor, context),
    wholeHealthMonitor: ({ healthMonitor }, context) => healthMonitorIsWhole(healthMonitor, context),
  })
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "The share of traffic for this pool's region, in percent. Some clouds allow only whole percentages: see capabilities { limits { trafficPercentage } }.",
  })
  @Checked<CreatePoolInput>({ shareOfCloud: ({ trafficPercentage }, context) => shareFits(trafficPercentage, context) })
  trafficPercentage?: number | null;

  @Field(() => [PoolMemberInput], { nullable: true, description: "The initial servers." })
  @ValidateNested()
  @Checked<CreatePoolInput>({
    membersOfCloud: ({ members }, context) => membersFitCloud(members, context?.capabilities),
  })
  members?: PoolMemberInput[] | null;

  @Field(() => PoolSettingsInput, { nullable: true, description: "Fields that only this cloud has." })
  @Checked<CreatePoolInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: PoolSettingsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports that the pool is ready, or when the deadline is reached.",
  })
  waitUntilActive?: boolean | null;
}

@InputType({
  description:
    "A change to a pool. Omitted fields keep their values, and a value that is already set is not sent: an input that repeats what was read changes nothing. Null and an empty text clear a value when the cloud can do that (capabilities.clearablePoolFields); otherwise they are an UNSUPPORTED problem.",
})
export class UpdatePoolInput extends ChangeInput {
  @Field(() => ID, { description: "The pool's id." })
  @Checked<UpdatePoolInput>({ poolId: ({ id }) => idIsOf(id, "pool", "pool") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change unless the pool's etag equals this one." })
  ifMatch?: string | null;

  @Field(() => String, { nullable: true, description: "The new name." })
  @Checked<UpdatePoolInput>({ nameOfCloud: ({ name }, context) => nameFits(name, context) })
  name?: string | null;

  @Field(() => String, { nullable: true, description: "The new description." })
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
    description: "How to keep a client on the same member; null stops that.",
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
    description: "Health checks. Omitted fields keep their values; null removes the checks when the cloud can do that.",
  })
  @ValidateNested()
  @Checked<UpdatePoolInput>({
    healthMonitorOfCloud: ({ healthMonitor }, context) => healthMonitorFits(healthMonitor, context),
  })
  healthMonitor?: HealthMonitorInput | null;

  @Field(() => Float, {
    nullable: true,
    description:
      "The share of traffic for this pool's region, in percent. Some clouds allow only whole percentages: see capabilities { limits { trafficPercentage } }.",
  })
  @Checked<UpdatePoolInput>({ shareOfCloud: ({ trafficPercentage }, context) => shareFits(trafficPercentage, context) })
  trafficPercentage?: number | null;

  @Field(() => PoolSettingsInput, { nullable: true, description: "Fields that only this cloud has." })
  @Checked<UpdatePoolInput>({ settingsOfCloud: ({ settings }, context) => settingsFitCloud(settings, context) })
  settings?: PoolSettingsInput | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports that the change is complete, or when the deadline is reached.",
  })
  waitUntilActive?: boolean | null;
}

@InputType({ description: "A pool to delete." })
export class DeletePoolInput extends ChangeInput {
  @Field(() => ID, { description: "The pool's id." })
  @Checked<DeletePoolInput>({ poolId: ({ id }) => idIsOf(id, "pool", "pool") })
  id!: string;

  @Field(() => String, { nullable: true, description: "Refuse to delete unless the pool's etag equals this one." })
  ifMatch?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Also delete its members and health monitor, and detach it from its listeners. Before anything is deleted, everything is checked; a pool that one of the cloud's forwarding rules uses, or that is frozen or unreadable, makes the whole change fail. Then listeners are detached, members and health monitor are deleted, and the pool last. If the cloud refuses midway, what was removed is restored, members and health monitor under new ids, and the problem's message says so. Null means false.",
  })
  cascade!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      "Answer only when the cloud no longer has the pool, or when the deadline is reached. False: answer as soon as the cloud has accepted it. Null means false.",
  })
  waitUntilGone?: boolean | null;
}

@InputType({ description: "The complete set of servers for a pool." })
export class SetPoolMembersInput extends ChangeInput {
  @Field(() => ID, { description: "The pool's id." })
  @Checked<SetPoolMembersInput>({ poolId: ({ poolId }) => idIsOf(poolId, "pool", "pool") })
  poolId!: string;

  @Field(() => String, { nullable: true, description: "Refuse the change unless the pool's etag equals this one." })
  ifMatch?: string | null;

  @Field(() => [PoolMemberInput], { description: "The whole set: servers that are not listed are removed." })
  @ValidateNested()
  @Checked<SetPoolMembersInput>({
    membersOfCloud: ({ members }, context) => membersFitCloud(members, context?.capabilities),
  })
  members!: PoolMemberInput[];

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: "Answer only when the cloud reports that the change is complete, or when the deadline is reached.",
  })
  waitUntilActive?: boolean | null;
}
