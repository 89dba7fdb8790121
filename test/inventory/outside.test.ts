import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { outsideRecorder } from "../../src/changes/outside-recorder.js";
import type { ConnectedAccount } from "../../src/providers/accounts.js";
import { providers } from "../../src/providers/registry.js";
import { changed, type Ground, groundOf, newListener, newPool, otherChecks } from "../support/change-inputs.js";
import { silentLog } from "../support/silent-log.js";
import { type Graph, startTwoGraphs, type TwoGraphs } from "./two-graphs.js";

const clouds = providers.map(({ key }) => key);
const onEach = <T>(work: (cloud: string) => Promise<T>): Promise<T[]> => Promise.all(clouds.map(work));

let world: TwoGraphs;
beforeAll(async () => {
  world = await startTwoGraphs();
  await world.sweepAll();
}, 60_000);
afterAll(() => world?.stop(), 60_000);

interface Shown {
  readonly action: string;
  readonly targetUrn: string;
  readonly differences: readonly { path: readonly string[]; before: unknown; after: unknown }[];
  readonly observedBetween: { readonly after: string; readonly before: string };
}

const known = new Map<string, number>();
/** The changes recorded as made outside since the last call, oldest first. */
async function news(cloud: string): Promise<readonly Shown[]> {
  const filter = { origins: ["OUTSIDE"], accountIds: [world.accountOf.get(cloud)] };
  const { data, errors } = await world.here.ask(
    `query ($filter: CloudChangeFilter) { cloudChanges(first: 200, filter: $filter) { nodes {
      action targetUrn differences { path before after } observedBetween { after before }
    } } }`,
    { filter },
  );
  expect(errors).toBeUndefined();
  const all: readonly Shown[] = data.cloudChanges.nodes.reverse();
  const before = known.get(cloud) ?? 0;
  known.set(cloud, all.length);
  return all.slice(before);
}
/** The same for all clouds. */
const allNews = async () => new Map(await onEach(async (cloud) => [cloud, await news(cloud)] as const));
const expectNoNews = async () => expect(await onEach(news)).toEqual(clouds.map(() => []));

interface Living {
  readonly listener: { readonly id: string; readonly urn: string };
  readonly pool: { readonly id: string; readonly urn: string };
}
interface Life extends Living {
  readonly ground: Ground;
  readonly cloud: string;
}
let port = 19_200;

/** As the clouds have them. */
async function namesOf(lives: readonly Living[]): Promise<readonly string[]> {
  const { data } = await world.elsewhere.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Listener { name } } }", {
    ids: lives.map(({ listener }) => listener.id),
  });
  return data.nodes.map(({ name }: { name: string }) => name);
}

/** Opens a listener, with its own pool where the cloud has such pools. */
async function open(graph: Graph, cloud: string): Promise<Life> {
  const ground = await groundOf(world.here, cloud);
  const input = newListener(ground, "alive", port++);
  const { listener } = await changed(graph, "createListener", input, "listener { id urn }");
  if (ground.hasExplicitPools) {
    const { pool } = await changed(graph, "createPool", newPool(ground, listener.id), "pool { id urn }");
    return { ground, cloud, listener, pool };
  }
  const { data } = await graph.ask(
    "query ($id: ID!) { listener(id: $id) { pools { nodes { id urn } } } pool: node(id: $id) { id } }",
    listener,
  );
  return { ground, cloud, listener, pool: data.listener.pools.nodes[0] };
}

const rename = (graph: Graph, { listener: { id } }: Living, name = "renamed") =>
  changed(graph, "updateListener", { id, name }, "listener { id }");
const check = (graph: Graph, { ground }: Life) => changed(graph, "updatePool", otherChecks(ground), "pool { urn }");
const drop = (graph: Graph, { ground: { poolId, members } }: Life) =>
  changed(graph, "setPoolMembers", { poolId, members: members.slice(1) }, "pool { urn }");
const close = (graph: Graph, { listener: { id } }: Living) =>
  changed(graph, "deleteListener", { id, cascade: true }, "deletedListenerId");

