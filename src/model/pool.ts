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

@ObjectType({ simpleResolvers: true, description: "How a pool keeps a client with the same member." })
export class SessionPersistence {
  @Field(() => SessionPersistenceType, { description: "By address or by cookie." })
  type!: SessionPersistenceType;

  @Field(() => String, { nullable: true, description: "The application's cookie, for APP_COOKIE." })
  cookieName!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds after which a client may be sent elsewhere; null where the cloud has no such limit.",
  })
  timeoutSeconds!: number | null;
}

@ObjectType({ simpleResolvers: true, description: "How the cloud finds out whether members work. Times in seconds." })
export class HealthMonitor {
  @Field(() => ID, {
    nullable: true,
    description: "The cloud's own id of the checks; null where they are a part of the pool or listener.",
  })
  nativeId!: string | null;

  @Field(() => Boolean, { description: "Whether checks are made." })
  enabled!: boolean;

  @Field(() => String, { nullable: true, description: "What a check speaks: TCP, UDP, HTTP, HTTPS or PING." })
  protocol!: string | null;

  @Field(() => Int, { nullable: true, description: "The port that is checked; null for the port that traffic uses." })
  port!: number | null;

  @Field(() => String, { nullable: true, description: "The path that an HTTP check asks for." })
  path!: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds from one check to the next." })
  intervalSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a check waits for its answer." })
  timeoutSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Good checks in a row that make a member healthy." })
  healthyThreshold!: number | null;

  @Field(() => Int, { nullable: true, description: "Bad checks in a row that make a member unhealthy." })
  unhealthyThreshold!: number | null;
}

@ObjectType({ implements: [Node], simpleResolvers: true, description: "One server behind a pool." })
@Directive('@key(fields: "id")')
export class PoolMember implements Node {
  /** Names the member within the graph. */
  readonly ref!: ResourceRef;

  @Field(() => ID, {
    simple: true,
    description: "Opaque and stable: keep it, compare it, send it back; do not take it apart.",
  })
  get id(): string {
    return globalIdOf(this.ref);
  }

  @Field(() => ID, { nullable: true, description: "The cloud's own id of the membership, where it has one." })
  nativeId!: string | null;

  @Field(() => String, { description: "IP address, host name or the cloud's resource id." })
  address!: string;

  @Field(() => Int, { nullable: true, description: "Null where the cloud keeps the listener's port." })
  port!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Share of the traffic compared with the other members; null where the cloud has no weights.",
  })
  weight!: number | null;

  /** Null until it is read, where that takes a call of its own: whoever shows members reads it for those that are asked for it. */
  @Field(() => MemberHealth, { description: "What the health checks last saw." })
  health!: MemberHealth | null;

  @Field(() => String, {
    nullable: true,
    description: "What the address is, in the cloud's own word (for example EIP, ECS, Domain).",
  })
  targetType!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the server or address behind this member, where it has one.",
  })
  targetId!: string | null;

  @Field(() => ID, { nullable: true, description: "The subnet of the address, where the cloud asks for it." })
  subnetId!: string | null;

  /** Written out: lists make very many, and Object.assign takes six times as long. */
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

/** What lists seldom show. */
export type PoolDetails = Pick<Pool, "settings" | "createdAt" | "updatedAt">;

/** What a provider fills in; the rest of a pool follows from it. */
export type PoolFields = Omit<Pool, "id" | "urn" | "provider" | keyof PoolDetails> & {
  /** Called when the first of the details is asked for, and not again. */
  readonly details: () => PoolDetails;
};

@ObjectType({
  implements: [Node],
  simpleResolvers: true,
  description:
    "Servers that share the traffic of a listener. Called backend server group, endpoint group or origin set elsewhere.",
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "urn")')
export class Pool implements Node {
  /** Names the pool within the graph; id and urn are made from it. */
  readonly ref!: ResourceRef;
  /** Names the load balancer or accelerator that it belongs to; null where the cloud does not tell. */
  readonly parentRef!: ResourceRef | null;
  /** Names the listeners that forward to it; null where the cloud does not tell. */
  readonly listenerRefs!: readonly ResourceRef[] | null;
  /** The cloud's own picture of the pool. Only its provider looks inside. */
  readonly native: unknown;
  readonly #makeDetails: () => PoolDetails;
  #made: PoolDetails | undefined;

  @Field(() => ID, {
    simple: true,
    description: "Opaque and stable: keep it, compare it, send it back; do not take it apart.",
  })
  get id(): string {
    return globalIdOf(this.ref);
  }

  @Field(() => ID, {
    simple: true,
    description:
      "account:pool:nativeId (the listener's id where the pool is implied); another subgraph can build it from what it knows.",
  })
  get urn(): string {
    return urnOf(this.ref);
  }

  @Field(() => ID, {
    description: "The cloud's own id; for an implied pool, that of the listener or rule that implies it.",
  })
  nativeId!: string;

  @Field(() => CloudProvider, { simple: true, description: "The cloud API that the pool lives on." })
  get provider(): CloudProvider {
    return this.account.provider;
  }

  @Field(() => CloudAccount, { description: "The configured account through which it was read." })
  account!: CloudAccount;

  @Field(() => String, { nullable: true, description: "The region of its servers; null where the cloud does not say." })
  region!: string | null;

  @Field(() => String, { nullable: true, description: "The name people gave it; not unique." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "Free text; null where the cloud has none on pools." })
  description!: string | null;

  @Field(() => Boolean, { description: "True where the cloud has no pool resource and members hang on the listener." })
  isImplicit!: boolean;

  @Field(() => ListenerProtocol, {
    nullable: true,
    description: "The protocol towards the servers; null where the listener's is kept.",
  })
  protocol!: ListenerProtocol | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How servers are chosen; null where the cloud decides.",
  })
  algorithm!: BalancingAlgorithm | null;

  @Field(() => ResourceStatus, { description: "Where it is in its life." })
  status!: ResourceStatus;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's own word for the status; null where the cloud reports none.",
  })
  nativeStatus!: string | null;

  @Field(() => SessionPersistence, { nullable: true, description: "Null when clients are not kept with a member." })
  sessionPersistence!: SessionPersistence | null;

  @Field(() => Float, {
    nullable: true,
    description: "Share of traffic for this pool's region in percent, where the cloud has one.",
  })
  trafficPercentage!: number | null;

  @Field(() => PoolSettings, { nullable: true, description: "What only this cloud has." })
  get settings(): object | null {
    return this.#details().settings;
  }

  @Field(() => DateTime, { nullable: true, description: "When it was created; null where the cloud does not say." })
  get createdAt(): string | null {
    return this.#details().createdAt;
  }

  @Field(() => DateTime, {
    nullable: true,
    description: "When it was last changed; null where the cloud does not say.",
  })
  get updatedAt(): string | null {
    return this.#details().updatedAt;
  }

  /** Written out: lists make very many, and Object.assign takes six times as long. */
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
 * Digest of everything about a pool that can be written, its members and health monitor among it; what those read from
 * elsewhere say of health and ids is left out, so that a probe's result is not taken for a change.
 */
export function poolEtag(pool: Pool, members: readonly PoolMember[], healthMonitor: HealthMonitor | null): string {
  const { name, description, algorithm, sessionPersistence, trafficPercentage, settings, account } = pool;
  const own = { name, description, algorithm, sessionPersistence, trafficPercentage, settings };
  return etagOf(WHOLE_POOL, { ...own, healthMonitor, members }, account.capabilities.unsupportedPoolFields);
}
