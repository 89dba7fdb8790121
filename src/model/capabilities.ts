import { Field, Int, ObjectType } from "type-graphql";
import { CloudProvider } from "./cloud-provider.js";
import { BalancingAlgorithm, ClientAffinity, ListenerProtocol, SessionPersistenceType } from "./enums.js";
import { NO_LIMITS, ProviderLimits } from "./limits.js";

@ObjectType({ simpleResolvers: true, description: "A port that cannot be opened because the cloud uses it itself." })
export class ReservedPort {
  @Field(() => ListenerProtocol, { nullable: true, description: "The protocol it is reserved for; null for all." })
  protocol!: ListenerProtocol | null;

  @Field(() => Int, { description: "The port." })
  port!: number;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What a cloud can and cannot do, as data, so that a front end can build its forms without per-cloud code. Asking for what is missing here is answered with an UNSUPPORTED problem.",
})
export class ProviderCapabilities {
  @Field(() => CloudProvider, { description: "The cloud API dialect that this speaks of." })
  provider!: CloudProvider;

  @Field(() => [ListenerProtocol], { description: "Protocols that a listener can have." })
  protocols!: ListenerProtocol[];

  @Field(() => [BalancingAlgorithm], {
    description: "Balancing algorithms that can be chosen. Empty where the cloud decides by itself.",
  })
  algorithms!: BalancingAlgorithm[];

  @Field(() => [ClientAffinity], { description: "Values of clientAffinity that can be asked for on a listener." })
  clientAffinities!: ClientAffinity[];

  @Field(() => [SessionPersistenceType], {
    description: "Sorts of session persistence that can be asked for on a pool.",
  })
  sessionPersistenceTypes!: SessionPersistenceType[];

  @Field(() => Int, { description: "How many port ranges one listener may hold." })
  maxPortRanges!: number;

  @Field(() => Boolean, { description: "Whether a range may span more than one port." })
  allowsPortSpans!: boolean;

  @Field(() => Int, { description: "Lowest port that can be opened." })
  minPort!: number;

  @Field(() => Int, { description: "Highest port that can be opened." })
  maxPort!: number;

  @Field(() => [ReservedPort], { description: "Ports between minPort and maxPort that cannot be opened." })
  reservedPorts!: ReservedPort[];

  @Field(() => Boolean, { description: "False where members hang on the listener and the pool is implied." })
  hasExplicitPools!: boolean;

  @Field(() => Boolean, { description: "Whether createListeners sends many listeners in one call to this cloud." })
  hasBatchCreate!: boolean;

  @Field(() => [String], { description: "Listener fields that cannot change after creation." })
  immutableListenerFields!: string[];

  @Field(() => [String], { description: "Fields of the listener inputs that this cloud has nothing for." })
  unsupportedListenerFields!: string[];

  @Field(() => [String], {
    description: "Fields that a new listener must have on this cloud, although the input can do without them.",
  })
  requiredListenerFields!: string[];

  @Field(() => [String], {
    description:
      "Listener fields that null takes away in a change, by their path in the input, such as tls.clientCaCertificateIds. A null elsewhere is UNSUPPORTED.",
  })
  clearableListenerFields!: string[];

  @Field(() => [String], { description: "Pool fields that cannot change after creation." })
  immutablePoolFields!: string[];

  @Field(() => [String], { description: "Fields of the pool inputs that this cloud has nothing for." })
  unsupportedPoolFields!: string[];

  @Field(() => [String], {
    description: "Fields that a new pool must have on this cloud, although the input can do without them.",
  })
  requiredPoolFields!: string[];

  @Field(() => [String], {
    description:
      "Pool fields that null takes away in a change, by their path in the input, such as healthMonitor.port. A null elsewhere is UNSUPPORTED.",
  })
  clearablePoolFields!: string[];

  @Field(() => [String], { description: "Fields of a pool member's input that this cloud has nothing for." })
  unsupportedMemberFields!: string[];

  @Field(() => [String], {
    description: "Fields that a pool member must have on this cloud, although the input can do without them.",
  })
  requiredMemberFields!: string[];

  @Field(() => Int, { nullable: true, description: "Lowest weight of a pool member; null where members have none." })
  minMemberWeight!: number | null;

  @Field(() => Int, { nullable: true, description: "Highest weight of a pool member; null where members have none." })
  maxMemberWeight!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "How many members one pool may have; null where the cloud names no limit.",
  })
  maxMembersPerPool!: number | null;

  @Field(() => ProviderLimits, { description: "Lengths, patterns and bounds, as data for forms." })
  limits!: ProviderLimits;
}

type MayBeOmitted =
  | "requiredListenerFields"
  | "requiredPoolFields"
  | "requiredMemberFields"
  | "clearableListenerFields"
  | "clearablePoolFields";

/** What a cloud says of its capabilities; a list of required or clearable fields that is omitted is empty. */
export type OwnCapabilities = Omit<ProviderCapabilities, "provider" | "limits" | MayBeOmitted> &
  Partial<Pick<ProviderCapabilities, MayBeOmitted>>;

/** A cloud's capabilities and limits as the graph shows them. */
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
