import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { startEmbeddedSandbox } from "../../src/app.js";
import { AppConfig } from "../../src/config/app-config.js";
import { providers } from "../../src/providers/registry.js";
import type { Sandbox } from "../../src/sandbox/start-sandbox.js";
import { createLog } from "../../src/server/log.js";
import { type Program, startProgram } from "./program.js";

/** What becomes of changes in the background when the program is stopped. */
const CLOUD = "huawei-elb";
const MEMBERS = Array.from({ length: 60 }, (_, index) => ({ address: `10.9.0.${index + 1}`, port: 80 }));
/** On a busy machine a request may have no answer when the program ends: its change is resumed after this time. */
const TAKE_OVER_MS = 5_000;

const folder = mkdtempSync(join(tmpdir(), "stopping-"));
let sandbox: Sandbox;
let program: Program | undefined;
let secret: string;
let account: object;

beforeAll(async () => {
  const config = Object.assign(new AppConfig(), { sandbox: { enabled: true, portBase: 0, pace: 0, listeners: 0 } });
  config.server.logLevel = "silent";
  sandbox = await startEmbeddedSandbox(config, createLog(config.server));
  const load = providers.find(({ key }) => key === CLOUD)!.sandbox;
  const entry = (await load()).account(sandbox.cloud(CLOUD).endpoint) as unknown as {
    credentials: { accessKeyId: string; secretAccessKey: { value: string } };
  };
  secret = entry.credentials.secretAccessKey.value;
  account = { ...entry, credentials: { ...entry.credentials, secretAccessKey: { env: "CLOUD_SECRET" } } };
});
afterEach(async () => {
  await program?.stop();
  sandbox.reset();
});
afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(store: string, drainMs: number): Promise<Program> {
  const config = {
    server: { limits: { drainMs } },
    store: join(folder, store),
    inventory: { enabled: false },
    changes: { takeOverAfterMs: TAKE_OVER_MS },
    accounts: [account],
  };
  const file = join(folder, `${store}.yaml`);
  writeFileSync(file, JSON.stringify(config));
  program = await startProgram(["--config", file], { CLOUD_SECRET: secret });
  return program;
}

async function ask(query: string, variables: object = {}) {
  const { data, errors } = await program!.ask(query, variables);
  expect(errors).toBeUndefined();
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  return data as any;
}

/** Begins to put members into a new pool, and answers when the first of them are there. */
async function beginFilling(): Promise<{ readonly changeId: string; readonly poolId: string }> {
  const { listenerParents } = await ask("{ listenerParents(first: 50) { nodes { id status } } }");
  const { id: parentId } = listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
  const pool = { parentId, name: "filling", protocol: "TCP", algorithm: "ROUND_ROBIN" };
  const { createPool } = await ask(
    "mutation ($input: CreatePoolInput!) { createPool(input: $input) { pool { id } problems { message } } }",
    { input: pool },
  );
  expect(createPool.problems).toEqual([]);
  const poolId = createPool.pool.id;
  sandbox.cloud(CLOUD).faults.add({ fault: { kind: "latency", ms: 100 }, actions: "CreateMember" });
  const { setPoolMembers } = await ask(
    "mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { problems { message } change { id } } }",
    { input: { poolId, members: MEMBERS, background: true } },
  );
  expect(setPoolMembers.problems).toEqual([]);
  const changeId = setPoolMembers.change.id;
  for (;;) {
    const { cloudChange } = await ask("query ($id: ID!) { cloudChange(id: $id) { steps { state } } }", {
      id: changeId,
    });
    if (cloudChange.steps.some(({ state }: { state: string }) => state === "DONE")) return { changeId, poolId };
  }
}

const created = () => sandbox.cloud(CLOUD).calls.filter(({ action }) => action === "CreateMember").length;
const LEFT = "left changes to another process or to the next start";

it("they have the drain time to come to their end", async () => {
  const { changeId } = await start("drained", 60_000).then(beginFilling);
  expect(await program!.stop()).toBe(0);
  expect(program!.log().map(({ msg }) => msg)).not.toContain(LEFT);
  expect(created()).toBe(MEMBERS.length);
  await start("drained", 60_000);
  const { cloudChange } = await ask("query ($id: ID!) { cloudChange(id: $id) { state } }", { id: changeId });
  expect(cloudChange.state).toBe("SUCCEEDED");
}, 180_000);

it("they are left after it, and the next start goes on: nothing is sent twice", async () => {
  const { changeId, poolId } = await start("left", 1).then(beginFilling);
  expect(await program!.stop()).toBe(0);
  expect(program!.log().find(({ msg }) => msg === LEFT)).toMatchObject({ changes: 1 });
  const before = created();
  expect(before).toBeLessThan(MEMBERS.length);
  await start("left", 60_000);
  for (;;) {
    const { cloudChange } = await ask(
      "query ($id: ID!) { cloudChange(id: $id) { state problems { message } differences { path } } }",
      { id: changeId },
    );
    if (cloudChange.state === "RUNNING") continue;
    expect(cloudChange).toEqual({ state: "SUCCEEDED", problems: [], differences: [{ path: ["members"] }] });
    break;
  }
  expect(created()).toBe(MEMBERS.length);
  const { pool } = await ask("query ($id: ID!) { pool(id: $id) { members(first: 100) { nodes { address } } } }", {
    id: poolId,
  });
  expect(pool.members.nodes).toHaveLength(MEMBERS.length);
}, 180_000);