describe("a change of ours", () => {
  it("is not also recorded as made outside, on any cloud, even while a sweep sees half of it", async () => {
    await expectNoNews();
    const lives = await onEach((cloud) => open(world.here, cloud));
    await world.sweepAll();
    await expectNoNews();

    await Promise.all(lives.map((life) => check(world.here, life)));
    await Promise.all(lives.map((life) => drop(world.here, life)));
    for (const { faults } of world.sandbox.clouds)
      faults.add({ fault: { kind: "drip", ms: 100 }, actions: "Update|Modify" });
    // Whatever the caller's answer, the cloud has done it.
    const renaming = Promise.allSettled(lives.map((life) => rename(world.here, life)));
    await vi.waitUntil(async () => (await namesOf(lives)).every((name) => name === "renamed"), { timeout: 10_000 });
    await world.sweepAll();
    await expectNoNews();
    for (const { faults } of world.sandbox.clouds) faults.clear();
    await renaming;
    await world.sweepAll();
    await expectNoNews();

    await Promise.all(lives.map((life) => close(world.here, life)));
    await world.sweepAll();
    await expectNoNews();
    // The next sweep reports nothing of it either.
    await world.sweepAll();
    await expectNoNews();
  }, 120_000);
});

describe("a change made outside", () => {
  let lives: readonly Life[] = [];

  it("is recorded with its differences: a new listener, and its pool unless the listener implies it", async () => {
    const since = new Date().toISOString();
    lives = await onEach((cloud) => open(world.elsewhere, cloud));
    await world.sweepAll();
    const found = await allNews();
    for (const { cloud, ground, listener, pool } of lives) {
      const [first, ...more] = found.get(cloud)!;
      expect(first).toMatchObject({ action: "CREATE_LISTENER", targetUrn: listener.urn });
      expect(first!.differences).toContainEqual({ path: ["name"], before: null, after: "alive" });
      const expected = ground.hasExplicitPools ? [["CREATE_POOL", pool.urn]] : [];
      expect(more.map(({ action, targetUrn }) => [action, targetUrn])).toEqual(expected);
      if (ground.hasExplicitPools)
        expect(more[0]!.differences).toContainEqual({
          path: ["members"],
          before: null,
          after: [expect.objectContaining({ address: ground.members[0]!.address })],
        });
      const { after, before } = first!.observedBetween;
      expect([after < before, before >= since]).toEqual([true, true]);
    }
  }, 30_000);

  it("is recorded field by field, as ours are", async () => {
    await Promise.all(lives.map((life) => rename(world.elsewhere, life)));
    await world.sweepAll();
    const found = await allNews();
    for (const { cloud, listener } of lives) {
      const [first, ...more] = found.get(cloud)!;
      expect([cloud, first, more]).toEqual([
        cloud,
        expect.objectContaining({
          action: "UPDATE_LISTENER",
          targetUrn: listener.urn,
          differences: [{ path: ["name"], before: "alive", after: "renamed" }],
        }),
        [],
      ]);
    }
  }, 30_000);

  it("is recorded once when a listener and its implied pool both show it", async () => {
    await Promise.all(lives.map((life) => check(world.elsewhere, life)));
    await world.sweepAll();
    const found = await allNews();
    for (const { cloud, ground } of lives) {
      const [first, ...more] = found.get(cloud)!;
      expect([cloud, more]).toEqual([cloud, []]);
      expect(first!.action).toMatch(/^UPDATE_/);
      expect(first!.differences).toContainEqual({
        path: ["healthMonitor", "intervalSeconds"],
        before: ground.intervalSeconds,
        after: ground.intervalSeconds + 1,
      });
    }
  }, 30_000);

  it("has all members of a pool, before and after, whichever part of a sweep they differ in", async () => {
    await Promise.all(lives.map((life) => drop(world.elsewhere, life)));
    await world.sweepAll();
    const found = await allNews();
    for (const { cloud, ground } of lives) {
      const [first, ...more] = found.get(cloud)!;
      expect([cloud, more]).toEqual([cloud, []]);
      const { action, differences } = first!;
      expect([action, differences.length, differences[0]!.path]).toEqual(["SET_POOL_MEMBERS", 1, ["members"]]);
      const addresses = (members: unknown) => (members as { address: string }[]).map(({ address }) => address).sort();
      const all = addresses(ground.members);
      expect(addresses(differences[0]!.before)).toEqual(all);
      expect(addresses(differences[0]!.after)).toEqual(addresses(ground.members.slice(1)));
    }
  }, 30_000);

  it("is the last change of its listener, and in its history beside ours", async () => {
    await Promise.all(lives.map((life) => rename(world.here, life, "by-us")));
    await world.sweepAll();
    await expectNoNews();
    await Promise.all(lives.map((life) => rename(world.elsewhere, life, "by-others")));
    await world.sweepAll();
    for (const { cloud, listener } of lives) {
      const { data } = await world.here.ask(
        `query ($id: ID!) { listener(id: $id) {
          lastChange { origin } changes(first: 3) { nodes { origin action differences { before after } } }
        } }`,
        listener,
      );
      const nodes = [
        { origin: "OUTSIDE", action: "UPDATE_LISTENER", differences: [{ before: "by-us", after: "by-others" }] },
        { origin: "GRAPH", action: "UPDATE_LISTENER", differences: [{ before: "renamed", after: "by-us" }] },
        { origin: "OUTSIDE", action: "UPDATE_LISTENER", differences: [{ before: "alive", after: "renamed" }] },
      ];
      expect([cloud, data.listener]).toEqual([cloud, { lastChange: { origin: "OUTSIDE" }, changes: { nodes } }]);
    }
    await onEach(news);
  }, 60_000);

  it("records the deletion of a listener with its pool", async () => {
    await Promise.all(lives.map((life) => close(world.elsewhere, life)));
    await world.sweepAll();
    const found = await allNews();
    for (const { cloud, ground, listener, pool } of lives) {
      const pools = ground.hasExplicitPools ? [["DELETE_POOL", pool.urn]] : [];
      expect(found.get(cloud)!.map(({ action, targetUrn }) => [action, targetUrn])).toEqual([
        ["DELETE_LISTENER", listener.urn],
        ...pools,
      ]);
    }
  }, 30_000);
});

