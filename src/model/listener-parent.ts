import { Directive, Field, ID, InterfaceType, ObjectType } from "type-graphql";
import { CloudAccount } from "./cloud-account.js";
import { CloudProvider } from "./cloud-provider.js";
import { DateTime } from "./date-time.js";
import { ResourceStatus } from "./enums.js";
import { type FreezeInfo, ResourceTag } from "./listener-parts.js";
import { Node } from "./node.js";
import { globalIdOf, type ResourceRef, urnOf } from "./resource-ref.js";

/** The fields that a provider fills in. */
export type ListenerParentFields = Omit<ListenerParent, "id" | "urn" | "provider">;

@InterfaceType({
  implements: [Node],
  description:
    "What listeners belong to: a load balancer or a global accelerator (a Tencent GAAP channel counts as one).",
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "urn")')
export abstract class ListenerParent implements Node {
  /** Names the parent within the graph; id and urn are made from it. */
  readonly ref!: ResourceRef;
  /** The cloud's own representation of the parent. Only its provider looks inside. */
  readonly native: unknown;
  /** Whether its state stops its listeners; null when the cloud does not say. */
  readonly freeze!: FreezeInfo | null;

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
      "account:load-balancer:nativeId or account:accelerator:nativeId; another subgraph can build it from what it knows.",
  })
  get urn(): string {
    return urnOf(this.ref);
  }

  @Field(() => ID, { description: "The cloud's own id, as its console shows it." })
  nativeId!: string;

  @Field(() => CloudProvider, { simple: true, description: "The cloud API that it belongs to." })
  get provider(): CloudProvider {
    return this.account.provider;
  }

  @Field(() => CloudAccount, { description: "The configured account through which it was read." })
  account!: CloudAccount;

  @Field(() => String, {
    nullable: true,
    description: "The name that people gave it; not unique. Null when it has none.",
  })
  name!: string | null;

  @Field(() => ResourceStatus, { description: "Its state, in the same words for every cloud." })
  status!: ResourceStatus;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's own word for the status; null when the cloud reports none.",
  })
  nativeStatus!: string | null;

  @Field(() => [String], { description: "IP addresses and host names at which clients reach it." })
  addresses!: string[];

  @Field(() => [ResourceTag], {
    nullable: true,
    description: "Its tags; null when the cloud has no tags on it, or does not report them.",
  })
  tags!: ResourceTag[] | null;

  @Field(() => DateTime, { nullable: true, description: "When it was created; null when the cloud does not say." })
  createdAt!: string | null;

  /** Written out: lists create many of these, and Object.assign takes six times as long. */
  constructor(fields: ListenerParentFields) {
    this.ref = fields.ref;
    this.native = fields.native;
    this.freeze = fields.freeze;
    this.nativeId = fields.nativeId;
    this.account = fields.account;
    this.name = fields.name;
    this.status = fields.status;
    this.nativeStatus = fields.nativeStatus;
    this.addresses = fields.addresses;
    this.tags = fields.tags;
    this.createdAt = fields.createdAt;
  }
}

@ObjectType({
  implements: [Node, ListenerParent],
  simpleResolvers: true,
  description: "A regional load balancer with an address, on which listeners open ports.",
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "urn")')
export class LoadBalancer extends ListenerParent {}

@ObjectType({
  implements: [Node, ListenerParent],
  simpleResolvers: true,
  description:
    "A global accelerator: traffic enters the cloud's network near the client and travels inside it to the servers.",
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "urn")')
export class Accelerator extends ListenerParent {}
