import fc from "fast-check";
import { expect } from "vitest";
import type { RunningGraph } from "../support/graph.js";

interface Member {
  readonly address: string;
  readonly targetId: string | null;
  readonly health: string;
}
interface Parent {
  readonly id: string;
  readonly addresses: readonly string[];
}

/** What a test compares filters with: everything that any of them looks at. */
export interface Entry {
  readonly id: string;
  readonly urn: string;
  readonly nativeId: string | null;
  readonly name: string | null;
  readonly account: string;
  readonly provider: string;
  readonly region: string | null;
  readonly status: string;
  readonly protocol: string | null;
  readonly createdAt: string | null;
  readonly portRanges: readonly { readonly fromPort: number; readonly toPort: number }[];
  readonly certificates: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly parent: Parent | null;
  readonly addresses: readonly string[];
  readonly members: readonly Member[];
  readonly isServing: boolean | null;
  /** Of a member. */
  readonly pool: string;
  readonly address: string;
  readonly targetId: string | null;
  readonly port: number | null;
  readonly health: string;
}

const COMMON = "id urn nativeId name status createdAt account { id provider }";
const MEMBERS = "members(first: 200) { nodes { address targetId health } }";

/** The lists with the types of their filters, and what is read of their entries. */
export const LISTS = {
  listeners: {
    filter: "ListenerFilter",
    fields: `${COMMON} region protocol portRanges { fromPort toPort } tls { certificateIds clientCaCertificateIds } tags { key value }
      parent { id addresses } isServing pools(first: 200) { nodes { ${MEMBERS} } }`,
  },
  pools: { filter: "PoolFilter", fields: `${COMMON} region parent { id addresses } ${MEMBERS}` },
  listenerParents: { filter: "ListenerParentFilter", fields: `${COMMON} addresses tags { key value }` },
  poolMembers: {
    filter: "PoolMemberFilter",
    fields: "id nativeId address targetId port health pool { id account { id provider } parent { id addresses } }",
  },
} as const;
export type ListName = keyof typeof LISTS;

/** All entries of a list, in its order, as they are without a filter. */
export async function inventoryOf(list: ListName, graph: RunningGraph): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  const document = `query ($after: String) { list: ${list}(first: 200, after: $after) { isComplete nodes { ${LISTS[list].fields} } pageInfo { endCursor hasNextPage } } }`;
  for (let after: string | null = null; ; ) {
    const { data, errors } = await graph.ask(document, { after });
    expect(errors).toBeUndefined();
    expect(data.list.isComplete).toBe(true);
    entries.push(...data.list.nodes.map(entryOf));
    if (!data.list.pageInfo.hasNextPage) return entries;
    after = data.list.pageInfo.endCursor;
  }
}

// Nodes of four lists are read alike.
// biome-ignore lint/suspicious/noExplicitAny: see above
function entryOf(node: any): Entry {
  const account = node.account ?? node.pool.account;
  const { certificateIds = [], clientCaCertificateIds = [] } = node.tls ?? {};
  return {
    ...node,
    account: account.id,
    provider: account.provider,
    certificates: [...certificateIds, ...clientCaCertificateIds],
    tags: node.tags ?? [],
    parent: node.parent ?? node.pool?.parent ?? null,
    pool: node.pool?.id,
    members:
      node.members?.nodes ?? node.pools?.nodes.flatMap((pool: { members: { nodes: Member[] } }) => pool.members.nodes),
  };
}

/** What a condition is asked for: something that leaves a good part, something that leaves few, and anything. */
interface Values {
  readonly some: unknown;
  readonly few: unknown;
  readonly any: fc.Arbitrary<unknown>;
}

const some = <T>(values: readonly T[], every: number): T[] => values.filter((_, index) => index % every === 0);

