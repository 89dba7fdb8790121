import type { Client } from "urql";
import {
  type FoundPoolFragment,
  type ListenerFilter,
  PlacesDocument,
  type SourceFailureFragment,
  WhatIsDocument,
  type WhatIsQuery,
} from "../generated/graphql.js";
import { cloudName, nameOf } from "../words.js";
import type { Look } from "./filters-for.js";

/** Listeners that are found by one filter, and what they have in common. */
export interface Way {
  /** What is said of them; null when nothing is looked for and all are listed. */
  readonly matches: string | null;
  readonly filter: ListenerFilter;
}

export interface Ways {
  readonly ways: readonly Way[];
  /** The accounts that could not be asked. */
  readonly sourceProblems: readonly SourceFailureFragment[];
  /** Whether more load balancers, accelerators or pools fit than are looked at. */
  readonly isCut: boolean;
}

const WHOLE = { sourceProblems: [], isCut: false };

type Node = NonNullable<WhatIsQuery["nodes"][number]>;
type Parent = Extract<Node, { __typename: "LoadBalancer" | "Accelerator" }>;

/**
 * The filters that a look comes to: what is no listener itself is read first, for the listeners that go with it.
 * @throws CombinedError
 */
export async function waysOf(client: Client, look: Look, maxAgeSeconds: number): Promise<Ways> {
  switch (look.kind) {
    case "listeners":
      return { ways: [look], ...WHOLE };
    case "places":
      return readPlaces(client, look, maxAgeSeconds);
    case "node":
      return { ways: await readNode(client, look.id, maxAgeSeconds), ...WHOLE };
  }
}

async function readPlaces(
  client: Client,
  { parents, pools }: Look & { kind: "places" },
  maxAgeSeconds: number,
): Promise<Ways> {
  const variables = { parents, pools, maxAgeSeconds };
  const { data, error } = await client.query(PlacesDocument, variables, { requestPolicy: "network-only" });
  if (!data?.listenerParents || !data.pools) throw error;
  return {
    isCut: data.listenerParents.pageInfo.hasNextPage || data.pools.pageInfo.hasNextPage,
    ways: [...data.listenerParents.nodes.map(ofParent), ...ofPools(data.pools.nodes)],
    sourceProblems: [...data.listenerParents.sourceProblems, ...data.pools.sourceProblems],
  };
}

async function readNode(client: Client, id: string, maxAgeSeconds: number): Promise<readonly Way[]> {
  const { data, error } = await client.query(WhatIsDocument, { id, maxAgeSeconds }, { requestPolicy: "network-only" });
  const node = data?.nodes[0];
  if (!node) {
    // Most texts that look like an id are none, or are of something that is gone.
    const isNone = error?.graphQLErrors.every(({ extensions }) => NO_ID.has(String(extensions?.code)));
    if (!data || (error && !isNone)) throw error;
    return [];
  }
  switch (node.__typename) {
    case "Listener":
      return [{ matches: `Listener ${id}`, filter: { ids: [id] } }];
    case "LoadBalancer":
    case "Accelerator":
      return [ofParent(node)];
    case "Pool":
      return ofPools([node]);
    case "PoolMember":
      return ofPools(node.pool ? [node.pool] : [], `Pool member ${node.address}`);
    default:
      return [];
  }
}

const NO_ID: ReadonlySet<string> = new Set(["INVALID_INPUT", "NOT_FOUND"]);

function ofParent(parent: Omit<Parent, "__typename">): Way {
  return { matches: `On ${nameOf(parent)} (${cloudName(parent.provider)})`, filter: { parentId: parent.id } };
}

/** One way for all that are called the same. None where no listener forwards, or the cloud does not say which does. */
function ofPools(pools: readonly FoundPoolFragment[], matches?: string): readonly Way[] {
  const idsOf = new Map<string, string[]>();
  for (const pool of pools) {
    const said = matches ?? `Pool ${nameOf(pool)}`;
    idsOf.set(said, [...(idsOf.get(said) ?? []), ...(pool.listeners?.map(({ id }) => id) ?? [])]);
  }
  return [...idsOf].flatMap(([said, ids]) => (ids.length > 0 ? [{ matches: said, filter: { ids } }] : []));
}
