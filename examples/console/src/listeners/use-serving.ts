import { useEffect, useRef, useState } from "react";
import { type Client, useClient } from "urql";
import { type ListenerRowFragment, ServingDocument } from "../generated/graphql.js";

/** Whether traffic comes through; NOT_KNOWN where nobody checks, NOT_READ where it could not be found out. */
export type Serving = "YES" | "NO" | "NOT_KNOWN" | "NOT_READ";

/** The most that are asked about at once: health takes the graph a call for each listener on some clouds. */
const AT_ONCE = 50;

/**
 * Whether the listeners of a list are reached, by their ids: read after the list, which need not wait for it. What is
 * being read for the first time is missing.
 */
export function useServing(rows: readonly ListenerRowFragment[]): ReadonlyMap<string, Serving> {
  const client = useClient();
  const [serving, setServing] = useState<ReadonlyMap<string, Serving>>(new Map());
  // A row that was read again is another object.
  const asked = useRef(new WeakSet<ListenerRowFragment>());
  useEffect(() => {
    const fresh = rows.filter((row) => !asked.current.has(row));
    for (const row of fresh) asked.current.add(row);
    for (let start = 0; start < fresh.length; start += AT_ONCE) {
      const ids = fresh.slice(start, start + AT_ONCE).map(({ id }) => id);
      void readServing(client, ids).then((read) => setServing((known) => new Map([...known, ...read])));
    }
  }, [client, rows]);
  return serving;
}

async function readServing(client: Client, ids: string[]): Promise<Map<string, Serving>> {
  const { data, error } = await client.query(ServingDocument, { ids }, { requestPolicy: "network-only" });
  const failed = new Set(error?.graphQLErrors.map(({ path }) => path?.[1]));
  return new Map(
    ids.map((id, index) => {
      const node = data?.nodes[index];
      if (node?.__typename !== "Listener" || failed.has(index)) return [id, "NOT_READ"];
      return [id, node.isServing === null ? "NOT_KNOWN" : node.isServing ? "YES" : "NO"];
    }),
  );
}
