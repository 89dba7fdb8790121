import type { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import type { HealthMonitor, Pool, PoolMember } from "../../../src/model/pool.js";
import { listedUnder } from "../../support/listed.js";
import type { Classic } from "./recorder.js";

/** Steps for tests of changes. Each fails the test when it does not succeed. */

type Wanted = Omit<CreateListenerInput, "parentId" | "portRanges" | "context"> & { readonly port: number };

export async function create(provider: Classic, { port, ...wanted }: Wanted, on = "lb-edge"): Promise<Listener> {
  const outcome = await tryCreate(provider, { port, ...wanted }, on);
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

export async function tryCreate({ service, call }: Classic, { port, ...wanted }: Wanted, on = "lb-edge") {
  const { items } = await service.listParents({ nameContains: on }, { after: null, limit: 1 }, call());
  const parent = items[0]!;
  const input = { ...wanted, parentId: parent.id, portRanges: [{ fromPort: port }] };
  const [outcome] = await service.createListeners([{ parent: parent.ref, input }], call());
  return outcome!;
}

export async function listenerNamed({ service, call }: Classic, nameContains: string): Promise<Listener> {
  const { items } = await service.listListeners({ nameContains }, { after: null, limit: 1 }, call());
  return items[0]!;
}

/** The current state of the listener. */
export async function reread({ service, call }: Classic, { ref }: Listener): Promise<Listener | undefined> {
  const found = (await service.readListeners([ref], call())).get(ref.key);
  if (found instanceof Error) throw found;
  return found;
}

export async function poolOf({ service, call }: Classic, listener: Listener): Promise<Pool> {
  return listedUnder(await service.poolsOfListeners([listener], call()), listener.ref.key)[0]!;
}

export async function membersOf({ service, call }: Classic, pool: Pool): Promise<readonly PoolMember[]> {
  return listedUnder(await service.membersOfPools([pool], call()), pool.ref.key);
}

export async function monitorOf({ service, call }: Classic, pool: Pool): Promise<HealthMonitor | null> {
  const found = (await service.healthMonitorsOfPools([pool], call())).get(pool.ref.key);
  if (found === undefined || found instanceof Error) throw found;
  return found;
}

/** A member's input; each number is a different server. */
export function server(number: number, address = `10.20.0.${number}`) {
  return { address, targetId: `dbecb618-2259-405f-ab17-${String(number).padStart(12, "0")}` };
}
