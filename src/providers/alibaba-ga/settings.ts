import { IsIn, IsOptional, Max, Min } from "class-validator";
import { Field, InputType, Int, ObjectType } from "type-graphql";
import type { ListenerSettingsInput } from "../../model/settings.js";
import { TLS_POLICIES } from "./tls.js";

/** This cloud's member of the settings inputs. */
export const SETTINGS_KEY = "alibabaGa";

/** Texts that the output type and the input share, so that the manual says the same on both sides. */
const about = {
  proxyProtocol:
    "Whether servers learn the client's address by the proxy protocol. The vendor advises to set it on the pool instead.",
  securityPolicyId: "The cloud's named set of TLS versions and ciphers. The same as tls.policy. HTTPS only.",
  httpVersion: "The highest HTTP version that clients may speak: http1.1, http2 or http3. HTTPS only.",
  backendPort:
    "The port of the servers, where the listener itself names one. HTTPS only. The vendor advises to use portOverrides of the pool instead.",
  xForwardedForGaIdEnabled: "Whether servers are told the accelerator's id in the header GA-ID. HTTP and HTTPS only.",
  xForwardedForGaApEnabled: "Whether servers are told the entry region in the header GA-AP. HTTP and HTTPS only.",
  xForwardedForProtoEnabled:
    "Whether servers are told the protocol in the header GA-X-Forward-Proto. HTTP and HTTPS only.",
  xForwardedForPortEnabled: "Whether servers are told the port in the header GA-X-Forward-Port. HTTP and HTTPS only.",
  xRealIpEnabled: "Whether servers are told the client's address in the header X-Real-IP. HTTP and HTTPS only.",
} as const;

/** What can be written; the listener's etag covers it. */
export interface WritableSettings {
  readonly proxyProtocol: boolean | null;
  readonly securityPolicyId: string | null;
  readonly httpVersion: string | null;
  readonly backendPort: number | null;
  readonly xForwardedForGaIdEnabled: boolean | null;
  readonly xForwardedForGaApEnabled: boolean | null;
  readonly xForwardedForProtoEnabled: boolean | null;
  readonly xForwardedForPortEnabled: boolean | null;
  readonly xRealIpEnabled: boolean | null;
}

/** What the cloud reports besides. */
export interface ReportedSettings {
  readonly type: string | null;
  readonly serviceManaged: boolean | null;
  readonly serviceId: string | null;
}

@ObjectType({
  simpleResolvers: true,
  description:
    "What only Alibaba Cloud Global Accelerator has on a listener. Null where the protocol has no such thing.",
})
export class AlibabaGaListenerSettings implements WritableSettings, ReportedSettings {
  /** Read by getters, so that it is no part of the etag. */
  readonly #reported: ReportedSettings;

  @Field(() => Boolean, { nullable: true, description: about.proxyProtocol })
  proxyProtocol!: boolean | null;

  @Field(() => String, { nullable: true, description: about.securityPolicyId })
  securityPolicyId!: string | null;

  @Field(() => String, { nullable: true, description: about.httpVersion })
  httpVersion!: string | null;

  @Field(() => Int, { nullable: true, description: about.backendPort })
  backendPort!: number | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForGaIdEnabled })
  xForwardedForGaIdEnabled!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForGaApEnabled })
  xForwardedForGaApEnabled!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForProtoEnabled })
  xForwardedForProtoEnabled!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForPortEnabled })
  xForwardedForPortEnabled!: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xRealIpEnabled })
  xRealIpEnabled!: boolean | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      "How traffic finds its server: Standard for the nearest healthy one, CustomRouting for a fixed one by port. Pools of CustomRouting listeners are not shown here.",
  })
  get type(): string | null {
    return this.#reported.type;
  }

  @Field(() => Boolean, {
    simple: true,
    nullable: true,
    description: "True where another product of the cloud made the listener and refuses some changes by others.",
  })
  get serviceManaged(): boolean | null {
    return this.#reported.serviceManaged;
  }

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "The product that made the listener, when serviceManaged is true.",
  })
  get serviceId(): string | null {
    return this.#reported.serviceId;
  }

  constructor(writable: WritableSettings, reported: ReportedSettings) {
    this.proxyProtocol = writable.proxyProtocol;
    this.securityPolicyId = writable.securityPolicyId;
    this.httpVersion = writable.httpVersion;
    this.backendPort = writable.backendPort;
    this.xForwardedForGaIdEnabled = writable.xForwardedForGaIdEnabled;
    this.xForwardedForGaApEnabled = writable.xForwardedForGaApEnabled;
    this.xForwardedForProtoEnabled = writable.xForwardedForProtoEnabled;
    this.xForwardedForPortEnabled = writable.xForwardedForPortEnabled;
    this.xRealIpEnabled = writable.xRealIpEnabled;
    this.#reported = reported;
  }
}

const policies = Object.keys(TLS_POLICIES);
const portMessage = "A port is a whole number from 1 to 65535.";

@InputType({
  description:
    "Listener fields that only Alibaba Cloud Global Accelerator has. What is left out keeps its value, or takes the cloud's default.",
})
export class AlibabaGaListenerSettingsInput {
  @Field(() => Boolean, { nullable: true, description: `${about.proxyProtocol} Left out: false.` })
  proxyProtocol?: boolean | null;

  @Field(() => String, { nullable: true, description: `${about.securityPolicyId} One of ${policies.join(", ")}.` })
  @IsOptional()
  @IsIn(policies, { message: `A security policy is one of ${policies.join(", ")}.` })
  securityPolicyId?: string | null;

  @Field(() => String, { nullable: true, description: `${about.httpVersion} Left out: http2.` })
  @IsOptional()
  @IsIn(["http1.1", "http2", "http3"], { message: "An HTTP version is http1.1, http2 or http3." })
  httpVersion?: string | null;

  @Field(() => Int, { nullable: true, description: `${about.backendPort} Only when a listener is changed.` })
  @IsOptional()
  @Min(1, { message: portMessage })
  @Max(65_535, { message: portMessage })
  backendPort?: number | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForGaIdEnabled })
  xForwardedForGaIdEnabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForGaApEnabled })
  xForwardedForGaApEnabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForProtoEnabled })
  xForwardedForProtoEnabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xForwardedForPortEnabled })
  xForwardedForPortEnabled?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: about.xRealIpEnabled })
  xRealIpEnabled?: boolean | null;
}

/** What an input says under this cloud's settings; an empty object when it says nothing. */
export function listenerSettingsIn({
  settings,
}: {
  readonly settings?: ListenerSettingsInput | null;
}): AlibabaGaListenerSettingsInput {
  return (settings?.[SETTINGS_KEY] as AlibabaGaListenerSettingsInput | null | undefined) ?? {};
}
