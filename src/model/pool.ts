import { Directive, Field, Float, ID, Int, ObjectType } from "type-graphql";
import { CloudAccount } from "./cloud-account.js";
import { CloudProvider } from "./cloud-provider.js";
import { DateTime } from "./date-time.js";
import { BalancingAlgorithm, ListenerProtocol, MemberHealth, ResourceStatus, SessionPersistenceType } from "./enums.js";
import { etagOf } from "./etag.js";
import { WHOLE_POOL } from "./meanings.js";
import { Node } from "./node.js";
import { globalIdOf, type ResourceRef, urnOf } from "./resource-ref.js";
import { PoolSettings } from "./settings.js";

@ObjectType({ simpleResolvers: true, description: "How a pool keeps a client on the same member." })
export class SessionPersistence {
  @Field(() => SessionPersistenceType, { description: "Whether it goes by the client's address or by a cookie." })
  type!: SessionPersistenceType;

  @Field(() => String, {
    nullable: true,
    description: "The name of the application's cookie, for APP_COOKIE; otherwise null.",
  })
  cookieName!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds after which a client may be sent to another member; null when the cloud has no such limit.",
  })
  timeoutSeconds!: number | null;
}

@ObjectType({ simpleResolvers: true, description: "How the cloud checks whether members work." })
export class HealthMonitor {
  @Field(() => ID, {
    nullable: true,
    description: "The cloud's own id of the health monitor; null when it is part of the pool or listener.",
  })
  nativeId!: string | null;

  @Field(() => Boolean, { description: "Whether checks run." })
  enabled!: boolean;

  @Field(() => String, { nullable: true, description: "The protocol of a check: TCP, UDP, HTTP, HTTPS or PING." })
  protocol!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "The port that is checked; null when it is the port that traffic uses.",
  })
  port!: number | null;

  @Field(() => String, { nullable: true, description: "The path that an HTTP check requests; null for other checks." })
  path!: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds from one check to the next." })
  intervalSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a check waits for an answer." })
  timeoutSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Successful checks in a row that make a member healthy." })
  healthyThreshold!: number | null;

  @Field(() => Int, { nullable: true, description: "Failed checks in a row that make a member unhealthy." })
  unhealthyThreshold!: number | null;
}

@ObjectType({ implements: [Node], simpleResolvers: true, description: "One server of a pool." })
@Directive('@key(fields: "id")')
export class PoolMember implements Node {
  /** Names the member within the graph. */
  readonly ref!: ResourceRef;

  @Field(() => ID, {
    simple: true,
    description: "Opaque and stable: store it, compare it, send it back; do not parse it.",
  })
  get id(): string {
    return globalIdOf(this.ref);
  }

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's own id of the membership; null when the cloud has none.",
  })
  nativeId!: string | null;

  @Field(() => String, { description: "The server's IP address, host name or cloud resource id." })
  address!: string;

  @Field(() => Int, { nullable: true, description: "The server's port; null when it is the listener's." })
  port!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "The server's share of the traffic relative to the other members; null when the cloud has no weights.",
  })
  weight!: number | null;

  /** Null until read, when reading it takes a separate call: whoever returns members reads it when it is asked for. */
  @Field(() => MemberHealth, { description: "The last result of the cloud's health checks." })
  health!: MemberHealth | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The type of the address, in the cloud's own word (for example EIP, ECS, Domain); null when the cloud has none.",
  })
  targetType!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the server or address behind this member; null when the cloud has none.",
  })
  targetId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the subnet of the address; null when the cloud has none.",
  })
  subnetId!: string | null;

  /** Written out: lists create many of these, and Object.assign takes six times as long. */
  constructor(fields: Omit<PoolMember, "id">) {
    this.ref = fields.ref;
    this.nativeId = fields.nativeId;
    this.address = fields.address;
    this.port = fields.port;
    this.weight = fields.weight;
    this.health = fields.health;
    this.targetType = fields.targetType;
    this.targetId = fields.targetId;
    this.subnetId = fields.subnetId;
  }
}

/** Fields that lists seldom ask for. */
export type PoolDetails = Pick<Pool, "settings" | "createdAt" | "updatedAt">;

/** The fields that a provider fills in; all others follow from them. */
export type PoolFields = Omit<Pool, "id" | "urn" | "provider" | keyof PoolDetails> & {
  /** Called when the first of the details is asked for, and only once. */
  readonly details: () => PoolDetails;
};

