import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { type Cluster, startCluster } from "../store/postgres/cluster.js";
import { killAtRandom, loseAnswers, overlapsIn, type Tally, WRITES, work } from "./chaos.js";
import type { Answer } from "./replica.js";
import { inOrder, membersOf, mutationFor, othersFor, ownListener, someParent, somePool, workersOn } from "./work.js";
import { startWorld, type World } from "./world.js";

/** Milliseconds for which processes are killed, on each database. */
const CHAOS_MS = Number(process.env.CRASH_MS ?? 20_000);
/** How often two replicas are given changes for the same state. */
const ROUNDS = 15;

const folder = mkdtempSync(join(tmpdir(), "crash-"));
let cluster: Cluster | null = null;
afterAll(async () => {
  await cluster?.remove();
  rmSync(folder, { recursive: true, force: true });
});

const stores = {
  SQLite: async () => join(folder, "changes.db"),
  PostgreSQL: async () => {
    cluster = await startCluster();
    return cluster.createDatabase("crash");
  },
};

describe.each(Object.entries(stores))("two processes on one store in %s", (kind, placeOf) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(await placeOf());
  });
  afterAll(() => world?.end());

  it.each(providers.map(({ key }) => key))(
    "let one of two changes through that have the same ifMatch, on %s",
    async (cloud) => {
      const pool = await somePool(world, cloud);
      const id = await ownListener(world, await someParent(world, cloud), 22_000);
      for (let round = 0; round < ROUNDS; round += 1) {
        const { listener } = await world.observe("query ($id: ID!) { listener(id: $id) { etag } }", { id });
        const ifMatch = listener.etag;
        const names = [0, 1].map((replica) => ({ id, ifMatch, name: `round-${round}-${replica}` }));
        const held = await world.observe("query ($id: ID!) { pool(id: $id) { etag } }", { id: pool.id });
        const sets = await othersFor(world, pool, round);
        const fills = sets.map((members) => ({ poolId: pool.id, ifMatch: held.pool.etag, members }));
        expect([round, await codesOf("updateListener", names)]).toEqual([round, [[], ["PRECONDITION_FAILED"]]]);
        expect([round, await codesOf("setPoolMembers", fills)]).toEqual([round, [[], ["PRECONDITION_FAILED"]]]);
        expect(sets.map(inOrder)).toContain(inOrder(await membersOf(world, pool.id)));
      }
    },
  );

  it("make one change of a hundred requests with one idempotency key", async () => {
    const cloud = "huawei-elb";
    const input = {
      ...{ parentId: await someParent(world, cloud), name: "only-one", protocol: "TCP" },
      ...{ portRanges: [{ fromPort: 22_500 }], idempotencyKey: "only-one" },
    };
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        world.replicas[n % 2 === 0 ? 0 : 1].ask(mutationFor("createListener"), { input }, `one-key-${n}`),
      ),
    );
    const told = answers.map((answer) => {
      const { listener, problems, change } = answer!.data.createListener;
      return JSON.stringify([listener?.id, problems, change?.id, change?.state]);
    });
    expect(new Set(told).size).toBe(1);
    expect(answers[0]!.data.createListener.problems).toEqual([]);
    const { listeners } = await world.observe(
      '{ listeners(first: 200, filter: { nameContains: "only-one" }) { nodes { id } } }',
    );
    expect(listeners.nodes).toHaveLength(1);
  });

  it("take over what a frozen process has, which sends nothing more when it wakes", async () => {
    const [frozen, other] = world.replicas;
    const cloud = "huawei-elb-classic";
    const pool = await somePool(world, cloud);
    const sets = await othersFor(world, pool, 0);
    const [first, second] = sets.map((members) => ({ input: { poolId: pool.id, members } }));
    world.sandbox.cloud(cloud).faults.add({ fault: { kind: "latency", ms: 1_000 }, actions: WRITES, times: 1 });
    const firstAnswer = frozen.ask(mutationFor("setPoolMembers"), first!, "frozen");
    await world.onRecord("frozen");
    frozen.freeze();
    const answer = await other.ask(mutationFor("setPoolMembers"), second!, "not-frozen");
    expect(answer!.data.setPoolMembers.problems).toEqual([]);
    frozen.thaw();
    await firstAnswer;
    expect(inOrder(await membersOf(world, pool.id))).toBe(inOrder(sets[1]!));
    expect((await world.recordsOf("frozen")).map(({ epoch }) => epoch)).toEqual([2]);
    expect(await overlapsIn(world)).toEqual([]);
  });

  it("keep every change, and tell the truth of each, while they are killed and clouds lose answers", async () => {
    const tally: Tally = { counts: {}, wrong: [] };
    const workers = await workersOn(world);
    const over = new AbortController();
    const all = [
      ...workers.map((worker) => work(world, worker, over.signal, tally)),
      loseAnswers(world, over.signal),
      killAtRandom(world, over.signal),
    ];
    if (cluster && kind === "PostgreSQL") {
      await delay(CHAOS_MS / 2);
      await cluster.kill();
      await delay(500);
      await cluster.start();
      await delay(CHAOS_MS / 2);
    } else await delay(CHAOS_MS);
    over.abort();
    await Promise.all(all);
    const kills = world.replicas[0].kills + world.replicas[1].kills;
    const overlaps = await overlapsIn(world);
    console.log(
      `${kind}: ${kills} kills; ${JSON.stringify(tally.counts)}; overlaps ${overlaps.length}; wrong ${tally.wrong.length}`,
    );
    expect(world.replicas.map(({ hasCrashed }) => hasCrashed)).toEqual([false, false]);
    expect(tally.wrong).toEqual([]);
    expect(overlaps).toEqual([]);
    expect(tally.counts.acknowledged).toBeGreaterThan(kills);
    expect(kills).toBeGreaterThan(0);
  });

  /** The problems of two changes that are asked for at once, one in each process. */
  async function codesOf(field: Parameters<typeof mutationFor>[0], inputs: readonly object[]): Promise<string[][]> {
    const answers = await Promise.all(
      inputs.map((input, index) =>
        world.replicas[index as 0 | 1].ask(mutationFor(field), { input }, `${field}-${index}`),
      ),
    );
    return answers
      .map((answer: Answer | null) => answer!.data[field].problems.map(({ code }: { code: string }) => code))
      .sort();
  }
});
