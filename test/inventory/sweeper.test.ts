import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { CloudAccountConfig } from "../../src/config/account.js";
import { CloudAccount } from "../../src/model/cloud-account.js";
import { ProblemError } from "../../src/model/problem-error.js";
import type { ConnectedAccount } from "../../src/providers/accounts.js";
import { listingOf } from "../../src/providers/kit/listing.js";
import type { AnyProviderManifest, Page, ProviderService } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import type { SeenStore } from "../../src/store/seen.js";
import type { Store } from "../../src/store/store.js";
import type { Call } from "../../src/transport/call.js";
import { builtThread } from "../store/built-thread.js";
import { connectSandboxed } from "../support/sandboxed-provider.js";
import { silentLog } from "../support/silent-log.js";
import { HOUR_MS, keptOf, openTestStore, startSweeping } from "./sweeping.js";

vi.setConfig({ testTimeout: 60_000 });
const thread = await builtThread();
const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
}, 30_000);

const manifestOf = (key: string): AnyProviderManifest => providers.find((one) => one.key === key)!;

async function openStores(count: number): Promise<Store[]> {
  const folder = mkdtempSync(join(tmpdir(), "sweeper-"));
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }));
  const stores: Store[] = [];
  for (let n = 0; n < count; n += 1) {
    const store = await openTestStore(join(folder, "listeners.db"), thread);
    stores.push(store);
    cleanups.push(() => store.close());
  }
  return stores;
}

function sweeping(...given: Parameters<typeof startSweeping>) {
  const started = startSweeping(...given);
  cleanups.push(() => started.sweeper.stop());
  return started;
}

/** An account of the sandbox, whose service can be made to answer differently. */
async function connect(key: string) {
  const manifest = manifestOf(key);
  const provider = await connectSandboxed<CloudAccountConfig>(manifest, { isUnlimited: true });
  cleanups.push(() => provider.stop());
  const service: ProviderService = { ...provider.service };
  const connected: ConnectedAccount = {
    ...{ account: provider.account, manifest, service },
    ...{ pollIntervalMs: 10, isReadOnly: false },
  };
  return { connected, service, real: provider.service, accountId: provider.account.id, call: provider.call };
}

const empty: Page<never> = { items: [], problems: [], next: null, totalCount: 0 };

/** An account without anything in it. */
function emptyAccount(id: string, listParents: ProviderService["listParents"] = async () => empty): ConnectedAccount {
  const manifest = manifestOf("huawei-elb");
  const account = new CloudAccount({
    ...{ id, provider: manifest.name, region: null },
    capabilities: { hasExplicitPools: true } as CloudAccount["capabilities"],
  });
  const lists = { listParents, listListeners: async () => empty, listPools: async () => empty };
  return { account, manifest, service: lists as unknown as ProviderService, pollIntervalMs: 10, isReadOnly: false };
}

/** A promise, and what resolves it. */
function gate(): [Promise<void>, () => void] {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return [opened, open];
}

const unreadable = (nativeId?: string) =>
  new ProblemError({ code: "UNREADABLE", message: "The cloud's answer has an odd object.", nativeId });

/** A page without its first item, which could not be interpreted. */
function withoutFirst<T extends { readonly nativeId: string }>(page: Page<T>, isNamed = true): Page<T> {
  const [first, ...items] = page.items;
  if (!first) return page;
  return { ...page, items, problems: [unreadable(isNamed ? first.nativeId : undefined)] };
}

const keysOf = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key);

describe.each(["huawei-elb", "huawei-elb-classic", "alibaba-ga", "tencent-gaap"])("a sweep of %s", (key) => {
  it("keeps objects that it cannot interpret as they were, with a problem", async () => {
    const [store] = await openStores(1);
    const { connected, service, real, accountId } = await connect(key);
    const { next, again } = sweeping(store!.seen, [connected]);
    await next();
    const before = await keptOf(store!.seen, accountId);

    service.listParents = async (...args) => withoutFirst(await real.listParents(...args));
    service.listListeners = async (...args) => withoutFirst(await real.listListeners(...args));
    service.listPools = async (...args) => withoutFirst(await real.listPools(...args));
    service.membersOfPools = async (pools, call) => {
      const found = new Map(await real.membersOfPools(pools, call));
      for (const pool of pools) found.set(pool.ref.key, listingOf([], [unreadable()]));
      return found;
    };
    expect((await again(accountId)).outcome).not.toBe("failed");
    const after = await keptOf(store!.seen, accountId);
    for (const kind of ["parent", "listener", "pool", "member"] as const)
      expect(keysOf(after[kind]), kind).toEqual(keysOf(before[kind]));
    const known = (await store!.seen.accountsOf([accountId])).get(accountId)!;
    const [parent, listener] = [before.parent[0]!, before.listener[0]!];
    expect(known.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: "parent", code: "UNREADABLE", nativeId: parent.nativeId }),
        expect.objectContaining({ kind: "listener", nativeId: listener.nativeId }),
        expect.objectContaining({ kind: "pool" }),
      ]),
    );
  });
});

