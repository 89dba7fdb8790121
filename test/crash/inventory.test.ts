import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type Cluster, startCluster } from "../store/postgres/cluster.js";
import type { Replica } from "./replica.js";
import { mutationFor } from "./work.js";
import { startWorld, type World } from "./world.js";

/** Limits of waits for what must come; longer than the lease of a sweep. */
const PATIENCE = { timeout: 80_000, interval: 20 };
const LEASE_MS = 30_000;
const CLOUD = "huawei-elb";

let cluster: Cluster;
let world: World;
beforeAll(async () => {
  cluster = await startCluster();
  world = await startWorld(await cluster.createDatabase("inventory"), true);
}, 120_000);
afterAll(async () => {
  await world?.end();
  await cluster?.remove();
}, 60_000);

const until = (isSo: () => Promise<boolean>) => vi.waitUntil(isSo, PATIENCE);
const accounts = () =>
  world.database.read((db) =>
    db.selectFrom("seen_accounts").selectAll().select(world.database.now.as("now")).execute(),
  );
const accountOf = async (id: string) => (await accounts()).find(({ account_id }) => account_id === id)!;
const pendingOf = (id: string) =>
  world.database.read((db) => db.selectFrom("seen_differences").selectAll().where("account_id", "=", id).execute());
/** Makes an account due at once. */
const hasten = (id: string) =>
  world.database.write((tx) =>
    tx.updateTable("seen_accounts").set({ asked_at: 0 }).where("account_id", "=", id).execute(),
  );

const LIST = `{ listeners(first: 200, maxAgeSeconds: 3600) { nodes {
  id name status frozen { isFrozen } account { id provider }
} } }`;
interface Shown {
  readonly id: string;
  readonly status: string;
  readonly frozen: { readonly isFrozen: boolean } | null;
  readonly account: { readonly provider: string };
}
const OUTSIDE = `query ($id: ID!) { listener(id: $id) {
  changes(first: 10) { nodes { origin action differences { path before after } } }
} }`;
async function ask(replica: Replica, query: string, variables = {}) {
  const answer = await replica.ask(query, variables, "inventory");
  expect(answer?.errors).toBeUndefined();
  return answer!.data;
}
const listOf = async (replica: Replica) => (await ask(replica, LIST)).listeners.nodes;
const calls = () => world.sandbox.clouds.reduce((sum, cloud) => sum + cloud.countCalls(), 0);
const forgetCalls = () => {
  for (const cloud of world.sandbox.clouds) cloud.clearCalls();
};

it("two processes answer from one inventory; when the one that reads an account is killed, the other takes over in its lease, with what the first one has found", async () => {
  const [one, other] = world.replicas;
  await until(async () => {
    const known = await accounts();
    return known.length === world.sandbox.clouds.length && known.every((each) => each.read_at !== null && !each.holder);
  });
  forgetCalls();
  const listeners = await listOf(one);
  expect(await listOf(other)).toEqual(listeners);
  expect([listeners.length > 0, calls()]).toEqual([true, 0]);

  const mine = listeners.find(
    ({ account, status, frozen }: Shown) =>
      account.provider === "HUAWEI_ELB" && status === "ACTIVE" && !frozen?.isFrozen,
  );
  const accountId = mine.account.id;
  const rename = (name: string) => ({ input: { id: mine.id, name } });
  const nameOn = async (replica: Replica) => (await listOf(replica)).find(({ id }: Shown) => id === mine.id).name;
  const changed = await one.ask(mutationFor("updateListener"), rename("changed-on-one"), "own");
  expect(changed!.data.updateListener.problems).toEqual([]);
  expect([await nameOn(other), await nameOn(one)]).toEqual(["changed-on-one", "changed-on-one"]);
  const { settledAt } = await world.database.read((db) =>
    db
      .selectFrom("changes")
      .select((eb) => eb.fn.max("settled_at").as("settledAt"))
      .executeTakeFirstOrThrow(),
  );
  await until(async () => {
    const { read_at, holder } = await accountOf(accountId);
    return read_at! > settledAt! && !holder && (await pendingOf(accountId)).length === 0;
  });

  // Only the first one can claim it.
  other.freeze();
  const { updateListener } = await world.observe(mutationFor("updateListener"), rename("changed-outside"));
  expect(updateListener.problems).toEqual([]);
  // Pools are listed with their listeners, and again after these have been kept: those without listeners.
  world.sandbox.cloud(CLOUD).faults.add({ fault: { kind: "hang" }, actions: "^ListPools$", after: 1 });
  await hasten(accountId);
  await until(async () => (await pendingOf(accountId)).length > 0);
  await one.end();
  const left = await accountOf(accountId);
  expect(left.holder).not.toBeNull();
  expect(left.lease_until! - left.now).toBeLessThanOrEqual(LEASE_MS);
  other.thaw();
  world.sandbox.cloud(CLOUD).faults.clear();
  expect((await listOf(other)).map(({ id }: Shown) => id).sort()).toEqual(listeners.map(({ id }: Shown) => id).sort());
  await until(async () => {
    const { epoch, holder } = await accountOf(accountId);
    return epoch > left.epoch && !holder;
  });
  const taken = await accountOf(accountId);
  expect(taken.begun_at).toBeGreaterThanOrEqual(left.lease_until!);
  expect(taken.read_at).toBe(taken.begun_at);
  forgetCalls();
  expect([await nameOn(other), calls()]).toEqual(["changed-outside", 0]);
  await until(async () => (await pendingOf(accountId)).length === 0);
  const outside = {
    origin: "OUTSIDE",
    action: "UPDATE_LISTENER",
    differences: [{ path: ["name"], before: "changed-on-one", after: "changed-outside" }],
  };
  const history = async () => (await ask(other, OUTSIDE, { id: mine.id })).listener.changes.nodes;
  expect((await history())[0]).toEqual(outside);
  await hasten(accountId);
  await until(async () => (await accountOf(accountId)).epoch > taken.epoch);
  await until(async () => !(await accountOf(accountId)).holder);
  expect((await history()).filter(({ origin }: { origin: string }) => origin === "OUTSIDE")).toEqual([outside]);
}, 240_000);
