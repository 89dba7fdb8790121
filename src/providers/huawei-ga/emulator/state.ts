import { EmulatorState } from "../../../sandbox/emulator-state.js";
import { GONE, type LifeCycle, passage } from "../../../sandbox/life-cycle.js";
import { uuidFor } from "../../../sandbox/made-ids.js";

/** The only account, with the id of the vendor's example. */
export const DOMAIN_ID = "99a3fff0d03c428eac3678da6a7d0f24";

// The emulator's state, with the vendor's field names.

export interface FrozenInfo {
  readonly status: 0 | 1 | 2;
  readonly effect: 1 | 2 | 3;
  readonly scene: readonly string[];
}

/** Fields of every object besides its id and status. */
export interface Stored {
  readonly created_at: string;
  updated_at: string;
  frozen_info: FrozenInfo | null;
}

export interface Tag {
  readonly key: string;
  readonly value: string | null;
}

export interface WireRange {
  readonly from_port: number;
  readonly to_port: number;
}

export interface StoredAccelerator extends Stored {
  name: string;
  description: string;
  readonly ip_sets: readonly { readonly ip_type: string; readonly area: string; readonly ip_address: string }[];
  readonly enterprise_project_id: string;
  readonly flavor_id: string;
  tags: Tag[];
}

export interface StoredListener extends Stored {
  name: string;
  description: string;
  readonly protocol: string;
  port_ranges: readonly WireRange[];
  client_affinity: string;
  readonly accelerator_id: string;
  tags: Tag[];
}

export interface StoredGroup extends Stored {
  name: string;
  description: string;
  traffic_dial_percentage: number;
  readonly region_id: string;
  readonly listener_id: string;
}

export interface StoredEndpoint extends Stored {
  readonly endpoint_group_id: string;
  readonly resource_id: string;
  readonly resource_type: string;
  readonly ip_address: string;
  weight: number;
  /** Whether the endpoint does not answer. */
  readonly isDown: boolean;
}

export interface StoredHealthCheck extends Stored {
  readonly endpoint_group_id: string;
  protocol: string;
  port: number;
  interval: number;
  timeout: number;
  max_retries: number;
  enabled: boolean;
}

/** The same status for creating and for updating. Source: update listener page, field status. */
export const life: LifeCycle = {
  create: passage("PENDING", 2_000, "ACTIVE"),
  update: passage("PENDING", 1_500, "ACTIVE"),
  delete: passage("DELETING", 1_500, GONE),
  failed: "ERROR",
};

export class State extends EmulatorState {
  readonly accelerators = this.collection<StoredAccelerator>("accelerators");
  readonly listeners = this.collection<StoredListener>("listeners", ({ accelerator_id }) => accelerator_id);
  readonly endpointGroups = this.collection<StoredGroup>("endpoint_groups", ({ listener_id }) => listener_id);
  readonly endpoints = this.collection<StoredEndpoint>("endpoints", ({ endpoint_group_id }) => endpoint_group_id);
  readonly healthChecks = this.collection<StoredHealthCheck>("health_checks", (check) => check.endpoint_group_id);

  /** ISO 8601 with milliseconds. */
  time(): string {
    return new Date(this.now()).toISOString();
  }

  newId(): string {
    return uuidFor(`made ${this.nextNumber()}`);
  }
}
