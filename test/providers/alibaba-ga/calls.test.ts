import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Listener } from "../../../src/model/listener.js";
import { whole } from "../../../src/providers/kit/listing.js";
import { allListed } from "../../support/listed.js";
import { connectGa, type Ga } from "./recorder.js";
import { create, createPool, listenerNamed, must, parentNamed } from "./steps.js";

const all = { after: null, limit: 201 };

/** How often each action was called. */
function counted({ cloud }: Ga): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of cloud.calls) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

describe("upstream calls with 100 listeners on two accelerators", () => {
  let ga: Ga;
  let listeners: readonly Listener[];
  beforeAll(async () => {
    ga = await connectGa({ listeners: 100 });
    ({ items: listeners } = await ga.service.listListeners({}, all, ga.call()));
    await poolsOfAll();
  });
  afterAll(() => ga.stop());
  beforeEach(() => ga.cloud.clearCalls());

  const poolsOfAll = async () => allListed(await ga.service.poolsOfListeners(listeners, ga.call()));

  it("are one more for each accelerator the first time, since its page is full to the last place", async () => {
    const again = await connectGa({ listeners: 100 });
    await again.service.listListeners({}, all, again.call());
    expect(counted(again)).toEqual({ ListAccelerators: 1, ListListeners: 3 + 2 });
    again.cloud.clearCalls();
    await again.service.listListeners({}, all, again.call());
    expect(counted(again)).toEqual({ ListAccelerators: 1, ListListeners: 3 });
    await again.stop();
  });

  it("are one for one listener by id", async () => {
    expect((await ga.service.readListeners([listeners[7]!.ref], ga.call())).size).toBe(1);
    expect(counted(ga)).toEqual({ DescribeListener: 1 });
  });

  it("are one per accelerator for many listeners by id", async () => {
    const refs = listeners.map(({ ref }) => ref);
    expect((await ga.service.readListeners(refs, ga.call())).size).toBe(100);
    expect(counted(ga)).toEqual({ ListListeners: 2 });
  });

  it("are one each for a few listeners by urn, which has no accelerator in it", async () => {
    const refs = listeners.slice(0, 3).map(({ ref: { hint: _, ...ref } }) => ref);
    expect((await ga.service.readListeners(refs, ga.call())).size).toBe(3);
    expect(counted(ga)).toEqual({ DescribeListener: 3 });
  });

  it("are one for all accelerators and one for each of them, the empty one too, for 100 listeners flat", async () => {
    expect((await ga.service.listListeners({}, all, ga.call())).items).toHaveLength(100);
    expect(counted(ga)).toEqual({ ListAccelerators: 1, ListListeners: 3 });
  });

  it("are no more than a page needs", async () => {
    const { hint, key } = listeners[9]!.ref;
    const { items, next } = await ga.service.listListeners({}, { after: `${hint}/${key}`, limit: 20 }, ga.call());
    expect(items.map(({ nativeId }) => nativeId)).toEqual(listeners.slice(10, 30).map(({ nativeId }) => nativeId));
    expect(next).toBe(`${hint}/${listeners[29]!.ref.key}`);
    expect(counted(ga)).toEqual({ ListAccelerators: 1, ListListeners: 1 });
  });

  it("are one for a page of one accelerator", async () => {
    const parent = listeners[0]!.parentRef!;
    expect((await ga.service.listListeners({ parent }, all, ga.call())).items).toHaveLength(50);
    expect(counted(ga)).toEqual({ ListListeners: 1 });
  });

  it("are one more for all parents", async () => {
    const parents = [...new Map(listeners.map(({ parentRef }) => [parentRef!.key, parentRef!])).values()];
    expect((await ga.service.readParents(parents, ga.call())).size).toBe(2);
    expect(counted(ga)).toEqual({ ListAccelerators: 1 });
    await ga.service.readParents(parents.slice(0, 1), ga.call());
    expect(counted(ga)).toEqual({ ListAccelerators: 1, DescribeAccelerator: 1 });
  });

  it("are one per accelerator for all pools, and none for their members and health monitors", async () => {
    const pools = await poolsOfAll();
    expect(pools).toHaveLength(100);
    expect(counted(ga)).toEqual({ ListEndpointGroups: 2 });
    expect(allListed(await ga.service.membersOfPools(pools, ga.call()))).toHaveLength(200);
    expect((await ga.service.healthMonitorsOfPools(pools, ga.call())).size).toBe(100);
    expect(counted(ga)).toEqual({ ListEndpointGroups: 2 });
  });

  it("are one per accelerator for pools by id", async () => {
    const refs = (await poolsOfAll()).map(({ ref }) => ref);
    ga.cloud.clearCalls();
    expect((await ga.service.readPools(refs, ga.call())).size).toBe(100);
    expect(counted(ga)).toEqual({ ListEndpointGroups: 2 });
  });

  it("are one for the pools of one listener", async () => {
    await ga.service.poolsOfListeners(listeners.slice(0, 1), ga.call());
    expect(counted(ga)).toEqual({ ListEndpointGroups: 1 });
  });
});

