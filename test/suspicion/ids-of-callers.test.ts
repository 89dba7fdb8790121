import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeCursor } from "../../src/loaders/cursor.js";
import { globalIdOf, type ResourceKind, type ResourceRef, urnOf } from "../../src/model/resource-ref.js";
import { providers } from "../../src/providers/registry.js";
import { encodeRfc3986 } from "../../src/signing/rfc3986.js";
import { type Interrogation, type Suspect, startInterrogation, textsIn } from "./asking.js";

/** Each by itself: only the first failure of a list that must not be null is reported. */
const readsOf = ({ listener, pool, parent, after }: Record<"listener" | "pool" | "parent" | "after", string>) => [
  `{ listener(id: "${listener}") { id } }`,
  `{ pool(id: "${pool}") { id } }`,
  `{ listenerParent(id: "${parent}") { id } }`,
  `{ listeners(first: 1, filter: { parentId: "${parent}" }) { nodes { id } } }`,
  `{ pools(first: 1, filter: { parentId: "${parent}" }) { nodes { id } } }`,
  `{ listeners(first: 1, after: "${after}") { nodes { id } } }`,
  `{ pools(first: 1, after: "${after}") { nodes { id } } }`,
  `{ listenerParents(first: 1, after: "${after}") { nodes { id } } }`,
];
const ENTITIES = "query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename } }";
const PROBLEMS = "{ problems { code path } }";
const CHANGES = `mutation ($listener: ID!, $pool: ID!, $parent: ID!, $ports: [PortRangeInput!]!) {
  createListener(input: { parentId: $parent, name: "x", protocol: TCP, portRanges: $ports }) ${PROBLEMS}
  createListeners(inputs: [{ parentId: $parent, name: "x", protocol: TCP, portRanges: $ports }]) { results ${PROBLEMS} }
  updateListener(input: { id: $listener, name: "y" }) ${PROBLEMS}
  deleteListener(input: { id: $listener }) ${PROBLEMS}
  onListener: createPool(input: { listenerId: $listener, name: "x" }) ${PROBLEMS}
  onParent: createPool(input: { parentId: $parent, name: "x" }) ${PROBLEMS}
  updatePool(input: { id: $pool, name: "y" }) ${PROBLEMS}
  deletePool(input: { id: $pool }) ${PROBLEMS}
  setPoolMembers(input: { poolId: $pool, members: [] }) ${PROBLEMS}
}`;

let all: Interrogation;
beforeAll(async () => {
  all = await startInterrogation();
}, 60_000);
afterAll(() => all.stop());

type Name = Pick<ResourceRef, "key" | "hint">;

function variablesFor({ account, parentKind }: Suspect, name: Name) {
  const ref = (kind: ResourceKind): ResourceRef => ({ accountId: account, kind, ...name });
  const keys = (["Listener", "Pool", parentKind === "accelerator" ? "Accelerator" : "LoadBalancer"] as const).flatMap(
    (__typename) => {
      const one = ref(__typename === "Listener" ? "listener" : __typename === "Pool" ? "pool" : parentKind);
      return [
        { __typename, id: globalIdOf(one) },
        { __typename, urn: urnOf(one) },
      ];
    },
  );
  return {
    listener: globalIdOf(ref("listener")),
    pool: globalIdOf(ref("pool")),
    parent: globalIdOf(ref(parentKind)),
    after: encodeCursor({ accountId: account, position: name.hint ? `${name.hint}/${name.key}` : name.key }),
    keys,
    ports: [{ fromPort: 8443 }],
  };
}

interface Payload {
  readonly problems: readonly { readonly code: string }[];
}

const codesIn = ({ errors = [] }: Awaited<ReturnType<Interrogation["ask"]>>) =>
  errors.map(({ extensions }) => extensions?.code);

/** Everything that an id can be given to, once. */
async function askEverything(suspect: Suspect, name: Name) {
  const { keys, after, ports, ...ids } = variablesFor(suspect, name);
  all.sandbox.cloud(suspect.key).emulator.reset();
  const [entities, changed, ...reads] = await Promise.all([
    all.ask(ENTITIES, { keys }),
    all.ask(CHANGES, { ...ids, ports }),
    ...readsOf({ ...ids, after }).map((document) => all.ask(document)),
  ]);
  const payloads = Object.values(changed.data ?? {}) as (Payload & { results?: Payload[] })[];
  return {
    entities: entities.data?._entities as unknown[],
    codes: [changed, ...reads].flatMap(codesIn),
    codesOfEntities: codesIn(entities),
    problems: payloads.flatMap((payload) => payload.results ?? [payload]).map(({ problems }) => problems),
  };
}

