import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CloudAccountConfig } from "../../src/config/account.js";
import {
  listenerOf,
  membersReadOf,
  monitorOf,
  parentOf,
  poolOf,
  poolsReadOf,
} from "../../src/inventory/kept-objects.js";
import { membersWithHealth } from "../../src/loaders/member-health.js";
import { RequestLoaders } from "../../src/loaders/request-loaders.js";
import { isServing } from "../../src/loaders/serving.js";
import type { Pool } from "../../src/model/pool.js";
import { ProblemError } from "../../src/model/problem-error.js";
import type { ConnectedAccount } from "../../src/providers/accounts.js";
import { whole } from "../../src/providers/kit/listing.js";
import { problemOr } from "../../src/providers/outcomes.js";
import type { Page, PageRequest } from "../../src/providers/provider.js";
import { providers } from "../../src/providers/registry.js";
import type { SeenDifference, SeenStore } from "../../src/store/seen.js";
import type { Store } from "../../src/store/store.js";
import { exampleCloud } from "../example-cloud/index.js";
import { callCountsOf } from "../graph/call-counts.js";
import { connectSandboxed, type SandboxedProvider } from "../support/sandboxed-provider.js";
import { keptOf, openTestStore, type Sweeping, startSweeping } from "./sweeping.js";

vi.setConfig({ testTimeout: 60_000 });
const clouds = [...providers, exampleCloud];
const counts = await callCountsOf(clouds);

/** The fields of an object, whatever made it. */
const told = ({ ...object }: object, also: object) => JSON.parse(JSON.stringify({ ...object, ...also }));