describe("upstream calls with more pools on an accelerator than a page holds", () => {
  let ga: Ga;
  let listeners: readonly Listener[];
  beforeAll(async () => {
    ga = await connectGa({ listeners: 50 });
    ({ items: listeners } = await ga.service.listListeners({}, all, ga.call()));
    const regions = ["us-east-1", "us-west-1", "ap-southeast-1", "cn-shanghai"];
    for (const listener of listeners.slice(0, 26))
      for (const region of regions) await createPool(ga, listener, { region });
  }, 60_000);
  afterAll(() => ga.stop());
  beforeEach(() => ga.cloud.clearCalls());

  it("read few listeners' pools one by one when the list has more pages than that", async () => {
    // 154 groups are four pages, the first of which is read to know that.
    const two = listeners.slice(0, 2);
    const found = await ga.service.poolsOfListeners(two, ga.call());
    expect([...found.values()].map((pools) => whole(must(pools)).length)).toEqual([5, 5]);
    expect(counted(ga)).toEqual({ ListEndpointGroups: 3 });
  });

  it("read many listeners' pools to the list's end", async () => {
    const found = await ga.service.poolsOfListeners(listeners, ga.call());
    expect(allListed(found)).toHaveLength(154);
    expect(counted(ga)).toEqual({ ListEndpointGroups: 4 });
  });

  it("read few pools by id without reading the list's end", async () => {
    const pools = allListed(await ga.service.poolsOfListeners(listeners.slice(0, 1), ga.call()));
    ga.cloud.clearCalls();
    expect(
      (
        await ga.service.readPools(
          pools.slice(0, 2).map(({ ref }) => ref),
          ga.call(),
        )
      ).size,
    ).toBe(2);
    expect(ga.cloud.countCalls()).toBeLessThanOrEqual(3);
  });
});

describe("upstream calls with the usual inventory", () => {
  let ga: Ga;
  beforeAll(async () => {
    ga = await connectGa();
  });
  afterAll(() => ga.stop());

  const actions = () => ga.cloud.calls.map(({ action }) => action);

  it("are one for the health of each listener's members, and none for the members", async () => {
    const [lobby, spectators] = [await listenerNamed(ga, "lobby"), await listenerNamed(ga, "spectators")];
    const pools = allListed(await ga.service.poolsOfListeners([lobby, spectators], ga.call()));
    ga.cloud.clearCalls();
    const own = pools.filter(({ listenerRefs }) => listenerRefs?.[0]?.key === lobby.ref.key);
    expect(own).toHaveLength(2);
    await ga.service.membersOfPools(pools, ga.call());
    expect(actions()).toEqual([]);
    await ga.service.healthOfPools!(own, ga.call());
    expect(actions()).toEqual(["GetHealthStatus"]);
    ga.cloud.clearCalls();
    await ga.service.healthOfPools!(pools, ga.call());
    expect(actions()).toEqual(["GetHealthStatus", "GetHealthStatus"]);
  });

  it("are two for each change of a listener", async () => {
    const parent = await parentNamed(ga, "spare-capacity");
    ga.cloud.clearCalls();
    const input = { parentId: parent.id, name: "counted", protocol: "TCP" as const, portRanges: [{ fromPort: 7000 }] };
    const [listener] = await ga.service.createListeners([{ parent: parent.ref, input }], ga.call());
    await ga.service.updateListener(must(listener), { id: "", name: "recounted" }, ga.call());
    expect(actions()).toEqual(["CreateListener", "DescribeListener", "UpdateListener", "DescribeListener"]);
  });

  it("are as many as there are steps when a listener goes with its pools", async () => {
    const listener = await create(ga, { name: "doomed", protocol: "TCP", port: 7001 });
    await createPool(ga, listener);
    ga.cloud.clearCalls();
    await ga.service.deleteListener(listener, { cascade: true }, ga.call());
    expect(actions().slice(0, 2).sort()).toEqual(["DescribeAccelerator", "ListEndpointGroups"]);
    expect(actions().slice(2)).toEqual(["DeleteEndpointGroups", "ListEndpointGroups", "DeleteListener"]);
  });
});
