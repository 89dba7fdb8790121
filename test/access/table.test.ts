import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AccessAction, AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { globalIdOf, parseGlobalId, urnOf } from "../../src/model/resource-ref.js";
import { type GraphAnswer, type RunningGraph, startGraph } from "../support/graph.js";

/** Callers, and the actions that they are granted on each account: what the table below is worked out from. */
const ACCOUNTS = [
  "alibaba-ga-sandbox",
  "elb-classic-sandbox",
  "elb-sandbox",
  "huawei-ga-sandbox",
  "tencent-sandbox",
] as const;
type AccountId = (typeof ACCOUNTS)[number];
type Granted = Partial<Record<AccountId, readonly AccessAction[]>>;

const everywhere = (...actions: AccessAction[]): Granted => Object.fromEntries(ACCOUNTS.map((id) => [id, actions]));
const CALLERS: Readonly<Record<string, Granted>> = {
  "bearer-token": everywhere("read", "plan", "change", "delete", "audit"),
  reader: everywhere("read"),
  auditor: everywhere("read", "plan", "audit"),
  "games-team": { "alibaba-ga-sandbox": ["read", "plan", "change", "delete"], "tencent-sandbox": ["read"] },
  "elb-robot": { "elb-sandbox": ["read", "plan", "change"], "elb-classic-sandbox": ["read", "plan", "delete"] },
  // May change what it may not see, which is nothing.
  "blind-robot": { "huawei-ga-sandbox": [] },
  stranger: {},
};

const grant = (fields: Partial<GrantConfig>): GrantConfig => Object.assign(new GrantConfig(), fields);
const grants: GrantConfig[] = [
  grant({ groups: ["readers"], actions: ["read"] }),
  grant({ callers: ["audit*"], actions: ["audit", "plan"] }),
  grant({ callers: ["games-team"], clouds: ["alibaba-ga"], actions: ["read", "change", "delete"] }),
  grant({ callers: ["games-team"], accounts: ["tencent-*"], actions: ["read"] }),
  grant({ callers: ["elb-robot"], accounts: ["elb-*"], actions: ["read"] }),
  grant({ callers: ["elb-robot"], accounts: ["elb-sandbox"], actions: ["change"] }),
  grant({ callers: ["elb-robot"], accounts: ["elb-classic-*"], actions: ["delete"] }),
  grant({ callers: ["blind-robot"], accounts: ["huawei-ga-sandbox"], actions: ["change", "delete", "audit"] }),
];
const READERS = ["reader", "auditor"];

/** An account that is not configured: how an answer looks where there is nothing. */
const ABSENT = "no-such-account";
const tokenOf = (caller: string) => `token-of-${caller}`;

interface Things {
  readonly listener: string;
  readonly pool: string;
  readonly parent: string;
  readonly cursor: string;
}
let graph: RunningGraph;
const things = new Map<string, Things>();

const ask = (caller: string, query: string, variables: Record<string, unknown> = {}) =>
  graph.ask(query, variables, { authorization: `Bearer ${tokenOf(caller)}` });
const may = (caller: string, action: AccessAction, account: AccountId): boolean =>
  CALLERS[caller]![account]?.includes(action) ?? false;

beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.bearerToken = new Secret(tokenOf("bearer-token"));
    const tokens = Object.keys(CALLERS)
      .filter((caller) => caller !== "bearer-token")
      .map((name) =>
        Object.assign(new StaticTokenConfig(), {
          name,
          token: new Secret(tokenOf(name)),
          groups: READERS.includes(name) ? ["readers"] : [],
        }),
      );
    config.server.access = Object.assign(new AccessConfig(), { tokens, grants });
  });
  for (const id of ACCOUNTS) {
    const { data, errors } = await ask(
      "bearer-token",
      `query ($ids: [ID!]) {
        listeners(first: 2, filter: { accountIds: $ids }) { pageInfo { endCursor } nodes { id parent { id } } }
        pools(first: 1, filter: { accountIds: $ids }) { nodes { id } }
      }`,
      { ids: [id] },
    );
    expect(errors).toBeUndefined();
    const [listener] = data.listeners.nodes;
    things.set(id, {
      listener: listener.id,
      pool: data.pools.nodes[0].id,
      parent: listener.parent.id,
      cursor: data.listeners.pageInfo.endCursor,
    });
  }
});
afterAll(() => graph.stop());

/** The same id in an account that is not configured. */
const elsewhere = (id: string) => globalIdOf({ ...parseGlobalId(id)!, accountId: ABSENT });
const urnAt = (id: string) => urnOf(parseGlobalId(id)!);
/** What an answer says, without the ids that the question named and without what is drawn anew for each request. */
function said({ status, data, errors }: GraphAnswer, ...ids: readonly string[]): string {
  const text = JSON.stringify({ status, data, errors });
  return [...ids, ...ids.map(urnAt), ...ids.map((id) => parseGlobalId(id)!.accountId)]
    .reduce((shown, id) => shown.replaceAll(id, "…"), text)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "…");
}

