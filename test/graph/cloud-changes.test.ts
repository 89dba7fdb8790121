import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type AccessAction, AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { parseGlobalId, urnOf } from "../../src/model/resource-ref.js";
import { providers } from "../../src/providers/registry.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** Who may do what: each caller's token is its name. */
const GRANTS: Readonly<Record<string, readonly AccessAction[]>> = {
  operator: ["read", "change", "delete", "audit"],
  robot: ["read", "change", "delete"],
  auditor: ["read", "audit"],
  reader: ["read"],
};
let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    const tokens = Object.keys(GRANTS).map((name) =>
      Object.assign(new StaticTokenConfig(), { name, token: new Secret(`token-of-${name}`), groups: [`${name}s`] }),
    );
    const grants = Object.entries(GRANTS).map(([name, actions]) =>
      Object.assign(new GrantConfig(), { callers: [name], actions }),
    );
    config.server.access = Object.assign(new AccessConfig(), { tokens, grants });
  });
});
afterAll(() => graph.stop());

const ask = (caller: string, query: string, variables: Record<string, unknown> = {}) =>
  graph.ask(query, variables, { authorization: `Bearer token-of-${caller}` });

const CHANGE = `id action state origin isReplay idempotencyKey requestedAt startedAt finishedAt targetUrn
  account { id } caller { id name groups } parent { id } problems { code }
  target { __typename ... on Listener { id name } ... on Pool { id name } }
  differences { path before after } steps { action state requestId startedAt finishedAt }`;
const CREATE = `mutation ($input: CreateListenerInput!) {
  createListener(input: $input) { listener { id urn etag } requestIds problems { code message path } change { ${CHANGE} } }
}`;
const UPDATE = `mutation ($input: UpdateListenerInput!) {
  updateListener(input: $input) { listener { id } requestIds problems { code message path } change { ${CHANGE} } }
}`;
const DELETE = `mutation ($input: DeleteListenerInput!) {
  deleteListener(input: $input) { deletedListenerId problems { code } change { ${CHANGE} } }
}`;
const ONE = `query ($id: ID!) { cloudChange(id: $id) { ${CHANGE} } }`;
const LIST = `query ($filter: CloudChangeFilter, $first: Int, $after: String) {
  cloudChanges(filter: $filter, first: $first, after: $after) {
    nodes { id action } edges { cursor node { id } } totalCount pageInfo { hasNextPage hasPreviousPage endCursor }
  }
}`;

interface Made {
  readonly accountId: string;
  readonly listenerId: string;
  readonly urn: string;
  readonly parentId: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly created: any;
}
const made = new Map<string, Made>();
const nameOf = (key: string) => key.toUpperCase().replaceAll("-", "_");
beforeAll(async () => {
  for (const { key } of providers) {
    const { data } = await ask(
      "operator",
      `{ listenerParents(first: 200, filter: { providers: [${nameOf(key)}] }) { nodes { id status account { id } } } }`,
    );
    const parent = data.listenerParents.nodes.find(({ status }: { status: string }) => status === "ACTIVE");
    const input = { parentId: parent.id, name: "first", protocol: "TCP", portRanges: [{ fromPort: 19_100 }] };
    const { data: answer, errors } = await ask("operator", CREATE, { input });
    expect([errors, answer?.createListener.problems]).toEqual([undefined, []]);
    const { listener } = answer.createListener;
    made.set(key, {
      accountId: parent.account.id,
      listenerId: listener.id,
      urn: listener.urn,
      parentId: parent.id,
      created: answer.createListener,
    });
  }
});
const clouds = providers.map(({ key }) => key);

