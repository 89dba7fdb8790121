import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { AppConfig } from "../../src/config/app-config.js";
import { parseGlobalId } from "../../src/model/resource-ref.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const folder = mkdtempSync(join(tmpdir(), "inventory-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let graph: RunningGraph | undefined;
afterEach(() => graph?.stop(), 30_000);

const PATIENCE = { timeout: 60_000, interval: 50 };

const metrics = async () => (await fetch(`${graph!.app.server.metricsOrigin}/metrics`)).text();
const agesIn = (text: string) =>
  [...text.matchAll(/^inventory_age_seconds\{account="([^"]+)"\} (\S+)$/gm)].map(([, account, age]) => ({
    account,
    age: Number(age),
  }));
const accountIds = async () =>
  (await graph!.ask("{ cloudAccounts { id } }")).data.cloudAccounts.map(({ id }: { id: string }) => id) as string[];

/** Waits until every account has been read completely. */
async function allSwept(ids: readonly string[]) {
  return vi.waitFor(async () => {
    const known = await graph!.app.store.seen.accountsOf(ids);
    expect([...known.values()].filter(({ readAt }) => readAt === null)).toEqual([]);
    return known;
  }, PATIENCE);
}

describe("the program", () => {
  it("keeps an inventory of every account when there is a store, and reports its age", async () => {
    graph = await startGraph((config) => {
      config.store = join(folder, "on.db");
    });
    const ids = await accountIds();
    await allSwept(ids);
    const text = await vi.waitFor(async () => {
      const shown = await metrics();
      for (const id of ids) expect(shown).toMatch(new RegExp(`inventory_sweep_seconds_count\\{.*account="${id}"`));
      return shown;
    }, PATIENCE);
    expect(
      agesIn(text)
        .map(({ account }) => account)
        .sort(),
    ).toEqual([...ids].sort());
    for (const { age } of agesIn(text)) expect(age).toBeGreaterThanOrEqual(0);
  }, 90_000);

  it.each([
    ["without a store", () => undefined],
    [
      "when it is turned off",
      (config: AppConfig) => {
        config.store = join(folder, "off.db");
        config.inventory.enabled = false;
      },
    ],
  ])(
    "calls no cloud on its own %s",
    async (_when, change) => {
      graph = await startGraph(change);
      const text = await metrics();
      expect(agesIn(text)).toEqual([]);
      expect(text).not.toMatch(/^inventory_sweep_seconds_count/m);
      expect(graph.countCalls()).toBe(0);
    },
    60_000,
  );

  it("applies a new read interval when its configuration is reloaded", async () => {
    let config = new AppConfig();
    const configure = (made: AppConfig) => {
      made.inventory.enabled = true;
    };
    graph = await startGraph((made) => {
      config = made;
      configure(made);
    });
    const next = new AppConfig();
    configure(next);
    next.server.logLevel = "silent";
    next.server.port = 0;
    Object.assign(next.sandbox, config.sandbox);
    Object.assign(next.inventory, { intervalSeconds: 7, maxAccountsAtOnce: 1 });
    await graph.app.reload(next);
    expect(config.inventory).toMatchObject({ enabled: true, intervalSeconds: 7, maxAccountsAtOnce: 1 });
  }, 60_000);

  it("reads an account again soon after a change of its own, but not the others", async () => {
    graph = await startGraph((config) => {
      config.inventory.enabled = true;
      config.inventory.intervalSeconds = 86_400;
    });
    const ids = await accountIds();
    const before = await allSwept(ids);
    const { data } = await graph.ask(
      `{ listeners(first: 1, filter: { providers: [HUAWEI_ELB], protocols: [HTTP] }) { nodes { id name account { id } } } }`,
    );
    const [listener] = data.listeners.nodes;
    const change = await graph.ask(
      `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { name } problems { message } } }`,
      { input: { id: listener.id, name: "renamed" } },
    );
    expect(change.data.updateListener).toEqual({ listener: { name: "renamed" }, problems: [] });
    const accountId = listener.account.id;
    const { key } = parseGlobalId(listener.id)!;
    await vi.waitFor(async () => {
      const query = { accountIds: [accountId], kind: "listener", conditions: { keys: [key] }, limit: 1 } as const;
      expect(await graph!.app.store.seen.find(query)).toMatchObject([{ name: "renamed" }]);
      const known = (await graph!.app.store.seen.accountsOf([accountId])).get(accountId)!;
      expect(known.readAt).toBeGreaterThan(known.changedAt!);
    }, PATIENCE);
    const after = await graph.app.store.seen.accountsOf(ids);
    for (const id of ids.filter((one) => one !== accountId)) expect(after.get(id)!.readAt).toBe(before.get(id)!.readAt);
  }, 90_000);
});
