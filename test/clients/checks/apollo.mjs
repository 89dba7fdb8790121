import assert from "node:assert/strict";
import { before, it } from "node:test";
import { CLOSE, LIST, MEMBERS, NODES } from "../documents.mjs";

/** Apollo Client with the page's cache. */
export function checkApollo(world) {
  let client;
  before(async () => {
    ({ client } = await world.examples.load("caches/apollo.js"));
  });
  const ids = ({ edges }) => edges.map(({ node }) => node.id);
  const shown = (variables) => client.readQuery({ query: LIST, variables })?.listeners;

  it("a list grows page by page, edges and nodes, and an outage on its second page stays visible in the cache", async () => {
    const variables = { first: 20 };
    const query = client.watchQuery({ query: LIST, variables });
    const one = (await query.refetch()).data.listeners;
    assert.equal(one.isComplete, true);
    await world.product.withOutage(world.lastCloud, () =>
      query.fetchMore({ variables: { first: 100, after: one.pageInfo.endCursor } }),
    );
    const both = shown(variables);
    assert.ok(both.edges.length > 40);
    assert.deepEqual(ids(both).slice(0, 20), ids(one));
    assert.equal(new Set(ids(both)).size, both.edges.length);
    assert.deepEqual(
      both.nodes.map(({ id }) => id),
      ids(both),
    );
    assert.equal(both.isComplete, false);
    assert.deepEqual(
      both.sourceProblems.map(({ code }) => code),
      ["PROVIDER_UNAVAILABLE"],
    );
    assert.ok(both.edges.some(({ node }) => node.settings?.httpVersion));

    // The same page once more is there once; the list from its beginning is whole again.
    await query.fetchMore({ variables: { first: 100, after: one.pageInfo.endCursor } });
    assert.equal(new Set(ids(shown(variables))).size, shown(variables).edges.length);
    await query.refetch();
    assert.deepEqual(ids(shown(variables)), ids(one));
    assert.equal(shown(variables).isComplete, true);
  });

  it("a list of other arguments is another list, and nodes alone leave nothing empty", async () => {
    const variables = { first: 3, filter: { coversPort: 443 } };
    const { data } = await client.query({ query: NODES, variables });
    assert.equal(data.listeners.nodes.length, 3);
    assert.equal(shown(variables), undefined);
    const whole = await client.query({ query: LIST, variables });
    assert.equal(whole.data.listeners.edges.length, 3);
  });

  it("members of a pool are a list of their own", async () => {
    const { id } = await world.findPool();
    const query = client.watchQuery({ query: MEMBERS, variables: { id } });
    const { members } = (await query.refetch()).data.pool;
    await query.fetchMore({ variables: { id, after: members.pageInfo.endCursor } });
    const both = client.readQuery({ query: MEMBERS, variables: { id } }).pool.members;
    assert.equal(new Set(ids(both)).size, 2);
    assert.equal(both.isComplete, true);
  });

  it("a listener that is closed leaves the list", async () => {
    const variables = { first: 200 };
    const { id } = await world.openListener("seen-by-apollo", 50_001);
    await client.query({ query: LIST, variables, fetchPolicy: "network-only" });
    assert.ok(ids(shown(variables)).includes(id));
    await client.mutate({
      mutation: CLOSE,
      variables: { input: { id, cascade: true } },
      update: (cache) => cache.evict({ id: cache.identify({ __typename: "Listener", id }) }),
    });
    assert.ok(shown(variables).edges.length > 0);
    assert.ok(!ids(shown(variables)).includes(id));
  });
}
