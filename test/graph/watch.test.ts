import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { type EventStream, openStream } from "../server/streams/event-stream.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph();
}, 60_000);
afterAll(() => graph.stop());

const LISTENERS = `subscription ($filter: ListenerFilter) {
  listenerChanged(filter: $filter) { id name status nativeStatus readAt account { id } parent { id } }
}`;
const POOLS = `subscription ($filter: PoolFilter) {
  poolChanged(filter: $filter) { id name status members { nodes { address weight } } }
}`;
const CREATE = `mutation ($input: CreateListenerInput!) {
  createListener(input: $input) { listener { id name account { id } parent { id } } problems { code message } change { id } }
}`;
const UPDATE = `mutation ($input: UpdateListenerInput!) {
  updateListener(input: $input) { listener { id } problems { code message } }
}`;
const DELETE = `mutation ($input: DeleteListenerInput!) {
  deleteListener(input: $input) { deletedListenerId problems { code message } }
}`;
const nameOf = (key: string) => key.toUpperCase().replaceAll("-", "_");
const watch = (query: string, filter: object | null) =>
  openStream(graph.endpoint, query, { method: "POST", variables: { filter } });

/** The next event that matches; events of states in between may come before it. */
async function until(stream: EventStream, isSo: (thing: Record<string, unknown>) => boolean) {
  for (;;) {
    const event = await stream.next();
    expect(event?.errors).toBeUndefined();
    const [thing] = Object.values(event!.data as Record<string, Record<string, unknown>>);
    if (isSo(thing!)) return thing!;
  }
}

async function apply(mutation: string, input: object) {
  const { data, errors } = await graph.ask(mutation, { input });
  expect(errors).toBeUndefined();
  const [payload] = Object.values(data) as { problems: unknown[]; listener: Record<string, unknown> }[];
  expect(payload!.problems).toEqual([]);
  return payload!;
}

async function parentOn(cloud: string): Promise<string> {
  const { data } = await graph.ask(
    `{ listenerParents(first: 200, filter: { providers: [${nameOf(cloud)}] }) { nodes { id status } } }`,
  );
  return data.listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE").id;
}

async function create(parentId: string, name: string, fromPort: number) {
  const { listener } = await apply(CREATE, { parentId, name, protocol: "TCP", portRanges: [{ fromPort }] });
  return listener as { id: string; account: object; parent: object };
}

describe("watching listeners", () => {
  it.each(providers.map(({ key }) => key))(
    "reports created, changed and deleted listeners of an account, on %s",
    async (cloud) => {
      const stream = await watch(LISTENERS, { providers: [nameOf(cloud)] });
      const { id, account, parent } = await create(await parentOn(cloud), "watched", 19_300);
      expect(await until(stream, (one) => one.id === id)).toMatchObject({ name: "watched", account, parent });
      await apply(UPDATE, { id, name: "renamed" });
      await until(stream, (one) => one.id === id && one.name === "renamed");
      await apply(DELETE, { id, cascade: true });
      const gone = await until(stream, (one) => one.status === "DELETING" && one.nativeStatus === null);
      expect(gone).toMatchObject({ id, name: "renamed" });
      stream.leave();
    },
  );

  it("reports only listeners that match the filter, or matched before", async () => {
    const parentId = await parentOn("huawei-elb");
    const named = await watch(LISTENERS, { parentId, names: ["alpha"] });
    const alpha = await create(parentId, "alpha", 19_310);
    const beta = await create(parentId, "beta", 19_311);
    await until(named, (one) => one.id === alpha.id && one.name === "alpha");
    await apply(UPDATE, { id: alpha.id, name: "gamma" });
    await until(named, (one) => one.id === alpha.id && one.name === "gamma");
    await apply(UPDATE, { id: alpha.id, description: "It does not fit any more." });
    await apply(UPDATE, { id: beta.id, name: "alpha" });
    // What happened in between is not reported.
    expect((await named.next())!.data).toMatchObject({ listenerChanged: { id: beta.id, name: "alpha" } });
    named.leave();
    for (const { id } of [alpha, beta]) await apply(DELETE, { id, cascade: true });
  });

  it("reports named listeners, with the time at which each was read", async () => {
    const parentId = await parentOn("huawei-ga");
    const [one, other] = [await create(parentId, "one", 19_320), await create(parentId, "other", 19_321)];
    const stream = await watch(LISTENERS, { ids: [other.id] });
    const since = Date.now();
    await apply(UPDATE, { id: one.id, name: "unseen" });
    await apply(UPDATE, { id: other.id, name: "seen" });
    const event = await until(stream, ({ name }) => name !== "other");
    expect(event).toMatchObject({ id: other.id, name: "seen" });
    expect(Date.parse(event.readAt as string)).toBeGreaterThanOrEqual(since - 1);
    stream.leave();
    for (const { id } of [one, other]) await apply(DELETE, { id, cascade: true });
  });

  it("reads the objects that the filter has conditions on, for listeners that it reports", async () => {
    const parentId = await parentOn("huawei-elb");
    const { data } = await graph.ask(`query ($id: ID!) { node(id: $id) { ... on LoadBalancer { addresses } } }`, {
      id: parentId,
    });
    const here = await watch(LISTENERS, { providers: ["HUAWEI_ELB"], addresses: data.node.addresses });
    const nowhere = await watch(LISTENERS, { providers: ["HUAWEI_ELB"], addresses: ["192.0.2.1"] });
    const { id } = await create(parentId, "reached", 19_330);
    await until(here, (one) => one.id === id);
    await apply(DELETE, { id, cascade: true });
    // Nothing of a deleted listener can be read, but it is reported all the same.
    expect((await nowhere.next())!.data).toMatchObject({ listenerChanged: { id, status: "DELETING" } });
    here.leave();
    nowhere.leave();
  });

  it("reports that an account cannot be read, continues, and reports what has changed when it can be read again", async () => {
    const cloud = graph.app.sandbox!.cloud("huawei-ga");
    const { id } = await create(await parentOn("huawei-ga"), "before", 19_360);
    const stream = await watch(LISTENERS, { ids: [id] });
    cloud.faults.add({ fault: { kind: "refuse" } });
    const event = await stream.next();
    cloud.faults.clear();
    expect(event).toMatchObject({
      data: { listenerChanged: null },
      errors: [{ path: ["listenerChanged"], extensions: { code: "PROVIDER_UNAVAILABLE", isRetryable: true } }],
    });
    expect(event!.errors![0]!.message).toMatch(/^Account huawei-ga-sandbox cannot be read at the moment: /);
    // The endpoint gets no requests for a while after so many failures.
    const rename = { input: { id, name: "after" } };
    await expect
      .poll(async () => (await graph.ask(UPDATE, rename)).data.updateListener.problems, { timeout: 60_000 })
      .toEqual([]);
    expect(await until(stream, () => true)).toMatchObject({ id, name: "after" });
    stream.leave();
    await apply(DELETE, { id, cascade: true });
  }, 120_000);

  it.each([
    ["a port that there is not", { coversPort: 0 }, "INVALID_INPUT"],
    ["an unknown account", { accountIds: ["nobody"] }, "INVALID_INPUT"],
    ["an id of something else", { ids: ["nonsense"] }, "INVALID_INPUT"],
    ["accounts of which none is left", { providers: ["HUAWEI_GA"], accountIds: ["elb-sandbox"] }, "NOT_FOUND"],
  ])("refuses %s, as the only event", async (_what, filter, code) => {
    const stream = await watch(LISTENERS, filter);
    expect((await stream.next())!.errors).toMatchObject([{ extensions: { code } }]);
    expect(await stream.next()).toBeNull();
  });
});

