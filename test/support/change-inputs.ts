import { expect } from "vitest";
import type { RunningGraph } from "./graph.js";

/** What there is of a cloud, and inputs of every kind of change for it, as clients make them from what the graph tells. */

type Fields = Readonly<Record<string, unknown>>;
export type Mutation =
  | "createListener"
  | "updateListener"
  | "deleteListener"
  | "createPool"
  | "updatePool"
  | "deletePool"
  | "setPoolMembers";

export const inputTypeOf = (field: string): string => `${field[0]!.toUpperCase()}${field.slice(1)}Input`;

const CAPABILITIES =
  "account { capabilities { hasExplicitPools algorithms unsupportedPoolFields unsupportedMemberFields } }";
const MEMBERS = "members(first: 200) { nodes { address port weight targetId targetType subnetId } }";
const MONITOR = "healthMonitor { intervalSeconds timeoutSeconds }";

/** A listener and a pool of several members that take changes, and the load balancer or accelerator for new ones. */
export interface Ground {
  readonly parentId: string;
  readonly listenerId: string;
  readonly poolId: string;
  /** Of the pool, with the fields that the cloud takes. */
  readonly members: readonly Fields[];
  readonly intervalSeconds: number;
  readonly region: string | null;
  readonly hasExplicitPools: boolean;
  readonly algorithms: readonly string[];
  readonly unsupportedPoolFields: readonly string[];
}

export async function groundOf(graph: Pick<RunningGraph, "ask">, cloud: string): Promise<Ground> {
  const filter = `first: 200, filter: { providers: [${cloud.toUpperCase().replaceAll("-", "_")}] }`;
  const { data, errors } = await graph.ask(`{
    listenerParents(${filter}) { sourceProblems { message } nodes { id status listeners(first: 200) { totalCount } } }
    listeners(${filter}) { sourceProblems { message } nodes { id status frozen { isFrozen } } }
    pools(${filter}) { sourceProblems { message } nodes { id status region listeners { frozen { isFrozen } } ${MEMBERS} ${MONITOR} ${CAPABILITIES} } }
  }`);
  expect(errors).toBeUndefined();
  for (const list of [data.listenerParents, data.listeners, data.pools]) expect(list.sourceProblems).toEqual([]);
  const isActive = ({ status }: { status: string }) => status === "ACTIVE";
  const isFrozen = ({ frozen }: { frozen: { isFrozen: boolean } | null }) => frozen?.isFrozen ?? false;
  const [pool] = data.pools.nodes
    .filter(
      (one: {
        status: string;
        listeners: Parameters<typeof isFrozen>[0][];
        members: { nodes: Fields[] };
        healthMonitor: object | null;
      }) =>
        isActive(one) && !one.listeners.some(isFrozen) && one.members.nodes.length > 1 && one.healthMonitor !== null,
    )
    .sort((a: { members: { nodes: Fields[] } }, b: typeof a) => b.members.nodes.length - a.members.nodes.length);
  const { unsupportedMemberFields, ...capabilities } = pool.account.capabilities;
  const isKnown = ([field, value]: [string, unknown]) => value !== null && !unsupportedMemberFields.includes(field);
  return {
    ...capabilities,
    parentId: data.listenerParents.nodes.find(isActive).id,
    listenerId: data.listeners.nodes.find((one: never) => isActive(one) && !isFrozen(one)).id,
    poolId: pool.id,
    members: pool.members.nodes.map((member: Fields) => Object.fromEntries(Object.entries(member).filter(isKnown))),
    intervalSeconds: pool.healthMonitor.intervalSeconds,
    region: pool.region,
  };
}

export const newListener = ({ parentId }: Ground, name = "looked-for", fromPort = 19_200) => ({
  ...{ parentId, name, protocol: "TCP", portRanges: [{ fromPort }] },
});

/** A pool for a listener that has none yet, with what the cloud requires and nothing that it does not support. */
export function newPool({ members, region, algorithms, unsupportedPoolFields }: Ground, listenerId: string) {
  // Where a pool is a region of its listener, the listener says the protocol.
  const protocol = region === null ? "TCP" : null;
  const all = { name: "looked-for", region, protocol, algorithm: algorithms[0], members: members.slice(0, 1) };
  const known = Object.entries(all).filter(([field, value]) => value != null && !unsupportedPoolFields.includes(field));
  return { ...Object.fromEntries(known), listenerId };
}

/** Other checks: all clouds have them. */
export const otherChecks = ({ poolId: id, intervalSeconds }: Ground) => ({
  ...{ id, healthMonitor: { intervalSeconds: intervalSeconds + 1 } },
});

/** Makes a change. */
export async function changed(
  graph: Pick<RunningGraph, "ask">,
  field: Mutation,
  input: object,
  selection: string,
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
): Promise<any> {
  const query = `mutation ($input: ${inputTypeOf(field)}!) { ${field}(input: $input) { problems { code path message } ${selection} } }`;
  const { data, errors } = await graph.ask(query, { input });
  expect(errors).toBeUndefined();
  expect(data[field].problems).toEqual([]);
  return data[field];
}