@ObjectType({
  implements: [Node],
  simpleResolvers: true,
  description:
    "Servers that share the traffic of a listener. Clouds also call it backend server group, endpoint group or origin set.",
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "urn")')
export class Pool implements Node {
  /** Names the pool within the graph; id and urn are made from it. */
  readonly ref!: ResourceRef;
  /** Names the load balancer or accelerator that it belongs to; null when the cloud does not say. */
  readonly parentRef!: ResourceRef | null;
  /** Names the listeners that forward to it; null when the cloud does not say. */
  readonly listenerRefs!: readonly ResourceRef[] | null;
  /** The cloud's own representation of the pool. Only its provider looks inside. */
  readonly native: unknown;
  readonly #makeDetails: () => PoolDetails;
  #made: PoolDetails | undefined;

  @Field(() => ID, {
    simple: true,
    description: "Opaque and stable: store it, compare it, send it back; do not parse it.",
  })
  get id(): string {
    return globalIdOf(this.ref);
  }

  @Field(() => ID, {
    simple: true,
    description:
      "account:pool:nativeId (the listener's id when the pool is implied); another subgraph can build it from what it knows.",
  })
  get urn(): string {
    return urnOf(this.ref);
  }

  @Field(() => ID, {
    description: "The cloud's own id; for an implied pool, that of the listener or rule that implies it.",
  })
  nativeId!: string;

  @Field(() => CloudProvider, { simple: true, description: "The cloud API that the pool belongs to." })
  get provider(): CloudProvider {
    return this.account.provider;
  }

  @Field(() => CloudAccount, { description: "The configured account through which it was read." })
  account!: CloudAccount;

  @Field(() => String, { nullable: true, description: "The region of its servers; null when the cloud does not say." })
  region!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The name that people gave it; not unique. Null when it has none.",
  })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "Free text; null when the cloud has no descriptions on pools." })
  description!: string | null;

  @Field(() => Boolean, {
    description: "True when the cloud has no pool resource and members belong to the listener directly.",
  })
  isImplicit!: boolean;

  @Field(() => ListenerProtocol, {
    nullable: true,
    description:
      "The protocol between the load balancer or accelerator and the servers; null when it is the listener's.",
  })
  protocol!: ListenerProtocol | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How servers are chosen; null when the cloud decides.",
  })
  algorithm!: BalancingAlgorithm | null;

  @Field(() => ResourceStatus, { description: "Its state, in the same words for every cloud." })
  status!: ResourceStatus;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's own word for the status; null when the cloud reports none.",
  })
  nativeStatus!: string | null;

  @Field(() => SessionPersistence, {
    nullable: true,
    description: "How a client is kept on one member; null when clients are not.",
  })
  sessionPersistence!: SessionPersistence | null;

  @Field(() => Float, {
    nullable: true,
    description: "The share of traffic for this pool's region, in percent; null when the cloud has no such share.",
  })
  trafficPercentage!: number | null;

  @Field(() => PoolSettings, { nullable: true, description: "Fields that only this cloud has." })
  get settings(): object | null {
    return this.#details().settings;
  }

  @Field(() => DateTime, { nullable: true, description: "When it was created; null when the cloud does not say." })
  get createdAt(): string | null {
    return this.#details().createdAt;
  }

  @Field(() => DateTime, {
    nullable: true,
    description: "When it was last changed; null when the cloud does not say.",
  })
  get updatedAt(): string | null {
    return this.#details().updatedAt;
  }

  /** Written out: lists create many of these, and Object.assign takes six times as long. */
  constructor(fields: PoolFields) {
    this.ref = fields.ref;
    this.parentRef = fields.parentRef;
    this.listenerRefs = fields.listenerRefs;
    this.native = fields.native;
    this.nativeId = fields.nativeId;
    this.account = fields.account;
    this.region = fields.region;
    this.name = fields.name;
    this.description = fields.description;
    this.isImplicit = fields.isImplicit;
    this.protocol = fields.protocol;
    this.algorithm = fields.algorithm;
    this.status = fields.status;
    this.nativeStatus = fields.nativeStatus;
    this.sessionPersistence = fields.sessionPersistence;
    this.trafficPercentage = fields.trafficPercentage;
    this.#makeDetails = fields.details;
  }

  #details(): PoolDetails {
    this.#made ??= this.#makeDetails();
    return this.#made;
  }
}

/**
 * Digest of everything writable about a pool, including members and health monitor. Health and ids that other reads
 * report are excluded, so that a health check's result does not count as a change.
 */
export function poolEtag(pool: Pool, members: readonly PoolMember[], healthMonitor: HealthMonitor | null): string {
  const { name, description, algorithm, sessionPersistence, trafficPercentage, settings, account } = pool;
  const own = { name, description, algorithm, sessionPersistence, trafficPercentage, settings };
  return etagOf(WHOLE_POOL, { ...own, healthMonitor, members }, account.capabilities.unsupportedPoolFields);
}
