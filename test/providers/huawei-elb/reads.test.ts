import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import type { ListenerQuery } from "../../../src/providers/provider.js";
import { allListed, listedUnder } from "../../support/listed.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { listenerNamed, membersOf, monitorOf, parentNamed, poolNamed } from "./steps.js";

const all = { after: null, limit: 201 };

describe("reading the usual inventory", () => {
  let provider: Recorded;
  beforeAll(async () => {
    provider = await connectRecorded();
  });
  afterAll(() => provider.stop());

  async function listed(query: ListenerQuery): Promise<string[]> {
    const { items, totalCount } = await provider.service.listListeners(query, all, provider.call());
    expect(totalCount).toBe(items.length);
    return items.map(({ name }) => name ?? "").sort();
  }

  it("narrows by every condition", async () => {
    const edge = await parentNamed(provider, "elb-edge");
    expect(await listed({})).toHaveLength(26);
    expect(await listed({ parent: edge.ref })).toHaveLength(9);
    expect(await listed({ protocols: ["UDP"] })).toEqual(["coap-sensors", "dns-udp", "ntp-relay", "syslog-intake"]);
    expect(await listed({ protocols: ["UDP", "HTTPS"] })).toHaveLength(9);
    expect(await listed({ coversPort: 53 })).toEqual(["dns-tcp", "dns-udp"]);
    expect(await listed({ nameContains: "MQTT" })).toEqual(["mqtt-fleet", "mqtt-fleet-tls"]);
    expect(await listed({ statuses: ["ERROR"] })).toEqual([]);
    expect(await listed({ parent: edge.ref, protocols: ["HTTP"], coversPort: 80 })).toEqual(["checkout-redirect"]);
  });

  it("lets the cloud check what it can", async () => {
    const edge = await parentNamed(provider, "elb-edge");
    provider.requests.length = 0;
    await provider.service.listListeners({ parent: edge.ref, protocols: ["HTTPS"] }, all, provider.call());
    await provider.service.listPools({ parent: edge.ref }, all, provider.call());
    expect(provider.requests.map(({ path, query }) => `${path}?${query}`)).toEqual([
      `/v2.0/lbaas/listeners?loadbalancer_id=${edge.ref.key}&protocol=TERMINATED_HTTPS&limit=201`,
      `/v2.0/lbaas/pools?loadbalancer_id=${edge.ref.key}&limit=201`,
    ]);
  });

  it("pages by marker, and picks here across the cloud's pages", async () => {
    const { service, call, requests } = provider;
    const first = await service.listListeners({}, { after: null, limit: 10 }, call());
    expect(first).toMatchObject({ next: first.items[9]!.ref.key, totalCount: null });
    requests.length = 0;
    const second = await service.listListeners({}, { after: first.next, limit: 16 }, call());
    expect(requests[0]!.query).toBe(`limit=16&marker=${first.next}`);
    // That the page was full and has no link may be all of the truth, or not: what is behind it says so.
    expect(second).toMatchObject({ next: second.items.at(-1)!.ref.key, totalCount: null });
    expect(second.items).toHaveLength(16);

    const picked = await service.listListeners({ protocols: ["TCP", "UDP"] }, { after: null, limit: 3 }, call());
    const rest = await service.listListeners({ protocols: ["TCP", "UDP"] }, { after: picked.next, limit: 201 }, call());
    expect(picked.items).toHaveLength(3);
    expect(picked.items.length + rest.items.length).toBe((await listed({ protocols: ["TCP", "UDP"] })).length);
  });

  it("shows what each sort of pool has", async () => {
    const [checkout, portal, mqtt, cache] = await Promise.all([
      poolNamed(provider, "checkout"),
      poolNamed(provider, "portal"),
      poolNamed(provider, "mqtt"),
      poolNamed(provider, "cache"),
    ]);
    expect(checkout.sessionPersistence).toEqual({
      type: "APP_COOKIE",
      cookieName: "SHOPSESSION",
      timeoutSeconds: null,
    });
    expect(portal.sessionPersistence).toEqual({ type: "HTTP_COOKIE", cookieName: null, timeoutSeconds: 7_200 });
    expect(mqtt.sessionPersistence).toEqual({ type: "SOURCE_IP", cookieName: null, timeoutSeconds: 600 });
    expect(cache).toMatchObject({ algorithm: "SOURCE_IP", protocol: "TCP", isImplicit: false });
  });

  it("shows how members are", async () => {
    const health = async (name: string) =>
      (await membersOf(provider, await poolNamed(provider, name))).map((one) => one.health).sort();
    expect(await health("syslog")).toEqual(["UNHEALTHY", "UNHEALTHY"]);
    expect(await health("mail")).toEqual(["DRAINING", "HEALTHY"]);
    expect(await health("ntp")).toEqual(["UNMONITORED", "UNMONITORED"]);
    expect(await health("billing")).toEqual(["UNMONITORED", "UNMONITORED"]);
  });

  it("shows health monitors in the model's words", async () => {
    const thresholds = { healthyThreshold: 3, unhealthyThreshold: 3 };
    const numbers = { nativeId: expect.any(String), intervalSeconds: 5, timeoutSeconds: 3, ...thresholds, port: null };
    const of = async (name: string) => monitorOf(provider, await poolNamed(provider, name));
    expect(await of("search")).toEqual({ enabled: true, protocol: "HTTP", path: "/healthz", ...numbers });
    expect(await of("coap")).toEqual({ enabled: true, protocol: "UDP", path: null, ...numbers });
    expect(await of("ntp")).toEqual({ enabled: false, protocol: "UDP", path: null, ...numbers });
    expect(await of("billing")).toBeNull();
  });

  it("shows a listener the same however it was found, its idle times among it", async () => {
    const { service, call } = provider;
    const listed = await listenerNamed(provider, "portal");
    const byId = (await service.readListeners([listed.ref], call())).get(listed.ref.key);
    expect(byId).toMatchObject({ etag: listed.etag, timeouts: { idleSeconds: 60, requestSeconds: 60 } });
  });

  it("knows a listener without a pool from one whose pools cannot be read", async () => {
    const { service, cloud, call } = provider;
    const listener = await listenerNamed(provider, "fleet-console");
    expect(listedUnder(await service.poolsOfListeners([listener], call()), listener.ref.key)).toEqual([]);
    cloud.faults.add({ fault: { kind: "respond", status: 500, body: "out of order" }, actions: "ListPools" });
    const inHaste = call({ deadlineAt: Date.now() + 1_000 });
    const found = await service.poolsOfListeners([listener], inHaste);
    expect(found.get(listener.ref.key)).toMatchObject({ code: "PROVIDER_UNAVAILABLE" });
    cloud.faults.clear();
  });

  it("takes a pool whose members cannot be read for that pool's failure alone", async () => {
    const { service, cloud, call } = provider;
    const [search, cache] = [await poolNamed(provider, "search"), await poolNamed(provider, "cache")];
    cloud.faults.add({
      fault: { kind: "respond", status: 403, body: '{"error_code":"ELB.9802"}' },
      actions: "ListMembers",
      times: 1,
    });
    const found = [...(await service.membersOfPools([search, cache], call())).values()];
    expect(found.filter((one) => one instanceof Error)).toMatchObject([{ code: "FORBIDDEN" }]);
    expect(found.filter((one) => !(one instanceof Error))).toMatchObject([{ items: { length: 3 }, problems: [] }]);
  });
});

