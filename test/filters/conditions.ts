import type { Entry, ListName } from "./inventory.js";

/** What filters ask for, by their fields: what a reader of the schema expects of each, told once more. */

export type Filter = Readonly<Record<string, unknown>>;
// What is asked for is of as many sorts as there are fields.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Fits = (entry: Entry, wanted: any) => boolean;

const isOneOf =
  (name: keyof Entry): Fits =>
  (entry, wanted: unknown[]) =>
    wanted.includes(entry[name]);
const lower = (texts: readonly string[]) => texts.map((text) => text.toLowerCase());
const shareAny = (one: readonly string[], other: readonly string[]) =>
  lower(one).some((text) => lower(other).includes(text));
const unhealthy = ({ members }: Entry) => members.some(({ health }) => health === "UNHEALTHY");

const source: Record<string, Fits> = { providers: isOneOf("provider"), accountIds: isOneOf("account") };
const named: Record<string, Fits> = {
  ...source,
  ids: isOneOf("id"),
  urns: isOneOf("urn"),
  nativeIds: isOneOf("nativeId"),
  names: isOneOf("name"),
  nameContains: ({ name }, text: string) => text === "" || (name?.toLowerCase().includes(text.toLowerCase()) ?? false),
  statuses: isOneOf("status"),
  createdAfter: ({ createdAt }, instant: string) => createdAt !== null && Date.parse(createdAt) > Date.parse(instant),
};
const tags: Fits = (entry, wanted: Entry["tags"]) =>
  entry.tags.some((tag) => wanted.some(({ key, value }) => key === tag.key && value === tag.value));
const parts: Record<string, Fits> = {
  ...named,
  parentId: ({ parent }, id: string) => parent?.id === id,
  regions: isOneOf("region"),
  addresses: ({ parent }, addresses: string[]) => shareAny(parent?.addresses ?? [], addresses),
  memberAddress: ({ members }, address: string) =>
    members.some((one) => one.address === address || one.targetId === address),
  hasUnhealthyMembers: (entry, wanted: boolean) => unhealthy(entry) === wanted,
};

export const conditions: Readonly<Record<ListName, Readonly<Record<string, Fits>>>> = {
  listeners: {
    ...parts,
    tags,
    protocols: isOneOf("protocol"),
    coversPort: ({ portRanges }, port: number) =>
      portRanges.some(({ fromPort, toPort }) => fromPort <= port && port <= toPort),
    overlapsPorts: ({ portRanges }, ranges: { fromPort: number; toPort?: number }[]) =>
      portRanges.some(({ fromPort, toPort }) =>
        ranges.some((range) => range.fromPort <= toPort && fromPort <= (range.toPort ?? range.fromPort)),
      ),
    certificateId: ({ certificates }, id: string) => certificates.includes(id),
    isServing: (entry, wanted: boolean) => entry.isServing === wanted,
  },
  pools: parts,
  listenerParents: {
    ...named,
    tags,
    addresses: (entry, addresses: string[]) => shareAny(entry.addresses, addresses),
  },
  poolMembers: {
    ...source,
    ids: isOneOf("id"),
    nativeIds: isOneOf("nativeId"),
    parentId: ({ parent }, id: string) => parent?.id === id,
    poolId: ({ pool }, id: string) => pool === id,
    addresses: ({ address, targetId }, addresses: string[]) =>
      shareAny([address, ...(targetId === null ? [] : [targetId])], addresses),
    ports: isOneOf("port"),
    healths: isOneOf("health"),
  },
};
