import { Directive, Field, ID, ObjectType } from "type-graphql";
import { CloudAccount } from "./cloud-account.js";
import { CloudProvider } from "./cloud-provider.js";
import { DateTime } from "./date-time.js";
import { BalancingAlgorithm, ClientAffinity, ListenerProtocol, ResourceStatus } from "./enums.js";
import { etagOf } from "./etag.js";
import { type FreezeInfo, ListenerTimeouts, ResourceTag, TlsSettings } from "./listener-parts.js";
import { LISTENER } from "./meanings.js";
import { Node } from "./node.js";
import { PortRange } from "./port-range.js";
import { globalIdOf, type ResourceRef, urnOf } from "./resource-ref.js";
import { ListenerSettings } from "./settings.js";

/** Fields that lists seldom ask for, and that take most of the work of reading a listener from a cloud's answer. */
export type ListenerDetails = Pick<
  Listener,
  "tls" | "timeouts" | "frozen" | "tags" | "settings" | "createdAt" | "updatedAt"
>;

/** The fields that a provider fills in; all others follow from them. */
export type ListenerFields = Omit<Listener, "id" | "urn" | "provider" | "etag" | keyof ListenerDetails> & {
  /** Called when the first of the details is asked for, and only once. */
  readonly details: () => ListenerDetails;
};

@ObjectType({
  implements: [Node],
  simpleResolvers: true,
  description:
    "An entry port: the protocol and ports on which a load balancer or accelerator accepts traffic, and where it sends the traffic.",
})
@Directive('@key(fields: "id")')
@Directive('@key(fields: "urn")')
export class Listener implements Node {
  /** Names the listener within the graph; id and urn are made from it. */
  readonly ref!: ResourceRef;
  /** Names the load balancer or accelerator that it belongs to. */
  readonly parentRef!: ResourceRef | null;
  /** The cloud's own representation of the listener. Only its provider looks inside. */
  readonly native: unknown;
  readonly #makeDetails: () => ListenerDetails;
  #made: ListenerDetails | undefined;

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
      "account:listener:nativeId (with the parent's id and a slash before the nativeId where the cloud needs it); another subgraph can build it from what it knows.",
  })
  get urn(): string {
    return urnOf(this.ref);
  }

  @Field(() => ID, { description: "The cloud's own id, as its console shows it." })
  nativeId!: string;

  @Field(() => CloudProvider, { simple: true, description: "The cloud API that the listener belongs to." })
  get provider(): CloudProvider {
    return this.account.provider;
  }

  @Field(() => CloudAccount, { description: "The configured account through which it was read." })
  account!: CloudAccount;

  @Field(() => String, {
    nullable: true,
    description: "The cloud region; null when the cloud is one worldwide service.",
  })
  region!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The name that people gave it; not unique. Null when it has none.",
  })
  name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Free text; null when the cloud has no descriptions on listeners.",
  })
  description!: string | null;

  @Field(() => ListenerProtocol, { description: "The protocol in which it accepts traffic." })
  protocol!: ListenerProtocol;

  @Field(() => String, {
    description:
      "The cloud's own word for the protocol, for example TERMINATED_HTTPS; empty when the cloud reports none.",
  })
  nativeProtocol!: string;

  @Field(() => [PortRange], { description: "The ports on which it accepts traffic." })
  portRanges!: PortRange[];

  @Field(() => ResourceStatus, { description: "Its state, in the same words for every cloud." })
  status!: ResourceStatus;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's own word for the status; null when the cloud reports none.",
  })
  nativeStatus!: string | null;

  @Field(() => ClientAffinity, {
    nullable: true,
    description: "Whether a client is kept on one server; null when the pool decides that.",
  })
  clientAffinity!: ClientAffinity | null;

  @Field(() => BalancingAlgorithm, {
    nullable: true,
    description: "How servers are chosen; null when the pool decides that, or when the cloud has no choice.",
  })
  algorithm!: BalancingAlgorithm | null;

  @Field(() => TlsSettings, {
    nullable: true,
    description: "Certificates and TLS versions; null unless the listener terminates TLS.",
  })
  get tls(): TlsSettings | null {
    return this.#details().tls;
  }

  @Field(() => ListenerTimeouts, {
    nullable: true,
    description: "Timeouts in seconds; null when the cloud has none on listeners.",
  })
  get timeouts(): ListenerTimeouts | null {
    return this.#details().timeouts;
  }

  /** What the cloud says of the listener itself; null when its parent decides that. */
  get frozen(): FreezeInfo | null {
    return this.#details().frozen;
  }

  @Field(() => [ResourceTag], {
    nullable: true,
    description: "Its tags; null when the cloud has no tags on listeners.",
  })
  get tags(): ResourceTag[] | null {
    return this.#details().tags;
  }

  @Field(() => ListenerSettings, { nullable: true, description: "Fields that only this cloud has." })
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

  @Field(() => String, {
    description:
      "Digest of the writable fields. Send it back as ifMatch, so that a change is refused when someone else made one first.",
  })
  get etag(): string {
    return etagOf(LISTENER, this, this.account.capabilities.unsupportedListenerFields);
  }

  /** Written out: lists create many of these, and Object.assign takes six times as long. */
  constructor(fields: ListenerFields) {
    this.ref = fields.ref;
    this.parentRef = fields.parentRef;
    this.native = fields.native;
    this.nativeId = fields.nativeId;
    this.account = fields.account;
    this.region = fields.region;
    this.name = fields.name;
    this.description = fields.description;
    this.protocol = fields.protocol;
    this.nativeProtocol = fields.nativeProtocol;
    this.portRanges = fields.portRanges;
    this.status = fields.status;
    this.nativeStatus = fields.nativeStatus;
    this.clientAffinity = fields.clientAffinity;
    this.algorithm = fields.algorithm;
    this.#makeDetails = fields.details;
  }

  #details(): ListenerDetails {
    this.#made ??= this.#makeDetails();
    return this.#made;
  }
}
