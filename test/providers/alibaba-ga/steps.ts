import type { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import type { ListenerParent } from "../../../src/model/listener-parent.js";
import type { Pool, PoolMember } from "../../../src/model/pool.js";
import type { CreatePoolInput } from "../../../src/model/pool-inputs.js";
import { ProblemError } from "../../../src/model/problem-error.js";
import type { ShownSettings } from "../../../src/model/settings-table.js";
import type * as own from "../../../src/providers/alibaba-ga/settings.js";
import { listedUnder } from "../../support/listed.js";
import type { Ga } from "./recorder.js";

/** Steps for tests of reads and changes. Each fails the test when it does not succeed. */

const all = { after: null, limit: 201 };

export function must<T>(value: T | ProblemError | null | undefined): T {
  if (value instanceof ProblemError) throw value;
  if (value == null) throw new Error("It is not there.");
  return value;
}

export async function parentNamed({ service, call }: Ga, name: string): Promise<ListenerParent> {
  return must((await service.listParents({}, all, call())).items.find((parent) => parent.name === name));
}

export async function listenerNamed({ service, call }: Ga, name: string): Promise<Listener> {
  return must((await service.listListeners({}, all, call())).items.find((listener) => listener.name === name));
}

type Wanted = Omit<CreateListenerInput, "parentId" | "portRanges" | "context"> & { readonly port: number };

export async function tryCreate(ga: Ga, { port, ...wanted }: Wanted, on = "spare-capacity") {
  const parent = await parentNamed(ga, on);
  const input = { ...wanted, parentId: parent.id, portRanges: [{ fromPort: port }] };
  const [outcome] = await ga.service.createListeners([{ parent: parent.ref, input }], ga.call());
  return outcome!;
}

export async function create(ga: Ga, wanted: Wanted, on?: string): Promise<Listener> {
  return reread(ga, must(await tryCreate(ga, wanted, on)));
}

/** The current state of the listener. */
export async function reread({ service, call }: Ga, { ref }: Listener): Promise<Listener> {
  return must((await service.readListeners([ref], call())).get(ref.key));
}

export async function isThere({ service, call }: Ga, { ref }: Listener): Promise<boolean> {
  return (await service.readListeners([ref], call())).has(ref.key);
}

export async function poolsOf({ service, call }: Ga, listener: Listener): Promise<readonly Pool[]> {
  return listedUnder(await service.poolsOfListeners([listener], call()), listener.ref.key);
}

export async function membersOf({ service, call }: Ga, pool: Pool): Promise<readonly PoolMember[]> {
  return listedUnder(await service.membersOfPools([pool], call()), pool.ref.key);
}

export async function rereadPool({ service, call }: Ga, { ref }: Pool): Promise<Pool> {
  return must((await service.readPools([ref], call())).get(ref.key));
}

/** Creates a pool, by default with one member in Frankfurt. */
export async function createPool(ga: Ga, listener: Listener, wanted: Partial<CreatePoolInput> = {}): Promise<Pool> {
  const input = { listenerId: listener.id, region: "eu-central-1", members: [{ address: "192.0.2.1" }], ...wanted };
  const pool = await ga.service.createPool({ input, listener, parent: listener.parentRef! }, ga.call());
  return rereadPool(ga, pool);
}

export const listenerSettings = ({ settings }: Listener) => settings as ShownSettings<typeof own.listenerSettings>;
export const poolSettings = ({ settings }: Pool) => settings as ShownSettings<typeof own.poolSettings>;