const READS: Readonly<
  Record<string, (id: Things) => readonly [query: string, variables: Record<string, unknown>, id: string]>
> = {
  listener: ({ listener }) => ["query ($id: ID!) { listener(id: $id) { id name } }", { id: listener }, listener],
  pool: ({ pool }) => ["query ($id: ID!) { pool(id: $id) { id name } }", { id: pool }, pool],
  listenerParent: ({ parent }) => ["query ($id: ID!) { listenerParent(id: $id) { id name } }", { id: parent }, parent],
  node: ({ listener }) => ["query ($id: ID!) { node(id: $id) { __typename id } }", { id: listener }, listener],
  nodes: ({ pool }) => ["query ($id: ID!) { nodes(ids: [$id]) { __typename id } }", { id: pool }, pool],
  "_entities by id": ({ listener }) => [
    "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Listener { id name } } }",
    { r: [{ __typename: "Listener", id: listener }] },
    listener,
  ],
  "_entities by urn": ({ pool }) => [
    "query ($r: [_Any!]!) { _entities(representations: $r) { ... on Pool { urn name } } }",
    { r: [{ __typename: "Pool", urn: urnAt(pool) }] },
    pool,
  ],
  listenerByUrn: ({ listener }) => [
    "query ($urn: ID!) { listenerByUrn(urn: $urn) { urn name } }",
    { urn: urnAt(listener) },
    listener,
  ],
  freePorts: ({ parent }) => [
    "query ($id: ID!) { freePorts(parentId: $id, protocol: TCP, from: 1, to: 65535) { fromPort } }",
    { id: parent },
    parent,
  ],
  "_entities of the account": ({ listener }) => [
    "query ($r: [_Any!]!) { _entities(representations: $r) { ... on CloudAccount { id provider } } }",
    { r: [{ __typename: "CloudAccount", id: parseGlobalId(listener)!.accountId }] },
    listener,
  ],
  "listeners of a parent": ({ parent }) => [
    "query ($id: ID!) { listeners(filter: { parentId: $id }) { isComplete totalCount nodes { id } sourceProblems { code message } } }",
    { id: parent },
    parent,
  ],
  "pools of a parent": ({ parent }) => [
    "query ($id: ID!) { pools(filter: { parentId: $id }) { isComplete totalCount nodes { id } sourceProblems { code message } } }",
    { id: parent },
    parent,
  ],
  "listeners of an account": ({ listener }) => [
    "query ($id: ID!) { listeners(filter: { accountIds: [$id] }) { isComplete totalCount nodes { id } } }",
    { id: parseGlobalId(listener)!.accountId },
    listener,
  ],
  can: ({ listener }) => [
    "query ($id: ID!) { cloudAccess { can(action: READ, accountId: $id) } }",
    { id: parseGlobalId(listener)!.accountId },
    listener,
  ],
};

const PROBLEMS = "problems { code message path }";
const CHANGES: Readonly<
  Record<
    string,
    (id: Things) => readonly [action: AccessAction, field: string, input: Record<string, unknown>, id: string]
  >
> = {
  createListener: ({ parent }) => [
    "change",
    "createListener",
    { parentId: parent, protocol: "TCP", portRanges: [{ fromPort: 0 }] },
    parent,
  ],
  updateListener: ({ listener }) => [
    "change",
    "updateListener",
    { id: listener, ifMatch: "stale", name: "access" },
    listener,
  ],
  deleteListener: ({ listener }) => ["delete", "deleteListener", { id: listener, ifMatch: "stale" }, listener],
  createPool: ({ parent }) => ["change", "createPool", { parentId: parent, name: "x".repeat(5000) }, parent],
  updatePool: ({ pool }) => ["change", "updatePool", { id: pool, ifMatch: "stale", name: "access" }, pool],
  deletePool: ({ pool }) => ["delete", "deletePool", { id: pool, ifMatch: "stale" }, pool],
  setPoolMembers: ({ pool }) => ["change", "setPoolMembers", { poolId: pool, ifMatch: "stale", members: [] }, pool],
};
const typeOf = (field: string) => `${field[0]!.toUpperCase()}${field.slice(1)}Input`;
const mutation = (field: string) => `mutation ($input: ${typeOf(field)}!) { ${field}(input: $input) { ${PROBLEMS} } }`;

const cells = Object.keys(CALLERS).flatMap((caller) => ACCOUNTS.map((account) => [caller, account] as const));

