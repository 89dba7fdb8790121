import { EmulatorState } from "../../../src/sandbox/emulator-state.js";

/** What the emulator keeps, in the vendor's field names. */

export interface StoredBalancer {
  readonly name: string;
  readonly address: string;
}

export interface StoredListener {
  balancer: string;
  name: string;
  protocol: string;
  port: number;
  team: string | null;
  members: readonly { readonly address: string; readonly port: number; readonly weight: number }[];
}

export class State extends EmulatorState {
  readonly loadBalancers = this.collection<StoredBalancer>("balancers");
  readonly listeners = this.collection<StoredListener>("listeners", ({ balancer }) => balancer);

  newId(): string {
    return `l-${String(this.nextNumber()).padStart(6, "0")}`;
  }
}
