import type { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import type { ListenerParent } from "../../../src/model/listener-parent.js";
import type { HealthMonitor, Pool, PoolMember } from "../../../src/model/pool.js";
import type { CreatePoolInput } from "../../../src/model/pool-inputs.js";
import { listedUnder } from "../../support/listed.js";
import type { Shared } from "./recorder.js";

/** Steps for tests of changes. Each fails the test when it does not succeed. */

type Wanted = Omit<CreateListenerInput, "parentId" | "portRanges" | "context"> & { readonly port: number };

export async function create(provider: Shared, wanted: Wanted, on = "elb-next"): Promise<Listener> {
  const outcome = await tryCreate(provider, wanted, on);
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

export async function tryCreate(
  provider: Shared,
  { port, ...wanted }: Wanted,
  on = "elb-next",
  call = provider.call(),
) {
  const parent = await parentNamed(provider, on);
  const input = { ...wanted, parentId: parent.id, portRanges: [{ fromPort: port }] };
  const [outcome] = await provider.service.createListeners([{ parent: parent.ref, input }], call);
  return outcome!;
}

export async function createPool(
  { service, call }: Shared,
  listener: Listener,
  wanted: Omit<CreatePoolInput, "context"> = {},
): Promise<Pool> {
  const input = { ...wanted, listenerId: listener.id };
  return service.createPool({ input, listener, parent: listener.parentRef! }, call());
}

export async function parentNamed({ service, call }: Shared, name: string): Promise<ListenerParent> {
  const { items } = await service.listParents({ nameContains: name }, { after: null, limit: 201 }, call());
  return items.find((one) => one.name === name)!;
}

export async function listenerNamed({ service, call }: Shared, name: string): Promise<Listener> {
  const { items } = await service.listListeners({ nameContains: name }, { after: null, limit: 201 }, call());
  return items.find((one) => one.name === name)!;
}

export async function poolNamed({ service, call }: Shared, name: string): Promise<Pool> {
  const { items } = await service.listPools({ nameContains: name }, { after: null, limit: 201 }, call());
  return items.find((one) => one.name === name)!;
}

/** The current state of the listener; undefined when it was deleted. */
export async function reread({ service, call }: Shared, { ref }: Listener): Promise<Listener | undefined> {
  const found = (await service.readListeners([ref], call())).get(ref.key);
  if (found instanceof Error) throw found;
  return found;
}

/** The current state of the pool; undefined when it was deleted. */
export async function rereadPool({ service, call }: Shared, { ref }: Pool): Promise<Pool | undefined> {
  const found = (await service.readPools([ref], call())).get(ref.key);
  if (found instanceof Error) throw found;
  return found;
}

export async function membersOf({ service, call }: Shared, pool: Pool): Promise<readonly PoolMember[]> {
  return listedUnder(await service.membersOfPools([pool], call()), pool.ref.key);
}

export async function monitorOf({ service, call }: Shared, pool: Pool): Promise<HealthMonitor | null> {
  const found = (await service.healthMonitorsOfPools([pool], call())).get(pool.ref.key);
  if (found === undefined || found instanceof Error) throw found;
  return found;
}

/** A member's input; each number is a different server. */
export function server(number: number, fields: { weight?: number; port?: number; subnetId?: string } = {}) {
  return { address: `10.20.9.${number}`, port: 8080, ...fields };
}
