import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { AppConfig } from "../../src/config/app-config.js";
import { providers } from "../../src/providers/registry.js";
import { type Database, openDatabase } from "../../src/store/database.js";
import type { FoundRow, SeenKind, SeenStore } from "../../src/store/seen.js";
import { changed, groundOf, newListener } from "../support/change-inputs.js";
import type { RunningGraph } from "../support/graph.js";
import { silentLog } from "../support/silent-log.js";
import { startSweptGraph } from "./swept-graph.js";
import { type Graph, startTwoGraphs, type TwoGraphs } from "./two-graphs.js";

const HOUR_MS = 3_600_000;
const clouds = providers.map(({ key }) => key);

async function rowOf(seen: SeenStore, urn: string, kind: SeenKind): Promise<FoundRow | undefined> {
  const [accountId, , key] = urn.split(":") as [string, string, string];
  const [row] = await seen.find({ accountIds: [accountId], kind, conditions: { keys: [key] }, limit: 1 });
  return row;
}

interface Thing {
  readonly id: string;
  readonly urn: string;
}

describe("what a live read sees", () => {
  let graph: RunningGraph & { ids: string[] };
  let folder: string;
  let database: Database;
  let things: readonly { listener: Thing; parent: Thing; pool: Thing }[];
  let other: Thing;
  let agedBy: number;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "live-reads-"));
    const place = join(folder, "store.db");
    let config: AppConfig | undefined;
    graph = await startSweptGraph((own) => {
      config = own;
      own.store = place;
    });
    // From here on, nothing is swept.
    config!.inventory.maxAccountsAtOnce = 0;
    database = await openDatabase({ place, thread: null, log: silentLog, keepsTables: true });
    const fields = "nodes { id urn frozen { isFrozen } account { id } parent { id urn } pools { nodes { id urn } } }";
    const { data } = await graph.ask(`{ listeners(first: 200, maxAgeSeconds: 3600) { ${fields} } }`);
    const nodes: readonly { id: string; urn: string; account: Thing; parent: Thing; pools: { nodes: Thing[] } }[] =
      data.listeners.nodes.filter(
        (node: { pools: { nodes: [] }; frozen: { isFrozen: boolean } | null }) =>
          node.pools.nodes.length > 0 && !node.frozen?.isFrozen,
      );
    things = graph.ids.map((id) => {
      const { pools, parent, ...listener } = nodes.find(({ account }) => account.id === id)!;
      return { listener, parent, pool: pools.nodes[0]! };
    });
    other = nodes.findLast(({ parent, account }) => account.id === graph.ids[0] && parent.id !== things[0]!.parent.id)!;
    // Everything was read an hour ago.
    agedBy = Date.now() - HOUR_MS;
    await database.write(async (tx) => {
      await sql`update seen_accounts set read_at = read_at - ${HOUR_MS}, begun_at = begun_at - ${HOUR_MS}`.execute(tx);
      await sql`update seen_objects set seen_at = seen_at - ${HOUR_MS}`.execute(tx);
    });
  }, 120_000);
  afterAll(async () => {
    await graph?.stop();
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const QUERY = `query ($listener: ID!, $pool: ID!, $parent: ID!, $age: Int) {
    listener(id: $listener, maxAgeSeconds: $age) { id urn etag name status readAt parent { id name readAt } }
    pool(id: $pool, maxAgeSeconds: $age) { id name readAt parent { id } }
    listenerParent(id: $parent, maxAgeSeconds: $age) { id name addresses readAt }
    nodes(ids: [$listener, $parent], maxAgeSeconds: $age) { id ... on Listener { portRanges { fromPort } } }
  }`;
  const withoutTimes = (data: unknown): unknown =>
    JSON.parse(JSON.stringify(data), (name, value) => (name === "readAt" ? undefined : value));
  const timesIn = (data: unknown): number[] =>
    [...JSON.stringify(data).matchAll(/"readAt":"([^"]+)"/g)].map(([, time]) => Date.parse(time!));

  it("answers queries for these objects without a call, with the time of that read, on every cloud", async () => {
    for (const { listener, parent, pool } of things) {
      const named = { listener: listener.id, parent: parent.id, pool: pool.id };
      const live = await graph.ask(QUERY, { ...named, age: 0 });
      expect(live.errors).toBeUndefined();
      const isIn = async (urn: string, kind: SeenKind) =>
        ((await rowOf(graph.app.store.seen, urn, kind))?.seenAt ?? 0) > agedBy + HOUR_MS / 2;
      await vi.waitUntil(
        async () =>
          (await isIn(listener.urn, "listener")) &&
          (await isIn(pool.urn, "pool")) &&
          (await isIn(parent.urn, "parent")),
        { timeout: 20_000 },
      );
      graph.forgetCalls();
      const seen = await graph.ask(QUERY, { ...named, age: 600 });
      expect([listener.urn, graph.countCalls()]).toEqual([listener.urn, 0]);
      expect(withoutTimes(seen.data)).toEqual(withoutTimes(live.data));
      expect(Math.max(...timesIn(seen.data))).toBeLessThanOrEqual(Math.min(...timesIn(live.data)));
      expect(Math.min(...timesIn(seen.data))).toBeGreaterThan(agedBy + HOUR_MS / 2);
    }
  }, 60_000);

  it("answers nothing else: other objects, parts and lists are read live", async () => {
    const [{ listener }] = things as [(typeof things)[number]];
    const callsFor = async (query: string, variables: object = {}) => {
      graph.forgetCalls();
      const { data, errors } = await graph.ask(query, { ...variables });
      expect(errors).toBeUndefined();
      expect(Math.min(...timesIn(data))).toBeGreaterThan(agedBy + HOUR_MS / 2);
      return graph.countCalls();
    };
    const named = "query ($id: ID!) { listener(id: $id, maxAgeSeconds: 600) { readAt } }";
    expect(await callsFor(named, other)).toBeGreaterThan(0);
    const parts =
      "query ($id: ID!) { listener(id: $id, maxAgeSeconds: 600) { pools { nodes { readAt } sources { readAt } } } }";
    expect(await callsFor(parts, listener)).toBeGreaterThan(0);
    const list = "{ listeners(first: 10, maxAgeSeconds: 600) { nodes { readAt } sources { readAt } } }";
    expect(await callsFor(list)).toBeGreaterThan(0);
    const ids =
      "query ($id: ID!) { listeners(first: 10, maxAgeSeconds: 600, filter: { ids: [$id] }) { nodes { readAt } } }";
    expect(await callsFor(ids, listener)).toBeGreaterThan(0);
  });

  it("does not answer for the time before a change of ours, and is as young as it says in lists", async () => {
    const { id, urn } = things[0]!.listener;
    const [accountId] = urn.split(":") as [string];
    await changed(graph, "updateListener", { id, name: "renamed" }, "listener { name }");
    const query = "query ($id: ID!) { listener(id: $id, maxAgeSeconds: 600) { name readAt } }";
    const calls = async () => {
      graph.forgetCalls();
      const { data } = await graph.ask(query, { id });
      expect(data.listener.name).toBe("renamed");
      return graph.countCalls();
    };
    expect(await calls()).toBeGreaterThan(0);
    await vi.waitUntil(async () => (await rowOf(graph.app.store.seen, urn, "listener"))?.name === "renamed", {
      timeout: 20_000,
    });
    // What is read for some time after its end does not count: that time passes.
    await database.write((tx) => sql`update changes set settled_at = settled_at - ${2 * HOUR_MS}`.execute(tx));
    await graph.ask("query ($id: ID!) { listener(id: $id) { name } }", { id });
    await vi.waitUntil(async () => (await calls()) === 0, { timeout: 20_000 });
    const list = `{ listeners(first: 200, maxAgeSeconds: 7200, filter: { accountIds: ["${accountId}"] }) {
      nodes { id name readAt pools { sources { readAt } } } sources { readAt } } }`;
    graph.forgetCalls();
    const { listeners } = (await graph.ask(list)).data;
    expect(graph.countCalls()).toBe(0);
    const [source] = listeners.sources.map(({ readAt }: { readAt: string }) => Date.parse(readAt));
    expect(source).toBeLessThan(agedBy + HOUR_MS / 2);
    const one = listeners.nodes.find((node: Thing) => node.id === id);
    expect(one.name).toBe("renamed");
    expect(Date.parse(one.readAt)).toBeGreaterThan(agedBy + HOUR_MS / 2);
    // Its pools are as old as the account.
    expect(one.pools.sources.map(({ readAt }: { readAt: string }) => Date.parse(readAt))).toEqual([source]);
  }, 60_000);
});