describe.each(cells)("%s and the account %s", (caller, account) => {
  const canRead = may(caller, "read", account);
  const here = () => things.get(account)!;
  const there = () => {
    const { listener, pool, parent, cursor } = here();
    return { listener: elsewhere(listener), pool: elsewhere(pool), parent: elsewhere(parent), cursor };
  };

  it.each(Object.entries(READS))("reads by %s what is granted, and else finds nothing there", async (_name, of) => {
    const [query, variables, id] = of(here());
    const answer = await ask(caller, query, variables);
    if (canRead) {
      expect(answer.errors).toBeUndefined();
      const [found] = Object.values(answer.data) as { nodes?: unknown[]; can?: boolean }[];
      expect([found].flat()[0] ?? null).not.toBeNull();
      expect(found?.nodes).not.toEqual([]);
      expect(found?.can).not.toBe(false);
      return;
    }
    const [sameQuery, otherVariables, otherId] = of(there());
    expect(said(answer, id)).toBe(said(await ask(caller, sameQuery, otherVariables), otherId));
  });

  const modes = Object.entries(CHANGES).flatMap(([name, of]) => [
    [name, "APPLY", of] as const,
    [name, "PLAN", of] as const,
  ]);
  it.each(modes)("asks for %s to %s", async (_name, mode, of) => {
    const [needed, field, input, id] = of(here());
    const action = mode === "PLAN" ? "plan" : needed;
    graph.forgetCalls();
    const answer = await ask(caller, mutation(field), { input: { ...input, mode } });
    const [problem] = answer.data[field].problems;
    if (may(caller, action, account)) expect(problem.code).not.toBe("ACCESS_DENIED");
    else if (canRead) {
      expect(problem).toMatchObject({ code: "ACCESS_DENIED", path: ["input", expect.any(String)] });
      expect(graph.countCalls()).toBe(0);
    } else {
      expect(problem.code).toBe("NOT_FOUND");
      expect(graph.countCalls()).toBe(0);
      const [, , otherInput, otherId] = of(there());
      expect(said(answer, id)).toBe(
        said(await ask(caller, mutation(field), { input: { ...otherInput, mode } }), otherId),
      );
    }
  });
});

describe.each(Object.keys(CALLERS))("%s", (caller) => {
  const readable = ACCOUNTS.filter((account) => may(caller, "read", account));

  it("sees in lists, counts and accounts what it may read, and nothing of others", async () => {
    const { data, errors } = await ask(
      caller,
      `{
        cloudAccess { caller { id groups } }
        cloudAccounts { id viewerCan }
        listeners(first: 200) { isComplete totalCount nodes { account { id } } sourceProblems { code } }
        pools(first: 200) { nodes { account { id } } }
        listenerParents(first: 200) { nodes { account { id } } }
      }`,
    );
    expect(errors).toBeUndefined();
    expect(data.cloudAccess.caller.id).toBe(caller);
    const wanted = readable.map((id) => ({
      id,
      viewerCan: CALLERS[caller]![id]!.map((action) => action.toUpperCase()),
    }));
    expect(data.cloudAccounts).toEqual(wanted);
    for (const list of ["listeners", "pools", "listenerParents"])
      expect([...new Set(data[list].nodes.map((node: { account: { id: string } }) => node.account.id))]).toEqual(
        readable,
      );
    expect(data.listeners).toMatchObject({
      isComplete: true,
      totalCount: data.listeners.nodes.length,
      sourceProblems: [],
    });
  });

  it("goes on after a cursor of somebody else's without seeing more", async () => {
    for (const { cursor } of things.values()) {
      const { data } = await ask(
        caller,
        "query ($after: String) { listeners(first: 200, after: $after) { nodes { account { id } } } }",
        { after: cursor },
      );
      for (const { account } of data.listeners?.nodes ?? []) expect(readable).toContain(account.id);
    }
  });

  it("gets an answer of its own for each create of a batch", async () => {
    const inputs = ACCOUNTS.map((account) => ({
      parentId: things.get(account)!.parent,
      protocol: "TCP",
      portRanges: [{ fromPort: 0 }],
    }));
    const { data } = await ask(
      caller,
      `mutation ($inputs: [CreateListenerInput!]!) { createListeners(inputs: $inputs) { results { ${PROBLEMS} } } }`,
      { inputs },
    );
    const codes = data.createListeners.results.map(
      ({ problems }: { problems: { code: string }[] }) => problems[0]!.code,
    );
    expect(codes).toEqual(
      ACCOUNTS.map((account) => {
        if (!may(caller, "read", account)) return "NOT_FOUND";
        return may(caller, "change", account) ? "INVALID_INPUT" : "ACCESS_DENIED";
      }),
    );
  });
});

describe("who brings no proof", () => {
  it.each<[what: string, headers: Record<string, string>]>([
    ["no header", {}],
    ["an unknown token", { authorization: "Bearer token-of-nobody" }],
    ["a token without its word", { authorization: tokenOf("reader") }],
    ["another scheme", { authorization: `Basic ${tokenOf("reader")}` }],
  ])("is not let in: %s", async (_what, headers) => {
    const { status, data, errors } = await graph.ask("{ __typename }", {}, headers);
    expect({ status, data, code: errors?.[0]?.extensions?.code }).toEqual({
      status: 401,
      data: undefined,
      code: "UNAUTHENTICATED",
    });
  });
});
