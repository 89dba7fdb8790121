import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AccessConfig, GrantConfig, StaticTokenConfig } from "../../src/config/access.js";
import { Secret } from "../../src/config/secret.js";
import { globalIdOf, parseGlobalId, urnOf } from "../../src/model/resource-ref.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

/** The account that the caller may read, and one that it may not. */
const OWN = "elb-sandbox";
const FOREIGN = "elb-classic-sandbox";
const OWNER = { authorization: "Bearer owner" };
const READER = { authorization: "Bearer reader" };

let graph: RunningGraph;
interface Things {
  readonly listener: string;
  readonly pool: string;
  readonly member: string;
  readonly parent: string;
}
const things = new Map<string, Things>();
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.bearerToken = new Secret("owner");
    config.server.access = Object.assign(new AccessConfig(), {
      tokens: [Object.assign(new StaticTokenConfig(), { name: "reader", token: new Secret("reader") })],
      grants: [Object.assign(new GrantConfig(), { callers: ["reader"], accounts: [OWN], actions: ["read"] })],
    });
  });
  for (const account of [OWN, FOREIGN]) {
    const { data } = await graph.ask(
      `query ($ids: [ID!]) {
        listeners(first: 1, filter: { accountIds: $ids }) { nodes { id parent { id } } }
        poolMembers(first: 1, filter: { accountIds: $ids }) { nodes { id pool { id } } }
      }`,
      { ids: [account] },
      OWNER,
    );
    const [listener] = data.listeners.nodes;
    const [member] = data.poolMembers.nodes;
    things.set(account, { listener: listener.id, parent: listener.parent.id, pool: member.pool.id, member: member.id });
  }
}, 60_000);
afterAll(() => graph.stop());

/** The same thing of an account that there is not. */
const absent = (id: string): string => globalIdOf({ ...parseGlobalId(id)!, accountId: "no-such-account" });
const urn = (id: string): string => urnOf(parseGlobalId(id)!);

const FILTERS: readonly [list: string, type: string, filterOf: (id: (name: keyof Things) => string) => object][] = [
  ["listeners", "ListenerFilter", (id) => ({ ids: [id("listener")] })],
  ["listeners", "ListenerFilter", (id) => ({ urns: [urn(id("listener"))] })],
  ["listeners", "ListenerFilter", (id) => ({ parentId: id("parent") })],
  ["pools", "PoolFilter", (id) => ({ ids: [id("pool")] })],
  ["pools", "PoolFilter", (id) => ({ urns: [urn(id("pool"))] })],
  ["listenerParents", "ListenerParentFilter", (id) => ({ ids: [id("parent")] })],
  ["poolMembers", "PoolMemberFilter", (id) => ({ ids: [id("member")] })],
  ["poolMembers", "PoolMemberFilter", (id) => ({ poolId: id("pool") })],
  ["poolMembers", "PoolMemberFilter", (id) => ({ parentId: id("parent") })],
];

describe("filters by what a caller may not read", () => {
  it.each(FILTERS)("answer as if it did not exist: %s, %s %#", async (list, type, filterOf) => {
    const document = `query ($filter: ${type}) { ${list}(filter: $filter) { isComplete totalCount sourceProblems { code } nodes { id } } }`;
    const ask = async (id: (name: keyof Things) => string, caller = READER) => {
      graph.forgetCalls();
      const { data, errors } = await graph.ask(document, { filter: filterOf(id) }, caller);
      return { data, errors, isAsked: graph.countCalls() > 0 };
    };
    const foreign = (name: keyof Things) => things.get(FOREIGN)![name];
    const nothing = { isComplete: true, totalCount: 0, sourceProblems: [], nodes: [] };
    expect(await ask(foreign)).toEqual({ data: { [list]: nothing }, errors: undefined, isAsked: false });
    expect(await ask((name) => absent(foreign(name)))).toEqual(await ask(foreign));
    // The same finds something for whoever may read it, and of the caller's own account.
    for (const found of [await ask(foreign, OWNER), await ask((name) => things.get(OWN)![name])])
      expect(found.data[list].nodes.length).toBeGreaterThan(0);
  });
});
