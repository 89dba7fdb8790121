import { numberedAddress, uuidFor } from "../../../sandbox/made-ids.js";
import { FLAVOR_ID } from "./accelerators.js";
import {
  accelerators,
  firstAccelerator,
  hongKong,
  type SeededAccelerator,
  type SeededGroup,
  type SeededListener,
} from "./demo-inventory.js";
import { type FrozenInfo, life, type State, type Stored } from "./state.js";

/** The initial inventory. Ids are derived from names, so that they are the same after every start. */

const begun: Stored = {
  created_at: "2024-11-02T09:50:00.000Z",
  updated_at: "2024-11-02T09:50:40.000Z",
  frozen_info: null,
};
const unpaid: FrozenInfo = { status: 1, effect: 1, scene: ["ARREAR"] };

export function fillInventory(state: State): void {
  for (const accelerator of chosen(state)) addAccelerator(state, accelerator);
}

function chosen({ context }: State): readonly SeededAccelerator[] {
  if (context.listeners) return manyAccelerators(context.listeners);
  return context.listeners === 0 || context.inventory === "empty" ? [firstAccelerator] : accelerators;
}

/** Any number of plain listeners, ten on each accelerator, which is the quota. */
function manyAccelerators(listeners: number): SeededAccelerator[] {
  return Array.from({ length: Math.ceil(listeners / 10) }, (_, on) => ({
    name: `bulk-${on}`,
    address: numberedAddress(on),
    listeners: Array.from({ length: Math.min(10, listeners - on * 10) }, (_one, number): SeededListener => {
      const port = 10_000 + number * 10;
      return { name: `bulk-${on * 10 + number}`, protocol: "TCP", ports: [[port, port + 4]], groups: [hongKong()] };
    }),
  }));
}

/** A life cycle without a passage in progress: these objects were created long ago. */
const settled = (state: State, status = "ACTIVE") => state.context.lifeCycles.start(life, status);

function addAccelerator(state: State, { id, name, address, listeners }: SeededAccelerator): void {
  const acceleratorId = id ?? uuidFor(`accelerator ${name}`);
  state.accelerators.insert(
    acceleratorId,
    {
      ...begun,
      name,
      description: "",
      ip_sets: [{ ip_type: "IPV4", ip_address: address, area: "OUTOFCM" }],
      enterprise_project_id: "0",
      flavor_id: FLAVOR_ID,
      tags: [],
    },
    settled(state),
  );
  for (const listener of listeners) addListener(state, listener, acceleratorId, name);
}

function addListener(state: State, seeded: SeededListener, accelerator_id: string, on: string): void {
  const { name, description = "", protocol, ports, affinity = "NONE", tags = {}, groups } = seeded;
  const id = seeded.id ?? uuidFor(`listener ${on} ${name}`);
  state.listeners.insert(
    id,
    {
      ...begun,
      frozen_info: seeded.isFrozen ? unpaid : null,
      name,
      description,
      protocol,
      port_ranges: ports.map(([from_port, to_port]) => ({ from_port, to_port })),
      client_affinity: affinity,
      accelerator_id,
      tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
    },
    settled(state),
  );
  for (const group of groups) addGroup(state, group, id, name, ports[0]?.[0] ?? 1);
}

function addGroup(state: State, seeded: SeededGroup, listener_id: string, of: string, port: number): void {
  const { region, dial = 100, endpoints, down = 0, check, status } = seeded;
  const id = uuidFor(`group ${listener_id} ${region}`);
  const name = `${of}-${region}`.slice(0, 64);
  const value = { ...begun, name, description: "", traffic_dial_percentage: dial, region_id: region, listener_id };
  state.endpointGroups.insert(id, value, settled(state, status));
  if (check !== false) {
    const checked = { protocol: "TCP", port, interval: 10, timeout: 5, max_retries: 3, enabled: true };
    state.healthChecks.insert(uuidFor(`check ${id}`), { ...begun, ...checked, endpoint_group_id: id }, settled(state));
  }
  for (let number = 0; number < endpoints; number += 1) addEndpoint(state, id, number, number < down);
}

function addEndpoint(state: State, endpoint_group_id: string, number: number, isDown: boolean): void {
  const resource_id = uuidFor(`address ${endpoint_group_id} ${number}`);
  const ip_address = `203.0.113.${(Number.parseInt(resource_id.slice(0, 6), 16) % 254) + 1}`;
  state.endpoints.insert(
    uuidFor(`endpoint ${endpoint_group_id} ${number}`),
    { ...begun, endpoint_group_id, resource_id, resource_type: "EIP", ip_address, weight: 10, isDown },
    settled(state),
  );
}
