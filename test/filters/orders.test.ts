import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HEALTHS, ResourceStatus } from "../../src/model/enums.js";
import { compareValues } from "../../src/model/orders.js";
import { parseGlobalId } from "../../src/model/resource-ref.js";
import { type RunningGraph, startGraph } from "../support/graph.js";

interface Node {
  readonly id: string;
  readonly name: string | null;
  readonly status: string;
  readonly createdAt: string | null;
  readonly updatedAt: string | null;
  readonly portRanges?: readonly { readonly fromPort: number }[];
  readonly address?: string;
  readonly port?: number | null;
  readonly health?: string;
}
type Value = (node: Node) => string | number | null;

const time = (instant: string | null | undefined) => (instant == null ? null : Date.parse(instant));
/** IPv4 addresses by their numbers, before all others. */
const addressOf = (address: string) =>
  /^[\d.]+$/.test(address)
    ? `0 ${address
        .split(".")
        .map((part) => String.fromCharCode(Number(part)))
        .join("")}`
    : `1 ${address.toLowerCase()}`;
const VALUES: Readonly<Record<string, Value>> = {
  NAME: ({ name }) => name?.toLowerCase() ?? null,
  CREATED_AT: ({ createdAt }) => time(createdAt),
  UPDATED_AT: ({ updatedAt }) => time(updatedAt),
  FIRST_PORT: ({ portRanges }) => Math.min(...portRanges!.map(({ fromPort }) => fromPort)),
  STATUS: ({ status }) => Object.keys(ResourceStatus).indexOf(status),
  ADDRESS: ({ address }) => addressOf(address!),
  PORT: ({ port }) => port!,
  HEALTH: ({ health }) => HEALTHS.indexOf(health as (typeof HEALTHS)[number]),
};
const COMMON = "name status createdAt";
/** The lists, the types of their orders and the fields that they can be ordered by. */
const LISTS = {
  listeners: [
    "ListenerOrder",
    `${COMMON} portRanges { fromPort } updatedAt`,
    ["NAME", "CREATED_AT", "UPDATED_AT", "FIRST_PORT", "STATUS"],
  ],
  pools: ["PoolOrder", `${COMMON} updatedAt`, ["NAME", "CREATED_AT", "UPDATED_AT", "STATUS"]],
  listenerParents: ["ListenerParentOrder", COMMON, ["NAME", "CREATED_AT", "STATUS"]],
  poolMembers: ["PoolMemberOrder", "address port health", ["ADDRESS", "PORT", "HEALTH"]],
} as const;
type ListName = keyof typeof LISTS;
const CASES = (Object.keys(LISTS) as ListName[]).flatMap((list) =>
  LISTS[list][2].flatMap((field) => ["ASC", "DESC"].map((direction) => ({ list, field, direction }))),
);

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.limits.readDeadlineMs = 120_000;
  });
}, 60_000);
afterAll(() => graph.stop());
afterEach(() => {
  for (const cloud of graph.app.sandbox!.clouds) cloud.faults.clear();
});

interface Asking {
  readonly orderBy?: object | null;
  readonly first?: number;
  readonly after?: string | null;
  readonly filter?: object;
}
async function pageOf(list: ListName, { first = 200, ...asking }: Asking) {
  const [type, fields] = LISTS[list];
  const filter = type.replace("Order", "Filter");
  const document = `query ($orderBy: ${type}, $first: Int, $after: String, $filter: ${filter}) {
    list: ${list}(orderBy: $orderBy, first: $first, after: $after, filter: $filter) {
      isComplete totalCount sourceProblems { account { id } code } nodes { id ${fields} }
      edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor }
    }
  }`;
  const { data, errors } = await graph.ask(document, { first, ...asking });
  return { errors, ...data?.list };
}
/** All entries of a list, which may be more than a page holds. */
async function wholeOf(
  list: ListName,
  asking: Asking,
): Promise<{ nodes: Node[]; isComplete: boolean; totalCount: number }> {
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const page = await pageOf(list, { ...asking, after });
    expect(page.errors).toBeUndefined();
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { ...page, nodes };
    after = page.pageInfo.endCursor;
  }
}
const idsOf = (nodes: readonly Node[]) => nodes.map(({ id }) => id);

/** As it should be: by the value, what has none last, then by account and id. */
function ordered(nodes: readonly Node[], field: string, direction: string): readonly Node[] {
  const of = (node: Node) => {
    const { accountId, key } = parseGlobalId(node.id)!;
    return { value: VALUES[field]!(node), tie: `${accountId}\u0000${key}` };
  };
  return [...nodes].sort((one, other) => {
    const [a, b] = [of(one), of(other)];
    if (a.value === b.value) return a.tie < b.tie ? -1 : 1;
    if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
    return a.value < b.value === (direction === "ASC") ? -1 : 1;
  });
}