function ofList<T>(values: readonly (T | null | undefined)[], none: T): Values {
  const all = [...new Set(values.filter((value): value is T => value != null))];
  const known = all.length === 0 ? [none] : all;
  return {
    some: some(known, Math.max(2, Math.ceil(known.length / 100))),
    few: [known[Math.floor(known.length / 2)]!, none],
    any: fc.array(fc.constantFrom(...known, none), { maxLength: 6 }),
  };
}

const ofOne = <T>(values: readonly (T | null | undefined)[], none: T): Values => {
  const all = [...new Set(values.filter((value): value is T => value != null))];
  const known = all.length === 0 ? [none] : all;
  return { some: known[0], few: known.at(-1), any: fc.constantFrom(...known, none) };
};

/** What there is to be asked for, by the filter's field. */
export function valuesOf(all: readonly Entry[]): Readonly<Record<string, Values>> {
  const addresses = all.flatMap(({ parent, addresses = [] }) => [...addresses, ...(parent?.addresses ?? [])]);
  const ports = all.flatMap(({ portRanges = [] }) => portRanges);
  const servers = all.flatMap(({ members = [], address }) => (address ? [address] : members.map((one) => one.address)));
  const flag: Values = { some: true, few: false, any: fc.boolean() };
  const ids = ofList(
    all.map(({ id }) => id),
    all[0]!.id,
  );
  return {
    ids,
    urns: ofList(
      all.map(({ urn }) => urn),
      all[0]!.urn,
    ),
    nativeIds: ofList(
      all.map(({ nativeId }) => nativeId),
      "no-such-id",
    ),
    names: ofList(
      all.map(({ name }) => name),
      "no such name",
    ),
    nameContains: { some: "E", few: "443", any: fc.constantFrom("", "-", "edge", "WEB", "no such name") },
    providers: ofList(
      all.map(({ provider }) => provider),
      "HUAWEI_GA",
    ),
    accountIds: ofList(
      all.map(({ account }) => account),
      all[0]!.account,
    ),
    statuses: ofList(
      all.map(({ status }) => status),
      "DELETING",
    ),
    protocols: ofList(
      all.map(({ protocol }) => protocol),
      "OTHER",
    ),
    regions: ofList(
      all.map(({ region }) => region),
      "no-such-region",
    ),
    createdAfter: {
      some: "2020-01-01T00:00:00Z",
      few: "2025-06-01T00:00:00Z",
      any: fc.constantFrom(...all.flatMap(({ createdAt }) => createdAt ?? []), "2099-01-01T00:00:00Z"),
    },
    parentId: ofOne(
      all.map(({ parent }) => parent?.id),
      all[0]!.parent?.id ?? all[0]!.id,
    ),
    poolId: ofOne(
      all.map(({ pool }) => pool),
      all[0]!.pool,
    ),
    addresses: ofList(
      [...addresses, ...(all[0]!.address ? servers : [])].map((one, at) => (at % 2 ? one.toUpperCase() : one)),
      "192.0.2.1",
    ),
    memberAddress: ofOne(servers, "192.0.2.1"),
    hasUnhealthyMembers: flag,
    isServing: flag,
    certificateId: ofOne(
      all.flatMap(({ certificates }) => certificates),
      "no-such-certificate",
    ),
    tags: ofList(
      all.flatMap(({ tags }) => tags),
      { key: "no", value: "such" },
    ),
    coversPort: ofOne(
      ports.map(({ fromPort }) => fromPort),
      9,
    ),
    overlapsPorts: {
      some: [
        { fromPort: 1, toPort: 500 },
        { fromPort: 8_000, toPort: 9_000 },
      ],
      few: [{ fromPort: 443 }],
      any: fc.array(
        fc.record({ fromPort: fc.integer({ min: 1, max: 30_000 }), toPort: fc.integer({ min: 30_000, max: 65_535 }) }),
        { maxLength: 3 },
      ),
    },
    ports: ofList(
      all.map(({ port }) => port),
      9,
    ),
    healths: ofList(
      all.map(({ health }) => health),
      "DRAINING",
    ),
  };
}
