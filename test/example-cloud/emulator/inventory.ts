import { LISTENERS, LOAD_BALANCERS, listenerNumber } from "./demo-inventory.js";
import type { State } from "./state.js";

export function fillInventory(state: State): void {
  const { inventory, listeners = LISTENERS } = state.context;
  for (const { id, ...balancer } of LOAD_BALANCERS) state.loadBalancers.insert(id, balancer);
  if (inventory === "empty") return;
  for (let index = 0; index < listeners; index += 1) state.listeners.insert(state.newId(), listenerNumber(index));
}