describe("another installation of the cloud", () => {
  async function listenerKeys(provider: Recorded): Promise<string[]> {
    return (await provider.service.listListeners({}, all, provider.call())).items.map(({ ref }) => ref.key);
  }

  it("may leave out project_id", async () => {
    const provider = await connectRecorded({ dialect: { omitsProjectId: true } });
    expect(await listenerKeys(provider)).toHaveLength(26);
    expect(provider.cloud.emulator.snapshot().pools?.[0]).not.toHaveProperty("project_id");
    await provider.stop();
  });

  it("may refuse a marker that is gone", async () => {
    const provider = await connectRecorded({ dialect: { refusesGoneMarkers: true } });
    const keys = await listenerKeys(provider);
    const gone = `${keys[4]!.slice(0, -1)}~`;
    const page = await provider.service.listListeners({}, { after: gone, limit: 3 }, provider.call());
    expect(page.items.map(({ ref }) => ref.key)).toEqual(keys.slice(5, 8));
    expect(page.next).toBe(keys[7]);
    await provider.stop();
  });

  describe.each([
    // The first batch of four, and the other three: all by themselves from then on.
    ["heed one of several values only", "last", 4, 4],
    ["ignore a filter that is named several times", "ignored", 1, 1],
    // The refused one, and each by itself.
    ["refuse a filter that is named several times", "refused", 5, 4],
    ["break on a filter that is named several times", "broken", 8, 4],
  ] as const)("may %s", (_, repeatedFilters, firstCalls, laterCalls) => {
    let provider: Recorded;
    beforeAll(async () => {
      provider = await connectRecorded({ dialect: { repeatedFilters } });
    });
    afterAll(() => provider.stop());

    it("which is found out once, by what comes back", async () => {
      const { service, cloud, call } = provider;
      const { items: listeners } = await service.listListeners({}, all, call());
      const refs = listeners.slice(0, 4).map(({ ref }) => ref);
      for (const calls of [firstCalls, laterCalls]) {
        cloud.clearCalls();
        const found = await service.readListeners(refs, call());
        expect([...found.values()]).toEqual(listeners.slice(0, 4));
        expect(cloud.countCalls("ListListeners")).toBe(calls);
      }
      const parents = (await service.listParents({}, all, call())).items;
      expect(allListed(await service.listenersOfParents(parents, call()))).toHaveLength(26);
      const pools = allListed(await service.poolsOfListeners(listeners, call()));
      expect(new Set(pools.map(({ nativeId }) => nativeId)).size).toBe(25);
    });
  });

  it("that breaks on such filters is not taken for one that is out of order, however many ask at once", async () => {
    const provider = await connectRecorded({ dialect: { repeatedFilters: "broken" } });
    const { service, call } = provider;
    const { items: listeners } = await service.listListeners({}, all, call());
    const pairs = Array.from({ length: 12 }, (_, index) => listeners.slice(2 * index, 2 * index + 2));
    const refsOf = (pair: readonly Listener[]) => pair.map(({ ref }) => ref);
    const found = await Promise.all(pairs.map((pair) => service.readListeners(refsOf(pair), call())));
    expect(found.map((one) => [...one.values()])).toEqual(pairs);
    await provider.stop();
  });
});
