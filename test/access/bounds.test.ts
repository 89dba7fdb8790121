import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

const ACCOUNT = "huawei-ga-sandbox";
const OWNER = { authorization: "Bearer owner" };
const ROBOT = { authorization: "Bearer robot" };
const LABELLED = { authorization: "Bearer labelled" };

let graph: RunningGraph;
let parent: { id: string; nativeId: string };

beforeAll(async () => {
  const grant = (fields: Partial<GrantConfig>): GrantConfig => Object.assign(new GrantConfig(), fields);
  const token = (name: string) => Object.assign(new StaticTokenConfig(), { name, token: new Secret(name) });
  const access = Object.assign(new AccessConfig(), { tokens: [token("robot"), token("labelled")] });
  graph = await startGraph((config) => {
    config.server.bearerToken = new Secret("owner");
    config.server.access = access;
    // What the sandbox holds is known only when it runs; grants are read when a caller comes for the first time.
    access.grants = [
      grant({ callers: ["robot", "labelled"], actions: ["read"] }),
      grant({
        callers: ["robot"],
        accounts: [ACCOUNT],
        actions: ["change", "delete"],
        ports: ["8000-8499", "8500-8999", "9443"],
      }),
      grant({ callers: ["labelled"], accounts: [ACCOUNT], actions: ["change", "delete"], tags: { team: "games" } }),
    ];
  });
  const { data } = await graph.ask(
    `query ($ids: [ID!]) { listenerParents(filter: { accountIds: $ids }, first: 20) { nodes { id nativeId status listeners(first: 50) { nodes { id } } } } }`,
    { ids: [ACCOUNT] },
    OWNER,
  );
  // The emptiest: accelerators hold few listeners.
  const usable = data.listenerParents.nodes.filter(({ status }: { status: string }) => status === "ACTIVE");
  [parent] = usable.sort(
    (a: { listeners: { nodes: unknown[] } }, b: { listeners: { nodes: unknown[] } }) =>
      a.listeners.nodes.length - b.listeners.nodes.length,
  );
});
afterAll(() => graph.stop());

const PROBLEMS = "problems { code message path }";
const create = (headers: Record<string, string>, input: object) =>
  graph
    .ask(
      `mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id etag } ${PROBLEMS} } }`,
      { input: { parentId: parent.id, name: "bounds", protocol: "TCP", ...input } },
      headers,
    )
    .then(({ data }) => data.createListener);
const change = (headers: Record<string, string>, field: string, input: object) =>
  graph
    .ask(
      `mutation ($input: ${field[0]!.toUpperCase()}${field.slice(1)}Input!) { ${field}(input: $input) { ${PROBLEMS} } }`,
      { input },
      headers,
    )
    .then(({ data }) => data[field].problems);
const span = (fromPort: number, toPort = fromPort) => ({ portRanges: [{ fromPort, toPort }] });
const DENIED = { code: "ACCESS_DENIED", message: expect.stringContaining("8000-8499") };

describe("a robot that may only open certain ports", () => {
  it("opens, changes and closes them", async () => {
    // Two spans that follow each other are one.
    const { listener, problems } = await create(ROBOT, span(8400, 8600));
    expect(problems).toEqual([]);
    expect(await change(ROBOT, "updateListener", { id: listener.id, ...span(8700) })).toEqual([]);
    expect(await change(ROBOT, "deleteListener", { id: listener.id })).toEqual([]);
  });

  it.each([
    ["outside", span(7999)],
    ["partly outside", span(8900, 9000)],
    ["one of two outside", { portRanges: [{ fromPort: 8000 }, { fromPort: 22 }] }],
  ])("does not open others, before any cloud is asked: %s", async (_what, input) => {
    graph.forgetCalls();
    expect(await create(ROBOT, input)).toEqual({
      listener: null,
      problems: [expect.objectContaining({ ...DENIED, path: ["input", "parentId"] })],
    });
    expect(graph.countCalls()).toBe(0);
  });

  it("neither moves a listener out of its ports nor takes one that lies outside", async () => {
    const pool = { name: "mine", region: "cn-south-1" };
    const { listener: inside } = await create(ROBOT, span(8010));
    const { listener: outside } = await create(OWNER, span(7010));
    expect(await change(ROBOT, "updateListener", { id: inside.id, ...span(7011) })).toMatchObject([DENIED]);
    expect(await change(ROBOT, "updateListener", { id: outside.id, ...span(8011) })).toMatchObject([DENIED]);
    expect(await change(ROBOT, "updateListener", { id: outside.id, name: "mine" })).toMatchObject([DENIED]);
    expect(await change(ROBOT, "deleteListener", { id: outside.id, cascade: true })).toMatchObject([DENIED]);
    expect(await change(ROBOT, "createPool", { listenerId: outside.id, ...pool })).toMatchObject([DENIED]);
    for (const { id } of [inside, outside]) expect(await change(OWNER, "deleteListener", { id })).toEqual([]);
  });

  it("changes only pools of listeners within its ports", async () => {
    const { data } = await graph.ask(
      `query ($ids: [ID!]) { pools(filter: { accountIds: $ids }, first: 200) { nodes { id listeners { portRanges { fromPort toPort } } } } }`,
      { ids: [ACCOUNT] },
      OWNER,
    );
    const pool = data.pools.nodes.find(({ listeners }: { listeners: unknown[] | null }) => listeners?.length);
    expect(await change(ROBOT, "updatePool", { id: pool.id, name: "mine" })).toMatchObject([DENIED]);
    expect(await change(ROBOT, "setPoolMembers", { poolId: pool.id, members: [] })).toMatchObject([DENIED]);
    expect(await change(ROBOT, "deletePool", { id: pool.id, cascade: true })).toMatchObject([DENIED]);
  });
});

describe("a team that may change only what bears its tag", () => {
  const tags = [{ key: "team", value: "games" }];

  it("opens what bears it, and cannot take it off", async () => {
    const { listener, problems } = await create(LABELLED, { ...span(8100), tags });
    expect(problems).toEqual([]);
    expect(await change(LABELLED, "updateListener", { id: listener.id, tags: [] })).toMatchObject([
      { code: "ACCESS_DENIED" },
    ]);
    expect(await change(LABELLED, "deleteListener", { id: listener.id })).toEqual([]);
  });

  it("neither opens nor changes what does not", async () => {
    expect((await create(LABELLED, span(8101))).problems).toMatchObject([{ code: "ACCESS_DENIED" }]);
    expect((await create(LABELLED, { ...span(8101), tags: [{ key: "team", value: "shop" }] })).problems).toMatchObject([
      { code: "ACCESS_DENIED", message: expect.stringContaining("team=games") },
    ]);
    const { listener } = await create(OWNER, span(8102));
    expect(await change(LABELLED, "updateListener", { id: listener.id, tags })).toMatchObject([
      { code: "ACCESS_DENIED" },
    ]);
    expect(await change(OWNER, "deleteListener", { id: listener.id })).toEqual([]);
  });
});
