import { IsIn, IsOptional, Max, MaxLength, Min } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";

/** Texts that the output type and the input share, so that the manual says the same on both sides. */
const about = {
  realServerType: "What kind of real servers (origins) can be bound: IP for addresses, DOMAIN for host names.",
  healthCheck: "Whether the real servers are probed. The same as healthMonitor.enabled. TCP and UDP only.",
  delayLoopSeconds: "Seconds from one probe to the next, 5 to 300. The same as healthMonitor.intervalSeconds.",
  connectTimeoutSeconds:
    "Seconds that a probe waits for its answer, 2 to 60. The same as healthMonitor.timeoutSeconds.",
  clientIpMethod:
    "How real servers learn the client's address: 0 by a TCP option (TOA), 1 by the proxy protocol. TCP only.",
  failoverSwitch:
    "Whether real servers are primaries and backups instead of equals. TCP and UDP with IP real servers only.",
  realServerPort:
    "The port of the real servers, where the listener names one: on channels of version 1 and on channel groups.",
  forwardProtocol: "The protocol towards the real servers, HTTP or HTTPS. HTTPS listeners only.",
  authType: "Who shows a certificate: 0 the listener, 1 the client as well. HTTPS only.",
  http3Supported: "Whether the listener speaks HTTP/3, which also takes its UDP port. HTTPS only.",
  contextType: "The format of sendContext and recvContext; TEXT is the only one. UDP only.",
  sendContext: "What a probe sends. UDP with probes of a port only.",
  recvContext: "What a healthy real server answers a probe with. UDP with probes of a port only.",
} as const;

const delayMessage = "The interval of health checks is 5 to 300 seconds.";
const timeoutMessage = "The timeout of a health check is 2 to 60 seconds.";

/** The public part of the settings; the class itself has a private one. */
export type TencentGaapListenerSettingsFields = Omit<TencentGaapListenerSettings, never>;

@ObjectType({
  simpleResolvers: true,
  description: "What only Tencent GAAP has on a listener. Null where the protocol has no such thing.",
})
export class TencentGaapListenerSettings {
  /** Private, and read by a getter, so that what probes see is no part of the etag. */
  readonly #bindStatus: string | null;

  @Field(() => String, { nullable: true, description: about.realServerType })
  realServerType!: string | null;

  @Field(() => Boolean, { nullable: true, description: about.healthCheck })
  healthCheck!: boolean | null;

  @Field(() => Int, { nullable: true, description: about.delayLoopSeconds })
  delayLoopSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: about.connectTimeoutSeconds })
  connectTimeoutSeconds!: number | null;

  @Field(() => Int, { nullable: true, description: about.clientIpMethod })
  clientIpMethod!: number | null;

  @Field(() => Boolean, { nullable: true, description: about.failoverSwitch })
  failoverSwitch!: boolean | null;

  @Field(() => Int, { nullable: true, description: about.realServerPort })
  realServerPort!: number | null;

  @Field(() => String, { nullable: true, description: about.forwardProtocol })
  forwardProtocol!: string | null;

  @Field(() => Int, { nullable: true, description: about.authType })
  authType!: number | null;

  @Field(() => Boolean, { nullable: true, description: about.http3Supported })
  http3Supported!: boolean | null;

  @Field(() => String, { nullable: true, description: about.contextType })
  contextType!: string | null;

  @Field(() => String, { nullable: true, description: about.sendContext })
  sendContext!: string | null;

  @Field(() => String, { nullable: true, description: about.recvContext })
  recvContext!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      "Seconds for which a client stays with its real server; null when it does not. No operation of the cloud sets it.",
  })
  sessionPersistSeconds!: number | null;

  @Field(() => String, {
    nullable: true,
    description: "What probes last saw of the real servers: NORMAL, ABNORMAL or DNS_FAILURE.",
  })
  get bindStatus(): string | null {
    return this.#bindStatus;
  }

  constructor({ bindStatus, ...fields }: TencentGaapListenerSettingsFields) {
    this.#bindStatus = bindStatus;
    Object.assign(this, fields);
  }
}

@InputType({
  description:
    "Listener fields that only Tencent GAAP has. What is left out keeps its value, or takes the cloud's default.",
})
export class TencentGaapListenerSettingsInput {
  @Field(() => String, { nullable: true, description: `${about.realServerType} Left out: IP. Cannot change.` })
  @IsOptional()
  @IsIn(["IP", "DOMAIN"], { message: "Real servers are of type IP or DOMAIN." })
  realServerType?: string | null;

  @Field(() => Boolean, { nullable: true, description: `${about.healthCheck} Left out: not probed.` })
  healthCheck?: boolean | null;

  @Field(() => Int, { nullable: true, description: about.delayLoopSeconds })
  @IsOptional()
  @Min(5, { message: delayMessage })
  @Max(300, { message: delayMessage })
  delayLoopSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: about.connectTimeoutSeconds })
  @IsOptional()
  @Min(2, { message: timeoutMessage })
  @Max(60, { message: timeoutMessage })
  connectTimeoutSeconds?: number | null;

  @Field(() => Int, { nullable: true, description: `${about.clientIpMethod} Left out: 0. Cannot change.` })
  @IsOptional()
  @IsIn([0, 1], { message: "The client's address comes by method 0 (TOA) or 1 (proxy protocol)." })
  clientIpMethod?: number | null;

  @Field(() => Boolean, { nullable: true, description: about.failoverSwitch })
  failoverSwitch?: boolean | null;

  @Field(() => Int, { nullable: true, description: `${about.realServerPort} Cannot change.` })
  @IsOptional()
  @Min(1, { message: "A port is a whole number from 1 to 65535." })
  @Max(65_535, { message: "A port is a whole number from 1 to 65535." })
  realServerPort?: number | null;

  @Field(() => String, { nullable: true, description: `${about.forwardProtocol} Left out: HTTP.` })
  @IsOptional()
  @IsIn(["HTTP", "HTTPS"], { message: "Traffic goes on as HTTP or HTTPS." })
  forwardProtocol?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: `${about.authType} Left out: 1 when tls names client certificates, else 0. Cannot change.`,
  })
  @IsOptional()
  @IsIn([0, 1], { message: "The type of authentication is 0 (one-way) or 1 (mutual)." })
  authType?: number | null;

  @Field(() => Boolean, { nullable: true, description: `${about.http3Supported} Cannot change.` })
  http3Supported?: boolean | null;

  @Field(() => String, { nullable: true, description: about.contextType })
  @IsOptional()
  @IsIn(["TEXT"], { message: "The format of probes is TEXT." })
  contextType?: string | null;

  @Field(() => String, { nullable: true, description: about.sendContext })
  @IsOptional()
  @MaxLength(255, { message: "A probe sends at most 255 characters." })
  sendContext?: string | null;

  @Field(() => String, { nullable: true, description: about.recvContext })
  @IsOptional()
  @MaxLength(255, { message: "An answer to a probe has at most 255 characters." })
  recvContext?: string | null;
}
