import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generatedFilters } from "../filters/generated-filters.js";
import { type Entry, inventoryOf, LISTS, type ListName } from "../filters/inventory.js";
import type { RunningGraph } from "../support/graph.js";
import { startSweptGraph } from "./swept-graph.js";

/** Number of queries generated for each list, and the number in one document. */
const QUERIES: Readonly<Record<ListName, number>> = { listeners: 100, pools: 50, listenerParents: 20, poolMembers: 60 };
const AT_ONCE = 10;
const SEED = Number(process.env.FILTERS_SEED ?? 1);
const AGE = 3_600;
/** Entries of a page of a list that is read to its end, and the most of any page. */
const PAGE = 17;
const MOST = 200;

const ORDERS: Readonly<Record<ListName, readonly string[]>> = {
  listeners: ["NAME", "CREATED_AT", "UPDATED_AT", "FIRST_PORT", "STATUS"],
  pools: ["NAME", "CREATED_AT", "UPDATED_AT", "STATUS"],
  listenerParents: ["NAME", "CREATED_AT", "STATUS"],
  poolMembers: ["ADDRESS", "PORT", "HEALTH"],
};

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startSweptGraph((config) => {
    config.server.limits.maxCloudCalls = 1_000_000;
    config.server.limits.maxCost = 1_000_000_000;
    config.server.limits.maxTokens = 100_000;
    config.server.limits.maxSelections = 100_000;
    config.server.limits.readDeadlineMs = 120_000;
  });
}, 120_000);
afterAll(() => graph?.stop());

interface Asked {
  readonly filter: object;
  readonly order: string;
  readonly first: number;
}

/** A page's entries and completeness. A total that requires reading everything is null only from the clouds. */
async function pagesOf(list: ListName, asked: readonly Asked[], maxAgeSeconds: number) {
  const fields = asked.map(
    ({ order, first }, index) =>
      `q${index}: ${list}(first: ${first}, filter: $f${index}, maxAgeSeconds: ${maxAgeSeconds}${order && `, orderBy: ${order}`})
        { isComplete totalCount nodes { id } pageInfo { hasNextPage endCursor } }`,
  );
  const variables = asked.map((_, index) => `$f${index}: ${LISTS[list].filter}`);
  const { data, errors } = await graph.ask(
    `query (${variables.join(", ")}) { ${fields.join(" ")} }`,
    Object.fromEntries(asked.map(({ filter }, index) => [`f${index}`, filter])),
  );
  expect(errors).toBeUndefined();
  return asked.map((one, index) => ({ ...one, ...data[`q${index}`] }));
}

describe.each(Object.keys(LISTS) as ListName[])("answers of %s from the inventory", (list) => {
  let all: readonly Entry[];
  beforeAll(async () => {
    all = await inventoryOf(list, graph);
  }, 60_000);

  it(`equal those of the clouds, for ${QUERIES[list]} generated queries (seed ${SEED}), without a call`, async () => {
    const filters = generatedFilters(list, all, { numRuns: QUERIES[list], seed: SEED });
    const asked = filters.map((filter, index): Asked => {
      const orders = ORDERS[list];
      const field = orders[index % (2 * orders.length)];
      const order = field ? `{ field: ${field}, direction: ${index % 3 === 0 ? "DESC" : "ASC"} }` : "";
      return { filter, order, first: index % 4 === 0 ? 3 : MOST };
    });
    let found = 0;
    for (let at = 0; at < asked.length; at += AT_ONCE) {
      const some = asked.slice(at, at + AT_ONCE);
      graph.forgetCalls();
      const seen = await pagesOf(list, some, AGE);
      expect(graph.countCalls()).toBe(0);
      const live = await pagesOf(list, some, 0);
      for (const [index, page] of seen.entries()) {
        const { totalCount } = live[index]!;
        expect(page).toEqual({ ...live[index], totalCount: totalCount ?? page.totalCount });
        found += page.nodes.length;
        // What is named is read by its names; only members are found by them.
        const { ids, urns } = page.filter as { ids?: unknown; urns?: unknown };
        if (list !== "poolMembers" && (ids || urns)) continue;
        expect(page.totalCount).toBeGreaterThanOrEqual(page.nodes.length);
        if (!page.pageInfo.hasNextPage) expect(page.totalCount).toBe(page.nodes.length);
      }
    }
    expect(found).toBeGreaterThan(QUERIES[list]);
  }, 300_000);

  it.each([
    "",
    ...ORDERS[list].map((field, index) => `{ field: ${field}, direction: ${index % 2 === 0 ? "ASC" : "DESC"} }`),
  ])(
    "are the same page by page, and a cursor of either kind continues in the other: %s",
    async (order) => {
      const arguments_ = `first: ${PAGE}${order && `, orderBy: ${order}`}`;
      const document = `query ($after: String, $age: Int) { list: ${list}(${arguments_}, after: $after, maxAgeSeconds: $age) {
        totalCount nodes { id } pageInfo { endCursor hasNextPage hasPreviousPage } } }`;
      const whole = await graph.ask(
        `{ list: ${list}(first: ${MOST}${order && `, orderBy: ${order}`}, maxAgeSeconds: 0) { nodes { id } } }`,
      );
      const ids: string[] = [];
      for (let after: string | null = null, page = 0; ; page += 1) {
        const { data, errors } = await graph.ask(document, { after, age: page % 3 === 2 ? 0 : AGE });
        expect(errors).toBeUndefined();
        const { nodes, pageInfo } = data.list;
        expect(pageInfo.hasPreviousPage).toBe(page > 0);
        ids.push(...nodes.map(({ id }: Entry) => id));
        after = pageInfo.endCursor;
        if (!pageInfo.hasNextPage) break;
      }
      expect(ids.slice(0, MOST)).toEqual(whole.data.list.nodes.map(({ id }: Entry) => id));
      expect(ids).toHaveLength(all.length);
      expect(new Set(ids).size).toBe(all.length);
      expect(ids.length).toBeGreaterThan(PAGE);
    },
    60_000,
  );
});
