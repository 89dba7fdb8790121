import { useEffect, useRef, useState } from "react";
import { type Client, useClient } from "urql";
import { type ListenerRowFragment, ServingDocument, type ServingQuery } from "../generated/graphql.js";

/** Whether traffic comes through; NOT_KNOWN where nobody checks, NOT_READ where it could not be found out. */
export type Reached = "YES" | "NO" | "NOT_KNOWN" | "NOT_READ";

export interface Serving {
  readonly reached: Reached;
  /** The servers of all its pools; null when they could not all be counted. */
  readonly servers: { readonly healthy: number; readonly unmonitored: number; readonly total: number } | null;
}

type ServedListener = Extract<NonNullable<ServingQuery["nodes"][number]>, { __typename: "Listener" }>;

/** The most that are asked about at once: health takes the graph a call for each listener on some clouds. */
const AT_ONCE = 50;

/**
 * Whether the listeners of a list are reached, by their ids: read after the list, which need not wait for it. What is
 * being read for the first time is missing.
 */
export function useServing(rows: readonly ListenerRowFragment[], maxAgeSeconds: number): ReadonlyMap<string, Serving> {
  const client = useClient();
  const [serving, setServing] = useState<ReadonlyMap<string, Serving>>(new Map());
  // A row that was read again is another object.
  const asked = useRef(new WeakSet<ListenerRowFragment>());
  useEffect(() => {
    const fresh = rows.filter((row) => !asked.current.has(row));
    for (const row of fresh) asked.current.add(row);
    for (let start = 0; start < fresh.length; start += AT_ONCE) {
      const ids = fresh.slice(start, start + AT_ONCE).map(({ id }) => id);
      void readServing(client, ids, maxAgeSeconds).then((read) => setServing((known) => new Map([...known, ...read])));
    }
  }, [client, rows, maxAgeSeconds]);
  return serving;
}

async function readServing(client: Client, ids: string[], maxAgeSeconds: number): Promise<Map<string, Serving>> {
  const variables = { ids, maxAgeSeconds };
  const { data, error } = await client.query(ServingDocument, variables, { requestPolicy: "network-only" });
  const isLost = (index: number, field: string) =>
    error?.graphQLErrors.some(({ path }) => path?.[1] === index && (path[2] ?? field) === field) ?? false;
  return new Map(
    ids.map((id, index) => {
      const node = data?.nodes[index];
      if (node?.__typename !== "Listener") return [id, { reached: "NOT_READ", servers: null }];
      const reached = isLost(index, "isServing") ? "NOT_READ" : REACHED.get(node.isServing)!;
      return [id, { reached, servers: isLost(index, "pools") ? null : serversOf(node) }];
    }),
  );
}

const REACHED: ReadonlyMap<boolean | null, Reached> = new Map([
  [true, "YES"],
  [false, "NO"],
  [null, "NOT_KNOWN"],
]);

function serversOf({ pools }: ServedListener): Serving["servers"] {
  if (!pools.isComplete || pools.pageInfo.hasNextPage) return null;
  const sum = { healthy: 0, unmonitored: 0, total: 0 };
  for (const { memberHealth } of pools.nodes) {
    if (!memberHealth) return null;
    sum.healthy += memberHealth.healthy;
    sum.unmonitored += memberHealth.unmonitored;
    sum.total += memberHealth.total;
  }
  return sum;
}
