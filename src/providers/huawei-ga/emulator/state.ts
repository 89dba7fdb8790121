import { createHash } from "node:crypto";
import { GONE, type LifeCycle, type Passage } from "../../../sandbox/life-cycle.js";
import type { EmulatorContext } from "../../../sandbox/sandbox-cloud.js";
import { Collection, type Entry } from "../../../sandbox/store.js";
import { DOMAIN_ID } from "./credentials.js";

/** What the emulator keeps, in the vendor's field names. */

export interface FrozenInfo {
  readonly status: 0 | 1 | 2;
  readonly effect: 1 | 2 | 3;
  readonly scene: readonly string[];
}

/** What every object has besides its id and status. */
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
  /** Whether nothing answers there. */
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

function passage(during: string, lastsMs: number, end: Passage["then"]): Passage {
  return { during, lastsMs, then: end };
}

/** One word for setting up and for changing. Source: update listener page, field status. */
export const life: LifeCycle = {
  create: passage("PENDING", 2_000, "ACTIVE"),
  update: passage("PENDING", 1_500, "ACTIVE"),
  delete: passage("DELETING", 1_500, GONE),
  failed: "ERROR",
};

export class State {
  readonly accelerators = new Collection<StoredAccelerator>();
  readonly listeners = new Collection<StoredListener>(({ accelerator_id }) => accelerator_id);
  readonly groups = new Collection<StoredGroup>(({ listener_id }) => listener_id);
  readonly endpoints = new Collection<StoredEndpoint>(({ endpoint_group_id }) => endpoint_group_id);
  readonly healthChecks = new Collection<StoredHealthCheck>(({ endpoint_group_id }) => endpoint_group_id);
  #made = 0;

  constructor(readonly context: EmulatorContext) {}

  clear(): void {
    for (const collection of [this.accelerators, this.listeners, this.groups, this.endpoints, this.healthChecks]) {
      collection.clear();
    }
    this.#made = 0;
  }

  /** ISO 8601 with milliseconds. */
  now(): string {
    return new Date(this.context.clock.now()).toISOString();
  }

  /** What every new object begins with. */
  begun(): Stored {
    const now = this.now();
    return { created_at: now, updated_at: now, frozen_info: null };
  }

  /** The same ids in the same order after every start. */
  newId(): string {
    this.#made += 1;
    return uuidFor(`made ${this.#made}`);
  }
}

/** A dashed UUID that depends on the name only. */
export function uuidFor(name: string): string {
  const id = createHash("md5").update(name).digest("hex");
  return [id.slice(0, 8), id.slice(8, 12), `4${id.slice(13, 16)}`, `a${id.slice(17, 20)}`, id.slice(20)].join("-");
}

/** What the vendor says of an entry's state. Entries without a life are as they were put there. */
export function statusOf(entry: Entry<unknown>): string {
  const status = entry.life?.status ?? "ACTIVE";
  return typeof status === "string" ? status : "DELETING";
}

/** What every object shows of itself. */
export function common(entry: Entry<Stored>) {
  const { created_at, updated_at, frozen_info } = entry.value;
  return { id: entry.id, status: statusOf(entry), created_at, updated_at, domain_id: DOMAIN_ID, frozen_info };
}
