import type { ListenerProtocol } from "../../model/enums.js";

/**
 * What the cloud answers, under the cloud's own field names.
 * Source: data structures of API version 2018-05-29 (tencentcloud-sdk-nodejs 4.1.313, gaap_models).
 */

export interface BoundRealServer {
  readonly RealServerId: string;
  readonly RealServerIP: string;
  readonly RealServerPort: number;
  readonly RealServerWeight: number;
  /** 0 normal, 1 abnormal; always 0 without a health check. */
  readonly RealServerStatus: number | null;
  /** master or slave; empty unless the listener has FailoverSwitch 1. */
  readonly RealServerFailoverRole: string | null;
}

/** The part of a listener that only TCP and UDP have. */
export interface WireLayer4 {
  readonly RealServerType: string | null;
  readonly Scheduler: string | null;
  readonly HealthCheck: boolean;
  readonly DelayLoop: number | null;
  readonly ConnectTimeout: number | null;
  readonly HealthyThreshold: number | null;
  readonly UnhealthyThreshold: number | null;
  readonly FailoverSwitch: boolean | null;
  /** Seconds; 0 is off. No operation sets it. */
  readonly SessionPersist: number | null;
  readonly BindStatus: number | null;
  readonly RealServerPort: number | null;
  readonly RealServerSet: readonly BoundRealServer[];
  /** TCP only: 0 TOA, 1 Proxy Protocol. */
  readonly ClientIPMethod: number | null;
  /** UDP only: PORT or PING. */
  readonly CheckType: string | null;
  readonly CheckPort: number | null;
  readonly ContextType: string | null;
  readonly SendContext: string | null;
  readonly RecvContext: string | null;
}

/** The part of a listener that only HTTPS has. */
export interface WireHttps {
  readonly CertificateId: string | null;
  readonly ClientCertificateIds: readonly string[];
  readonly ForwardProtocol: string | null;
  readonly AuthType: number | null;
  readonly Http3Supported: boolean | null;
  readonly TLSSupportVersion: readonly string[];
  readonly TLSCiphers: string | null;
}

export interface WireListener {
  readonly ListenerId: string;
  readonly ListenerName: string | null;
  readonly Port: number;
  readonly Protocol: ListenerProtocol;
  readonly ListenerStatus: number;
  /** Seconds since 1970. */
  readonly CreateTime: number | null;
  readonly ProxyId: string | null;
  readonly GroupId: string | null;
  readonly layer4: WireLayer4 | null;
  readonly https: WireHttps | null;
}

export interface WireCheckParams {
  readonly DelayLoop: number | null;
  readonly ConnectTimeout: number | null;
  readonly Path: string | null;
  readonly Method: string | null;
  /** Classes: 200 stands for 200 to 299. */
  readonly StatusCode: readonly number[] | null;
  readonly Domain: string | null;
  readonly FailedCountInter: number | null;
  readonly FailedThreshold: number | null;
  readonly BlockInter: number | null;
}

export interface WireRule {
  readonly RuleId: string;
  readonly ListenerId: string;
  readonly Domain: string;
  readonly Path: string;
  readonly RealServerType: string | null;
  readonly Scheduler: string | null;
  readonly HealthCheck: boolean;
  readonly CheckParams: WireCheckParams | null;
  readonly RuleStatus: number;
  /** 0 abnormal, 1 normal. */
  readonly BindStatus: number | null;
  readonly RealServerSet: readonly BoundRealServer[];
  readonly ForwardProtocol: string | null;
  readonly ForwardHost: string | null;
  readonly ServerNameIndicationSwitch: string | null;
  readonly ServerNameIndication: string | null;
  readonly ForcedRedirect: string | null;
}

export interface WireDomain {
  readonly Domain: string;
  /** 0 running, 1 changing, 2 deleting. */
  readonly DomainStatus: number | null;
  readonly IsDefaultServer: boolean;
  readonly RuleSet: readonly WireRule[];
}

/** A channel or a channel group, in one shape. */
export interface WireParent {
  readonly id: string;
  readonly name: string | null;
  readonly status: string;
  readonly addresses: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Seconds since 1970. */
  readonly createdAt: number | null;
  /** Null where the cloud does not say; groups never do. */
  readonly supportProtocols: readonly string[] | null;
  readonly clientIpMethods: readonly number[] | null;
  readonly ipVersion: string | null;
  readonly version: string | null;
  readonly http3Supported: boolean | null;
  readonly tlsChoiceSupported: boolean | null;
}

export interface RealServerName {
  readonly RealServerId: string;
  readonly RealServerIP: string;
}
