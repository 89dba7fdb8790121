import { Field, Int, ObjectType } from "type-graphql";
import { CloudProvider } from "./cloud-provider.js";
import { BalancingAlgorithm, ClientAffinity, ListenerProtocol, SessionPersistenceType } from "./enums.js";
import { NO_LIMITS, ProviderLimits } from "./limits.js";

@ObjectType({ simpleResolvers: true, description: "A port that cannot be opened because the cloud itself uses it." })
export class ReservedPort {
  @Field(() => ListenerProtocol, {
    nullable: true,
    description: "The protocol it is reserved for; null when it is reserved for all protocols.",
  })
  protocol!: ListenerProtocol | null;

  @Field(() => Int, { description: "The port, 1 to 65535." })
  port!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What a cloud can and cannot do, as data, so that a front end can build its forms without code for each cloud. Asking for something unsupported returns an UNSUPPORTED problem.",
})
export class ProviderCapabilities {
  @Field(() => CloudProvider, { description: "The cloud API that these capabilities describe." })
  provider!: CloudProvider;

  @Field(() => [ListenerProtocol], { description: "Protocols that a listener can have." })
  protocols!: ListenerProtocol[];

  @Field(() => [BalancingAlgorithm], {
    description: "Balancing algorithms that can be chosen. Empty when the cloud always decides by itself.",
  })
  algorithms!: BalancingAlgorithm[];

  @Field(() => [ClientAffinity], { description: "Values of clientAffinity that a listener can have." })
  clientAffinities!: ClientAffinity[];

  @Field(() => [SessionPersistenceType], {
    description: "Types of session persistence that a pool can have.",
  })
  sessionPersistenceTypes!: SessionPersistenceType[];

  @Field(() => Int, { description: "Maximum number of port ranges that one listener can have." })
  maxPortRanges!: number;

  @Field(() => Boolean, { description: "Whether a range may span more than one port." })
  allowsPortSpans!: boolean;

  @Field(() => Int, { description: "The lowest port that can be opened." })
  minPort!: number;

  @Field(() => Int, { description: "The highest port that can be opened." })
  maxPort!: number;

  @Field(() => [ReservedPort], { description: "Ports between minPort and maxPort that cannot be opened." })
  reservedPorts!: ReservedPort[];

  @Field(() => Boolean, {
    description:
      "Whether pools are resources of their own. False when members belong to the listener directly and the pool is implied.",
  })
  hasExplicitPools!: boolean;

  @Field(() => Boolean, { description: "Whether createListeners creates many listeners on this cloud in one call." })
  hasBatchCreate!: boolean;

  @Field(() => [String], { description: "Listener fields that cannot change after creation." })
  immutableListenerFields!: string[];

  @Field(() => [String], { description: "Fields of the listener inputs that this cloud does not support." })
  unsupportedListenerFields!: string[];

  @Field(() => [String], {
    description: "Fields that a new listener must have on this cloud, although they are optional in the input.",
  })
  requiredListenerFields!: string[];

  @Field(() => [String], {
    description:
      "Listener fields that null clears in a change, as paths in the input, for example tls.clientCaCertificateIds. Null in any other field is an UNSUPPORTED problem.",
  })
  clearableListenerFields!: string[];

  @Field(() => [String], { description: "Pool fields that cannot change after creation." })
  immutablePoolFields!: string[];

  @Field(() => [String], { description: "Fields of the pool inputs that this cloud does not support." })
  unsupportedPoolFields!: string[];

  @Field(() => [String], {
    description: "Fields that a new pool must have on this cloud, although they are optional in the input.",
  })
  requiredPoolFields!: string[];

  @Field(() => [String], {
    description:
      "Pool fields that null clears in a change, as paths in the input, for example healthMonitor.port. Null in any other field is an UNSUPPORTED problem.",
  })
  clearablePoolFields!: string[];

  @Field(() => [String], { description: "Fields of the pool member input that this cloud does not support." })
  unsupportedMemberFields!: string[];

  @Field(() => [String], {
    description: "Fields that a pool member must have on this cloud, although they are optional in the input.",
  })
  requiredMemberFields!: string[];

  @Field(() => Int, {
    nullable: true,
    description: "The lowest weight of a pool member; null when members have no weights.",
  })
  minMemberWeight!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The highest weight of a pool member; null when members have no weights.",
  })
  maxMemberWeight!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Maximum number of members that one pool can have; null when the cloud documents no limit.",
  })
  maxMembersPerPool!: number | null;

  @Field(() => ProviderLimits, { description: "Lengths, patterns and bounds of input fields, as data for forms." })
  limits!: ProviderLimits;
}

type MayBeOmitted =
  | "requiredListenerFields"
  | "requiredPoolFields"
  | "requiredMemberFields"
  | "clearableListenerFields"
  | "clearablePoolFields";

/** The capabilities that a cloud declares; an omitted list of required or clearable fields is empty. */
export type OwnCapabilities = Omit<ProviderCapabilities, "provider" | "limits" | MayBeOmitted> &
  Partial<Pick<ProviderCapabilities, MayBeOmitted>>;

/** A cloud's capabilities and limits as the graph returns them. */
export function capabilitiesOf(cloud: {
  readonly name: CloudProvider;
  readonly capabilities: OwnCapabilities;
  readonly limits: Partial<ProviderLimits>;
}): ProviderCapabilities {
  return {
    requiredListenerFields: [],
    requiredPoolFields: [],
    requiredMemberFields: [],
    clearableListenerFields: [],
    clearablePoolFields: [],
    ...cloud.capabilities,
    provider: cloud.name,
    limits: { ...NO_LIMITS, ...cloud.limits },
  };
}
