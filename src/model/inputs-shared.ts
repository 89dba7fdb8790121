import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import { SessionPersistenceType } from "./enums.js";
import { Agrees, Between, Characters, Distinct, Entries, Like, OneOf } from "./field-bounds.js";
import { mustBe } from "./limit-checks.js";
import { MAX_PORT, MIN_PORT } from "./port-range.js";

/** The most entries that one list in an input can have. */
export const MAX_LIST = 1000;
/** The most port ranges that one listener can have on any cloud. */
export const MAX_PORT_RANGES = 100;

@InputType({ description: "Ports to open: one port, or all from the first to the last." })
export class PortRangeInput {
  @Field(() => Int, { description: "First port, 1 to 65535." })
  @Between(MIN_PORT, MAX_PORT)
  fromPort!: number;

  @Field(() => Int, { nullable: true, description: "Last port, inclusive, 1 to 65535. Default: fromPort." })
  @IsOptional()
  @Between(MIN_PORT, MAX_PORT)
  @Agrees<PortRangeInput>("orderedPorts", ({ fromPort, toPort }) =>
    toPort != null && toPort < fromPort ? mustBe("toPort", `be at least fromPort, ${fromPort}`, toPort) : null,
  )
  toPort?: number | null;
}

@InputType({ description: "How the listener is to use TLS with its clients. HTTPS only." })
export class TlsSettingsInput {
  @Field(() => [ID], {
    nullable: true,
    description: "Server certificates by the cloud's own ids, the default one first. Replaces the whole list.",
  })
  @IsOptional()
  @Entries(1, MAX_LIST)
  @Distinct()
  @Characters(1, 128, { each: true })
  certificateIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Certificate authorities for client certificates (mutual TLS), by the cloud's own ids; an empty list requires no client certificates. Replaces the whole list.",
  })
  @IsOptional()
  @Distinct()
  @Characters(1, 128, { each: true })
  clientCaCertificateIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      "Accepted versions: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3. The combinations that exist depend on the cloud.",
  })
  @IsOptional()
  @Entries(1, MAX_LIST)
  @Distinct()
  @OneOf(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"], { each: true })
  versions?: string[] | null;

  @Field(() => String, { nullable: true, description: "The cloud's named TLS policy or cipher set." })
  @IsOptional()
  @Characters(1, 255)
  policy?: string | null;
}

@InputType({
  description:
    "How long the listener waits, in seconds. In a change, an omitted field keeps its value; a new listener gets the cloud's default.",
})
export class ListenerTimeoutsInput {
  @Field(() => Int, { nullable: true, description: "Seconds after which an idle connection is closed." })
  @IsOptional()
  @Between(0)
  idleSeconds?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Seconds that a server may take to answer one request; layer 7 only.",
  })
  @IsOptional()
  @Between(0)
  requestSeconds?: number | null;
}

@InputType({
  description:
    "How the cloud checks whether members work. In a change, an omitted field keeps its value; a new health monitor gets the cloud's default.",
})
export class HealthMonitorInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether checks run. Default for a new health monitor: true. An existing one keeps its value when this is omitted.",
  })
  enabled?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "The protocol of a check: TCP, UDP, HTTP, HTTPS or PING. The choice depends on the cloud.",
  })
  @IsOptional()
  @OneOf(["TCP", "UDP", "HTTP", "HTTPS", "PING"])
  protocol?: string | null;

  @Field(() => Int, { nullable: true, description: "The port to check, 1 to 65535." })
  @IsOptional()
  @Between(MIN_PORT, MAX_PORT)
  port?: number | null;

  @Field(() => String, { nullable: true, description: "The path that an HTTP check requests; starts with a slash." })
  @IsOptional()
  @Like(/^\/\S*$/, "start with a slash and have no spaces")
  @Characters(1, 1024)
  path?: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds from one check to the next." })
  @IsOptional()
  @Between(1)
  intervalSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a check waits for an answer." })
  @IsOptional()
  @Between(1)
  timeoutSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Successful checks in a row that make a member healthy." })
  @IsOptional()
  @Between(1)
  healthyThreshold?: number | null;

  @Field(() => Int, { nullable: true, description: "Failed checks in a row that make a member unhealthy." })
  @IsOptional()
  @Between(1)
  unhealthyThreshold?: number | null;
}

@InputType({
  description:
    "How the pool keeps a client on the same member. In a change, omitted fields keep their values as long as the type stays the same.",
})
export class SessionPersistenceInput {
  @Field(() => SessionPersistenceType, { description: "Whether to go by the client's address or by a cookie." })
  type!: SessionPersistenceType;

  @Field(() => String, {
    nullable: true,
    description: "The name of the application's cookie; required for APP_COOKIE, not allowed otherwise.",
  })
  @Agrees<SessionPersistenceInput>("cookieName", ({ type, cookieName }) => {
    if (type === "APP_COOKIE" && !cookieName)
      return mustBe("cookieName", "name the application's cookie for APP_COOKIE", cookieName ?? undefined);
    if (type !== "APP_COOKIE" && cookieName != null)
      return `\`cookieName\` is allowed for APP_COOKIE only; got it with ${type}. Omit it.`;
    return null;
  })
  cookieName?: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds after which a client may be sent to another member." })
  @IsOptional()
  @Between(1)
  timeoutSeconds?: number | null;
}

@InputType({ description: "A label to put on a cloud resource." })
export class ResourceTagInput {
  @Field(() => String, { description: "The label's name." })
  @Characters(1, 128)
  key!: string;

  @Field(() => String, { description: "The label's value; may be empty." })
  @Characters(0, 255)
  value!: string;
}

@InputType({ description: "One server to put into a pool. Null means the same as omitted." })
export class PoolMemberInput {
  @Field(() => String, { description: "The server's IP address, host name or cloud resource id." })
  @Like(/^[\w.:-]{1,253}$/, "be an IP address, a host name or a resource id of at most 253 characters")
  address!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The server's port, 1 to 65535. Default, and on some clouds the only choice: the listener's port.",
  })
  @IsOptional()
  @Between(MIN_PORT, MAX_PORT)
  port?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "The server's share of the traffic relative to the other members. If omitted, an existing member keeps its weight and a new one gets the cloud's default. Refused when the pool's algorithm ignores weights.",
  })
  @IsOptional()
  @Between(0)
  weight?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "The type of the address, in the cloud's own word (for example EIP, ECS, Domain). Default: derived from the address.",
  })
  @IsOptional()
  @Characters(1, 64)
  targetType?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the server or address, when the cloud requires it.",
  })
  @IsOptional()
  @Characters(1, 64)
  targetId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      "The cloud's id of the subnet of the address, when the cloud requires it. Default: the load balancer's subnet.",
  })
  @IsOptional()
  @Characters(1, 64)
  subnetId?: string | null;
}
