import { createHash } from "node:crypto";
import { EmulatorState } from "../../../sandbox/emulator-state.js";
import { GONE, type LifeCycle, passage } from "../../../sandbox/life-cycle.js";
import type { Entry } from "../../../sandbox/store.js";

export type Protocol = "TCP" | "UDP" | "HTTP" | "HTTPS";

/** A real server as it is bound somewhere. */
export interface Binding {
  readonly RealServerId: string;
  readonly RealServerIP: string;
  readonly RealServerPort: number;
  readonly RealServerWeight: number;
  readonly RealServerFailoverRole: string;
}

/** What a status depends on besides the life cycle: which of the two kinds of change is in progress. */
interface Changing {
  /** 3 while real servers are adjusted, 4 while anything else changes. */
  change: 3 | 4;
  bindings: readonly Binding[];
}

export interface SandboxListener extends Changing {
  readonly parentId: string;
  readonly protocol: Protocol;
  readonly Port: number;
  /** Seconds since 1970. */
  readonly CreateTime: number;
  /** Everything else, under the vendor's names. */
  attributes: Record<string, unknown>;
}

export interface SandboxDomain {
  readonly listenerId: string;
  readonly Domain: string;
  attributes: Record<string, unknown>;
}

export interface SandboxRule extends Changing {
  readonly ListenerId: string;
  Domain: string;
  attributes: Record<string, unknown>;
}

export interface SandboxRealServer {
  readonly RealServerIP: string;
  RealServerName: string;
  readonly ProjectId: number;
  readonly TagSet: readonly unknown[];
  /** Whether probes of it fail. */
  readonly isDown: boolean;
}

/** A channel or a group, under the vendor's names. */
export interface SandboxParent {
  readonly kind: "proxy" | "group";
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface SandboxCertificate {
  readonly CertificateAlias: string;
  /** 1 client CA, 2 server. */
  readonly CertificateType: 1 | 2;
}

/** ListenerStatus and RuleStatus as words of a life: 0 running, 1 creating, 2 destroying, 4 changing. */
export const LISTENER_LIFE: LifeCycle = {
  create: passage("1", 2_000, "0"),
  update: passage("4", 1_500, "0"),
  delete: passage("2", 1_500, GONE),
};
export const RULE_LIFE: LifeCycle = {
  create: passage("1", 1_000, "0"),
  update: passage("4", 1_000, "0"),
  delete: passage("2", 1_000, GONE),
};
/** DomainStatus: 0 running, 1 changing, 2 deleting. */
export const DOMAIN_LIFE: LifeCycle = {
  create: passage("1", 1_000, "0"),
  update: passage("1", 1_000, "0"),
  delete: passage("2", 1_000, GONE),
};
export const RUNNING = "0";

export const listenerGroup = (parentId: string, protocol: Protocol) => `${parentId}/${protocol}`;
export const domainId = (listenerId: string, domain: string) => `${listenerId}/${domain.toLowerCase()}`;

export class State extends EmulatorState {
  readonly parents = this.collection<SandboxParent>("parents");
  readonly listeners = this.collection<SandboxListener>("listeners", ({ parentId, protocol }) =>
    listenerGroup(parentId, protocol),
  );
  readonly domains = this.collection<SandboxDomain>("domains", ({ listenerId }) => listenerId);
  readonly rules = this.collection<SandboxRule>("rules", ({ ListenerId }) => ListenerId);
  readonly realServers = this.collection<SandboxRealServer>("realServers");
  readonly certificates = this.collection<SandboxCertificate>("certificates");
  /** HTTP and HTTPS listeners that are no more: asked for with their channel, the API stumbles over them. */
  readonly deletedLayer7 = new Set<string>();

  /** A new id such as listener-0ld1mlud; the same ones in the same order after every start. */
  newId(prefix: string): string {
    const digest = createHash("sha256").update(`${prefix}/${this.nextNumber()}`).digest();
    return `${prefix}-${digest.readBigUInt64BE().toString(36).padStart(8, "0").slice(-8)}`;
  }

  override clear(): void {
    super.clear();
    this.deletedLayer7.clear();
  }
}

/** @returns the new listener's id */
export function addListener(
  state: State,
  parentId: string,
  protocol: Protocol,
  Port: number,
  attributes: Record<string, unknown>,
): string {
  const CreateTime = Math.floor(state.now() / 1_000);
  const value: SandboxListener = { parentId, protocol, Port, CreateTime, attributes, change: 4, bindings: [] };
  return state.listeners.insert(state.newId("listener"), value, state.context.lifeCycles.start(LISTENER_LIFE)).id;
}

/** The number that stands for where a listener or rule is in its life. */
export function statusIn({ value, life }: Entry<Changing>): number {
  const status = Number(life?.status ?? RUNNING);
  return status === 4 ? value.change : status;
}

/** Starts a change of the given sort. */
export function beginChange({ value, life }: Entry<Changing>, change: 3 | 4): void {
  value.change = change;
  life?.begin("update");
}
