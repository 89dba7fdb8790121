import type { Lab } from "./lab.js";

const PARENTS = `query ($ids: [ID!]) {
  listenerParents(first: 50, filter: { accountIds: $ids }) { nodes { id status listeners(first: 50) { nodes { id } } } }
}`;

interface Parent {
  readonly id: string;
  readonly status: string;
  readonly listeners: { readonly nodes: readonly unknown[] };
}

/**
 * A load balancer or accelerator of the cloud that accepts new listeners: the one in service with the most listeners.
 */
export async function busiestParent(lab: Lab, key: string): Promise<string> {
  const { data } = await lab.ask(PARENTS, { ids: [lab.cloud(key).accountId] });
  const parents = (data.listenerParents.nodes as Parent[]).filter(({ status }) => status === "ACTIVE");
  const [busiest] = parents.toSorted((a, b) => b.listeners.nodes.length - a.listeners.nodes.length);
  if (!busiest) throw new Error(`${key} has no parent at work.`);
  return busiest.id;
}
