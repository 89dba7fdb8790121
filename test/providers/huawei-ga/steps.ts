import type { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import type { ListenerParent } from "../../../src/model/listener-parent.js";
import type { HealthMonitor, Pool, PoolMember } from "../../../src/model/pool.js";
import type { CreatePoolInput } from "../../../src/model/pool-inputs.js";
import { listedUnder } from "../../support/listed.js";
import type { Recorded } from "./recorder.js";

/** Steps for tests of changes. Each fails the test when it does not succeed. */

type Ga = Pick<Recorded, "service" | "call">;
type Wanted = Omit<CreateListenerInput, "parentId" | "context">;

export async function parentNamed({ service, call }: Ga, nameContains: string): Promise<ListenerParent> {
  const { items } = await service.listParents({ nameContains }, { after: null, limit: 1 }, call());
  return items[0]!;
}

export async function tryCreate(provider: Ga, wanted: Wanted, on = "spare") {
  const parent = await parentNamed(provider, on);
  const input = { ...wanted, parentId: parent.id };
  const [outcome] = await provider.service.createListeners([{ parent: parent.ref, input }], provider.call());
  return outcome!;
}

export async function create(provider: Ga, wanted: Wanted, on = "spare"): Promise<Listener> {
  const outcome = await tryCreate(provider, wanted, on);
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

export async function listenerNamed({ service, call }: Ga, nameContains: string): Promise<Listener> {
  const { items } = await service.listListeners({ nameContains }, { after: null, limit: 1 }, call());
  return items[0]!;
}

/** The current state of the listener. */
export async function reread({ service, call }: Ga, { ref }: Listener): Promise<Listener | undefined> {
  const found = (await service.readListeners([ref], call())).get(ref.key);
  if (found instanceof Error) throw found;
  return found;
}

export async function rereadPool({ service, call }: Ga, { ref }: Pool): Promise<Pool | undefined> {
  const found = (await service.readPools([ref], call())).get(ref.key);
  if (found instanceof Error) throw found;
  return found;
}

export async function poolsOf({ service, call }: Ga, listener: Listener): Promise<readonly Pool[]> {
  return listedUnder(await service.poolsOfListeners([listener], call()), listener.ref.key);
}

export async function membersOf({ service, call }: Ga, pool: Pool): Promise<readonly PoolMember[]> {
  return listedUnder(await service.membersOfPools([pool], call()), pool.ref.key);
}

export async function monitorOf({ service, call }: Ga, pool: Pool): Promise<HealthMonitor | null> {
  const found = (await service.healthMonitorsOfPools([pool], call())).get(pool.ref.key);
  if (found === undefined || found instanceof Error) throw found;
  return found;
}

export function createPool(
  { service, call }: Ga,
  listener: Listener,
  wanted: Partial<CreatePoolInput> = {},
): Promise<Pool> {
  const input = { listenerId: listener.id, name: "origins", region: "eu-west-101", ...wanted };
  return service.createPool({ input, listener, parent: listener.parentRef! }, call());
}

/** A member's input; each number is a different address. */
export function eip(number: number, weight?: number) {
  const targetId = `8a6b9c1d-7e54-4b0f-9c3a-${String(number).padStart(12, "0")}`;
  return { address: `203.0.113.${number}`, targetType: "EIP", targetId, weight };
}