describe("a change in the graph", () => {
  it.each(clouds)("is shown by its payload as by its id: who, what, the cloud's requests, on %s", async (cloud) => {
    const { created, accountId, listenerId, urn, parentId } = made.get(cloud)!;
    const { change, requestIds } = created;
    expect(change).toMatchObject({
      action: "CREATE_LISTENER",
      state: "SUCCEEDED",
      origin: "GRAPH",
      isReplay: false,
      idempotencyKey: null,
      targetUrn: urn,
      account: { id: accountId },
      parent: { id: parentId },
      caller: { id: "operator", name: "operator", groups: ["operators"] },
      problems: [],
      target: { __typename: "Listener", id: listenerId, name: "first" },
    });
    expect(change.steps.map(({ requestId }: { requestId: string }) => requestId)).toEqual(requestIds);
    expect(change.steps.length).toBeGreaterThan(0);
    expect(change.differences).toContainEqual({ path: ["name"], before: null, after: "first" });
    const { data, errors } = await ask("auditor", ONE, { id: change.id });
    expect(errors).toBeUndefined();
    expect(data.cloudChange).toEqual(change);
  });

  it.each(clouds)("tells what it made otherwise, and outlives what it was made to, on %s", async (cloud) => {
    const { listenerId: id, urn } = made.get(cloud)!;
    const updated = (await ask("operator", UPDATE, { input: { id, name: "second" } })).data.updateListener;
    expect(updated.change.differences).toEqual([{ path: ["name"], before: "first", after: "second" }]);
    const deleted = (await ask("operator", DELETE, { input: { id, cascade: true } })).data.deleteListener;
    expect(deleted).toMatchObject({
      problems: [],
      change: { action: "DELETE_LISTENER", targetUrn: urn, target: null },
    });
    expect(deleted.change.differences).toContainEqual({ path: ["name"], before: "second", after: null });
    const { data } = await ask("auditor", LIST, { filter: { targetUrn: urn } });
    expect(data.cloudChanges).toMatchObject({
      nodes: [{ action: "DELETE_LISTENER" }, { action: "UPDATE_LISTENER" }, { action: "CREATE_LISTENER" }],
      totalCount: 3,
      pageInfo: { hasNextPage: false },
    });
  });

  it("is null where the input was refused, which is not kept", async () => {
    const [{ parentId }] = made.values() as unknown as [Made];
    const input = { parentId, name: "x", protocol: "TCP", portRanges: [] };
    const { data } = await ask("operator", CREATE, { input });
    expect(data.createListener).toMatchObject({ change: null, problems: [{ path: ["input", "portRanges"] }] });
  });

  it("is an entity and a node", async () => {
    const { id } = made.get(clouds[0]!)!.created.change;
    const query = `query ($id: ID!, $r: [_Any!]!) {
      node(id: $id) { __typename id } _entities(representations: $r) { ... on CloudChange { id action } }
    }`;
    const absent = "00000000-0000-4000-8000-000000000000";
    const r = [id, absent].map((one) => ({ __typename: "CloudChange", id: one }));
    const { data, errors } = await ask("auditor", query, { id, r });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      node: { __typename: "CloudChange", id },
      _entities: [{ id, action: "CREATE_LISTENER" }, null],
    });
  });
});

