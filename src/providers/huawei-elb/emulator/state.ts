import { EmulatorState } from "../../../sandbox/emulator-state.js";
import { GONE, type LifeCycle, passage } from "../../../sandbox/life-cycle.js";
import { uuidFor } from "../../../sandbox/made-ids.js";
import type { EmulatorContext } from "../../../sandbox/sandbox-cloud.js";

/** The one project. */
export const PROJECT_ID = "601240b9c5c94059b63d484c92cfe308";

// What the emulator keeps, in the vendor's field names.

export interface StoredTag {
  readonly key: string;
  readonly value: string;
}

export interface StoredLoadBalancer {
  name: string;
  description: string;
  readonly vip_subnet_id: string;
  readonly vip_port_id: string;
  readonly vip_address: string;
  operating_status: "ONLINE" | "FROZEN";
  tags: StoredTag[];
  readonly created_at: string;
  updated_at: string;
}

export interface StoredListener {
  name: string;
  description: string;
  readonly loadbalancer_id: string;
  readonly protocol: string;
  readonly protocol_port: number;
  default_pool_id: string | null;
  readonly connection_limit: number;
  admin_state_up: boolean;
  http2_enable: boolean;
  default_tls_container_ref: string | null;
  client_ca_tls_container_ref: string | null;
  sni_container_refs: readonly string[];
  tls_ciphers_policy: string | null;
  insert_headers: Readonly<Record<string, boolean>> | null;
  tags: StoredTag[];
  readonly created_at: string;
  updated_at: string;
}

export interface StoredPool {
  name: string;
  description: string;
  readonly loadbalancer_id: string;
  readonly protocol: string;
  lb_algorithm: string;
  admin_state_up: boolean;
  session_persistence: Readonly<Record<string, unknown>> | null;
  healthmonitor_id: string | null;
  /** Those whose default pool it is. */
  listener_ids: readonly string[];
}

export interface StoredMember {
  name: string;
  readonly pool_id: string;
  readonly address: string;
  readonly protocol_port: number;
  readonly subnet_id: string;
  weight: number;
  admin_state_up: boolean;
  /** What checks find, when there are any. */
  readonly health: "ONLINE" | "OFFLINE";
}

export interface StoredHealthMonitor {
  name: string;
  readonly pool_id: string;
  type: string;
  delay: number;
  timeout: number;
  max_retries: number;
  max_retries_down: number;
  monitor_port: number | null;
  domain_name: string | null;
  url_path: string | null;
  admin_state_up: boolean;
}

/** A forwarding policy of a web listener. Source: create forwarding policy page. */
export interface StoredL7Policy {
  name: string;
  description: string;
  readonly listener_id: string;
  readonly action: "REDIRECT_TO_POOL" | "REDIRECT_TO_LISTENER";
  redirect_pool_id: string | null;
  readonly redirect_listener_id: string | null;
  readonly position: number;
  readonly rules: readonly { readonly type: string; readonly compare_type: string; readonly value: string }[];
}

/** Changes are done at once; the words on the way, those of Neutron, show only under faults. */
export const loadBalancerLife: LifeCycle = {
  create: passage("PENDING_CREATE", 0, "ACTIVE"),
  update: passage("PENDING_UPDATE", 0, "ACTIVE"),
  delete: passage("PENDING_DELETE", 0, GONE),
  failed: "ERROR",
};

/** How the emulated installation differs from the rest. */
export interface Dialect {
  /** Objects bear tenant_id only, as in some of Open Telekom Cloud's samples. */
  readonly omitsProjectId?: boolean;
  /** It has what only Open Telekom Cloud has: batches of members, one list of all members, listeners on all ports of TCP. */
  readonly isOpenTelekom?: boolean;
  /** A marker whose object was deleted is not found, as in Neutron. */
  readonly refusesGoneMarkers?: boolean;
  /**
   * What becomes of a filter that is named several times. Left out: any of its values will do, as in Neutron. Octavia
   * breaks on it.
   */
  readonly repeatedFilters?: "last" | "ignored" | "refused" | "broken";
}

export interface Quotas {
  readonly loadbalancer: number;
  readonly listener: number;
  readonly pool: number;
  readonly member: number;
  readonly healthmonitor: number;
  readonly l7policy: number;
}

export class State extends EmulatorState {
  readonly loadBalancers = this.collection<StoredLoadBalancer>("loadbalancers");
  readonly listeners = this.collection<StoredListener>("listeners", ({ loadbalancer_id }) => loadbalancer_id);
  readonly pools = this.collection<StoredPool>("pools", ({ loadbalancer_id }) => loadbalancer_id);
  readonly members = this.collection<StoredMember>("members", ({ pool_id }) => pool_id);
  readonly healthMonitors = this.collection<StoredHealthMonitor>("healthmonitors");
  readonly l7Policies = this.collection<StoredL7Policy>("l7policies", ({ listener_id }) => listener_id);
  quotas: Quotas = { loadbalancer: 0, listener: 0, pool: 0, member: 0, healthmonitor: 0, l7policy: 0 };
  /** When members were created lately, oldest first. */
  readonly memberCreations: number[] = [];

  constructor(
    context: EmulatorContext,
    readonly dialect: Dialect,
  ) {
    super(context);
  }

  override clear(): void {
    super.clear();
    this.memberCreations.length = 0;
  }

  /** The time as the vendor writes it: "2018-07-25T01:54:13". */
  time(): string {
    return new Date(this.now()).toISOString().slice(0, 19);
  }

  newId(): string {
    return uuidFor(`made ${this.nextNumber()}`);
  }
}