describe("an order", () => {
  it.each(CASES)(
    "of $list by $field, $direction, is one over all accounts, with ties by account and id",
    async (one) => {
      const { list, ...orderBy } = one;
      const { nodes, isComplete, totalCount } = await wholeOf(list, { orderBy });
      const { nodes: all } = await wholeOf(list, {});
      expect(idsOf(nodes)).toEqual(idsOf(ordered(all, orderBy.field, orderBy.direction)));
      expect({ isComplete, totalCount }).toEqual({ isComplete: true, totalCount: all.length });
    },
  );

  it("has ties, and is the same in pages", async () => {
    for (const field of ["STATUS", "NAME", "FIRST_PORT"]) {
      const orderBy = { field, direction: "DESC" };
      const { nodes: whole } = await pageOf("listeners", { orderBy });
      expect(new Set(whole.map(VALUES[field]!)).size).toBeLessThan(whole.length);
      const nodes: Node[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const page = await pageOf("listeners", { orderBy, first: 23, after });
        expect(page.pageInfo.hasPreviousPage).toBe(after !== null);
        expect(page.totalCount).toBe(whole.length);
        nodes.push(...page.nodes);
        after = page.pageInfo.endCursor;
        more = page.pageInfo.hasNextPage;
      }
      expect(idsOf(nodes)).toEqual(idsOf(whole));
    }
  });

  it("goes together with filters of all sorts", async () => {
    const orderBy = { field: "FIRST_PORT" };
    const { nodes: all } = await pageOf("listeners", { orderBy });
    const { nodes: some } = await pageOf("listeners", { filter: { ids: idsOf(all.slice(40, 60)) } });
    for (const filter of [{ ids: idsOf(all.slice(40, 60)) }, { protocols: ["TCP"] }, { hasUnhealthyMembers: true }]) {
      const { nodes: left } = await pageOf("listeners", { filter });
      const { nodes, errors } = await pageOf("listeners", { filter, orderBy });
      expect(errors).toBeUndefined();
      expect(nodes.length).toBeGreaterThan(0);
      expect(idsOf(nodes)).toEqual(idsOf(ordered(left, "FIRST_PORT", "ASC")));
    }
    expect(some).toHaveLength(20);
  });

  it("goes on behind an entry that was deleted meanwhile", async () => {
    const orderBy = { field: "NAME", direction: "DESC" };
    const { nodes, edges } = await pageOf("listeners", { orderBy });
    for (const at of [4, 50, 90]) {
      const { data } = await graph.ask(
        "mutation ($id: ID!) { deleteListener(input: { id: $id, cascade: true }) { problems { code message } } }",
        { id: nodes[at].id },
      );
      expect(data.deleteListener.problems).toEqual([]);
      const rest = await pageOf("listeners", { orderBy, first: 6, after: edges[at].cursor });
      expect(idsOf(rest.nodes)).toEqual(idsOf(nodes.slice(at + 1, at + 7)));
    }
    graph.app.sandbox!.reset();
  });

  it("tells on every page of an account that could not be read on one before, wherever it stands", async () => {
    const orderBy = { field: "NAME" };
    const last = graph.app.sandbox!.cloud("tencent-gaap");
    last.faults.add({ fault: { kind: "drop" } });
    const one = await pageOf("listeners", { orderBy, first: 5 });
    expect(one).toMatchObject({ isComplete: false, totalCount: null });
    const [{ account }] = one.sourceProblems;
    last.faults.clear();
    const two = await pageOf("listeners", { orderBy, first: 5, after: one.pageInfo.endCursor });
    expect(two).toMatchObject({ isComplete: false, totalCount: null, sourceProblems: [{ account }] });
  });

  it("takes only cursors of its own", async () => {
    const orderBy = { field: "NAME" };
    const { edges } = await pageOf("listeners", { first: 2 });
    const { edges: named } = await pageOf("listeners", { orderBy, first: 2 });
    const refused = { code: "INVALID_INPUT", argument: ["after"] };
    for (const [asking, word] of [
      [{ orderBy, after: edges[0].cursor }, "ordered by NAME ASC"],
      [{ orderBy: { field: "NAME", direction: "DESC" }, after: named[0].cursor }, "ordered by NAME DESC"],
      [{ orderBy: { field: "STATUS" }, after: named[0].cursor }, "ordered by STATUS ASC"],
      [{ after: named[0].cursor }, "without orderBy"],
    ] as const) {
      const { errors } = await pageOf("listeners", asking);
      expect(errors).toMatchObject([{ extensions: refused, message: expect.stringContaining(word) }]);
    }
  });

  it("has nothing against nulls", async () => {
    const { nodes: plain } = await pageOf("listeners", { first: 30 });
    expect(idsOf((await pageOf("listeners", { first: 30, orderBy: null })).nodes)).toEqual(idsOf(plain));
    const byName = await pageOf("listeners", { orderBy: { field: "NAME", direction: null } });
    expect(idsOf(byName.nodes)).toEqual(idsOf((await pageOf("listeners", { orderBy: { field: "NAME" } })).nodes));
  });
});

describe("values of an order", () => {
  it("are compared as a database compares UTF-8, in either direction, with what is none last", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(compareValues(a, b, "ASC")).toBe(expected);
        expect(compareValues(a, b, "DESC")).toBe(expected === 0 ? 0 : -expected);
        expect(compareValues(null, b, "DESC")).toBe(1);
        expect(compareValues(a, null, "ASC")).toBe(-1);
      }),
      { numRuns: 500 },
    );
  });
});

describe("an order over more than an operation may ask of clouds", () => {
  it("is refused with the limit's name, and so is a filter that looks at everything", async () => {
    const small = await startGraph((config) => {
      config.server.limits.maxCloudCalls = 30;
      config.server.limits.readDeadlineMs = 120_000;
    });
    try {
      for (const query of [
        '{ listeners(first: 1, filter: { accountIds: $a, hasUnhealthyMembers: true, nameContains: "-", createdAfter: "2000-01-01T00:00:00Z", memberAddress: "192.0.2.1" }) { nodes { id } } }',
        '{ pools(first: 1, filter: { accountIds: $a, memberAddress: "192.0.2.1" }, orderBy: { field: NAME }) { nodes { id } } }',
      ]) {
        const { errors } = await small.ask(query.replaceAll("$a", '["elb-classic-sandbox", "elb-sandbox"]'));
        expect(errors).toMatchObject([
          {
            extensions: { code: "COST_LIMIT", cloudCallsLimit: 30 },
            message: expect.stringContaining("server.limits.maxCloudCalls"),
          },
        ]);
      }
    } finally {
      await small.stop();
    }
  }, 60_000);
});
