import { providers } from "../../src/providers/registry.js";
import type { World } from "./world.js";

/** One change that is asked for, and how to tell by the cloud whether it was made. */
export interface Wish {
  readonly field: "createListener" | "updateListener" | "deleteListener" | "setPoolMembers";
  readonly input: object;
  /** Whether the cloud has it: "done", "undone", or what else is wrong. */
  look(): Promise<string>;
}

/** Asks for one change after another, each when the one before is at its end: nobody else changes the same thing. */
export interface Worker {
  readonly name: string;
  next(n: number): Promise<Wish>;
}

const PAYLOADS = {
  createListener: "listener { id }",
  updateListener: "listener { id }",
  deleteListener: "deletedListenerId",
  setPoolMembers: "pool { id }",
} as const;

export function mutationFor(field: Wish["field"]): string {
  const input = `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${input}!) { ${field}(input: $input) { ${PAYLOADS[field]} problems { code message } change { id state } } }`;
}

interface Named {
  readonly id: string;
  readonly name: string | null;
}
const providerOf = (cloud: string): string => cloud.toUpperCase().replaceAll("-", "_");

/** Three workers for each cloud; the first two have one lane. */
export async function workersOn(world: World, clouds = providers.map(({ key }) => key)): Promise<Worker[]> {
  const all: Worker[] = [];
  for (const cloud of clouds) {
    const parentId = await someParent(world, cloud);
    const listenerId = await ownListener(world, parentId, 23_000 + clouds.indexOf(cloud) + 10 * clouds.length);
    all.push(naming(world, cloud, listenerId), making(world, cloud, parentId), await filling(world, cloud));
  }
  return all;
}

export async function someParent(world: World, cloud: string): Promise<string> {
  const { listenerParents } = await world.observe(
    `{ listenerParents(first: 200, filter: { providers: [${providerOf(cloud)}] }) { nodes { id status } } }`,
  );
  return listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE").id;
}

export async function ownListener(world: World, parentId: string, fromPort: number): Promise<string> {
  const input = { parentId, name: `own-${fromPort}`, protocol: "TCP", portRanges: [{ fromPort }] };
  const { createListener } = await world.observe(mutationFor("createListener"), { input });
  if (!createListener.listener) throw new Error(JSON.stringify(createListener));
  return createListener.listener.id;
}

/** Gives its listener one name after the other. */
function naming(world: World, cloud: string, id: string): Worker {
  return {
    name: `name-${cloud}`,
    async next(n) {
      const name = `named-${n}`;
      const look = async () => {
        const { listener } = await world.observe("query ($id: ID!) { listener(id: $id) { name } }", { id });
        return listener.name === name ? "done" : "undone";
      };
      return { field: "updateListener", input: { id, name }, look };
    },
  };
}

/** Creates a listener of a name that no other has, and deletes it. */
function making(world: World, cloud: string, parentId: string): Worker {
  const called = async (name: string): Promise<Named[]> => {
    const { listeners } = await world.observe(
      "query ($filter: ListenerFilter) { listeners(first: 200, filter: $filter) { nodes { id name } } }",
      { filter: { providers: [providerOf(cloud)], nameContains: "made-" } },
    );
    return listeners.nodes.filter((listener: Named) => listener.name === name);
  };
  let latest = "";
  return {
    name: `make-${cloud}`,
    async next(n) {
      const [there] = latest === "" ? [] : await called(latest);
      if (there) {
        const look = async () => ((await called(there.name!)).length === 0 ? "done" : "undone");
        return { field: "deleteListener", input: { id: there.id }, look };
      }
      const name = `made-${n}`;
      latest = name;
      const look = async () => {
        const { length } = await called(name);
        return length > 1 ? `made ${length} times` : length === 1 ? "done" : "undone";
      };
      const portRanges = [{ fromPort: 24_000 + (n % 1_000) }];
      return { field: "createListener", input: { parentId, name, protocol: "TCP", portRanges }, look };
    },
  };
}

type Member = Readonly<Record<string, unknown>>;
export interface SomePool {
  readonly id: string;
  readonly members: readonly Member[];
}
const MEMBERS = "members(first: 200) { nodes { address port targetId targetType subnetId } }";

/** Puts other members into a pool each time: all of them, or all but one. */
async function filling(world: World, cloud: string): Promise<Worker> {
  const pool = await somePool(world, cloud);
  return {
    name: `fill-${cloud}`,
    async next(n) {
      const [members] = await othersFor(world, pool, n);
      const wanted = inOrder(members!);
      const look = async () => (inOrder(await membersOf(world, pool.id)) === wanted ? "done" : "undone");
      return { field: "setPoolMembers", input: { poolId: pool.id, members }, look };
    },
  };
}

export async function membersOf(world: World, id: string): Promise<Member[]> {
  const { pool } = await world.observe(`query ($id: ID!) { pool(id: $id) { ${MEMBERS} } }`, { id });
  return pool.members.nodes;
}

/** Two sets of members that are neither each other nor what the pool has now. */
export async function othersFor(
  world: World,
  { id, members }: SomePool,
  n: number,
): Promise<readonly (readonly Member[])[]> {
  const now = inOrder(await membersOf(world, id));
  const first = n % members.length;
  const sets = [
    members,
    ...members.map((_, at) => members.filter((_, index) => index !== (first + at) % members.length)),
  ];
  return sets.filter((set) => inOrder(set) !== now).slice(0, 2);
}

export const inOrder = (members: readonly Member[]): string =>
  members
    .map(({ address, port, targetId }) => `${address}:${port ?? ""}:${targetId ?? ""}`)
    .sort()
    .join();

/** A pool that takes other members, with its members as an input. */
export async function somePool(world: World, cloud: string): Promise<SomePool> {
  const { pools } = await world.observe(
    `{ pools(first: 200, filter: { providers: [${providerOf(cloud)}] }) { nodes { id status listeners { frozen { isFrozen } } ${MEMBERS} account { capabilities { unsupportedMemberFields } } } } }`,
  );
  for (const { id, status, listeners, members, account } of pools.nodes) {
    const isFrozen = listeners.some(({ frozen }: { frozen: { isFrozen: boolean } | null }) => frozen?.isFrozen);
    if (members.nodes.length < 2 || status !== "ACTIVE" || isFrozen) continue;
    const isKnown = ([field, value]: [string, unknown]) =>
      value !== null && !account.capabilities.unsupportedMemberFields.includes(field);
    const asked = members.nodes.map((member: Member) => Object.fromEntries(Object.entries(member).filter(isKnown)));
    return { id, members: asked };
  }
  throw new Error(`${cloud} has no pool with two members.`);
}
