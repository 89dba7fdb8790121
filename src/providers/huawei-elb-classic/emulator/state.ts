import { EmulatorState } from "../../../sandbox/emulator-state.js";
import { GONE, type LifeCycle, passage } from "../../../sandbox/life-cycle.js";
import { hexFor } from "../../../sandbox/made-ids.js";

/** The only project. */
export const PROJECT_ID = "601240b9c5c94059b63d484c92cfe308";
/** The path of everything but jobs; the colon stands for the project. */
export const ELBAAS = "/v1.0/:/elbaas";

// The emulator's state, with the vendor's field names.

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
  /** One of the vendor's samples has the number 1 here. */
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
  /** False until the job is first read; its status is INIT until then. */
  wasSeen: boolean;
}

/** Listeners are ready at once; PENDING_CREATE and ERROR appear only under faults. Source: create listener page. */
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

export class State extends EmulatorState {
  readonly loadBalancers = this.collection<StoredLoadBalancer>("loadbalancers");
  readonly listeners = this.collection<StoredListener>("listeners", ({ loadbalancer_id }) => loadbalancer_id);
  readonly members = this.collection<StoredMember>("members", ({ listener_id }) => listener_id);
  readonly healthchecks = this.collection<StoredHealthcheck>("healthchecks");
  readonly jobs = this.collection<StoredJob>("jobs");
  quotas: Quotas = { loadBalancers: 0, listeners: 0, members: 0 };

  /** The time in the vendor's format: "2015-09-15 07:41:17". */
  time(): string {
    return new Date(this.now()).toISOString().slice(0, 19).replace("T", " ");
  }

  newId(): string {
    return hexFor(`made ${this.nextNumber()}`);
  }
}