describe("what was changed outside, and seen by a live read", () => {
  let world: TwoGraphs;
  beforeAll(async () => {
    world = await startTwoGraphs({ keepsReads: true });
    await world.sweepAll();
  }, 60_000);
  afterAll(() => world?.stop(), 60_000);

  const rename = (by: Graph, id: string, name: string) =>
    changed(by, "updateListener", { id, name }, "listener { id }");
  const nameNow = async (urn: string) => (await rowOf(world.here.app.store.seen, urn, "listener"))?.name;
  const read = (id: string) => world.here.ask("query ($id: ID!) { listener(id: $id) { name } }", { id });

  async function outsideOf(accountId: string) {
    const { changes } = await world.here.app.store.journal.list({ accountIds: [accountId], limit: 100 });
    return changes
      .filter(({ origin }) => origin === "OUTSIDE")
      .map(({ action, targetUrn, differences }) => ({ action, targetUrn, differences }));
  }

  /** A listener that was opened here, and swept since. */
  async function opened(cloud: string, port: number): Promise<Thing> {
    const ground = await groundOf(world.here, cloud);
    const { listener } = await changed(
      world.here,
      "createListener",
      newListener(ground, "before", port),
      "listener { id urn }",
    );
    await world.sweep(world.accountOf.get(cloud)!);
    return listener;
  }

  it.each(clouds)(
    "is in the inventory before the next sweep, which reports it once: %s",
    async (cloud) => {
      const accountId = world.accountOf.get(cloud)!;
      const { id, urn } = await opened(cloud, 19_301);
      await rename(world.elsewhere, id, "after");
      expect(await nameNow(urn)).toBe("before");
      expect((await read(id)).data.listener.name).toBe("after");
      await vi.waitUntil(async () => (await nameNow(urn)) === "after", { timeout: 20_000 });
      for (let sweeps = 0; sweeps < 2; sweeps += 1) {
        await world.sweep(accountId);
        const told = (await outsideOf(accountId)).filter(({ targetUrn }) => targetUrn === urn);
        expect(told).toMatchObject([{ action: "UPDATE_LISTENER" }]);
        expect(told[0]!.differences).toContainEqual({ path: ["name"], before: "before", after: "after" });
        expect(await outsideOf(accountId)).toHaveLength(1);
      }
    },
    60_000,
  );

  it("stays when a sweep under way has read the object before", async () => {
    const [cloud] = clouds as [string];
    const accountId = world.accountOf.get(cloud)!;
    const { id, urn } = await opened(cloud, 19_302);
    const { seen } = world.here.app.store;
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let isRead: () => void = () => undefined;
    const hasRead = new Promise<void>((resolve) => {
      isRead = resolve;
    });
    const unchanged: SeenStore["unchanged"] = async (claim, kind, sources) => {
      if (kind === "listener") {
        isRead();
        await released;
      }
      return seen.unchanged(claim, kind, sources);
    };
    const sweep = world.sweep(accountId, { seen: { ...seen, unchanged } });
    await hasRead;
    await rename(world.elsewhere, id, "later");
    await read(id);
    await vi.waitUntil(async () => (await nameNow(urn)) === "later", { timeout: 20_000 });
    release();
    expect(await sweep).not.toBe("failed");
    expect(await nameNow(urn)).toBe("later");
    await world.sweep(accountId);
    const told = (await outsideOf(accountId)).filter(({ targetUrn }) => targetUrn === urn);
    expect(told.map(({ differences }) => differences.filter(({ path }) => path.join() === "name"))).toEqual([
      [{ path: ["name"], before: "before", after: "later" }],
    ]);
  }, 60_000);
});
