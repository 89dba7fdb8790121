import { createHash } from "node:crypto";
import { GONE, type Life, type LifeCycle, type LifeCycles, type Passage } from "../../../sandbox/life-cycle.js";
import type { SandboxClock } from "../../../sandbox/sandbox-clock.js";
import { Collection, type Entry } from "../../../sandbox/store.js";

/** Objects under the vendor's names. */

export type Protocol = "TCP" | "UDP" | "HTTP" | "HTTPS";

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface SandboxAccelerator {
  readonly Name: string;
  readonly Description: string;
  readonly DnsName: string;
  readonly SecondDnsName: string;
  /** Seconds since 1970, unlike those of listeners. */
  readonly CreateTime: number;
  readonly Spec: string;
  readonly Tags: readonly Tag[];
}

export interface PortRange {
  readonly FromPort: number;
  readonly ToPort: number;
}

export interface ForwardedHeaders {
  readonly XForwardedForGaIdEnabled: boolean;
  readonly XForwardedForGaApEnabled: boolean;
  readonly XForwardedForProtoEnabled: boolean;
  readonly XForwardedForPortEnabled: boolean;
  readonly XRealIpEnabled: boolean;
}

export interface SandboxListener {
  readonly AcceleratorId: string;
  /** Milliseconds since 1970. */
  readonly CreateTime: number;
  Name: string;
  Description: string;
  Protocol: Protocol;
  PortRanges: readonly PortRange[];
  BackendPorts: readonly PortRange[];
  CertificateIds: readonly string[];
  ClientAffinity: string;
  ProxyProtocol: boolean;
  SecurityPolicyId: string | undefined;
  HttpVersion: string | undefined;
  IdleTimeout: number;
  RequestTimeout: number | undefined;
  XForwardedForConfig: ForwardedHeaders | undefined;
}

export interface SandboxEndpoint {
  readonly EndpointId: string;
  readonly Type: string;
  readonly Endpoint: string;
  readonly SubAddress: string | undefined;
  readonly Weight: number;
  readonly EnableClientIPPreservation: boolean;
  readonly EnableProxyProtocol: boolean;
  readonly VpcId: string | undefined;
  readonly VSwitchIds: readonly string[];
}

export interface PortOverride {
  readonly ListenerPort: number;
  readonly EndpointPort: number;
}

export interface SandboxGroup {
  readonly AcceleratorId: string;
  readonly ListenerId: string;
  readonly EndpointGroupRegion: string;
  readonly EndpointGroupType: string;
  readonly Tags: readonly Tag[];
  Name: string;
  Description: string;
  TrafficPercentage: number;
  EndpointRequestProtocol: string | undefined;
  EndpointProtocolVersion: string | undefined;
  EndpointIpVersion: string;
  HealthCheckEnabled: boolean;
  HealthCheckProtocol: string;
  HealthCheckPort: number;
  HealthCheckPath: string | undefined;
  HealthCheckHost: string | undefined;
  HealthCheckIntervalSeconds: number;
  ThresholdCount: number;
  EndpointConfigurations: readonly SandboxEndpoint[];
  PortOverrides: readonly PortOverride[];
}

/** A rule that sends requests for a host to a virtual group. */
export interface SandboxRule {
  readonly AcceleratorId: string;
  readonly ListenerId: string;
  readonly EndpointGroupId: string;
  readonly Host: string;
  readonly Priority: number;
}

const LASTS_MS = 1_500;
const passage = (during: string, then: Passage["then"]): Passage => ({ during, lastsMs: LASTS_MS, then });

/** Listeners and endpoint groups. Source: DescribeListener and DescribeEndpointGroup pages, State. */
const CHILD_LIFE: LifeCycle = {
  create: passage("init", "active"),
  update: passage("updating", "active"),
  delete: passage("deleting", GONE),
};
/** As long as something on it changes, an accelerator is configuring. Source: Terraform provider. */
const ACCELERATOR_LIFE: LifeCycle = {
  create: passage("init", "active"),
  update: passage("configuring", "active"),
  delete: passage("deleting", GONE),
};

/** Everything that the emulator knows. */
export class State {
  readonly accelerators = new Collection<SandboxAccelerator>();
  readonly listeners = new Collection<SandboxListener>(({ AcceleratorId }) => AcceleratorId);
  readonly groups = new Collection<SandboxGroup>(({ AcceleratorId }) => AcceleratorId);
  readonly rules = new Collection<SandboxRule>(({ ListenerId }) => ListenerId);
  /** Endpoints that fail their checks. */
  readonly down = new Set<string>();
  /** Answers of writes by their tokens. */
  readonly answers = new Map<string, object>();
  #made = 0;

  constructor(
    readonly clock: SandboxClock,
    private readonly lifeCycles: LifeCycles,
  ) {}

  /** A new id such as lsr-bp1…; the same ones in the same order after every start. */
  newId(prefix: "ga" | "lsr" | "epg" | "ep" | "frule"): string {
    this.#made += 1;
    const digest = createHash("sha256").update(`${prefix}/${this.#made}`).digest("hex");
    return `${prefix}-bp1${BigInt(`0x${digest}`).toString(36).slice(0, 18)}`;
  }

  /** @param status where it stands at first; left out, it is being created */
  acceleratorLife(status?: string): Life {
    return this.lifeCycles.start(ACCELERATOR_LIFE, status);
  }

  /** @param status where it stands at first; left out, it is being created */
  childLife(status?: string): Life {
    return this.lifeCycles.start(CHILD_LIFE, status);
  }

  clear(): void {
    for (const held of [this.accelerators, this.listeners, this.groups, this.rules]) held.clear();
    this.down.clear();
    this.answers.clear();
    this.#made = 0;
  }
}

export const stateOf = ({ life }: Entry<unknown>): string =>
  typeof life?.status === "string" ? life.status : "active";
