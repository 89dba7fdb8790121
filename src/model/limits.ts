import { Field, Int, ObjectType } from "type-graphql";
import { ListenerProtocol } from "./enums.js";
import { graphqlEnum } from "./graphql-enum.js";
import { PercentageLimit, TextLimit, TimeLimit } from "./limit-kinds.js";

@ObjectType({ simpleResolvers: true, description: "The limits of tags." })
export class TagLimits {
  @Field(() => Int, { description: "Maximum number of tags that one resource can have." })
  maxCount!: number;

  @Field(() => TextLimit, { description: "A tag's key." })
  key!: TextLimit;

  @Field(() => TextLimit, { description: "A tag's value." })
  value!: TextLimit;
}

@ObjectType({ simpleResolvers: true, description: "A named policy or cipher set for a listener's TLS." })
export class TlsPolicyLimit {
  @Field(() => String, { description: "The policy's name, to use as tls.policy." })
  name!: string;

  @Field(() => [String], {
    description: "The TLS versions that the policy includes; empty when versions are chosen separately.",
  })
  versions!: string[];
}

@ObjectType({ simpleResolvers: true, description: "The limits of a listener's TLS settings." })
export class TlsLimits {
  @Field(() => Int, {
    nullable: true,
    description:
      "Maximum number of server certificates that one listener can have; null when the cloud documents no limit.",
  })
  maxCertificates!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Maximum number of certificate authorities for client certificates; 0 when client certificates are not supported, null when the cloud documents no limit.",
  })
  maxClientCaCertificates!: number | null;

  @Field(() => [TlsPolicyLimit], { description: "The policies to choose from." })
  policies!: TlsPolicyLimit[];

  @Field(() => [[String]], {
    nullable: true,
    description:
      "The combinations of TLS versions to choose from; empty when a policy determines the versions, null when any combination is allowed.",
  })
  versionSets!: string[][] | null;
}

@ObjectType({ simpleResolvers: true, description: "What health checks support for one protocol." })
export class HealthMonitorProtocolLimits {
  @Field(() => ListenerProtocol, {
    description: "The pool's protocol, when pools have one of their own; otherwise the listener's.",
  })
  protocol!: ListenerProtocol;

  @Field(() => [String], { description: "The protocols that checks can use." })
  checkProtocols!: string[];

  @Field(() => [String], { description: "Fields of the health monitor input that such checks do not support." })
  unsupportedFields!: string[];
}

@ObjectType({
  simpleResolvers: true,
  description: "The limits of health checks. A number whose minimum and maximum are equal cannot be chosen.",
})
export class HealthMonitorLimits {
  @Field(() => [String], { description: "The protocols that checks can use: TCP, UDP, HTTP, HTTPS or PING." })
  protocols!: string[];

  @Field(() => [HealthMonitorProtocolLimits], {
    description: "Differences by the protocol of the pool or listener; empty when there are none.",
  })
  byProtocol!: HealthMonitorProtocolLimits[];

  @Field(() => Int, { nullable: true, description: "Minimum number of seconds between two checks." })
  minIntervalSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Maximum number of seconds between two checks." })
  maxIntervalSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Minimum number of seconds that a check waits for an answer; null when this cannot be chosen.",
  })
  minTimeoutSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Maximum number of seconds that a check waits for an answer; null when this cannot be chosen.",
  })
  maxTimeoutSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Minimum number of successful checks in a row that make a member healthy.",
  })
  minHealthyThreshold!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Maximum number of successful checks in a row that make a member healthy.",
  })
  maxHealthyThreshold!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Minimum number of failed checks in a row that make a member unhealthy.",
  })
  minUnhealthyThreshold!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Maximum number of failed checks in a row that make a member unhealthy.",
  })
  maxUnhealthyThreshold!: number | null;

  @Field(() => TextLimit, {
    nullable: true,
    description: "The limits of the path that an HTTP check requests; null when checks have no path.",
  })
  path!: TextLimit | null;

  @Field(() => [String], {
    description: "Fields that a new health monitor must have, because the cloud has no default for them.",
  })
  requiredFields!: string[];

  @Field(() => [String], { description: "Fields of the health monitor input that this cloud does not support." })
  unsupportedFields!: string[];
}

export const AddressKind = graphqlEnum("AddressKind", "The possible kinds of a pool member's address.", {
  IPV4: "An IPv4 address.",
  IPV6: "An IPv6 address.",
  HOST_NAME: "A host name.",
  RESOURCE_ID: "The cloud's own id of a resource.",
});
export type AddressKind = keyof typeof AddressKind;

@ObjectType({
  simpleResolvers: true,
  description: "The limits of a pool's members. Weights and the most members are part of the capabilities.",
})
export class MemberLimits {
  @Field(() => Int, { description: "Minimum number of members that a pool can have." })
  minCount!: number;

  @Field(() => [AddressKind], { description: "The kinds of address that a member can have." })
  addressKinds!: AddressKind[];

  @Field(() => [String], {
    description: "The values of targetType to choose from; empty when members have no such field.",
  })
  targetTypes!: string[];

  @Field(() => TextLimit, {
    nullable: true,
    description: "The limits of a member's targetId; null when the cloud has no such field, or accepts any value.",
  })
  targetId!: TextLimit | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Lengths, patterns and bounds, as data: a form can check what a person types before it is sent. A value outside of them is refused before any cloud is called. A null limit means that this cloud does not have the field, or documents no limit.",
})
export class ProviderLimits {
  @Field(() => TextLimit, { nullable: true, description: "Names of listeners and pools." })
  name!: TextLimit | null;

  @Field(() => TextLimit, { nullable: true, description: "Descriptions of listeners and pools." })
  description!: TextLimit | null;

  @Field(() => TextLimit, { nullable: true, description: "The region of a pool's servers, in the cloud's own word." })
  region!: TextLimit | null;

  @Field(() => TagLimits, { nullable: true, description: "Tags of listeners." })
  tags!: TagLimits | null;

  @Field(() => TlsLimits, { nullable: true, description: "TLS settings of listeners." })
  tls!: TlsLimits | null;

  @Field(() => [TimeLimit], {
    description: "timeouts.idleSeconds of listeners, by protocol. Protocols that are not listed have no such timeout.",
  })
  idleTimeouts!: TimeLimit[];

  @Field(() => [TimeLimit], {
    description:
      "timeouts.requestSeconds of listeners, by protocol. Protocols that are not listed have no such timeout.",
  })
  requestTimeouts!: TimeLimit[];

  @Field(() => [TimeLimit], {
    description:
      "sessionPersistence.timeoutSeconds of pools, by the pool's protocol; empty when the cloud documents no limit.",
  })
  sessionPersistenceTimeouts!: TimeLimit[];

  @Field(() => HealthMonitorLimits, { nullable: true, description: "Health monitors of pools or listeners." })
  healthMonitor!: HealthMonitorLimits | null;

  @Field(() => PercentageLimit, { nullable: true, description: "The trafficPercentage of a pool." })
  trafficPercentage!: PercentageLimit | null;

  @Field(() => MemberLimits, { nullable: true, description: "Members of pools." })
  members!: MemberLimits | null;
}

/** The limits of a cloud that declares none; a cloud's own limits override these. */
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