describe.each(clouds)("a sweep of $key", (manifest) => {
  let provider: SandboxedProvider<CloudAccountConfig>;
  let connected: ConnectedAccount;
  let store: Store;
  let sweeping: Sweeping;
  const differences: SeenDifference[] = [];
  /** Keys of objects that were compared with what is kept of them. */
  const compared: string[] = [];
  const kept = () => keptOf(store.seen, provider.account.id);
  const state = async () => (await store.seen.accountsOf([provider.account.id])).get(provider.account.id)!;

  beforeAll(async () => {
    provider = await connectSandboxed(manifest, { isUnlimited: true });
    const { account, service } = provider;
    connected = { account, manifest, service, pollIntervalMs: 10, isReadOnly: false };
    store = await openTestStore();
    provider.cloud.clearCalls();
    const seen: SeenStore = {
      ...store.seen,
      put(claim, objects, leaseMs) {
        compared.push(...objects.map(({ kind, key }) => `${kind} ${key}`));
        return store.seen.put(claim, objects, leaseMs);
      },
    };
    sweeping = startSweeping(seen, [connected]);
    sweeping.sweeper.onDifferences((_, found) => void differences.push(...found));
    expect(await sweeping.next()).toMatchObject({ accountId: account.id, outcome: "changed" });
  }, 60_000);
  afterAll(async () => {
    await sweeping?.sweeper.stop();
    await store?.close();
    await provider?.stop();
  });

  async function allOf<T>(list: (page: PageRequest) => Promise<Page<T>>): Promise<readonly T[]> {
    const items: T[] = [];
    for (let after: string | null = null, hasMore = true; hasMore; ) {
      const page: Page<T> = await list({ after, limit: 201 });
      items.push(...whole(page));
      after = page.next;
      hasMore = after !== null;
    }
    return items;
  }

  async function expectAllKept(): Promise<void> {
    const { service, account, call } = provider;
    const loaders = new RequestLoaders(new Map([[account.id, connected]]), call());
    const rows = await kept();
    const parents = await allOf((page) => service.listParents({}, page, call()));
    const parentsKept = rows.parent.map((row) => parentOf(row, service));
    expect(parentsKept.map((one) => told(one, {}))).toEqual(parents.map((one) => told(one, {})));

    const pools = await allOf((page) => service.listPools({}, page, call()));
    const withParts = async (pool: Pool) => {
      const members = whole((await membersWithHealth(pool, loaders))!).map((member) =>
        told(member, { ref: member.id }),
      );
      const { id, name, status, protocol, createdAt, settings } = pool;
      const monitor = await loaders.healthMonitorOfPool.load(pool);
      return told({ id, name, status, protocol, createdAt, settings, monitor }, { members: members.sort(byRef) });
    };
    expect(
      rows.pool.map((row) => {
        const { id, name, status, protocol, createdAt, settings } = poolOf(row, service);
        const own = rows.member.filter(({ parentKey }) => parentKey === row.key);
        const listing = membersReadOf(row, own);
        if (listing instanceof ProblemError) throw listing;
        const members = whole(listing).map((member) => told(member, { ref: member.id }));
        return told(
          { id, name, status, protocol, createdAt, settings, monitor: monitorOf(row) },
          { members: members.sort(byRef) },
        );
      }),
    ).toEqual(await Promise.all(pools.map(withParts)));

    const listeners = await allOf((page) => service.listListeners({}, page, call()));
    expect(rows.listener.map((row) => [row.key, listenerOf(row, service).etag])).toEqual(
      listeners.map(({ ref, etag }) => [ref.key, etag]),
    );
    for (const [index, listener] of listeners.entries()) {
      const row = rows.listener[index]!;
      const ofListener = whole((await loaders.poolsOfListener.load(listener))!);
      expect(poolsReadOf(row)).toEqual({ items: ofListener.map(({ ref }) => ref.key), problems: [] });
      expect(row.isServing, `isServing of ${listener.urn}`).toBe(await isServing(listener, loaders));
      const members = (await Promise.all(ofListener.map((pool) => membersWithHealth(pool, loaders)))).flatMap(
        (listing) => whole(listing!),
      );
      expect(row.hasUnhealthyMembers).toBe(members.some(({ health }) => health === "UNHEALTHY"));
      const parent = listener.parentRef && (await loaders.parent.load(listener.parentRef));
      const addresses = row.terms.filter(({ name }) => name === "address").map(({ value }) => value);
      expect(addresses.sort()).toEqual([...(parent?.addresses ?? [])].sort());
    }
  }

  it("keeps everything that the cloud holds, as live reads show it", async () => {
    await expectAllKept();
    expect(await state()).toMatchObject({ failure: null, problems: [], readAt: expect.any(Number) });
    expect(differences).toEqual([]);
  });

  it("takes as many requests as its page says, and makes nothing of its answers when nothing has changed", async () => {
    provider.cloud.clearCalls();
    expect(compared.length).toBeGreaterThan(20);
    compared.length = 0;
    expect(await sweeping.again(provider.account.id)).toMatchObject({ outcome: "unchanged" });
    expect(provider.cloud.countCalls()).toBe(counts.get(manifest.key)!.sweep);
    expect(differences).toEqual([]);
    expect(compared).toEqual([]);
    await expectAllKept();
  });

  it("deletes nothing in an outage, and reports why it could not read", async () => {
    const before = { ...(await kept()), readAt: (await state()).readAt };
    provider.cloud.faults.add({ fault: { kind: "respond", status: 503, body: "{}" } });
    expect(await sweeping.again(provider.account.id)).toMatchObject({ outcome: "failed" });
    provider.cloud.faults.clear();
    expect({ ...(await kept()), readAt: (await state()).readAt }).toEqual(before);
    expect((await state()).failure).toMatchObject({ code: expect.any(String), at: expect.any(Number) });
  });

  it("deletes nothing when it fails halfway, and the next one is complete", async () => {
    const before = { ...(await kept()), readAt: (await state()).readAt };
    const after = Math.ceil(counts.get(manifest.key)!.sweep / 2);
    provider.cloud.faults.add({ fault: { kind: "unauthenticated" }, after });
    expect(await sweeping.again(provider.account.id)).toMatchObject({ outcome: "failed" });
    provider.cloud.faults.clear();
    expect({ ...(await kept()), readAt: (await state()).readAt }).toEqual(before);
    expect(await sweeping.again(provider.account.id)).toMatchObject({ outcome: "changed" });
    expect(await state()).toMatchObject({ failure: null });
    expect(differences).toEqual([]);
  });

  it("ends at the first throttled request", async () => {
    provider.cloud.faults.add({ fault: { kind: "throttled" } });
    provider.cloud.clearCalls();
    expect(await sweeping.again(provider.account.id)).toMatchObject({ outcome: "failed" });
    provider.cloud.faults.clear();
    expect((await state()).failure).toMatchObject({ code: "RATE_LIMITED" });
    expect(provider.cloud.countCalls()).toBeLessThanOrEqual(2);
  });

  it("deletes what no longer exists, and reports it", async () => {
    const { service, call, account } = provider;
    const listeners = await allOf((page) => service.listListeners({}, page, call()));
    const gone = await firstDone(listeners, (listener) => service.deleteListener(listener, { cascade: true }, call()));
    await sweeping.again(account.id);
    await expectAllKept();
    expect((await kept()).listener.map(({ key }) => key)).not.toContain(gone.ref.key);
    const told = differences.filter(({ before }) => before?.kind === "listener" && before.key === gone.ref.key);
    expect(told).toMatchObject([{ after: null }]);
  });
});

/** The first that succeeds; some of the sandbox's load balancers and accelerators are frozen. */
async function firstDone<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<T> {
  for (const item of items) if (!((await problemOr(work(item))) instanceof ProblemError)) return item;
  throw new Error("None could be done.");
}

const byRef = (a: { readonly ref: string }, b: { readonly ref: string }): number => (a.ref < b.ref ? -1 : 1);
