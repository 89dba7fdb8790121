import { IsOptional } from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import { SessionPersistenceType } from "./enums.js";
import { Agrees, Between, Characters, Distinct, Entries, Like, OneOf } from "./field-bounds.js";
import { mustBe } from "./limit-checks.js";
import { MAX_PORT, MIN_PORT } from "./port-range.js";

/** The most of anything that one list in an input may hold. */
export const MAX_LIST = 1000;
/** The most port ranges that one listener may have on any cloud. */
export const MAX_PORT_RANGES = 100;

@InputType({ description: "Ports to open: one, or all from the first to the last." })
export class PortRangeInput {
  @Field(() => Int, { description: "First port, 1 to 65535." })
  @Between(MIN_PORT, MAX_PORT)
  fromPort!: number;

  @Field(() => Int, { nullable: true, description: "Last port, itself included. Left out: equal to fromPort." })
  @IsOptional()
  @Between(MIN_PORT, MAX_PORT)
  @Agrees<PortRangeInput>("orderedPorts", ({ fromPort, toPort }) =>
    toPort != null && toPort < fromPort ? mustBe("toPort", `be at least fromPort, ${fromPort}`, toPort) : null,
  )
  toPort?: number | null;
}

@InputType({ description: "How the listener is to speak TLS with its clients. Only for HTTPS." })
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
      "Authorities whose client certificates are asked for; an empty list asks for none. Replaces the whole list.",
  })
  @IsOptional()
  @Distinct()
  @Characters(1, 128, { each: true })
  clientCaCertificateIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Accepted versions: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3. Which combinations exist depends on the cloud.",
  })
  @IsOptional()
  @Entries(1, MAX_LIST)
  @Distinct()
  @OneOf(["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"], { each: true })
  versions?: string[] | null;

  @Field(() => String, { nullable: true, description: "The cloud's named policy or cipher set." })
  @IsOptional()
  @Characters(1, 255)
  policy?: string | null;
}

@InputType({
  description:
    "How long the listener is to wait, in seconds. What is omitted stays as it is in a change, and has the cloud's default in a new listener.",
})
export class ListenerTimeoutsInput {
  @Field(() => Int, { nullable: true, description: "Seconds after which a silent connection is closed." })
  @IsOptional()
  @Between(0)
  idleSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a server may take for one request; layer 7 only." })
  @IsOptional()
  @Between(0)
  requestSeconds?: number | null;
}

@InputType({
  description:
    "How the cloud is to find out whether members work. What is omitted stays as it is in a change, and has the cloud's default in a new health monitor.",
})
export class HealthMonitorInput {
  @Field(() => Boolean, {
    nullable: true,
    description:
      "Whether checks are made. Omitted: they are, for a new health monitor; for one that is there it stays as it is.",
  })
  enabled?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "What a check speaks: TCP, UDP, HTTP, HTTPS or PING. Which exist depends on the cloud.",
  })
  @IsOptional()
  @OneOf(["TCP", "UDP", "HTTP", "HTTPS", "PING"])
  protocol?: string | null;

  @Field(() => Int, { nullable: true, description: "The port to check, 1 to 65535." })
  @IsOptional()
  @Between(MIN_PORT, MAX_PORT)
  port?: number | null;

  @Field(() => String, { nullable: true, description: "The path that an HTTP check asks for; starts with a slash." })
  @IsOptional()
  @Like(/^\/\S*$/, "start with a slash and have no blanks")
  @Characters(1, 1024)
  path?: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds from one check to the next." })
  @IsOptional()
  @Between(1)
  intervalSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a check waits for its answer." })
  @IsOptional()
  @Between(1)
  timeoutSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Good checks in a row that make a member healthy." })
  @IsOptional()
  @Between(1)
  healthyThreshold?: number | null;

  @Field(() => Int, { nullable: true, description: "Bad checks in a row that make a member unhealthy." })
  @IsOptional()
  @Between(1)
  unhealthyThreshold?: number | null;
}

@InputType({
  description:
    "How the pool is to keep a client with the same member. In a change, what is omitted stays as it is while the type does.",
})
export class SessionPersistenceInput {
  @Field(() => SessionPersistenceType, { description: "By address or by cookie." })
  type!: SessionPersistenceType;

  @Field(() => String, {
    nullable: true,
    description: "The application's cookie; required for APP_COOKIE and not allowed otherwise.",
  })
  @Agrees<SessionPersistenceInput>("cookieName", ({ type, cookieName }) => {
    if (type === "APP_COOKIE" && !cookieName)
      return mustBe("cookieName", "name the application's cookie for APP_COOKIE", cookieName ?? undefined);
    if (type !== "APP_COOKIE" && cookieName != null)
      return `Only APP_COOKIE takes a \`cookieName\`; ${type} does not. Omit it.`;
    return null;
  })
  cookieName?: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds after which a client may be sent elsewhere." })
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

@InputType({ description: "One server to put behind a pool. Null stands for what is omitted." })
export class PoolMemberInput {
  @Field(() => String, { description: "IP address, host name or the cloud's resource id." })
  @Like(/^[\w.:-]{1,253}$/, "be an IP address, a host name or a resource id of at most 253 characters")
  address!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The server's port. Left out, and on some clouds always, the listener's.",
  })
  @IsOptional()
  @Between(MIN_PORT, MAX_PORT)
  port?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Share of the traffic compared with the other members. Omitted: a server that stays keeps its weight, a new one gets the cloud's default. Refused where the pool's algorithm pays no heed to weights.",
  })
  @IsOptional()
  @Between(0)
  weight?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What the address is, in the cloud's own word (for example EIP, ECS, Domain). Left out: told from the address.",
  })
  @IsOptional()
  @Characters(1, 64)
  targetType?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the server or address, where the cloud asks for one.",
  })
  @IsOptional()
  @Characters(1, 64)
  targetId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The subnet of the address, where the cloud asks for it. Left out: the load balancer's.",
  })
  @IsOptional()
  @Characters(1, 64)
  subnetId?: string | null;
}