describe("a change made outside that a process has found when it dies", () => {
  it("is recorded once by whoever sweeps next, before or after the end of the sweep", async () => {
    const die = (when: "before the end" | "after the end") =>
      onEach((cloud) => world.sweepAndDie(world.accountOf.get(cloud)!, when));
    const shown = async () =>
      [...(await allNews()).values()].map((found) => found.map(({ action, targetUrn }) => [action, targetUrn]));
    const lives = await onEach((cloud) => open(world.elsewhere, cloud));
    await world.sweepAll();
    await onEach(news);
    await Promise.all(lives.map((life) => rename(world.elsewhere, life)));
    await die("before the end");
    await expectNoNews();
    await world.sweepAll();
    expect(await shown()).toEqual(lives.map(({ listener }) => [["UPDATE_LISTENER", listener.urn]]));
    await world.sweepAll();
    await expectNoNews();

    await Promise.all(lives.map((life) => close(world.elsewhere, life)));
    await die("after the end");
    await expectNoNews();
    await world.sweepAll();
    const deleted = lives.map(({ ground, listener, pool }) => [
      ["DELETE_LISTENER", listener.urn],
      ...(ground.hasExplicitPools ? [["DELETE_POOL", pool.urn]] : []),
    ]);
    expect(await shown()).toEqual(deleted);
    await world.sweepAll();
    await expectNoNews();
  }, 120_000);
});

