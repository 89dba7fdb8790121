import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { CloudClient } from "../../transport/cloud-client.js";
import { listAll, listUpTo, type Resource, show } from "./api.js";

/**
 * Many objects in few calls. The cloud reads one object by its id, or pages through all of a sort; how many there are it
 * does not say beforehand. So the pages are read as long as they are fewer than the single reads, which then are the
 * cheaper way after all.
 */

type Identified = { readonly id: string };
type Outcomes<T> = Map<string, T | ProblemError>;

/** The objects with these ids; an id that nothing has is left out. */
export async function byId<T extends Identified>(
  client: CloudClient,
  resource: Resource<T>,
  ids: readonly string[],
  call: Call,
): Promise<Outcomes<T>> {
  const wanted = new Set(ids);
  const all = await listUpTo(wanted.size - 1, client, resource, {}, call);
  if (all) return new Map(all.filter(({ id }) => wanted.has(id)).map((item) => [item.id, item]));
  return settled([...wanted], (id) => show(client, resource, id, call));
}

/** The objects under each of these parents, an empty list where there are none. */
export async function childrenOf<T extends Identified>(
  client: CloudClient,
  resource: Resource<T>,
  filter: string,
  parentOf: (item: T) => string | null,
  parentIds: readonly string[],
  call: Call,
): Promise<Outcomes<T[]>> {
  const wanted = new Set(parentIds);
  const all = await listUpTo(wanted.size - 1, client, resource, {}, call);
  if (!all) return settled([...wanted], (id) => listAll(client, resource, { [filter]: id }, call));
  const groups = new Map([...wanted].map((id) => [id, [] as T[]]));
  for (const item of all) groups.get(parentOf(item) ?? "")?.push(item);
  return groups;
}

/** Reads each key by itself: what is not found is left out, and what cannot be read is told of under its own key. */
export async function settled<T>(keys: readonly string[], read: (key: string) => Promise<T>): Promise<Outcomes<T>> {
  const outcomes: Outcomes<T> = new Map();
  await Promise.all(
    keys.map(async (key) => {
      try {
        outcomes.set(key, await read(key));
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        if (error.code !== "NOT_FOUND") outcomes.set(key, error);
      }
    }),
  );
  return outcomes;
}
