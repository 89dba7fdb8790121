import { Field, ID, Int, ObjectType } from "type-graphql";

@ObjectType({
  simpleResolvers: true,
  description: "How a listener speaks TLS with its clients. Null for listeners that do not.",
})
export class TlsSettings {
  @Field(() => [ID], { description: "Server certificates, as the cloud's own ids; the first one is the default." })
  certificateIds!: string[];

  @Field(() => [ID], {
    description:
      "Certificate authorities whose client certificates are asked for (mutual TLS); empty when clients need none.",
  })
  clientCaCertificateIds!: string[];

  @Field(() => [String], { nullable: true, description: "Accepted versions, for example TLSv1.2." })
  versions!: string[] | null;

  @Field(() => String, { nullable: true, description: "The cloud's named policy or cipher set." })
  policy!: string | null;

  @Field(() => [String], { nullable: true, description: "Accepted cipher suites, where the cloud names them." })
  ciphers!: string[] | null;
}

@ObjectType({ simpleResolvers: true, description: "How long a listener waits, in seconds." })
export class ListenerTimeouts {
  @Field(() => Int, { nullable: true, description: "Seconds after which a silent connection is closed." })
  idleSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a server may take for one request; layer 7 only." })
  requestSeconds!: number | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "Whether a resource is out of service although nothing is wrong with it, because the cloud has frozen it or its load balancer or accelerator, or somebody has closed that; and why.",
})
export class FreezeInfo {
  @Field(() => Boolean, { description: "True while the resource is kept but cannot be used or changed." })
  isFrozen!: boolean;

  @Field(() => String, { nullable: true, description: "What freezing does to it, in the cloud's words." })
  effect!: string | null;

  @Field(() => [String], { description: "Why, in the cloud's words: unpaid bills, police, missing verification." })
  reasons!: string[];
}

@ObjectType({ simpleResolvers: true, description: "A label on a cloud resource." })
export class ResourceTag {
  @Field(() => String, { description: "The label's name." })
  key!: string;

  @Field(() => String, { description: "The label's value; may be empty." })
  value!: string;
}
