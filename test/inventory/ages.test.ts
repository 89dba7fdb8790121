import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import type { SeenStore } from "../../src/store/seen.js";
import { StoreError } from "../../src/store/store-error.js";
import type { RunningGraph } from "../support/graph.js";
import { startSweptGraph, untilAccounts } from "./swept-graph.js";

const SOURCES = "sources { account { id } readAt isComplete problem { code message } }";
const NESTED = `query ($age: Int) { listeners(first: 200, maxAgeSeconds: $age) {
  isComplete totalCount ${SOURCES}
  nodes {
    id urn name etag status readAt frozen { isFrozen } isServing tls { certificateIds } createdAt settings { __typename }
    parent { id name addresses readAt listeners(first: 200) { ${SOURCES} nodes { id readAt } } }
    pools(first: 200) { isComplete ${SOURCES} nodes {
      id name etag readAt healthMonitor { intervalSeconds protocol } memberHealth { total healthy }
      parent { id } listeners { id }
      members(first: 200) { isComplete ${SOURCES} nodes { id address port weight health readAt pool { id } } }
    } }
  }
} }`;

interface Source {
  readonly account: { readonly id: string };
  readonly readAt: string | null;
  readonly isComplete: boolean;
  readonly problem: { readonly code: string } | null;
}

/** The content of an answer, without its times. */
const withoutTimes = (data: unknown): unknown =>
  JSON.parse(JSON.stringify(data), (name, value) => (name === "readAt" ? undefined : value));
const timesIn = (data: unknown): number[] =>
  [...JSON.stringify(data).matchAll(/"readAt":"([^"]+)"/g)].map(([, time]) => Date.parse(time!));

