import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningGraph, startGraph } from "../support/graph.js";
import { conditions, type Filter, type Fits } from "./conditions.js";
import { generatedFilters } from "./generated-filters.js";
import { type Entry, inventoryOf, LISTS, type ListName, valuesOf } from "./inventory.js";

/** Queries that are generated of each list, 200 in all, and how many of them one document asks. */
const QUERIES: Readonly<Record<ListName, number>> = { listeners: 100, pools: 40, listenerParents: 20, poolMembers: 40 };
const AT_ONCE = 10;
/** Entries of a page; only some lists have more. */
const PAGE = 200;
/** Another one tries other combinations: FILTERS_SEED=7 npm run test:generated -- test/filters */
const SEED = Number(process.env.FILTERS_SEED ?? 1);

let graph: RunningGraph;
beforeAll(async () => {
  graph = await startGraph((config) => {
    config.server.limits.maxCloudCalls = 1_000_000;
    config.server.limits.maxCost = 1_000_000_000;
    config.server.limits.readDeadlineMs = 120_000;
  });
}, 60_000);
afterAll(() => graph.stop());

const fitsAll = (entry: Entry, filter: Filter, of: Readonly<Record<string, Fits>>): boolean =>
  Object.entries(filter).every(([name, wanted]) => wanted === null || of[name]!(entry, wanted));

/** Which entries each of these filters leaves, by the graph. */
async function askMany(list: ListName, filters: readonly Filter[]): Promise<string[][]> {
  const fields = filters.map(
    (_, index) => `q${index}: ${list}(first: ${PAGE}, filter: $f${index}) { isComplete totalCount nodes { id } }`,
  );
  const variables = filters.map((_, index) => `$f${index}: ${LISTS[list].filter}`);
  const document = `query (${variables.join(", ")}) { ${fields.join(" ")} }`;
  const { data, errors } = await graph.ask(
    document,
    Object.fromEntries(filters.map((filter, index) => [`f${index}`, filter])),
  );
  expect(errors).toBeUndefined();
  return filters.map((_, index) => {
    const { isComplete, totalCount, nodes } = data[`q${index}`];
    expect({ isComplete, totalCount }).toEqual({
      isComplete: true,
      totalCount: nodes.length < PAGE ? nodes.length : expect.toBeOneOf([null, PAGE]),
    });
    return nodes.map(({ id }: { id: string }) => id);
  });
}

describe.each(Object.keys(LISTS) as ListName[])("a filter of %s", (list) => {
  let all: readonly Entry[];
  beforeAll(async () => {
    all = await inventoryOf(list, graph);
  }, 60_000);

  it("leaves on every cloud what its conditions would leave of the whole list, each alone", async () => {
    const values = valuesOf(all);
    const filters = Object.keys(conditions[list]).flatMap((name): Filter[] => {
      const of = values[name]!;
      return [{ [name]: of.some }, { [name]: of.few }, { [name]: null }];
    });
    const clouds = new Set<string>();
    for (let at = 0; at < filters.length; at += AT_ONCE) {
      const some = filters.slice(at, at + AT_ONCE);
      for (const [index, ids] of (await askMany(list, some)).entries()) {
        const filter = some[index]!;
        const wanted = all.filter((entry) => fitsAll(entry, filter, conditions[list]));
        for (const { account } of wanted) clouds.add(account);
        expect({ filter, ids }).toEqual({ filter, ids: wanted.slice(0, PAGE).map(({ id }) => id) });
      }
    }
    expect(clouds.size).toBe(graph.app.sandbox!.clouds.length);
  }, 120_000);

  it(`leaves the same of ${QUERIES[list]} generated combinations (seed ${SEED})`, async () => {
    const generated = generatedFilters(list, all, { numRuns: QUERIES[list], seed: SEED });
    let found = 0;
    for (let at = 0; at < generated.length; at += AT_ONCE) {
      const some = generated.slice(at, at + AT_ONCE);
      for (const [index, ids] of (await askMany(list, some)).entries()) {
        const wanted = all.filter((entry) => fitsAll(entry, some[index]!, conditions[list]));
        found += wanted.length;
        const ofPage = wanted.slice(0, PAGE).map(({ id }) => id);
        expect({ filter: some[index], ids }).toEqual({ filter: some[index], ids: ofPage });
      }
    }
    // Of combinations that leave nothing nothing is learned.
    expect(found).toBeGreaterThan(QUERIES[list]);
  }, 240_000);

  it("leaves the same in pages", async () => {
    const values = valuesOf(all);
    for (const name of Object.keys(conditions[list])) {
      const filter: Filter = { [name]: values[name]!.some };
      const wanted = all.filter((entry) => fitsAll(entry, filter, conditions[list])).slice(0, 12);
      const ids: string[] = [];
      const document = `query ($f: ${LISTS[list].filter}, $after: String) { list: ${list}(first: 5, after: $after, filter: $f) { nodes { id } pageInfo { endCursor hasNextPage } } }`;
      for (let after: string | null = null; ids.length < 12; ) {
        const { data, errors } = await graph.ask(document, { f: filter, after });
        expect(errors).toBeUndefined();
        ids.push(...data.list.nodes.map(({ id }: Entry) => id));
        if (!data.list.pageInfo.hasNextPage) break;
        after = data.list.pageInfo.endCursor;
      }
      expect({ name, ids: ids.slice(0, 12) }).toEqual({ name, ids: wanted.map(({ id }) => id) });
    }
  }, 120_000);
});
