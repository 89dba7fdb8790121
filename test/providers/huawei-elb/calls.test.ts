import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import { allListed } from "../../support/listed.js";
import { connectRecorded, type Recorded } from "./recorder.js";
import { create, createPool, listenerNamed, parentNamed, poolNamed, server } from "./steps.js";

const all = { after: null, limit: 201 };

/** How often each action was called. */
function counted({ cloud }: Recorded): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of cloud.calls) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

describe("the number of upstream calls with 100 listeners on two load balancers", () => {
  let provider: Recorded;
  let listeners: readonly Listener[];
  beforeAll(async () => {
    provider = await connectRecorded({ listeners: 100 });
    ({ items: listeners } = await provider.service.listListeners({}, all, provider.call()));
  });
  afterAll(() => provider.stop());
  beforeEach(() => provider.cloud.clearCalls());

  it("is one for one listener by id", async () => {
    expect((await provider.service.readListeners([listeners[7]!.ref], provider.call())).size).toBe(1);
    expect(counted(provider)).toEqual({ ListListeners: 1 });
  });

  it("is two for 100 listeners by id, 50 ids each", async () => {
    const refs = listeners.map(({ ref }) => ref);
    expect((await provider.service.readListeners(refs, provider.call())).size).toBe(100);
    expect(counted(provider)).toEqual({ ListListeners: 2 });
  });

  it("is one for 100 listeners flat", async () => {
    const page = await provider.service.listListeners({}, all, provider.call());
    expect(page).toMatchObject({ next: null, totalCount: 100 });
    expect(counted(provider)).toEqual({ ListListeners: 1 });
  });

  it("grows by one for their parents", async () => {
    const parents = listeners.map(({ parentRef }) => parentRef!);
    expect((await provider.service.readParents(parents, provider.call())).size).toBe(2);
    expect(counted(provider)).toEqual({ ListLoadbalancers: 1 });
  });

  it("is one for the listeners of both parents", async () => {
    const { service, call } = provider;
    const { items } = await service.listParents({}, all, call());
    provider.cloud.clearCalls();
    expect(allListed(await service.listenersOfParents(items, call()))).toHaveLength(100);
    expect(counted(provider)).toEqual({ ListListeners: 1 });
  });

  it("grows by one for their pools, one for the members of each, and two for all health monitors", async () => {
    const { service, call } = provider;
    const pools = allListed(await service.poolsOfListeners(listeners, call()));
    expect(pools).toHaveLength(100);
    expect(counted(provider)).toEqual({ ListPools: 1 });
    const members = await service.membersOfPools(pools, call());
    expect(allListed(members)).toHaveLength(200);
    expect(counted(provider)).toEqual({ ListPools: 1, ListMembers: 100 });
    const monitors = await service.healthMonitorsOfPools(pools, call());
    expect([...monitors.values()].filter((monitor) => monitor !== null)).toHaveLength(100);
    expect(counted(provider)).toEqual({ ListPools: 1, ListMembers: 100, ListHealthmonitors: 2 });
  });
});

describe("the number of upstream calls with the usual inventory", () => {
  let provider: Recorded;
  beforeEach(async () => {
    provider = await connectRecorded();
    return () => provider.stop();
  });

  it("is zero for members and health monitors that a pool says it does not have", async () => {
    const { service, cloud, call } = provider;
    const pool = await poolNamed(provider, "staging");
    cloud.clearCalls();
    expect(allListed(await service.membersOfPools([pool], call()))).toEqual([]);
    expect([...(await service.healthMonitorsOfPools([pool], call())).values()]).toEqual([null]);
    expect(counted(provider)).toEqual({});
  });

  it("is that of the cloud's largest pages when items are filtered here", async () => {
    const { service, cloud, requests, call } = provider;
    cloud.clearCalls();
    requests.length = 0;
    const page = await service.listListeners({ nameContains: "MQTT" }, { after: null, limit: 1 }, call());
    expect(page.items).toHaveLength(1);
    expect(requests.map(({ query }) => query)).toEqual(["limit=1000"]);
  });

  it("is two for a create, whose answer lacks the idle timeouts, plus one for tags", async () => {
    const parent = await parentNamed(provider, "elb-next");
    provider.cloud.clearCalls();
    const input = { parentId: parent.id, protocol: "TCP" as const, portRanges: [{ fromPort: 7_000 }] };
    const tagged = { ...input, portRanges: [{ fromPort: 7_001 }], tags: [{ key: "env", value: "test" }] };
    await provider.service.createListeners([{ parent: parent.ref, input }], provider.call());
    expect(counted(provider)).toEqual({ CreateListener: 1, ListListeners: 1 });
    provider.cloud.clearCalls();
    await provider.service.createListeners([{ parent: parent.ref, input: tagged }], provider.call());
    expect(counted(provider)).toEqual({ CreateListener: 1, BatchChangeTags: 1, ListListeners: 1 });
  });

  it("is one for a pool on a listener, plus one for each of its parts", async () => {
    const [bare, whole] = [
      await create(provider, { protocol: "TCP", port: 7_000 }),
      await create(provider, { protocol: "TCP", port: 7_001 }),
    ];
    provider.cloud.clearCalls();
    await createPool(provider, bare);
    expect(counted(provider)).toEqual({ CreatePool: 1 });
    provider.cloud.clearCalls();
    const healthMonitor = { intervalSeconds: 5, timeoutSeconds: 3, healthyThreshold: 2 };
    await createPool(provider, whole, { members: [server(1), server(2)], healthMonitor });
    expect(counted(provider)).toEqual({
      CreatePool: 1,
      ListLoadbalancers: 1,
      CreateMember: 2,
      CreateHealthmonitor: 1,
      ListPools: 1,
    });
  });

  it("is one for each member that differs when members are set, plus two reads", async () => {
    const { service, cloud, call } = provider;
    const pool = await createPool(provider, await create(provider, { protocol: "TCP", port: 7_000 }), {
      members: [server(1, { weight: 1 }), server(2, { weight: 1 })],
    });
    cloud.clearCalls();
    await service.setPoolMembers(pool, [server(2, { weight: 1 }), server(1, { weight: 9 })], call());
    expect(counted(provider)).toEqual({ ListMembers: 1, UpdateMember: 1, ListPools: 1 });
  });

  it("is one for an update of a pool, and two for one of a listener", async () => {
    const { service, cloud, call } = provider;
    const [listener, pool] = [await listenerNamed(provider, "search"), await poolNamed(provider, "search")];
    cloud.clearCalls();
    await service.updatePool(pool, { id: pool.id, name: "found" }, call());
    expect(counted(provider)).toEqual({ UpdatePool: 1 });
    cloud.clearCalls();
    await service.updateListener(listener, { id: listener.id, name: "found" }, call());
    expect(counted(provider)).toEqual({ UpdateListener: 1, ListListeners: 1 });
  });
});