describe("a sweep", () => {
  it("deletes nothing that could be an object without a name", async () => {
    const [store] = await openStores(1);
    const { connected, service, real, accountId } = await connect("huawei-elb");
    const { next, again } = sweeping(store!.seen, [connected]);
    await next();
    const before = await keptOf(store!.seen, accountId);
    service.listListeners = async (...args) => withoutFirst(await real.listListeners(...args), false);
    expect(await again(accountId)).toMatchObject({ outcome: "failed" });
    expect(keysOf((await keptOf(store!.seen, accountId)).listener)).toEqual(keysOf(before.listener));
    const known = (await store!.seen.accountsOf([accountId])).get(accountId)!;
    expect(known.failure).toMatchObject({ code: "UNREADABLE" });
  });

  it("keeps what depends on an object that a list could not interpret", async () => {
    const [store] = await openStores(1);
    const { connected, service, real, accountId } = await connect("alibaba-ga");
    const { next, again } = sweeping(store!.seen, [connected]);
    await next();
    const before = await keptOf(store!.seen, accountId);
    const gone = before.listener[0]!.parentKey!;
    service.listListeners = async (...args) => {
      const page = await real.listListeners(...args);
      const items = page.items.filter(({ parentRef }) => parentRef?.key !== gone);
      return { ...page, items, problems: [unreadable(gone)] };
    };
    service.listPools = async (...args) => {
      const page = await real.listPools(...args);
      return { ...page, items: page.items.filter(({ ref }) => ref.hint !== gone), problems: [unreadable(gone)] };
    };
    await again(accountId);
    const after = await keptOf(store!.seen, accountId);
    for (const kind of ["listener", "pool", "member"] as const)
      expect(keysOf(after[kind]), kind).toEqual(keysOf(before[kind]));
  });

  it("reads with patient calls, each with its own deadline", async () => {
    const [store] = await openStores(1);
    const calls: Call[] = [];
    const listParents: ProviderService["listParents"] = async (_query, _page, call) => {
      calls.push(call);
      return { ...empty, next: calls.length < 3 ? "on" : null };
    };
    await sweeping(store!.seen, [emptyAccount("main", listParents)]).next();
    expect(calls).toHaveLength(3);
    expect(new Set(calls).size).toBe(3);
    for (const call of calls) expect(call).toMatchObject({ isPatient: true, requestId: "sweep-1" });
  });

  it("stops reading a list that never ends", async () => {
    const [store] = await openStores(1);
    let pages = 0;
    const endless = emptyAccount("main", async () => {
      pages += 1;
      return { ...empty, next: String(pages) };
    });
    expect(await sweeping(store!.seen, [endless]).next()).toMatchObject({ outcome: "failed" });
    expect(pages).toBe(5_001);
    expect((await store!.seen.accountsOf(["main"])).get("main")?.failure).toMatchObject({
      code: "UNREADABLE",
      message: expect.stringContaining("at most 5,000 pages and 120,000 entries"),
    });
  }, 60_000);

  it("logs an internal error with its cause, and fails", async () => {
    const [store] = await openStores(1);
    const errors: object[] = [];
    const broken = emptyAccount("main", () => {
      throw new TypeError("x is not a function");
    });
    const log = { ...silentLog, error: (fields: object) => void errors.push(fields) };
    expect(await sweeping(store!.seen, [broken], { log }).next()).toMatchObject({ outcome: "failed" });
    expect(errors).toMatchObject([{ err: { message: "x is not a function" }, account: "main" }]);
    const known = (await store!.seen.accountsOf(["main"])).get("main")!;
    expect(known.failure).toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
    expect(known.failure?.message).not.toContain("x is not a function");
  });
});