describe("the history", () => {
  it("goes from page to page, newest first, without a gap", async () => {
    const { data: all } = await ask("auditor", LIST, { first: 200 });
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await ask("auditor", LIST, { first: 4, after });
      ids.push(...data.cloudChanges.nodes.map(({ id }: { id: string }) => id));
      after = data.cloudChanges.pageInfo.hasNextPage ? data.cloudChanges.pageInfo.endCursor : null;
    } while (after !== null);
    expect(ids.length).toBeGreaterThanOrEqual(5);
    expect(ids).toEqual(all.cloudChanges.nodes.map(({ id }: { id: string }) => id));
  });

  it("is narrowed by all that the filter has", async () => {
    const [{ accountId, parentId, created }] = made.values() as unknown as [Made];
    const { requestedAt } = created.change;
    const listed = async (filter: object) => {
      const { data, errors } = await ask("auditor", LIST, { filter, first: 200 });
      expect(errors).toBeUndefined();
      return data.cloudChanges.nodes.map(({ id }: { id: string }) => id);
    };
    const own = { accountIds: [accountId], parentId, actions: ["CREATE_LISTENER"], states: ["SUCCEEDED"] };
    const before = new Date(Date.parse(requestedAt) + 1).toISOString();
    const after = new Date(Date.parse(requestedAt) - 1).toISOString();
    const whole = { ...own, origins: ["GRAPH"], callerId: "operator", requestedAfter: after, requestedBefore: before };
    expect(await listed(whole)).toEqual([created.change.id]);
    for (const other of [
      { callerId: "robot" },
      { requestedAfter: before },
      { states: ["FAILED"] },
      { origins: ["OUTSIDE"] },
    ])
      expect(await listed({ ...own, ...other })).toEqual([]);
  });

  it("are there for each listener and pool of a list, with one question to the store for all", async () => {
    const { data: some } = await ask(
      "operator",
      "{ pools(first: 200) { nodes { id urn account { id } listeners { id } } } }",
    );
    const pool = some.pools.nodes[0];
    const query = `query ($id: ID!) { pool(id: $id) { changes { nodes { action } totalCount } }
      listeners(first: 50) { nodes { urn changes(first: 2) { nodes { action targetUrn } } } } }`;
    const { data, errors } = await ask("auditor", query, { id: pool.id });
    expect(errors).toBeUndefined();
    expect(data.pool.changes).toEqual({ nodes: [], totalCount: 0 });
    for (const { urn, changes } of data.listeners.nodes)
      for (const { targetUrn } of changes.nodes) expect(targetUrn).toBe(urn);
  });

  it("is hidden from callers without the right to audit, but for their own changes by id", async () => {
    const { id } = made.get(clouds[0]!)!.created.change;
    const absent = "00000000-0000-4000-8000-000000000000";
    for (const caller of ["robot", "reader"]) {
      expect((await ask(caller, LIST)).data.cloudChanges).toMatchObject({ nodes: [], totalCount: 0 });
      const answers = await Promise.all([id, absent].map((one) => ask(caller, ONE, { id: one })));
      expect(answers.map(({ data, errors }) => [data.cloudChange, errors?.[0]?.extensions?.code])).toEqual([
        [null, "NOT_FOUND"],
        [null, "NOT_FOUND"],
      ]);
      const cancel = `mutation ($id: ID!) { cancelCloudChange(input: { id: $id }) { change { id } problems { code path } }
        recheckCloudChange(input: { id: $id }) { change { id } problems { code path } } }`;
      const refused = { change: null, problems: [{ code: "NOT_FOUND", path: ["input", "id"] }] };
      const { data } = await ask(caller, cancel, { id });
      expect(data).toEqual({ cancelCloudChange: refused, recheckCloudChange: refused });
    }
    const { data } = await ask("operator", "{ listeners(first: 200) { nodes { id status frozen { isFrozen } } } }");
    const listener = data.listeners.nodes.find(
      ({ status, frozen }: { status: string; frozen: { isFrozen: boolean } | null }) =>
        status === "ACTIVE" && !frozen?.isFrozen,
    );
    const own = (await ask("robot", UPDATE, { input: { id: listener.id, name: "of-robot" } })).data.updateListener;
    expect(own.problems).toEqual([]);
    expect((await ask("robot", ONE, { id: own.change.id })).data.cloudChange).toEqual(own.change);
    const { data: hidden } = await ask("robot", "query ($id: ID!) { listener(id: $id) { changes { nodes { id } } } }", {
      id: listener.id,
    });
    expect(hidden.listener.changes.nodes).toEqual([]);
  });

  it("refuses arguments that make no sense, at their places", async () => {
    const refusals: readonly [variables: object, path: readonly string[]][] = [
      [{ first: 0 }, ["first"]],
      [{ after: "nonsense" }, ["after"]],
      [{ filter: { accountIds: ["no-such"] } }, ["filter", "accountIds"]],
      [{ filter: { parentId: "nonsense" } }, ["filter", "parentId"]],
    ];
    for (const [variables, path] of refusals) {
      const { data, errors } = await ask("auditor", LIST, variables as Record<string, unknown>);
      expect(data.cloudChanges).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({ code: "INVALID_INPUT", argument: path });
    }
    const { errors } = await ask("auditor", ONE, { id: "nonsense" });
    expect(errors?.[0]?.extensions).toMatchObject({ code: "INVALID_INPUT", argument: ["id"] });
  });
});

