import { createHash } from "node:crypto";
import { GONE, type LifeCycle, type Passage } from "../../../sandbox/life-cycle.js";
import type { EmulatorContext } from "../../../sandbox/sandbox-cloud.js";
import { Collection, type Entry } from "../../../sandbox/store.js";
import { missing, missingReference, neutronError, timeText } from "./answers.js";

/** What the emulator keeps, in the vendor's field names. */

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

function passage(during: string, lastsMs: number, end: Passage["then"]): Passage {
  return { during, lastsMs, then: end };
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
  /** A marker whose object was deleted is not found, as in Neutron. */
  readonly refusesGoneMarkers?: boolean;
  /** Of a filter that is named several times only the last one counts. */
  readonly takesLastFilterOnly?: boolean;
}

export interface Quotas {
  readonly loadbalancer: number;
  readonly listener: number;
  readonly pool: number;
  readonly member: number;
  readonly healthmonitor: number;
}

export class State {
  readonly loadBalancers = new Collection<StoredLoadBalancer>();
  readonly listeners = new Collection<StoredListener>(({ loadbalancer_id }) => loadbalancer_id);
  readonly pools = new Collection<StoredPool>(({ loadbalancer_id }) => loadbalancer_id);
  readonly members = new Collection<StoredMember>(({ pool_id }) => pool_id);
  readonly healthMonitors = new Collection<StoredHealthMonitor>();
  quotas: Quotas = { loadbalancer: 0, listener: 0, pool: 0, member: 0, healthmonitor: 0 };
  /** When members were created lately, oldest first. */
  readonly memberCreations: number[] = [];
  #made = 0;

  constructor(
    readonly context: EmulatorContext,
    readonly dialect: Dialect,
  ) {}

  clear(): void {
    for (const collection of [this.loadBalancers, this.listeners, this.pools, this.members, this.healthMonitors])
      collection.clear();
    this.memberCreations.length = 0;
    this.#made = 0;
  }

  /** The time as the vendor writes it. */
  time(): string {
    return timeText(this.context.clock.now());
  }

  /** The same ids in the same order after every start. */
  newId(): string {
    this.#made += 1;
    return uuidFor(`made ${this.#made}`);
  }

  /**
   * Takes a load balancer for a change of something in its tree. @throws Refused StateInvalid while it is not ACTIVE.
   * That a frozen one refuses changes in the same way is our reading.
   */
  lockLoadBalancer(id: string): Entry<StoredLoadBalancer> {
    const entry = this.loadBalancers.get(id);
    if (!entry) throw missingReference("loadbalancer", id);
    const { operating_status } = entry.value;
    const state = operating_status === "FROZEN" ? operating_status : provisioningStatusOf(entry);
    if (state !== "ACTIVE")
      throw neutronError(409, "StateInvalid", `Invalid state ${state} of loadbalancer resource ${id}`);
    entry.life?.begin("update");
    return entry;
  }
}

export function provisioningStatusOf({ life }: Entry<unknown>): string {
  const status = life?.status ?? "ACTIVE";
  return typeof status === "string" ? status : "PENDING_DELETE";
}

/** @throws Refused when nothing has the id. */
export function found<T>(collection: Collection<T>, what: string, id: string | undefined): Entry<T> {
  const entry = id === undefined ? undefined : collection.get(id);
  if (!entry) throw missing(what, id ?? "");
  return entry;
}

/** A UUID that depends on the name only. */
export function uuidFor(name: string): string {
  const id = idFor(name);
  return [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `a${id.slice(17, 20)}`, id.slice(20)].join("-");
}

/** The same as 32 hexadecimal digits, as certificates have it. */
export function idFor(name: string): string {
  return createHash("md5").update(name).digest("hex");
}
