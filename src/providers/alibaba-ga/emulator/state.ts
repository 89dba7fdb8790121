import { createHash } from "node:crypto";
import { EmulatorState } from "../../../sandbox/emulator-state.js";
import { GONE, type Life, type LifeCycle, passage, statusOf } from "../../../sandbox/life-cycle.js";
import type { Entry } from "../../../sandbox/store.js";

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
  SecurityPolicyId?: string;
  HttpVersion?: string;
  IdleTimeout: number;
  RequestTimeout?: number;
  XForwardedForConfig?: ForwardedHeaders;
}

export interface SandboxEndpoint {
  readonly EndpointId: string;
  readonly Type: string;
  readonly Endpoint: string;
  readonly SubAddress?: string;
  readonly Weight: number;
  readonly EnableClientIPPreservation: boolean;
  readonly EnableProxyProtocol: boolean;
  readonly VpcId?: string;
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
  EndpointRequestProtocol?: string;
  EndpointProtocolVersion?: string;
  EndpointIpVersion: string;
  HealthCheckEnabled: boolean;
  HealthCheckProtocol: string;
  HealthCheckPort: number;
  HealthCheckPath?: string;
  HealthCheckHost?: string;
  HealthCheckIntervalSeconds: number;
  ThresholdCount: number;
  EndpointConfigurations: readonly SandboxEndpoint[];
  PortOverrides: readonly PortOverride[];
}

/** What some requests are for, and what becomes of them. Source: ListForwardingRules page. */
export interface SandboxRule {
  readonly AcceleratorId: string;
  readonly ListenerId: string;
  readonly ForwardingRuleName?: string;
  readonly Priority: number;
  readonly RuleConditions: readonly {
    readonly RuleConditionType: string;
    readonly RuleConditionValue?: string;
    readonly HostConfig?: { readonly Values?: readonly string[] };
    readonly PathConfig?: { readonly Values?: readonly string[] };
  }[];
  readonly RuleActions: readonly {
    readonly Order: number;
    readonly RuleActionType: string;
    readonly RuleActionValue?: string;
    readonly ForwardGroupConfig?: { readonly ServerGroupTuples?: readonly { readonly EndpointGroupId: string }[] };
  }[];
}

/** The groups that a rule sends requests to; none for one that redirects, answers or drops them. */
export const groupsOfRule = ({ RuleActions }: SandboxRule): readonly string[] =>
  RuleActions.flatMap(({ ForwardGroupConfig }) => ForwardGroupConfig?.ServerGroupTuples ?? []).map(
    ({ EndpointGroupId }) => EndpointGroupId,
  );

const LASTS_MS = 1_500;

/** Listeners and endpoint groups. Source: DescribeListener and DescribeEndpointGroup pages, State. */
const CHILD_LIFE: LifeCycle = {
  create: passage("init", LASTS_MS, "active"),
  update: passage("updating", LASTS_MS, "active"),
  delete: passage("deleting", LASTS_MS, GONE),
};
/** As long as something on it changes, an accelerator is configuring. Source: Terraform provider. */
const ACCELERATOR_LIFE: LifeCycle = {
  create: passage("init", LASTS_MS, "active"),
  update: passage("configuring", LASTS_MS, "active"),
  delete: passage("deleting", LASTS_MS, GONE),
};

/** How many answers of writes are kept for repeats with the same token. */
const MOST_ANSWERS = 10_000;

export class State extends EmulatorState {
  readonly accelerators = this.collection<SandboxAccelerator>("accelerators");
  readonly listeners = this.collection<SandboxListener>("listeners", ({ AcceleratorId }) => AcceleratorId);
  readonly groups = this.collection<SandboxGroup>("endpointGroups", ({ AcceleratorId }) => AcceleratorId);
  readonly rules = this.collection<SandboxRule>("forwardingRules", ({ ListenerId }) => ListenerId);
  /** Endpoints that fail their checks. */
  readonly down = new Set<string>();
  readonly #answers = new Map<string, object>();

  /** A new id such as lsr-bp1…; the same ones in the same order after every start. */
  newId(prefix: "ga" | "lsr" | "epg" | "ep" | "frule"): string {
    const digest = createHash("sha256").update(`${prefix}/${this.nextNumber()}`).digest("hex");
    return `${prefix}-bp1${BigInt(`0x${digest}`).toString(36).slice(0, 18)}`;
  }

  /** @param status where it stands at first; left out, it is being created */
  acceleratorLife(status?: string): Life {
    return this.context.lifeCycles.start(ACCELERATOR_LIFE, status);
  }

  /** @param status where it stands at first; left out, it is being created */
  childLife(status?: string): Life {
    return this.context.lifeCycles.start(CHILD_LIFE, status);
  }

  /** What the errand was answered before, or is answered by the work now. */
  answerTo(errand: string, work: () => object): object {
    const answer = this.#answers.get(errand) ?? work();
    this.#answers.set(errand, answer);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_ANSWERS && oldest !== undefined) this.#answers.delete(oldest);
    return answer;
  }

  override clear(): void {
    super.clear();
    this.down.clear();
    this.#answers.clear();
  }
}

export const stateOf = (entry: Entry<unknown>): string => statusOf(entry, "active", "active");
