import { ArrayMaxSize, IsIn, IsNotEmpty, IsOptional, Max, MaxLength, Min, ValidateNested } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import { Rule } from "../../model/rule.js";
import type { PoolSettingsInput } from "../../model/settings.js";
import { SETTINGS_KEY } from "./settings.js";

const about = {
  endpointGroupType:
    "default for the group that takes a listener's traffic, virtual for one that only gets what forwarding rules send to it.",
  endpointRequestProtocol: "The protocol towards the servers: HTTP or HTTPS. Pools of HTTP and HTTPS listeners only.",
  endpointProtocolVersion:
    "The HTTP version towards the servers: HTTP1.1 or HTTP2. Needs endpointRequestProtocol HTTPS.",
  endpointIpVersion: "The IP version towards the servers: IPv4, IPv6, or ProtocolAffinity for the client's.",
  portOverrides: "Ports of the listener that reach the servers on another port. At most five.",
  clientIpPreservation:
    "Whether the servers see the client's address: in the packets of TCP and UDP listeners, in X-Forwarded-For for HTTP and HTTPS ones, where it is always on.",
  proxyProtocol:
    "Whether the servers learn the client's address by the proxy protocol. Pools of TCP listeners only, and not together with clientIpPreservation.",
  healthCheckHost: "The host name that an HTTP or HTTPS health check asks for.",
} as const;

@ObjectType({ simpleResolvers: true, description: "A port of the listener that reaches the servers on another port." })
export class AlibabaGaPortOverride {
  @Field(() => Int, { description: "The port that clients use." })
  listenerPort!: number;

  @Field(() => Int, { description: "The port on which the servers are reached." })
  endpointPort!: number;
}

/** What can be written; the pool's etag covers it. */
export interface WritablePoolSettings {
  readonly endpointGroupType: string | null;
  readonly endpointRequestProtocol: string | null;
  readonly endpointProtocolVersion: string | null;
  readonly endpointIpVersion: string | null;
  readonly portOverrides: readonly AlibabaGaPortOverride[];
  readonly clientIpPreservation: boolean | null;
  readonly proxyProtocol: boolean | null;
  readonly healthCheckHost: string | null;
}

/** What the cloud reports besides. */
export interface ReportedPoolSettings {
  readonly endpointGroupIps: readonly string[];
  readonly forwardingRuleIds: readonly string[];
}

@ObjectType({
  simpleResolvers: true,
  description: "What only Alibaba Cloud Global Accelerator has on a pool, which is called an endpoint group there.",
})
export class AlibabaGaPoolSettings implements ReportedPoolSettings {
  /** Read by getters, so that it is no part of the etag. */
  readonly #reported: ReportedPoolSettings;

  @Field(() => String, { nullable: true, description: about.endpointGroupType })
  endpointGroupType!: string | null;

  @Field(() => String, { nullable: true, description: about.endpointRequestProtocol })
  endpointRequestProtocol!: string | null;

  @Field(() => String, { nullable: true, description: about.endpointProtocolVersion })
  endpointProtocolVersion!: string | null;

  @Field(() => String, { nullable: true, description: about.endpointIpVersion })
  endpointIpVersion!: string | null;

  @Field(() => [AlibabaGaPortOverride], { description: about.portOverrides })
  portOverrides!: AlibabaGaPortOverride[];

