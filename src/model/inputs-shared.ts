import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
} from "class-validator";
import { Field, ID, InputType, Int } from "type-graphql";
import { SessionPersistenceType } from "./enums.js";
import { MAX_PORT, MIN_PORT } from "./port-range.js";
import { Rule } from "./rule.js";

const portMessage = `A port is a whole number from ${MIN_PORT} to ${MAX_PORT}.`;

@InputType({ description: "Ports to open: one, or all from the first to the last." })
export class PortRangeInput {
  @Field(() => Int, { description: "First port, 1 to 65535." })
  @Min(MIN_PORT, { message: portMessage })
  @Max(MAX_PORT, { message: portMessage })
  fromPort!: number;

  @Field(() => Int, { nullable: true, description: "Last port, itself included. Left out: equal to fromPort." })
  @IsOptional()
  @Min(MIN_PORT, { message: portMessage })
  @Max(MAX_PORT, { message: portMessage })
  @Rule<PortRangeInput>("orderedPorts", function* ({ fromPort, toPort }) {
    if (toPort != null && toPort < fromPort)
      yield { message: `A range ends where it starts or later; ${toPort} is below ${fromPort}.` };
  })
  toPort?: number | null;
}

const certificateMessage = "A certificate id is a non-empty text, as the cloud's certificate list shows it.";

@InputType({ description: "How the listener is to speak TLS with its clients. Only for HTTPS." })
export class TlsSettingsInput {
  @Field(() => [ID], {
    nullable: true,
    description: "Server certificates by the cloud's own ids, the default one first. Replaces the whole list.",
  })
  @IsOptional()
  @ArrayNotEmpty({ message: "An HTTPS listener needs at least one certificate." })
  @ArrayUnique({ message: "Every certificate may be named once." })
  @IsNotEmpty({ each: true, message: certificateMessage })
  @MaxLength(128, { each: true, message: "A certificate id has at most 128 characters." })
  certificateIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      "Authorities whose client certificates are asked for; an empty list asks for none. Replaces the whole list.",
  })
  @IsOptional()
  @ArrayUnique({ message: "Every certificate may be named once." })
  @IsNotEmpty({ each: true, message: certificateMessage })
  @MaxLength(128, { each: true, message: "A certificate id has at most 128 characters." })
  clientCaCertificateIds?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: "Accepted versions: TLSv1, TLSv1.1, TLSv1.2, TLSv1.3. Which combinations exist depends on the cloud.",
  })
  @IsOptional()
  @ArrayNotEmpty({ message: "Name at least one TLS version." })
  @ArrayUnique({ message: "Every TLS version may be named once." })
  @Matches(/^TLSv1(\.[123])?$/, { each: true, message: "A TLS version is TLSv1, TLSv1.1, TLSv1.2 or TLSv1.3." })
  versions?: string[] | null;

  @Field(() => String, { nullable: true, description: "The cloud's named policy or cipher set." })
  @IsOptional()
  @IsNotEmpty({ message: "A policy is named by a non-empty text." })
  policy?: string | null;
}

@InputType({ description: "How long the listener is to wait, in seconds. What is left out keeps the cloud's default." })
export class ListenerTimeoutsInput {
  @Field(() => Int, { nullable: true, description: "Seconds after which a silent connection is closed." })
  @IsOptional()
  @Min(0, { message: "A time in seconds is not negative." })
  idleSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a server may take for one request; layer 7 only." })
  @IsOptional()
  @Min(0, { message: "A time in seconds is not negative." })
  requestSeconds?: number | null;
}

