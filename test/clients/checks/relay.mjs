import assert from "node:assert/strict";
import { before, it } from "node:test";
import relayRuntime from "relay-runtime";
import { compileRelay } from "../relay.mjs";

const { commitMutation, ConnectionHandler, createOperationDescriptor, fetchQuery, getSelector, ROOT_ID } = relayRuntime;

/** Relay with the page's environment and documents, without the components that it is made for. */
export function checkRelay(world) {
  let environment;
  let compiled;
  before(async () => {
    compiled = compileRelay(world.examples.folder("relay"));
    ({ environment } = await world.examples.load("relay/src/environment.js"));
  });

  /** Asks the graph, and answers what the query itself shows of it. */
  async function ask(queryName, variables) {
    const query = compiled.artifact(queryName);
    const operation = createOperationDescriptor(query, variables);
    environment.retain(operation);
    await fetchQuery(environment, query, variables).toPromise();
    return environment.lookup(operation.fragment).data;
  }
  /** What a component of this fragment shows of the object. */
  function show(fragmentName, object) {
    const { data, isMissingData } = environment.lookup(getSelector(compiled.artifact(fragmentName), object));
    assert.equal(isMissingData, false);
    return data;
  }
  const ids = ({ edges }) => edges.map(({ node }) => node.id);

  it("the compiler takes schema.api.graphql, with refetchable fragments and connections at every depth", () => {
    assert.equal(compiled.status, 0, compiled.words);
    assert.doesNotMatch(compiled.words, /WARN|ERROR/);
    const { connection, refetch } = compiled.artifact("listeners_members").metadata;
    assert.deepEqual(connection[0].path, ["members"]);
    assert.deepEqual(refetch.fragmentPathInResult, ["node"]);
  });

  it("a list grows page by page, and its last page says whether all of it could be read", async () => {
    const root = await ask("listenersPageQuery", { first: 20 });
    const one = show("listeners_page", root).listeners;
    assert.equal(one.edges.length, 20);
    assert.equal(one.isComplete, true);
    await world.product.withOutage(world.lastCloud, () =>
      ask("listenersPageQuery", { first: 200, after: one.pageInfo.endCursor }),
    );
    const both = show("listeners_page", root).listeners;
    assert.deepEqual(ids(both).slice(0, 20), ids(one));
    assert.equal(new Set(ids(both)).size, both.edges.length);
    assert.ok(both.edges.length > 40);
    assert.equal(both.isComplete, false);
    assert.deepEqual(
      both.sourceProblems.map(({ code }) => code),
      ["PROVIDER_UNAVAILABLE"],
    );
  });

  it("one listener is fetched anew by its id, and the members of its pool page by page", async () => {
    const root = await ask("listenersPageQuery", { first: 100 });
    const { listenerId: id } = await world.findPool();
    assert.ok(ids(show("listeners_page", root).listeners).length > 20);
    const { node } = await ask("listenersRowQuery", { id });
    const row = show("listeners_row", node);
    assert.ok(row.name);
    const pool = row.pools.edges
      .map((edge) => edge.node)
      .find((one) => show("listeners_members", one).members.pageInfo.hasNextPage);
    const first = show("listeners_members", pool).members;
    assert.equal(first.edges.length, 2);
    await ask("listenersMembersQuery", { id: pool.id, first: 2, after: first.pageInfo.endCursor });
    const more = show("listeners_members", pool).members;
    assert.ok(more.edges.length > 2);
    assert.deepEqual(ids(more).slice(0, 2), ids(first));
    assert.equal(more.isComplete, true);
  });

  it("a listener that is closed leaves the list", async () => {
    const { id } = await world.openListener("seen-by-relay", 50_000);
    const root = await ask("listenersPageQuery", { first: 200 });
    assert.ok(ids(show("listeners_page", root).listeners).includes(id));
    const connections = [ConnectionHandler.getConnectionID(ROOT_ID, "listeners_listeners", null)];
    const variables = { input: { id, cascade: true }, connections };
    await new Promise((resolve, reject) => {
      const mutation = compiled.artifact("listenersCloseMutation");
      commitMutation(environment, { mutation, variables, onCompleted: resolve, onError: reject });
    });
    assert.ok(!ids(show("listeners_page", root).listeners).includes(id));
  });
}