describe("answers with a maximum age", () => {
  let graph: RunningGraph & { ids: string[] };
  let sweptBy: number;
  beforeAll(async () => {
    graph = await startSweptGraph(({ server: { limits } }) => {
      limits.maxCloudCalls = 1_000_000;
      limits.maxCost = 1_000_000_000;
    });
    sweptBy = Date.now();
  }, 120_000);
  afterAll(() => graph?.stop());
  afterEach(() => {
    for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
  });

  it("come from the inventory, with everything selected below, and call no cloud", async () => {
    graph.forgetCalls();
    const seen = await graph.ask(NESTED, { age: 3_600 });
    expect(seen.errors).toBeUndefined();
    expect(graph.countCalls()).toBe(0);
    const live = await graph.ask(NESTED, { age: 0 });
    expect(withoutTimes(seen.data)).toEqual(withoutTimes(live.data));
    expect(Math.max(...timesIn(seen.data))).toBeLessThanOrEqual(sweptBy);
    expect(Math.min(...timesIn(live.data))).toBeGreaterThan(sweptBy);
  }, 60_000);

  it("report for each account when it was last read completely", async () => {
    const { data } = await graph.ask(
      `{ listeners(first: 1, orderBy: { field: NAME }, maxAgeSeconds: 3600) { ${SOURCES} nodes { account { id } readAt } } }`,
    );
    const known = await graph.app.store.seen.accountsOf(graph.ids);
    const expected = [...graph.ids].sort().map((id) => ({
      account: { id },
      readAt: new Date(known.get(id)!.readAt!).toISOString(),
      isComplete: true,
      problem: null,
    }));
    expect(data.listeners.sources).toEqual(expected);
    const [{ account, readAt }] = data.listeners.nodes;
    // An object may have been read again since.
    const since = Date.parse(expected.find((source) => source.account.id === account.id)!.readAt);
    expect(Date.parse(readAt)).toBeGreaterThanOrEqual(since);
    expect(since).toBeLessThanOrEqual(sweptBy);
  });

  it("are also read by id, urn, key and parent without a call, and unknown objects are not found", async () => {
    const { data: listed } = await graph.ask(
      "{ listeners(first: 200) { nodes { id urn parent { id urn } pools { nodes { id urn } } } } }",
    );
    const one = listed.listeners.nodes.find(({ pools }: { pools: { nodes: [] } }) => pools.nodes.length > 0);
    const [pool] = one.pools.nodes;
    const query = `query ($listener: ID!, $urn: ID!, $pool: ID!, $poolUrn: ID!, $parent: ID!, $parentUrn: ID!, $ids: [ID!]!, $age: Int) {
      listener(id: $listener, maxAgeSeconds: $age) { id name }
      listenerByUrn(urn: $urn, maxAgeSeconds: $age) { id }
      gone: listenerByUrn(urn: "${graph.ids[0]}:listener:nothing/nothing", maxAgeSeconds: $age) { id }
      pool(id: $pool, maxAgeSeconds: $age) { id members { nodes { id } } }
      poolByUrn(urn: $poolUrn, maxAgeSeconds: $age) { id }
      listenerParent(id: $parent, maxAgeSeconds: $age) { id listeners { nodes { id } } }
      listenerParentByUrn(urn: $parentUrn, maxAgeSeconds: $age) { id }
      nodes(ids: $ids, maxAgeSeconds: $age) {
        id
        ... on Listener { name pools { nodes { id } } }
        ... on ListenerParent { addresses }
      }
      freePorts(parentId: $parent, protocol: TCP, maxAgeSeconds: $age) { fromPort toPort }
      portMap(parentId: $parent, maxAgeSeconds: $age) { protocol used { ports { fromPort } } }
    }`;
    const variables = {
      listener: one.id,
      urn: one.urn,
      pool: pool.id,
      poolUrn: pool.urn,
      parent: one.parent.id,
      parentUrn: one.parent.urn,
      ids: [one.id, one.parent.id, pool.id],
    };
    graph.forgetCalls();
    const seen = await graph.ask(query, { ...variables, age: 60 });
    expect(graph.countCalls()).toBe(0);
    const live = await graph.ask(query, { ...variables, age: 0 });
    expect([seen.errors, seen.data]).toEqual([live.errors, live.data]);
    expect(seen.data.gone).toBeNull();
  }, 60_000);

  it("do not mix with the clouds' answers in the same request", async () => {
    const [id] = graph.ids;
    const query = (a: string, b: string) => `{
      seen: listeners(first: 1, maxAgeSeconds: 3600, filter: { accountIds: ["${id}"] }) { nodes { ${a} } }
      live: listeners(first: 1, maxAgeSeconds: 0, filter: { accountIds: ["${id}"] }) { nodes { ${b} } } }`;
    // Objects themselves may be younger, because live reads flow in; what belongs to them is not.
    const sources = "sources { readAt }";
    const fields = `id parent { listeners(first: 1) { ${sources} } }
      pools { ${sources} nodes { members { ${sources} nodes { readAt } } } }`;
    const { data } = await graph.ask(query(fields, fields));
    expect(data.seen.nodes[0].id).toBe(data.live.nodes[0].id);
    expect(Math.max(...timesIn(data.seen))).toBeLessThanOrEqual(sweptBy);
    expect(Math.min(...timesIn(data.live))).toBeGreaterThan(sweptBy);
  });

  it.each(["accountsOf", "findKept"] as const)(
    "come from the clouds when the store cannot be read: %s",
    async (name) => {
      const live = await graph.ask(NESTED, { age: 0 });
      const store = graph.app.store.seen as { -readonly [K in keyof SeenStore]: SeenStore[K] };
      const works = store[name];
      store[name] = async () => {
        throw new StoreError("unreachable", "The database is gone.");
      };
      try {
        graph.forgetCalls();
        const { data, errors } = await graph.ask(NESTED, { age: 3_600 });
        expect(errors).toBeUndefined();
        expect(withoutTimes(data)).toEqual(withoutTimes(live.data));
        expect(graph.countCalls()).toBeGreaterThan(0);
      } finally {
        Object.assign(store, { [name]: works });
      }
    },
    60_000,
  );

  it("are still returned when a cloud is down, with its problem among the sources; a read from the cloud reports the outage", async () => {
    const cloud = graph.app.sandbox!.clouds[0]!;
    cloud.faults.add({ fault: { kind: "refuse" } });
    const now = await graph.ask(`{ listeners(first: 200, maxAgeSeconds: 0) { isComplete ${SOURCES} } }`);
    const failed = now.data.listeners.sources.find(({ isComplete }: Source) => !isComplete);
    expect(failed).toMatchObject({ readAt: null, problem: { code: "PROVIDER_UNAVAILABLE" } });
    await graph.app.store.seen.hasten(failed.account.id);
    await untilAccounts(graph.app, [failed.account.id], ({ failure }) => failure !== null);
    const seen = await graph.ask(
      `{ listeners(first: 200, maxAgeSeconds: 3600) { isComplete sourceProblems { code } ${SOURCES} nodes { account { id } } } }`,
    );
    expect(seen.data.listeners).toMatchObject({ isComplete: true, sourceProblems: [] });
    const source = seen.data.listeners.sources.find(({ account }: Source) => account.id === failed.account.id);
    expect(source).toMatchObject({ isComplete: true, problem: { code: "PROVIDER_UNAVAILABLE" } });
    expect(Date.parse(source.readAt)).toBeLessThanOrEqual(sweptBy);
    expect(seen.data.listeners.nodes.some(({ account }: Source) => account.id === failed.account.id)).toBe(true);
  }, 60_000);
});

