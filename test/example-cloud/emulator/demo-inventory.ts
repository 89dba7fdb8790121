import type { StoredBalancer, StoredListener } from "./state.js";

export const LOAD_BALANCERS: readonly (StoredBalancer & { readonly id: string })[] = [
  { id: "lb-1", name: "example-1", address: "192.0.2.1" },
  { id: "lb-2", name: "example-2", address: "192.0.2.2" },
  { id: "lb-3", name: "example-3", address: "192.0.2.3" },
];

/** The default number of listeners. */
export const LISTENERS = 24;

/** The listener of the n-th shop. */
export function listenerNumber(index: number): StoredListener {
  const members = [1, 2].map((number) => ({
    address: `203.0.113.${((index + number) % 250) + 1}`,
    port: 8_080,
    weight: 1,
  }));
  return {
    load_balancer_id: LOAD_BALANCERS[index % LOAD_BALANCERS.length]!.id,
    name: `shop-${index + 1}`,
    protocol: "TCP",
    port: 2_000 + (index % 60_000),
    team: index % 2 === 0 ? "checkout" : null,
    members,
    created_at: "2025-03-04T05:06:07Z",
  };
}