describe("the last change", () => {
  const LAST = `{ listeners(first: 200) { nodes { id urn lastChange { id action state origin caller { id } targetUrn } } } }`;
  interface Shown {
    readonly id: string;
    readonly urn: string;
    readonly lastChange: { readonly id: string; readonly targetUrn: string } | null;
  }
  const lastOf = async (caller: string, id: string) => {
    const { data, errors } = await ask(caller, LAST);
    expect(errors).toBeUndefined();
    return (data.listeners.nodes as Shown[]).find((one) => one.id === id)!.lastChange;
  };
  let id = "";
  beforeAll(async () => {
    const [{ parentId }] = made.values() as unknown as [Made];
    const input = { parentId, name: "touched", protocol: "TCP", portRanges: [{ fromPort: 19_300 }] };
    const { data } = await ask("operator", CREATE, { input });
    expect(data.createListener.problems).toEqual([]);
    ({ id } = data.createListener.listener);
  });

  it("is the newest that touched the listener, of all listeners with one question to the store", async () => {
    const asked = vi.spyOn(graph.app.store.journal, "latestByTarget");
    const { data, errors } = await ask("auditor", LAST);
    const questions = asked.mock.calls.length;
    asked.mockRestore();
    expect(errors).toBeUndefined();
    const nodes: readonly Shown[] = data.listeners.nodes;
    expect([questions, nodes.length > 50]).toEqual([1, true]);
    for (const { urn, lastChange } of nodes) if (lastChange) expect(lastChange.targetUrn).toBe(urn);
    expect(nodes.some(({ lastChange }) => lastChange === null)).toBe(true);
    expect(nodes.find((one) => one.id === id)!.lastChange).toMatchObject({
      ...{ action: "CREATE_LISTENER", state: "SUCCEEDED", origin: "GRAPH", caller: { id: "operator" } },
    });
  });

  it("is not one that had nothing to do, and of others' changes only an auditor sees it", async () => {
    const updated = (await ask("robot", UPDATE, { input: { id, name: "by-robot" } })).data.updateListener.change;
    const { change: nothingToDo } = (await ask("operator", UPDATE, { input: { id, name: "by-robot" } })).data
      .updateListener;
    expect(nothingToDo).toMatchObject({ state: "SUCCEEDED", steps: [] });
    expect(await lastOf("auditor", id)).toMatchObject({ id: updated.id, action: "UPDATE_LISTENER" });
    expect(await lastOf("robot", id)).toMatchObject({ id: updated.id });
    expect(await lastOf("reader", id)).toBeNull();
    const again = (await ask("operator", UPDATE, { input: { id, name: "by-operator" } })).data.updateListener.change;
    expect(await lastOf("auditor", id)).toMatchObject({ id: again.id });
    // The newest of its own.
    expect(await lastOf("robot", id)).toMatchObject({ id: updated.id });
  });

  it("is there for pools", async () => {
    const { data: some } = await ask(
      "operator",
      "{ pools(first: 200) { nodes { id provider members { nodes { id } } } } }",
    );
    const pool = some.pools.nodes.find(
      ({ provider, members }: { provider: string; members: { nodes: object[] } }) =>
        provider === "HUAWEI_ELB" && members.nodes.length > 0,
    );
    const input = `mutation ($id: ID!) { setPoolMembers(input: { poolId: $id, members: [] }) { problems { code message } change { id } } }`;
    const { setPoolMembers } = (await ask("operator", input, { id: pool.id })).data;
    expect(setPoolMembers.problems).toEqual([]);
    const { data } = await ask("auditor", "query ($id: ID!) { pool(id: $id) { lastChange { id action } } }", {
      id: pool.id,
    });
    expect(data.pool.lastChange).toEqual({ id: setPoolMembers.change.id, action: "SET_POOL_MEMBERS" });
  });
});

