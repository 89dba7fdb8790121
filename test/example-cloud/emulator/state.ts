import { EmulatorState } from "../../../src/sandbox/emulator-state.js";

/** The emulator's state, with the vendor's field names. */

export interface StoredBalancer {
  readonly name: string;
  readonly address: string;
}

export interface StoredListener {
  readonly load_balancer_id: string;
  name: string;
  readonly protocol: string;
  port: number;
  team: string | null;
  members: readonly { readonly address: string; readonly port: number; readonly weight: number }[];
  readonly created_at: string;
}

export class State extends EmulatorState {
  readonly loadBalancers = this.collection<StoredBalancer>("loadBalancers");
  readonly listeners = this.collection<StoredListener>("listeners", ({ load_balancer_id }) => load_balancer_id);

  newId(): string {
    return `l-${String(this.nextNumber()).padStart(6, "0")}`;
  }
}
