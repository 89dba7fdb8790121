import { BALANCERS, LISTENERS, listenerNumber } from "./demo-inventory.js";
import type { State } from "./state.js";

export function fillInventory(state: State): void {
  const { inventory, listeners = LISTENERS } = state.context;
  for (const { id, ...balancer } of BALANCERS) state.loadBalancers.insert(id, balancer);
  if (inventory === "empty") return;
  for (let index = 0; index < listeners; index += 1) state.listeners.insert(state.newId(), listenerNumber(index));
}