@InputType({
  description:
    "How the cloud is to find out whether members work. What is left out keeps its value or the cloud's default.",
})
export class HealthMonitorInput {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: true,
    description: "Whether checks are made. Left out: they are, in a change as well.",
  })
  enabled?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "What a check speaks: TCP, UDP, HTTP, HTTPS or PING. Which exist depends on the cloud.",
  })
  @IsOptional()
  @Matches(/^(TCP|UDP|HTTP|HTTPS|PING)$/, { message: "A health check speaks TCP, UDP, HTTP, HTTPS or PING." })
  protocol?: string | null;

  @Field(() => Int, { nullable: true, description: "The port to check, 1 to 65535." })
  @IsOptional()
  @Min(MIN_PORT, { message: portMessage })
  @Max(MAX_PORT, { message: portMessage })
  port?: number | null;

  @Field(() => String, { nullable: true, description: "The path that an HTTP check asks for; starts with a slash." })
  @IsOptional()
  @Matches(/^\/\S*$/, { message: "A path starts with a slash and has no blanks." })
  @MaxLength(1024, { message: "A path has at most 1024 characters." })
  path?: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds from one check to the next." })
  @IsOptional()
  @Min(1, { message: "The interval is at least one second." })
  intervalSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Seconds that a check waits for its answer." })
  @IsOptional()
  @Min(1, { message: "The timeout is at least one second." })
  timeoutSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: "Good checks in a row that make a member healthy." })
  @IsOptional()
  @Min(1, { message: "A threshold is at least 1." })
  healthyThreshold?: number | null;

  @Field(() => Int, { nullable: true, description: "Bad checks in a row that make a member unhealthy." })
  @IsOptional()
  @Min(1, { message: "A threshold is at least 1." })
  unhealthyThreshold?: number | null;
}

@InputType({ description: "How the pool is to keep a client with the same member." })
export class SessionPersistenceInput {
  @Field(() => SessionPersistenceType, { description: "By address or by cookie." })
  type!: SessionPersistenceType;

  @Field(() => String, {
    nullable: true,
    description: "The application's cookie; required for APP_COOKIE and not allowed otherwise.",
  })
  @Rule<SessionPersistenceInput>("cookieName", function* ({ type, cookieName }) {
    if (type === "APP_COOKIE" && !cookieName)
      yield { message: "APP_COOKIE needs the name of the application's cookie." };
    if (type !== "APP_COOKIE" && cookieName != null)
      yield { message: `Only APP_COOKIE takes a cookie name; ${type} does not.` };
  })
  cookieName?: string | null;

  @Field(() => Int, { nullable: true, description: "Seconds after which a client may be sent elsewhere." })
  @IsOptional()
  @Min(1, { message: "The timeout is at least one second." })
  timeoutSeconds?: number | null;
}

@InputType({ description: "A label to put on a cloud resource." })
export class ResourceTagInput {
  @Field(() => String, { description: "The label's name." })
  @IsNotEmpty({ message: "A tag has a non-empty key." })
  @MaxLength(128, { message: "A tag's key has at most 128 characters." })
  key!: string;

  @Field(() => String, { description: "The label's value; may be empty." })
  @MaxLength(255, { message: "A tag's value has at most 255 characters." })
  value!: string;
}

@InputType({ description: "One server to put behind a pool." })
export class PoolMemberInput {
  @Field(() => String, { description: "IP address, host name or the cloud's resource id." })
  @IsString()
  @Matches(/^[\w.:-]{1,253}$/, {
    message: "An address is an IP address, a host name or a resource id of at most 253 characters.",
  })
  address!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The server's port. Left out, and on some clouds always, the listener's.",
  })
  @IsOptional()
  @Min(MIN_PORT, { message: portMessage })
  @Max(MAX_PORT, { message: portMessage })
  port?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: "Share of the traffic compared with the other members. Left out: the cloud's default.",
  })
  @IsOptional()
  @IsInt()
  @Min(0, { message: "A weight is not negative." })
  weight?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What the address is, in the cloud's own word (for example EIP, ECS, Domain). Left out: told from the address.",
  })
  @IsOptional()
  @IsNotEmpty({ message: "A target type is a non-empty word." })
  targetType?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The cloud's id of the server or address, where the cloud asks for one.",
  })
  @IsOptional()
  @IsNotEmpty({ message: "A target id is a non-empty text." })
  @MaxLength(64, { message: "A target id has at most 64 characters." })
  targetId?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "The subnet of the address, where the cloud asks for it. Left out: the load balancer's.",
  })
  @IsOptional()
  @IsNotEmpty({ message: "A subnet id is a non-empty text." })
  @MaxLength(64, { message: "A subnet id has at most 64 characters." })
  subnetId?: string | null;
}

/** The most of anything that one list in an input may hold. */
export const MAX_LIST = 1000;
/** The most port ranges that one listener may have on any cloud. */
export const MAX_PORT_RANGES = 100;
export const ListSize = (what: string, most: number = MAX_LIST): PropertyDecorator =>
  ArrayMaxSize(most, { message: `At most ${most} ${what} at once.` });