describe("sweepers that share a store", () => {
  it("sweep each account once between them", async () => {
    const stores = await openStores(2);
    const accounts = Array.from({ length: 6 }, (_, n) => emptyAccount(`account-${n}`));
    const both = stores.map(({ seen }) => sweeping(seen, accounts, { maxAccountsAtOnce: () => 2 }));
    while (both.flatMap(({ ended }) => ended).length < accounts.length)
      await Promise.race(both.map((one) => one.next()));
    await Promise.all(both.map(({ sweeper }) => sweeper.stop()));
    const swept = both.flatMap(({ ended }) => ended.map(({ accountId }) => accountId));
    expect(swept.sort()).toEqual(accounts.map(({ account }) => account.id).sort());
  });

  it("take over from one that gives no sign of life, which keeps nothing more when it wakes", async () => {
    const [one, other] = await openStores(2);
    const lines: string[] = [];
    const log = { ...silentLog, info: (_fields: object, line: string) => void lines.push(line) };
    const [frozen, wake] = gate();
    const [begun, begin] = gate();
    const seen: SeenStore = { ...one!.seen, put: (...args) => frozen.then(() => one!.seen.put(...args)) };
    const hanging = emptyAccount("main", () => {
      begin();
      return frozen.then(() => empty);
    });
    const leaseMs = 300;
    const first = sweeping(seen, [hanging], { leaseMs, log });
    await begun;
    const second = sweeping(other!.seen, [emptyAccount("main")], { leaseMs });
    expect(await second.next()).toMatchObject({ accountId: "main", outcome: "unchanged" });
    expect(first.ended).toEqual([]);
    wake();
    await first.sweeper.stop();
    expect(lines).toEqual(["another process has taken over the sweep of an account"]);
    expect(first.ended).toEqual([]);
  });

  it("show that they are alive, however long a read takes", async () => {
    const [store] = await openStores(1);
    const signs: number[] = [];
    const [read, finish] = gate();
    const seen: SeenStore = {
      ...store!.seen,
      put(claim, objects, leaseMs) {
        signs.push(objects.length);
        if (signs.length === 3) finish();
        return store!.seen.put(claim, objects, leaseMs);
      },
    };
    const { next } = sweeping(seen, [emptyAccount("main", () => read.then(() => empty))], { leaseMs: 300 });
    expect(await next()).toMatchObject({ outcome: "unchanged" });
    expect(signs.slice(0, 3)).toEqual([0, 0, 0]);
  });

  it("continue at once where another one has stopped", async () => {
    const [one, other] = await openStores(2);
    const [begun, begin] = gate();
    const hanging = emptyAccount("main", (_query, _page, { signal }) => {
      begin();
      return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    });
    const first = sweeping(one!.seen, [hanging], { leaseMs: HOUR_MS });
    await begun;
    await first.sweeper.stop();
    expect(first.ended).toEqual([]);
    expect((await one!.seen.accountsOf(["main"])).get("main")).toMatchObject({ failure: null, readAt: null });
    const second = sweeping(other!.seen, [emptyAccount("main")]);
    expect(await second.next()).toMatchObject({ accountId: "main" });
  });
});

describe("a sweeper", () => {
  it("follows the current accounts, and deletes those that were removed", async () => {
    const [store] = await openStores(1);
    const accounts = [emptyAccount("a"), emptyAccount("b")];
    const { next, ended, sweeper } = sweeping(store!.seen, accounts);
    while (ended.length < 2) await next();
    expect([...sweeper.ages().keys()]).toEqual(["a", "b"]);
    const added = next();
    accounts.splice(0, 1, emptyAccount("c"));
    expect(await added).toMatchObject({ accountId: "c" });
    expect([...sweeper.ages().keys()]).toEqual(["b", "c"]);
    const known = await store!.seen.accountsOf(["a", "b"]);
    expect(known.get("a")?.readAt ?? null).toBeNull();
    expect(known.get("b")?.readAt).toEqual(expect.any(Number));
  });

  it("does not claim again what it is sweeping, even when its lease has expired", async () => {
    const [store] = await openStores(1);
    const [frozen, wake] = gate();
    const [begun, begin] = gate();
    const [lookedAgain, haveLooked] = gate();
    const asked: string[] = [];
    let looks = 0;
    const seen: SeenStore = {
      ...store!.seen,
      put: (...args) => frozen.then(() => store!.seen.put(...args)),
      accountsOf(ids) {
        looks += 1;
        if (looks === 10) haveLooked();
        return store!.seen.accountsOf(ids);
      },
      async claim(ids, format, leaseMs) {
        asked.push(...ids);
        return store!.seen.claim(ids, format, leaseMs);
      },
    };
    const hanging = emptyAccount("main", () => {
      begin();
      return frozen.then(() => empty);
    });
    const { next } = sweeping(seen, [hanging], { leaseMs: 1 });
    await begun;
    await lookedAgain;
    expect(asked).toEqual(["main"]);
    const ended = next();
    wake();
    expect(await ended).toMatchObject({ accountId: "main", outcome: "unchanged" });
  });

  it("reports the age of each inventory from when the account became known", async () => {
    const [store] = await openStores(1);
    const failing = emptyAccount("main", async () => {
      throw new ProblemError({ code: "PROVIDER_UNAVAILABLE", message: "The cloud is down.", retry: "transient" });
    });
    const { next, sweeper } = sweeping(store!.seen, [failing]);
    await next();
    const age = sweeper.ages().get("main")!;
    expect(age).toBeGreaterThanOrEqual(0);
    expect(sweeper.ages().get("main")!).toBeGreaterThanOrEqual(age);
  });

  it("continues when a receiver of its differences fails", async () => {
    const [store] = await openStores(1);
    const { connected, service, real, accountId } = await connect("huawei-elb");
    const lines: string[] = [];
    const log = { ...silentLog, error: (_fields: object, line: string) => void lines.push(line) };
    const { next, again, sweeper } = sweeping(store!.seen, [connected], { log });
    const told: string[] = [];
    sweeper.onDifferences(() => {
      throw new Error("No.");
    });
    sweeper.onDifferences((id, differences, { from, to }) => {
      told.push(`${id} ${differences.length} ${from !== null && from < to}`);
    });
    await next();
    service.listListeners = async (...args) => {
      const page = await real.listListeners(...args);
      return { ...page, items: page.items.slice(1) };
    };
    expect(await again(accountId)).toMatchObject({ outcome: "changed" });
    expect(told).toContain(`${accountId} 1 true`);
    expect(lines).toContain("could not report what a sweep has found");
  });
});
