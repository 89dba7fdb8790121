import { type HealthMonitor, PoolMember } from "../../../src/model/pool.js";
import { asProblem, ProblemError } from "../../../src/model/problem-error.js";
import { listingOf } from "../../../src/providers/kit/listing.js";
import type { HealthOfMembers, Listing } from "../../../src/providers/provider.js";
import type { Call } from "../../../src/transport/call.js";
import { shown, WHOLE_PAGE } from "../listing.js";
import type { Subject } from "../subject.js";

/** Everything that is read of an account, on every way, and taken apart into lists. */

export interface Item {
  readonly key: string;
  readonly typeName: string;
  /** What the graph shows of it. */
  readonly shown: Readonly<Record<string, unknown>>;
  /** Its own id, and those of what it is on. */
  readonly id: string;
  readonly above: readonly string[];
}

export interface List {
  readonly items: ReadonlyMap<string, Item>;
  readonly problems: readonly ProblemError[];
}

/** By what was asked: "listeners", "members of <pool>". */
export type Lists = ReadonlyMap<string, List>;

interface Thing {
  readonly ref: { readonly key: string; readonly kind: string };
  readonly nativeId: string | null;
  readonly parentRef?: { readonly key: string } | null;
  readonly listenerRefs?: readonly { readonly key: string }[] | null;
}

const lastOf = (key: string): string => key.split("/").at(-1)!;
const TYPES: Readonly<Record<string, string>> = {
  listener: "Listener",
  pool: "Pool",
  member: "PoolMember",
  "load-balancer": "LoadBalancer",
  accelerator: "Accelerator",
};

function itemOf(thing: Thing, under: readonly string[]): Item {
  const { ref, nativeId, parentRef, listenerRefs } = thing;
  const above = [...under, ...[parentRef ?? [], listenerRefs ?? []].flat().map(({ key }) => lastOf(key))];
  const id = nativeId ?? lastOf(ref.key);
  const visible = "account" in thing ? shown(thing as never) : { ...thing };
  return { key: ref.key, typeName: TYPES[ref.kind]!, shown: visible, id, above };
}

const listOf = ({ items, problems }: Listing<Thing>, under: readonly string[] = []): List => ({
  items: new Map(items.map((thing) => [thing.ref.key, itemOf(thing, under)])),
  problems,
});

const failed = (error: unknown): List => ({ items: new Map(), problems: [asProblem(error)] });

/** Nothing under a key: no item, and no problem either. */
const found = <T>(outcomes: ReadonlyMap<string, T | ProblemError>, key: string, list: (value: T) => List): List => {
  const value = outcomes.get(key);
  if (value === undefined) return listOf(listingOf<Thing>([]));
  return value instanceof ProblemError ? failed(value) : list(value);
};

const monitorOf = (monitor: HealthMonitor | null, under: readonly string[]): List => ({
  items: new Map(
    monitor
      ? [["monitor", { key: "monitor", typeName: "HealthMonitor", shown: { ...monitor }, id: "", above: under }]]
      : [],
  ),
  problems: [],
});

/** Members as they are shown: with what was seen of them, where that was read apart. */
function withHealth(
  { items, problems }: Listing<PoolMember>,
  health: HealthOfMembers | ProblemError | undefined,
): Listing<PoolMember> {
  const seen = health instanceof ProblemError ? undefined : health;
  const shown = items.map(
    (one) => new PoolMember({ ...one, health: one.health ?? seen?.get(one.ref.key) ?? "UNKNOWN" }),
  );
  const isUnread = health instanceof ProblemError && items.some((one) => one.health === null);
  return listingOf(shown, isUnread ? [...problems, health] : problems);
}

const whole = { after: null, limit: WHOLE_PAGE };

/** The account's lists, and the children of their entries. */
export async function readEverything({ service, call: newCall }: Subject): Promise<Lists> {
  const call = newCall();
  const lists = new Map<string, List>();
  const [listeners, pools, parents] = await Promise.all([
    service.listListeners({}, whole, call).catch(asProblem),
    service.listPools({}, whole, call).catch(asProblem),
    service.listParents({}, whole, call).catch(asProblem),
  ]);
  const flat = { listeners, pools, parents };
  for (const [name, page] of Object.entries(flat))
    lists.set(name, page instanceof ProblemError ? failed(page) : listOf(page));
  const itemsOf = <T>(page: Listing<T> | ProblemError) => (page instanceof ProblemError ? [] : page.items);
  const [ofParents, ofListeners, members, health, monitors] = await Promise.all([
    service.listenersOfParents(itemsOf(parents), call),
    service.poolsOfListeners(itemsOf(listeners), call),
    service.membersOfPools(itemsOf(pools), call),
    service.healthOfPools?.(itemsOf(pools), call),
    service.healthMonitorsOfPools(itemsOf(pools), call),
  ]);
  for (const { ref } of itemsOf(parents))
    lists.set(
      `listeners of ${ref.key}`,
      found(ofParents, ref.key, (list) => listOf(list)),
    );
  for (const { ref } of itemsOf(listeners))
    lists.set(
      `pools of ${ref.key}`,
      found(ofListeners, ref.key, (list) => listOf(list)),
    );
  for (const pool of itemsOf(pools)) {
    const { key } = pool.ref;
    const under = [lastOf(key), ...itemOf(pool, []).above];
    lists.set(
      `members of ${key}`,
      found(members, key, (list) => listOf(withHealth(list, health?.get(key)), under)),
    );
    lists.set(
      `monitor of ${key}`,
      found(monitors, key, (monitor) => monitorOf(monitor, under)),
    );
  }
  return lists;
}

/** One thing of each noun, by itself. */
export async function readSingles(
  { service, call: newCall }: Subject,
  refs: Readonly<Record<"listener" | "pool" | "parent", Parameters<typeof service.readListeners>[0][number]>>,
): Promise<Lists> {
  const call: Call = newCall();
  const reads = { listener: service.readListeners, pool: service.readPools, parent: service.readParents };
  const lists = await Promise.all(
    (["listener", "pool", "parent"] as const).map(async (noun) => {
      const ref = refs[noun];
      const list = await reads[noun]([ref], call).then(
        (outcomes) => found<Thing>(outcomes, ref.key, (thing) => listOf(listingOf([thing]))),
        failed,
      );
      return [`the ${noun} ${ref.key}`, list] as const;
    }),
  );
  return new Map(lists);
}
