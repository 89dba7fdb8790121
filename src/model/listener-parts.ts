import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({
  simpleResolvers: true,
  description: "How a listener uses TLS with its clients.",
})
export class TlsSettings {
  @Field(() => [ID], { description: "Server certificates by the cloud's own ids; the first one is the default." })
  certificateIds!: string[];

  @Field(() => [ID], {
    description:
      "Certificate authorities for client certificates (mutual TLS), by the cloud's own ids; empty when clients need no certificate.",
  })
  clientCaCertificateIds!: string[];

  @Field(() => [String], { nullable: true, description: "Accepted versions, for example TLSv1.2." })
  versions!: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: "The cloud's named TLS policy or cipher set; null when it has none.",
  })
  policy!: string | null;

  @Field(() => [String], { nullable: true, description: "Accepted cipher suites, when the cloud reports them." })
  ciphers!: string[] | null;
}

@ObjectType({ simpleResolvers: true, description: "How long a listener waits, in seconds." })
export class ListenerTimeouts {
  @Field(() => Int, {
    nullable: true,
    description: "Seconds after which an idle connection is closed; null when the cloud has no such timeout.",
  })
  idleSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds that a server may take to answer one request; layer 7 only, otherwise null.",
  })
  requestSeconds!: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Whether, and why, the cloud has taken a resource out of service: the resource itself, or its load balancer or accelerator, is frozen or switched off.",
})
export class FreezeInfo {
  @Field(() => Boolean, { description: "True while the resource exists but cannot be used or changed." })
  isFrozen!: boolean;

  @Field(() => String, { nullable: true, description: "The effect of the freeze, in the cloud's own words." })
  effect!: string | null;

  @Field(() => [String], {
    description: "The reason, in the cloud's own words: unpaid bills, police, missing verification.",
  })
  reasons!: string[];
}

@ObjectType({ simpleResolvers: true, description: "A label on a cloud resource." })
export class ResourceTag {
  @Field(() => String, { description: "The label's name." })
  key!: string;

  @Field(() => String, { description: "The label's value; may be empty." })
  value!: string;
}