  @Field(() => Boolean, {
    nullable: true,
    description: `${about.clientIpPreservation} Null where the servers of the pool differ in it.`,
  })
  clientIpPreservation!: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: `${about.proxyProtocol} Null where the servers of the pool differ in it.`,
  })
  proxyProtocol!: boolean | null;

  @Field(() => String, { nullable: true, description: about.healthCheckHost })
  healthCheckHost!: string | null;

  @Field(() => [String], {
    description: "Addresses from which the cloud reaches the servers: let them through the servers' firewall.",
  })
  get endpointGroupIps(): string[] {
    return [...this.#reported.endpointGroupIps];
  }

  @Field(() => [String], { description: "The cloud's ids of the forwarding rules that send requests to this pool." })
  get forwardingRuleIds(): string[] {
    return [...this.#reported.forwardingRuleIds];
  }

  constructor(writable: WritablePoolSettings, reported: ReportedPoolSettings) {
    this.endpointGroupType = writable.endpointGroupType;
    this.endpointRequestProtocol = writable.endpointRequestProtocol;
    this.endpointProtocolVersion = writable.endpointProtocolVersion;
    this.endpointIpVersion = writable.endpointIpVersion;
    this.portOverrides = [...writable.portOverrides];
    this.clientIpPreservation = writable.clientIpPreservation;
    this.proxyProtocol = writable.proxyProtocol;
    this.healthCheckHost = writable.healthCheckHost;
    this.#reported = reported;
  }
}

const portMessage = "A port that is mapped is a whole number from 1 to 65499.";

@InputType({ description: "A port of the listener that is to reach the servers on another port." })
export class AlibabaGaPortOverrideInput {
  @Field(() => Int, { description: "The port that clients use; one of the listener's." })
  @Min(1, { message: portMessage })
  @Max(65_499, { message: portMessage })
  listenerPort!: number;

  @Field(() => Int, { description: "The port on which the servers are reached." })
  @Min(1, { message: portMessage })
  @Max(65_499, { message: portMessage })
  endpointPort!: number;
}

@InputType({
  description:
    "Pool fields that only Alibaba Cloud Global Accelerator has. What is left out keeps its value, or takes the cloud's default.",
})
export class AlibabaGaPoolSettingsInput {
  @Field(() => String, { nullable: true, description: `${about.endpointGroupType} Left out: default. Cannot change.` })
  @IsOptional()
  @IsIn(["default", "virtual"], { message: "The type of a group is default or virtual." })
  endpointGroupType?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `${about.endpointRequestProtocol} When a pool is created the same as protocol. Left out: HTTP.`,
  })
  @IsOptional()
  @IsIn(["HTTP", "HTTPS"], { message: "Servers are spoken to in HTTP or HTTPS." })
  endpointRequestProtocol?: string | null;

  @Field(() => String, { nullable: true, description: `${about.endpointProtocolVersion} Left out: HTTP1.1.` })
  @IsOptional()
  @IsIn(["HTTP1.1", "HTTP2"], { message: "The version towards the servers is HTTP1.1 or HTTP2." })
  endpointProtocolVersion?: string | null;

  @Field(() => String, { nullable: true, description: `${about.endpointIpVersion} Left out: IPv4.` })
  @IsOptional()
  @IsIn(["IPv4", "IPv6", "ProtocolAffinity"], { message: "The IP version is IPv4, IPv6 or ProtocolAffinity." })
  endpointIpVersion?: string | null;

  @Field(() => [AlibabaGaPortOverrideInput], {
    nullable: true,
    description: `${about.portOverrides} Replaces the whole list; the cloud has no way to take the last one away.`,
  })
  @IsOptional()
  @ArrayMaxSize(5, { message: "A pool maps at most five ports." })
  @ValidateNested()
  @Rule<AlibabaGaPoolSettingsInput>("distinctOverrides", function* ({ portOverrides }) {
    const seen = new Set<number>();
    for (const [index, { listenerPort }] of (portOverrides ?? []).entries()) {
      if (seen.has(listenerPort))
        yield { at: [index, "listenerPort"], message: `Port ${listenerPort} is mapped twice.` };
      seen.add(listenerPort);
    }
  })
  portOverrides?: AlibabaGaPortOverrideInput[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: `${about.clientIpPreservation} Goes for all servers of the pool.`,
  })
  clientIpPreservation?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: `${about.proxyProtocol} Goes for all servers of the pool.` })
  proxyProtocol?: boolean | null;

  @Field(() => String, { nullable: true, description: about.healthCheckHost })
  @IsOptional()
  @IsNotEmpty({ message: "A host name is a non-empty text." })
  @MaxLength(253, { message: "A host name has at most 253 characters." })
  healthCheckHost?: string | null;
}

/** What an input says under this cloud's settings; an empty object when it says nothing. */
export function poolSettingsIn({
  settings,
}: {
  readonly settings?: PoolSettingsInput | null;
}): AlibabaGaPoolSettingsInput {
  return (settings?.[SETTINGS_KEY] as AlibabaGaPoolSettingsInput | null | undefined) ?? {};
}
