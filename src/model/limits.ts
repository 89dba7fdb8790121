import { Field, Int, ObjectType } from "type-graphql";
import { ListenerProtocol } from "./enums.js";
import { graphqlEnum } from "./graphql-enum.js";
import { PercentageLimit, TextLimit, TimeLimit } from "./limit-kinds.js";

@ObjectType({ simpleResolvers: true, description: "What tags must be like." })
export class TagLimits {
  @Field(() => Int, { description: "How many tags one resource may have." })
  maxCount!: number;

  @Field(() => TextLimit, { description: "A tag's key." })
  key!: TextLimit;

  @Field(() => TextLimit, { description: "A tag's value." })
  value!: TextLimit;
}

@ObjectType({ simpleResolvers: true, description: "A named policy or cipher set that a listener's TLS can have." })
export class TlsPolicyLimit {
  @Field(() => String, { description: "Its name, to be given as tls.policy." })
  name!: string;

  @Field(() => [String], { description: "The TLS versions that come with it; empty where they are chosen apart." })
  versions!: string[];
}

@ObjectType({ simpleResolvers: true, description: "What the TLS settings of a listener must be like." })
export class TlsLimits {
  @Field(() => Int, {
    nullable: true,
    description: "Most server certificates of one listener; null where the cloud names no limit.",
  })
  maxCertificates!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Most authorities for client certificates; 0 where clients are not asked for any, null where the cloud names no limit.",
  })
  maxClientCaCertificates!: number | null;

  @Field(() => [TlsPolicyLimit], { description: "The policies that can be named." })
  policies!: TlsPolicyLimit[];

  @Field(() => [[String]], {
    nullable: true,
    description:
      "The combinations of TLS versions that can be asked for; empty where versions come with a policy only, null where any combination can be asked for.",
  })
  versionSets!: string[][] | null;
}

@ObjectType({ simpleResolvers: true, description: "What health checks can do for one protocol." })
export class HealthMonitorProtocolLimits {
  @Field(() => ListenerProtocol, {
    description: "The protocol: the pool's where pools have one of their own, else the listener's.",
  })
  protocol!: ListenerProtocol;

  @Field(() => [String], { description: "What checks can speak there." })
  checkProtocols!: string[];

  @Field(() => [String], { description: "Fields of the health monitor's input that such checks have nothing for." })
  unsupportedFields!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: "What health checks must be like. A number whose least and most are equal cannot be chosen.",
})
export class HealthMonitorLimits {
  @Field(() => [String], { description: "What checks can speak: TCP, UDP, HTTP, HTTPS or PING." })
  protocols!: string[];

  @Field(() => [HealthMonitorProtocolLimits], {
    description: "Where it depends on the protocol of the pool or listener; empty where it does not.",
  })
  byProtocol!: HealthMonitorProtocolLimits[];

  @Field(() => Int, { nullable: true, description: "Fewest seconds from one check to the next." })
  minIntervalSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Most seconds from one check to the next." })
  maxIntervalSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Fewest seconds that a check waits for its answer; null where that cannot be chosen.",
  })
  minTimeoutSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Most seconds that a check waits for its answer; null where that cannot be chosen.",
  })
  maxTimeoutSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Fewest good checks in a row that make a member healthy." })
  minHealthyThreshold!: number | null;

  @Field(() => Int, { nullable: true, description: "Most good checks in a row that make a member healthy." })
  maxHealthyThreshold!: number | null;

  @Field(() => Int, { nullable: true, description: "Fewest bad checks in a row that make a member unhealthy." })
  minUnhealthyThreshold!: number | null;

  @Field(() => Int, { nullable: true, description: "Most bad checks in a row that make a member unhealthy." })
  maxUnhealthyThreshold!: number | null;

  @Field(() => TextLimit, {
    nullable: true,
    description: "The path that an HTTP check asks for; null where checks have none.",
  })
  path!: TextLimit | null;

  @Field(() => [String], { description: "Fields that a new health monitor must have, since the cloud has no default." })
  requiredFields!: string[];

  @Field(() => [String], { description: "Fields of the health monitor's input that this cloud has nothing for." })
  unsupportedFields!: string[];
}

export const AddressKind = graphqlEnum("AddressKind", "What the address of a pool member can be.", {
  IPV4: "An IPv4 address.",
  IPV6: "An IPv6 address.",
  HOST_NAME: "The name of a host.",
  RESOURCE_ID: "The cloud's own id of a resource.",
});
export type AddressKind = keyof typeof AddressKind;

@ObjectType({
  simpleResolvers: true,
  description:
    "What the members of a pool must be like. Their weights and the most of them are among the capabilities.",
})
export class MemberLimits {
  @Field(() => Int, { description: "Fewest members that a pool may have." })
  minCount!: number;

  @Field(() => [AddressKind], { description: "What an address can be." })
  addressKinds!: AddressKind[];

  @Field(() => [String], { description: "Values of targetType; empty where members have none." })
  targetTypes!: string[];

  @Field(() => TextLimit, {
    nullable: true,
    description: "The targetId of a member; null where the cloud has none, or takes any.",
  })
  targetId!: TextLimit | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Lengths, patterns and bounds, as data: a form can check what a person types before it is sent. A value beyond them is refused before any cloud is called. Null: this cloud has nothing of the sort, or names no limit.",
})
export class ProviderLimits {
  @Field(() => TextLimit, { nullable: true, description: "Names of listeners and pools." })
  name!: TextLimit | null;

  @Field(() => TextLimit, { nullable: true, description: "Descriptions of listeners and pools." })
  description!: TextLimit | null;

  @Field(() => TextLimit, { nullable: true, description: "The region of a pool's servers." })
  region!: TextLimit | null;

  @Field(() => TagLimits, { nullable: true, description: "Tags of listeners." })
  tags!: TagLimits | null;

  @Field(() => TlsLimits, { nullable: true, description: "TLS settings of listeners." })
  tls!: TlsLimits | null;

  @Field(() => [TimeLimit], {
    description: "timeouts.idleSeconds of listeners, by protocol. A protocol that is not named has no such time.",
  })
  idleTimeouts!: TimeLimit[];

  @Field(() => [TimeLimit], {
    description: "timeouts.requestSeconds of listeners, by protocol. A protocol that is not named has no such time.",
  })
  requestTimeouts!: TimeLimit[];

  @Field(() => [TimeLimit], {
    description: "sessionPersistence.timeoutSeconds of pools, by the pool's protocol; empty where no limit is named.",
  })
  sessionPersistenceTimeouts!: TimeLimit[];

  @Field(() => HealthMonitorLimits, { nullable: true, description: "Health monitors of pools or listeners." })
  healthMonitor!: HealthMonitorLimits | null;

  @Field(() => PercentageLimit, { nullable: true, description: "The trafficPercentage of a pool." })
  trafficPercentage!: PercentageLimit | null;

  @Field(() => MemberLimits, { nullable: true, description: "Members of pools." })
  members!: MemberLimits | null;
}

/** The limits of a cloud that names none; a cloud's own come over these. */
export const NO_LIMITS: ProviderLimits = {
  name: null,
  description: null,
  region: null,
  tags: null,
  tls: null,
  idleTimeouts: [],
  requestTimeouts: [],
  sessionPersistenceTimeouts: [],
  healthMonitor: null,
  trafficPercentage: null,
  members: null,
};