const separator = fc.constantFrom("/", "\\", "%2f");
const dots = fc.constantFrom(".", "..", "%2e", ".%2E", "");
const plain = fc.stringMatching(/^[a-z0-9-]{1,12}$/);
/** Names with a part that no path can have. */
const unnameable = fc
  .tuple(fc.array(plain, { maxLength: 2 }), dots, fc.array(plain, { maxLength: 2 }), separator)
  .map(([before, odd, behind, sign]) => [...before, odd, ...behind].join(sign))
  .filter((key) => key !== "");
const name = fc.oneof(
  fc.record({ key: unnameable }),
  fc.record({ key: plain, hint: unnameable }),
  fc.record({ key: fc.constantFrom("x\u0085/..", "../x", "a/b/..", "a/../b", "..") }),
);

const LISTS = `query ($account: ID!) {
  listeners(first: 1, filter: { accountIds: [$account] }) { nodes { id } }
  pools(first: 1, filter: { accountIds: [$account] }) { nodes { id } }
  listenerParents(first: 1, filter: { accountIds: [$account] }) { nodes { id } }
}`;
const pathsIn = ({ cloud }: Suspect) => new Set(cloud.received.map(({ path }) => path));

/** The cloud's own collections: the paths of its lists. */
async function collectionsOf(suspect: Suspect): Promise<ReadonlySet<string>> {
  suspect.cloud.forget();
  await all.ask(LISTS, { account: suspect.account });
  return pathsIn(suspect);
}

describe.each(providers.map(({ key }) => key))("ids from callers of %s", (key) => {
  const suspect = () => all.suspects.find((one) => one.key === key)!;

  it("with parts that no path can have are not found, and no cloud is asked", async () => {
    await fc.assert(
      fc.asyncProperty(name, async (odd) => {
        for (const { cloud } of all.suspects) cloud.forget();
        const { entities, codes, codesOfEntities, problems } = await askEverything(suspect(), odd);
        expect(all.suspects.flatMap(({ cloud }) => cloud.received)).toEqual([]);
        expect(codes).toEqual(Array.from({ length: 8 }, () => "NOT_FOUND"));
        expect(entities).toEqual([null, null, null, null, null, null]);
        // Of another shape than the cloud's urns have.
        for (const code of codesOfEntities) expect(code).toBe("INVALID_INPUT");
        expect(problems).toHaveLength(9);
        for (const told of problems) expect(told.map(({ code }) => code)).toContain("NOT_FOUND");
      }),
      { numRuns: 8 },
    );
  }, 60_000);

  it("of any other sort reach no path but their own", async () => {
    const sign = fc.oneof(
      fc.constantFrom(..."./\\%2e?#&:@ ;'\"<"),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    );
    const text = fc.string({ unit: sign, minLength: 1, maxLength: 20 });
    const collections = await collectionsOf(suspect());
    expect(collections.size).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.record({ key: text }), fc.record({ key: plain, hint: text })), async (odd) => {
        const { cloud } = suspect();
        cloud.forget();
        const { codes, codesOfEntities, problems } = await askEverything(suspect(), odd);
        expect([...codes, ...codesOfEntities]).not.toContain("INTERNAL_SERVER_ERROR");
        expect(problems).toHaveLength(9);
        // The one id in a collection, that of what it is on, or one that the cloud told; and nothing below it.
        const own = Object.values(odd).map((id) => encodeRfc3986(id.toWellFormed()));
        const ids = [...textsIn(cloud), ...own].filter((id) => id !== "");
        const right = [...collections].flatMap((path) => [path, ...ids.map((id) => `${path}/${id}`)]);
        for (const path of pathsIn(suspect())) expect(right, path).toContain(path);
        for (const { method } of cloud.received) expect(["GET", "POST"]).toContain(method);
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});
