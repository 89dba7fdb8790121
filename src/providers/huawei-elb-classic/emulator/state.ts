import { createHash } from "node:crypto";
import { GONE, type LifeCycle, type Passage } from "../../../sandbox/life-cycle.js";
import type { EmulatorContext } from "../../../sandbox/sandbox-cloud.js";
import { Collection, type Entry } from "../../../sandbox/store.js";

/** What the emulator keeps, in the vendor's field names. */

export interface StoredLoadBalancer {
  readonly name: string;
  readonly description: string;
  readonly type: "External" | "Internal";
  /** 0 stopped, 1 running, 2 frozen. */
  admin_state_up: 0 | 1 | 2;
  readonly vip_address: string;
  readonly bandwidth: number | null;
  readonly create_time: string;
}

export interface StoredListener {
  name: string;
  description: string;
  readonly loadbalancer_id: string;
  readonly protocol: string;
  port: number;
  readonly backend_protocol: string;
  backend_port: number;
  lb_algorithm: string;
  readonly session_sticky: boolean;
  readonly sticky_session_type: string | null;
  readonly cookie_timeout: number | null;
  tcp_timeout: number | null;
  udp_timeout: number | null;
  /** A sample of the vendor's has the number 1 here. */
  tcp_draining: boolean | 1 | null;
  tcp_draining_timeout: number | null;
  certificate_id: string | null;
  ssl_protocols: string | null;
  ssl_ciphers: string | null;
  healthcheck_id: string | null;
  readonly create_time: string;
  update_time: string;
}

export interface StoredMember {
  readonly listener_id: string;
  readonly server_id: string;
  readonly server_name: string | null;
  readonly server_address: string;
  readonly address: string;
  readonly health: "NORMAL" | "ABNORMAL";
  readonly create_time: string;
}

export interface StoredHealthcheck {
  readonly listener_id: string;
  healthcheck_protocol: string;
  healthcheck_uri: string | null;
  healthcheck_connect_port: number;
  healthy_threshold: number;
  unhealthy_threshold: number;
  healthcheck_timeout: number;
  healthcheck_interval: number;
  readonly create_time: string;
  update_time: string;
}

export interface StoredJob {
  readonly job_type: string;
  readonly member_ids: readonly string[];
  readonly begunAt: number;
  /** INIT until somebody has looked once. */
  wasSeen: boolean;
}

function passage(during: string, lastsMs: number, end: Passage["then"]): Passage {
  return { during, lastsMs, then: end };
}

/** Listeners are there at once; PENDING_CREATE and ERROR show only under faults. Source: create listener page. */
export const listenerLife: LifeCycle = {
  create: passage("PENDING_CREATE", 0, "ACTIVE"),
  update: passage("ACTIVE", 0, "ACTIVE"),
  delete: passage("ACTIVE", 0, GONE),
  failed: "ERROR",
};

const JOB_LASTS_MS = 2_000;

export const memberLife: LifeCycle = {
  create: passage("PENDING", JOB_LASTS_MS, "ACTIVE"),
  update: passage("PENDING", JOB_LASTS_MS, "ACTIVE"),
  delete: passage("PENDING", JOB_LASTS_MS, GONE),
  failed: "ERROR",
};

export const jobLife: LifeCycle = {
  create: passage("RUNNING", JOB_LASTS_MS, "SUCCESS"),
  update: passage("RUNNING", JOB_LASTS_MS, "SUCCESS"),
  delete: passage("SUCCESS", 0, GONE),
  failed: "FAIL",
};

export interface Quotas {
  readonly loadBalancers: number;
  readonly listeners: number;
  readonly members: number;
}

export class State {
  readonly loadBalancers = new Collection<StoredLoadBalancer>();
  readonly listeners = new Collection<StoredListener>(({ loadbalancer_id }) => loadbalancer_id);
  readonly members = new Collection<StoredMember>(({ listener_id }) => listener_id);
  readonly healthchecks = new Collection<StoredHealthcheck>();
  readonly jobs = new Collection<StoredJob>();
  quotas: Quotas = { loadBalancers: 0, listeners: 0, members: 0 };
  #made = 0;

  constructor(readonly context: EmulatorContext) {}

  clear(): void {
    for (const collection of [this.loadBalancers, this.listeners, this.members, this.healthchecks, this.jobs])
      collection.clear();
    this.#made = 0;
  }

  now(): number {
    return this.context.clock.now();
  }

  /** The same ids in the same order after every start. */
  newId(): string {
    this.#made += 1;
    return idFor(`made ${this.#made}`);
  }
}

/** 32 hexadecimal digits that depend on the name only. */
export function idFor(name: string): string {
  return createHash("md5").update(name).digest("hex");
}

/** The same as a UUID, as servers and networks have it. */
export function uuidFor(name: string): string {
  const id = idFor(name);
  return [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `a${id.slice(17, 20)}`, id.slice(20)].join("-");
}

/** What the vendor says of an entry's state. Entries without a life are as they were put there. */
export function statusOf(entry: Entry<unknown>): string {
  const status = entry.life?.status ?? "ACTIVE";
  return typeof status === "string" ? status : "ACTIVE";
}