describe("nothing is recorded", () => {
  it("when something settles", async () => {
    const lives = await onEach((cloud) => open(world.elsewhere, cloud));
    await world.sweepAll();
    await onEach(news);
    const statuses = async () => {
      const { data } = await world.elsewhere.ask(
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Listener { status } } }",
        {
          ids: lives.map(({ listener }) => listener.id),
        },
      );
      return data.nodes.map(({ status }: { status: string }) => status);
    };
    for (const { faults } of world.sandbox.clouds) faults.add({ fault: { kind: "stuck" } });
    await Promise.all(lives.map((life) => rename(world.elsewhere, life)));
    await world.sweepAll();
    for (const [cloud, found] of await allNews())
      expect([cloud, found.map(({ action }) => action)]).toEqual([cloud, ["UPDATE_LISTENER"]]);
    const settling = await statuses();
    for (const { faults } of world.sandbox.clouds) faults.clear();
    await world.sweepAll();
    expect(await statuses()).not.toEqual(settling);
    await expectNoNews();
    await Promise.all(lives.map((life) => close(world.elsewhere, life)));
    await world.sweepAll();
    await onEach(news);
  }, 60_000);

  it("for an outage of a cloud, whatever happens to it meanwhile", async () => {
    for (const { faults, settled } of world.sandbox.clouds) {
      faults.add({ fault: { kind: "refuse" } });
      await settled();
    }
    expect(await world.sweepAll()).toEqual(clouds.map(() => "failed"));
    for (const { faults, settled } of world.sandbox.clouds) {
      faults.clear();
      await settled();
    }
    await world.sweepAll();
    await expectNoNews();
  }, 60_000);
});

describe("very many changes at once", () => {
  it("are recorded one by one up to a limit, and a log line counts the others", async () => {
    const { journal, seen } = world.here.app.store;
    const cloud = clouds[0]!;
    const connected: ConnectedAccount = world.connected.find(({ manifest }) => manifest.key === cloud)!;
    const accountId = connected.account.id;
    const warned: object[] = [];
    const log = { ...silentLog, warn: (fields: object) => warned.push(fields) };
    const found: unknown[] = [];
    const recorder = outsideRecorder({
      ...{ journal, seen, log, accounts: () => new Map([[accountId, connected]]) },
      found: ({ id }, changes) => found.push([id, changes]),
    });
    const [listener] = await seen.find({ accountIds: [accountId], kind: "listener", conditions: {}, limit: 1 });
    const made = (count: number, from = 0) =>
      Array.from({ length: count }, (_, index) => ({
        ...listener!,
        ...{ key: `made-${from + index}`, place: `made-${from + index}`, poolKeys: [] },
      }));
    const claim = (await seen.claim([accountId], "test", 60_000))!;
    await seen.put(claim, made(700), 60_000);
    await seen.put(claim, made(4_400, 700), 60_000);
    await recorder.record(accountId);
    await seen.end(claim, { isWhole: false, problems: [], failure: null, intervalMs: 0 });
    const { changes } = await journal.list({ accountIds: [accountId], origins: ["OUTSIDE"], limit: 2_000 });
    expect(changes.filter(({ targetUrn }) => targetUrn!.includes(":listener:made-"))).toHaveLength(1_000);
    expect(warned).toEqual([{ accountId, recorded: 1_000, notRecorded: 4_100 }]);
    expect(found).toEqual([[accountId, 5_000]]);
    // Nothing is left over for the next sweep.
    await recorder.record(accountId);
    expect(warned).toHaveLength(1);
  }, 60_000);
});

describe("what an internal error keeps from being made out", () => {
  it("is reported once, and does not stay in the way", async () => {
    const { journal, seen } = world.here.app.store;
    const { service, ...rest } = world.connected[0]!;
    const accountId = rest.account.id;
    const bug = new TypeError("An error of ours.");
    const broken: ConnectedAccount = {
      ...rest,
      service: new Proxy(service, {
        get() {
          throw bug;
        },
      }),
    };
    const errors: unknown[] = [];
    const recorder = outsideRecorder({
      ...{ journal, seen, found: () => undefined, accounts: () => new Map([[accountId, broken]]) },
      log: { ...silentLog, error: ({ err }: { err?: unknown }) => void errors.push(err) },
    });
    const [listener] = await seen.find({ accountIds: [accountId], kind: "listener", conditions: {}, limit: 1 });
    const claim = (await seen.claim([accountId], "test", 60_000))!;
    await seen.put(claim, [{ ...listener!, name: "not to be made out" }], 60_000);
    await recorder.record(accountId);
    await recorder.record(accountId);
    expect(errors).toEqual([bug]);
    await seen.end(claim, { isWhole: false, problems: [], failure: null, intervalMs: 0 });
    expect(await seen.pending(accountId, 1)).toBeNull();
  });
});
