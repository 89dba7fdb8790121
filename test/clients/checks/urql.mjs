import assert from "node:assert/strict";
import { before, it } from "node:test";
import { CLOSE, LIST, MEMBERS } from "../documents.mjs";

/** urql with the page's cache. */
export function checkUrql(world) {
  let client;
  before(async () => {
    ({ client } = await world.examples.load("caches/urql.js"));
  });
  const ids = ({ edges }) => edges.map(({ node }) => node.id);
  async function ask(query, variables, requestPolicy = "network-only") {
    const { data, error } = await client.query(query, variables, { requestPolicy }).toPromise();
    assert.equal(error, undefined);
    return data;
  }
  const shown = async (query, variables) => client.readQuery(query, variables)?.data;

  it("a list grows page by page, edges and nodes, and an outage on its second page stays visible in the cache", async () => {
    const { listeners: one } = await ask(LIST, { first: 20 });
    assert.equal(one.isComplete, true);
    const second = { first: 100, after: one.pageInfo.endCursor };
    await world.product.withOutage(world.lastCloud, () => ask(LIST, second));
    for (const variables of [{ first: 20 }, second]) {
      const { listeners: both } = await shown(LIST, variables);
      assert.ok(both.edges.length > 40);
      assert.deepEqual(ids(both).slice(0, 20), ids(one));
      assert.deepEqual(
        both.nodes.map(({ id }) => id),
        ids(both),
      );
      assert.equal(both.isComplete, false);
      assert.deepEqual(
        both.sourceProblems.map(({ code }) => code),
        ["PROVIDER_UNAVAILABLE"],
      );
    }
    // The same page once more, whole this time.
    await ask(LIST, second);
    assert.equal((await shown(LIST, { first: 20 })).listeners.isComplete, true);
  });

  it("a list of other arguments is another list", async () => {
    const { listeners } = await ask(LIST, { first: 3, filter: { coversPort: 443 } });
    assert.equal(listeners.edges.length, 3);
  });

  it("members of a pool are a list of their own", async () => {
    const { id } = await world.findPool();
    const { members } = (await ask(MEMBERS, { id })).pool;
    const { members: both } = (await ask(MEMBERS, { id, after: members.pageInfo.endCursor })).pool;
    assert.equal(new Set(ids(both)).size, 2);
    assert.equal(both.isComplete, true);
  });

  it("a listener that is closed leaves the list", async () => {
    const variables = { first: 200 };
    const { id } = await world.openListener("seen-by-urql", 50_002);
    assert.ok(ids((await ask(LIST, variables)).listeners).includes(id));
    await client.mutation(CLOSE, { input: { id, cascade: true } }).toPromise();
    const { listeners } = await ask(LIST, variables, "cache-first");
    assert.ok(!ids(listeners).includes(id));
  });
}