describe("watching pools", () => {
  const CREATE_POOL = `mutation ($input: CreatePoolInput!) {
    createPool(input: $input) { pool { id } problems { code message } }
  }`;
  const SET = `mutation ($input: SetPoolMembersInput!) { setPoolMembers(input: $input) { problems { code message } } }`;
  const DELETE_POOL = `mutation ($input: DeletePoolInput!) { deletePool(input: $input) { problems { code message } } }`;

  it("reports named pools also when their members differ, and other pools only when they differ themselves", async () => {
    const listener = await create(await parentOn("huawei-elb"), "with a pool", 19_340);
    const all = await watch(POOLS, { providers: ["HUAWEI_ELB"] });
    const input = { listenerId: listener.id, name: "servers", algorithm: "ROUND_ROBIN", members: [] };
    const { data } = await graph.ask(CREATE_POOL, { input });
    expect(data.createPool.problems).toEqual([]);
    const { id } = data.createPool.pool;
    await until(all, (pool) => pool.id === id);
    const named = await watch(POOLS, { ids: [id] });
    const { data: subnets } = await graph.ask(
      `{ poolMembers(filter: { accountIds: ["elb-sandbox"] }, first: 1) { nodes { subnetId address port } } }`,
    );
    const [known] = subnets.poolMembers.nodes;
    const members = [{ address: known.address, port: 8_123, weight: 7, subnetId: known.subnetId }];
    await apply(SET, { poolId: id, members });
    await until(named, (pool) => (pool.members as { nodes: unknown[] }).nodes.length === 1);
    await apply(DELETE_POOL, { id, cascade: true });
    await until(named, (pool) => pool.status === "DELETING");
    // The members of other pools caused no event.
    expect((await all.next())!.data).toMatchObject({ poolChanged: { id, status: "DELETING" } });
    for (const stream of [all, named]) stream.leave();
    await apply(DELETE, { id: listener.id, cascade: true });
  });
});

describe("following a change", () => {
  const FOLLOW = `subscription ($id: ID!) { cloudChangeProgressed(id: $id) { id state steps { state } target { ... on Listener { name } } } }`;
  const follow = (id: string) => openStream(graph.endpoint, FOLLOW, { method: "POST", variables: { id } });

  it("reports its progress until its end, with what it has made", async () => {
    const input = {
      parentId: await parentOn("huawei-elb"),
      name: "followed",
      protocol: "TCP",
      portRanges: [{ fromPort: 19_350 }],
      background: true,
    };
    const { data } = await graph.ask(CREATE, { input });
    const stream = await follow(data.createListener.change.id);
    const states: unknown[] = [];
    for (let event = await stream.next(); event; event = await stream.next()) {
      expect(event.errors).toBeUndefined();
      const { cloudChangeProgressed: change } = event.data as Record<string, Record<string, unknown>>;
      states.push(change!.state);
      if (change!.state === "SUCCEEDED")
        expect(change).toMatchObject({ steps: [{ state: "DONE" }], target: { name: "followed" } });
    }
    expect(states.at(-1)).toBe("SUCCEEDED");
    expect(states.filter((state) => state === "SUCCEEDED")).toHaveLength(1);
  });

  it.each([
    ["no change", "nonsense", "INVALID_INPUT"],
    ["a change that there is not", "00000000-0000-0000-0000-000000000000", "NOT_FOUND"],
  ])("refuses an id of %s", async (_what, id, code) => {
    const stream = await follow(id);
    expect((await stream.next())!.errors).toMatchObject([{ extensions: { code } }]);
    expect(await stream.next()).toBeNull();
  });
});
