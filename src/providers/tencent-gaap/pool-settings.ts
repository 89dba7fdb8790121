import { ArrayNotEmpty, ArrayUnique, IsIn, IsNotEmpty, IsOptional, Matches, MaxLength, Min } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";

const about = {
  domain: "The host name that requests must ask for.",
  path: "The start of the path that requests must ask for, at most 80 characters, with a slash first.",
  realServerType: "What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names.",
  forwardProtocol: "The protocol towards the real servers: HTTP, HTTPS, or default for the listener's.",
  forwardHost: "The host name that real servers are asked for; default passes on the client's.",
  serverNameIndicationSwitch: "Whether a server name is sent in the TLS handshake with the real servers.",
  serverNameIndication: "The server name for that handshake.",
  forcedRedirect: "Where clear-text requests are redirected to; https: sends them to the same address over TLS.",
  checkMethod: "The method of a probe, GET or HEAD.",
  checkStatusCodes: "Answers that count as healthy, by class: 100, 200, 300, 400, 500.",
  checkDomain: "The host name that a probe asks for.",
  failedThreshold: "Failed requests after which a real server gets no more for a while.",
  failedCountIntervalSeconds: "Seconds over which failed requests are counted.",
  blockIntervalSeconds: "Seconds for which a real server with too many failed requests gets none.",
} as const;

/** The public part of the settings; the class itself has a private one. */
export type TencentGaapPoolSettingsFields = Omit<TencentGaapPoolSettings, never>;

@ObjectType({
  simpleResolvers: true,
  description:
    "What only Tencent GAAP has on a pool of an HTTP or HTTPS listener, where a pool is a forwarding rule of a domain.",
})
export class TencentGaapPoolSettings {
  /** Private, and read by a getter, so that what probes see is no part of the etag. */
  readonly #bindStatus: string | null;

  @Field(() => String, { description: about.domain })
  domain!: string;

  @Field(() => String, { description: about.path })
  path!: string;

  @Field(() => String, { nullable: true, description: about.realServerType })
  realServerType!: string | null;

  @Field(() => String, { nullable: true, description: about.forwardProtocol })
  forwardProtocol!: string | null;

  @Field(() => String, { nullable: true, description: about.forwardHost })
  forwardHost!: string | null;

  @Field(() => Boolean, { nullable: true, description: about.serverNameIndicationSwitch })
  serverNameIndicationSwitch!: boolean | null;

  @Field(() => String, { nullable: true, description: about.serverNameIndication })
  serverNameIndication!: string | null;

  @Field(() => String, { nullable: true, description: about.forcedRedirect })
  forcedRedirect!: string | null;

  @Field(() => String, { nullable: true, description: about.checkMethod })
  checkMethod!: string | null;

  @Field(() => [Int], { nullable: true, description: about.checkStatusCodes })
  checkStatusCodes!: number[] | null;

  @Field(() => String, { nullable: true, description: about.checkDomain })
  checkDomain!: string | null;

  @Field(() => Int, { nullable: true, description: about.failedThreshold })
  failedThreshold!: number | null;

  @Field(() => Int, { nullable: true, description: about.failedCountIntervalSeconds })
  failedCountIntervalSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: about.blockIntervalSeconds })
  blockIntervalSeconds!: number | null;

  @Field(() => String, { nullable: true, description: "What probes last saw of the real servers: NORMAL or ABNORMAL." })
  get bindStatus(): string | null {
    return this.#bindStatus;
  }

  constructor({ bindStatus, ...fields }: TencentGaapPoolSettingsFields) {
    this.#bindStatus = bindStatus;
    Object.assign(this, fields);
  }
}

@InputType({
  description:
    "Pool fields that only Tencent GAAP has, for pools of HTTP and HTTPS listeners. What is left out keeps its value, or takes the cloud's default.",
})
export class TencentGaapPoolSettingsInput {
  @Field(() => String, {
    nullable: true,
    description: `${about.domain} Required for a new pool. Changing it renames the domain, which works while no other pool is on it.`,
  })
  @IsOptional()
  @Matches(/^(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/, {
    message: "A domain is a host name; its first label may be *.",
  })
  @MaxLength(253, { message: "A domain has at most 253 characters." })
  domain?: string | null;

  @Field(() => String, { nullable: true, description: `${about.path} Left out: a single slash.` })
  @IsOptional()
  @Matches(/^\/\S*$/, { message: "A path starts with a slash and has no blanks." })
  @MaxLength(80, { message: "A path has at most 80 characters." })
  path?: string | null;

  @Field(() => String, { nullable: true, description: `${about.realServerType} Left out: IP. Cannot change.` })
  @IsOptional()
  @IsIn(["IP", "DOMAIN"], { message: "Real servers are of type IP or DOMAIN." })
  realServerType?: string | null;

  @Field(() => String, { nullable: true, description: `${about.forwardProtocol} Left out: the listener's.` })
  @IsOptional()
  @IsIn(["HTTP", "HTTPS", "default"], {
    message: "Traffic goes on as HTTP, HTTPS, or default for the listener's choice.",
  })
  forwardProtocol?: string | null;

  @Field(() => String, { nullable: true, description: `${about.forwardHost} Left out: default.` })
  @IsOptional()
  @IsNotEmpty({ message: "A host is a non-empty text." })
  @MaxLength(255, { message: "A host name has at most 255 characters." })
  forwardHost?: string | null;

  @Field(() => Boolean, { nullable: true, description: about.serverNameIndicationSwitch })
  serverNameIndicationSwitch?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `${about.serverNameIndication} Required when it is switched on.`,
  })
  @IsOptional()
  @MaxLength(255, { message: "A server name has at most 255 characters." })
  serverNameIndication?: string | null;

  @Field(() => String, { nullable: true, description: about.forcedRedirect })
  @IsOptional()
  @MaxLength(255, { message: "A redirect has at most 255 characters." })
  forcedRedirect?: string | null;

  @Field(() => String, { nullable: true, description: `${about.checkMethod} Left out: HEAD.` })
  @IsOptional()
  @IsIn(["GET", "HEAD"], { message: "A probe's method is GET or HEAD." })
  checkMethod?: string | null;

  @Field(() => [Int], {
    nullable: true,
    description: `${about.checkStatusCodes} Left out: 200. Replaces the whole list.`,
  })
  @IsOptional()
  @ArrayNotEmpty({ message: "Name at least one class of answers." })
  @ArrayUnique({ message: "Every class may be named once." })
  @IsIn([100, 200, 300, 400, 500], { each: true, message: "Classes of answers are 100, 200, 300, 400 and 500." })
  checkStatusCodes?: number[] | null;

  @Field(() => String, { nullable: true, description: `${about.checkDomain} Cannot change.` })
  @IsOptional()
  @MaxLength(255, { message: "A host name has at most 255 characters." })
  checkDomain?: string | null;

  @Field(() => Int, { nullable: true, description: about.failedThreshold })
  @IsOptional()
  @Min(1, { message: "A threshold is at least 1." })
  failedThreshold?: number | null;

  @Field(() => Int, { nullable: true, description: about.failedCountIntervalSeconds })
  @IsOptional()
  @Min(0, { message: "A time in seconds is not negative." })
  failedCountIntervalSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: about.blockIntervalSeconds })
  @IsOptional()
  @Min(0, { message: "A time in seconds is not negative." })
  blockIntervalSeconds?: number | null;
}
