import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { SeenQuery } from "../../src/store/seen.js";
import { StoreError } from "../../src/store/store-error.js";
import type { RunningGraph } from "../support/graph.js";
import { ELB, startSweptGraph, sweepWithoutAddress } from "./swept-graph.js";

const AGE = 3_600;

interface Member {
  readonly id: string;
  readonly address: string;
  readonly pool: { readonly id: string; readonly account: { readonly id: string } };
}

let graph: RunningGraph & { readonly ids: string[] };
beforeAll(async () => {
  graph = await startSweptGraph((config) => {
    config.server.limits.maxCloudCalls = 1_000_000;
    config.server.limits.maxCost = 1_000_000_000;
    config.server.limits.readDeadlineMs = 120_000;
  });
  ({ seen } = graph.app.store);
  own = { ...seen };
}, 120_000);
afterEach(() => void Object.assign(seen, own));
afterAll(() => graph?.stop());

let seen: RunningGraph["app"]["store"]["seen"];
let own: typeof seen;

async function members(asked: string) {
  const { data, errors } = await graph.ask(
    `{ poolMembers(${asked}) { totalCount isComplete sourceProblems { account { id } code message nativeId }
       nodes { id address health pool { id account { id } } } pageInfo { hasNextPage endCursor } } }`,
  );
  return { ...data?.poolMembers, errors };
}

/** Everything that the list holds, page by page. */
async function all(asked: string): Promise<Member[]> {
  const found: Member[] = [];
  for (let after = ""; ; ) {
    const page = await members(`${asked}, first: 60${after && `, after: "${after}"`}`);
    expect(page.errors).toBeUndefined();
    found.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return found;
    after = page.pageInfo.endCursor;
  }
}

describe("members from the inventory", () => {
  it.each(["", ", orderBy: { field: HEALTH, direction: DESC }", ", filter: { ports: [8080, 80], healths: [HEALTHY] }"])(
    "are found, sorted and counted by the database, with one question each: first: 3%s",
    async (asked) => {
      const questions: string[] = [];
      Object.assign(seen, {
        findKept(query: SeenQuery) {
          const { lacks } = query.conditions.terms ?? {};
          questions.push(lacks ? `${query.kind}s that lack ${lacks}` : `${query.limit} ${query.kind}s`);
          return own.findKept(query);
        },
        count(query: SeenQuery) {
          questions.push(`how many ${query.kind}s`);
          return own.count(query);
        },
      });
      const { data } = await graph.ask(
        `{ poolMembers(maxAgeSeconds: ${AGE}, first: 3${asked}) { totalCount nodes { id } } }`,
      );
      expect(data.poolMembers.nodes).toHaveLength(3);
      expect(data.poolMembers.totalCount).toBeGreaterThan(3);
      expect(questions.sort()).toEqual(["4 members", "how many members", "pools that lack members"]);
    },
  );

  it.each(["", ", orderBy: { field: ADDRESS }", ", filter: { ports: [8080], providers: [HUAWEI_ELB, TENCENT_GAAP] }"])(
    "are the same when one of the accounts is read from its cloud%s",
    async (asked) => {
      const live = await all(`maxAgeSeconds: 0${asked}`);
      const owners = new Set(live.map(({ pool }) => pool.account.id));
      expect(owners.size).toBeGreaterThan(1);
      for (const id of owners) {
        // As if another version had written the account's rows.
        seen.accountsOf = async (ids) => {
          const known = new Map(await own.accountsOf(ids));
          return known.set(id, { ...known.get(id)!, format: "another" });
        };
        graph.forgetCalls();
        expect(await all(`maxAgeSeconds: ${AGE}${asked}`)).toEqual(live);
        expect(graph.countCalls()).toBeGreaterThan(0);
      }
    },
    60_000,
  );

  it("are read from the clouds when the database cannot be read", async () => {
    const live = await all("maxAgeSeconds: 0");
    seen.findKept = () => Promise.reject(new StoreError("unreachable", "It is gone."));
    expect(await all(`maxAgeSeconds: ${AGE}`)).toEqual(live);
  });

  it.each([0, AGE])("do not begin behind what is no member (maxAgeSeconds: %i)", async (age) => {
    const { data } = await graph.ask("{ listeners(first: 1) { pageInfo { endCursor } } }");
    const page = await members(`maxAgeSeconds: ${age}, after: "${data.listeners.pageInfo.endCursor}"`);
    expect(page.errors).toMatchObject([{ extensions: { code: "NOT_FOUND" } }]);
  });

  it("are reported as incomplete where those of a pool could not all be read, and complete elsewhere", async () => {
    const live = await all(`maxAgeSeconds: 0, filter: { accountIds: ["${ELB}"] }`);
    const [odd] = live as [Member];
    const other = live.find(({ pool }) => pool.id !== odd.pool.id)!;
    await sweepWithoutAddress(graph, odd.address);
    const ofElb = `maxAgeSeconds: ${AGE}, filter: { accountIds: ["${ELB}"]`;
    graph.forgetCalls();
    for (const filter of ["", `, poolId: "${odd.pool.id}"`, `, ids: ["${odd.id}"]`]) {
      const page = await members(`${ofElb}${filter} }`);
      expect(page).toMatchObject({ isComplete: false, totalCount: null });
      expect(page.sourceProblems[0]).toMatchObject({ account: { id: ELB }, code: "UNREADABLE" });
      // What was seen of it before stays.
      expect(page.nodes.map(({ id }: Member) => id)).toContain(odd.id);
    }
    const elsewhere = await members(`${ofElb}, poolId: "${other.pool.id}" }`);
    expect(elsewhere).toMatchObject({ isComplete: true, sourceProblems: [] });
    expect(elsewhere.totalCount).toBe(elsewhere.nodes.length);
    const ordered = await members(`${ofElb} }, orderBy: { field: PORT }`);
    expect(ordered).toMatchObject({ isComplete: false, totalCount: null });
    expect(graph.countCalls()).toBe(0);
  }, 60_000);
});