describe("the inventory of an account", () => {
  it("is hidden from callers who may not read it, and does not count towards the limit of calls", async () => {
    const own = "elb-sandbox";
    const owner = { authorization: "Bearer owner" };
    const graph = await startSweptGraph((config) => {
      config.server.limits.maxCloudCalls = 10;
      config.server.bearerToken = new Secret("owner");
      config.server.access = Object.assign(new AccessConfig(), {
        tokens: [Object.assign(new StaticTokenConfig(), { name: "reader", token: new Secret("reader") })],
        grants: [Object.assign(new GrantConfig(), { callers: ["reader"], accounts: [own], actions: ["read"] })],
      });
    }, owner);
    try {
      const query = `{ listeners(first: 200, maxAgeSeconds: 3600) { totalCount ${SOURCES} nodes { id account { id } } }
        poolMembers(first: 200, maxAgeSeconds: 3600) { nodes { pool { account { id } } } } }`;
      const refused = await graph.ask(query.replaceAll("3600", "0"), {}, owner);
      expect(refused.errors?.[0]?.extensions?.code).toBe("COST_LIMIT");
      const all = await graph.ask(query, {}, owner);
      expect(new Set(all.data.listeners.nodes.map(({ account }: Source) => account.id)).size).toBe(graph.ids.length);
      const foreign = all.data.listeners.nodes.find(({ account }: Source) => account.id !== own).id;
      const { data } = await graph.ask(query, {}, { authorization: "Bearer reader" });
      const nodes = all.data.listeners.nodes.filter(({ account }: Source) => account.id === own);
      expect(data.listeners).toMatchObject({ totalCount: nodes.length, nodes });
      expect(data.listeners.sources.map(({ account }: Source) => account.id)).toEqual([own]);
      const owners = data.poolMembers.nodes.map((node: { pool: Source }) => node.pool.account.id);
      expect(new Set(owners)).toEqual(new Set([own]));
      const one = await graph.ask(
        "query ($id: ID!) { nodes(ids: [$id], maxAgeSeconds: 3600) { id } }",
        { id: foreign },
        { authorization: "Bearer reader" },
      );
      expect([one.data.nodes[0], one.errors?.[0]?.extensions?.code]).toEqual([null, "NOT_FOUND"]);
      expect(graph.countCalls()).toBe(0);
    } finally {
      await graph.stop();
    }
  }, 120_000);
});