describe("a change that was made outside", () => {
  const SEEN = `${CHANGE} observedBetween { after before }`;
  let urn = "";
  let target = { id: "", name: "" };
  let parentId = "";
  beforeAll(async () => {
    const [{ accountId, ...known }] = made.values() as unknown as [Made];
    ({ parentId } = known);
    const input = { parentId, name: "now", protocol: "TCP", portRanges: [{ fromPort: 19_400 }] };
    const { createListener } = (await ask("robot", CREATE, { input })).data;
    expect(createListener.problems).toEqual([]);
    ({ urn } = createListener.listener);
    target = { id: createListener.listener.id, name: "now" };
    await graph.app.store.journal.keepOutside([
      {
        ...{ action: "UPDATE_LISTENER", accountId, targetUrn: urn, before: { name: "was" }, after: { name: "now" } },
        parentUrn: urnOf(parseGlobalId(parentId)!),
        differences: [{ path: ["name"], before: "was", after: "now" }],
        observedAfter: Date.parse("2026-11-01T10:00:00Z"),
      },
    ]);
  });

  it("is in the same history: what differs, between which instants, and nobody who asked for it", async () => {
    const query = `query ($filter: CloudChangeFilter) { cloudChanges(filter: $filter) { nodes { ${SEEN} } } }`;
    const { data, errors } = await ask("auditor", query, { filter: { targetUrn: urn } });
    expect(errors).toBeUndefined();
    const [outside, created] = data.cloudChanges.nodes;
    expect(created).toMatchObject({ action: "CREATE_LISTENER", origin: "GRAPH", observedBetween: null });
    expect(outside).toMatchObject({
      ...{ action: "UPDATE_LISTENER", origin: "OUTSIDE", state: "SUCCEEDED", caller: null, steps: [], problems: [] },
      ...{ targetUrn: urn, target: { __typename: "Listener", ...target }, parent: { id: parentId } },
      ...{ isReplay: false, idempotencyKey: null, startedAt: null },
      differences: [{ path: ["name"], before: "was", after: "now" }],
    });
    const { observedBetween, requestedAt, finishedAt } = outside;
    expect(observedBetween.after).toBe("2026-11-01T10:00:00.000Z");
    expect([requestedAt, finishedAt]).toEqual([observedBetween.before, observedBetween.before]);
    const { data: narrowed } = await ask("auditor", query, { filter: { origins: ["OUTSIDE"] } });
    expect(narrowed.cloudChanges.nodes).toEqual([outside]);
    const { data: last } = await ask(
      "auditor",
      `query ($id: ID!) { listener(id: $id) { lastChange { ${SEEN} } changes { nodes { id } } } }`,
      { id: target.id },
    );
    expect(last.listener.lastChange).toEqual(outside);
    expect(last.listener.changes.nodes.map(({ id }: { id: string }) => id)).toEqual([outside.id, created.id]);
  });

  it("is nobody's own, and nobody may take it back or look at it again", async () => {
    const { data } = await ask("auditor", LIST, { filter: { origins: ["OUTSIDE"] } });
    const [{ id }] = data.cloudChanges.nodes;
    for (const caller of ["robot", "reader"]) {
      const { data: hidden, errors } = await ask(caller, ONE, { id });
      expect([hidden.cloudChange, errors?.[0]?.extensions?.code]).toEqual([null, "NOT_FOUND"]);
    }
    const { data: own } = await ask("robot", "query ($id: ID!) { listener(id: $id) { lastChange { origin } } }", {
      id: target.id,
    });
    expect(own.listener.lastChange).toEqual({ origin: "GRAPH" });
    const both = `mutation ($id: ID!) {
      cancelCloudChange(input: { id: $id }) { change { id state } problems { code } }
      recheckCloudChange(input: { id: $id }) { change { id state } problems { code } }
    }`;
    const { data: touched } = await ask("operator", both, { id });
    expect(touched).toEqual({
      cancelCloudChange: { change: { id, state: "SUCCEEDED" }, problems: [{ code: "PRECONDITION_FAILED" }] },
      recheckCloudChange: { change: { id, state: "SUCCEEDED" }, problems: [] },
    });
  });
});

describe("a change that is at its end", () => {
  it("is not taken back, and looked at again it is as it is; whoever may only audit it may do neither", async () => {
    const { id } = made.get(clouds[0]!)!.created.change;
    const both = `mutation ($id: ID!) {
      cancelCloudChange(input: { id: $id }) { change { id state } problems { code path message } }
      recheckCloudChange(input: { id: $id }) { change { id state } problems { code path } }
    }`;
    const { data } = await ask("operator", both, { id });
    expect(data).toMatchObject({
      cancelCloudChange: {
        change: { id, state: "SUCCEEDED" },
        problems: [{ code: "PRECONDITION_FAILED", path: ["input", "id"] }],
      },
      recheckCloudChange: { change: { id, state: "SUCCEEDED" }, problems: [] },
    });
    const { data: denied } = await ask("auditor", both, { id });
    expect(denied.cancelCloudChange).toMatchObject({ change: null, problems: [{ code: "ACCESS_DENIED" }] });
    expect(denied.recheckCloudChange).toMatchObject({ change: null, problems: [{ code: "ACCESS_DENIED" }] });
  });
});
