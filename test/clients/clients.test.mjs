import assert from "node:assert/strict";
import { after, before, describe, it, mock } from "node:test";
import { fileURLToPath } from "node:url";
import { startProduct } from "../support/product.mjs";
import { checkApollo } from "./checks/apollo.mjs";
import { checkRelay } from "./checks/relay.mjs";
import { checkUrql } from "./checks/urql.mjs";
import { writeExamples } from "./page.mjs";

const config = fileURLToPath(new URL("./product.yaml", import.meta.url));

/** The code blocks of docs/clients.md, run as they stand on the page. */
describe("clients of the graph, as docs/clients.md sets them up", () => {
  const world = {
    async ask(query, variables) {
      const { data, errors } = await world.product.ask(query, variables);
      assert.equal(errors, undefined);
      return data;
    },
    /** A listener with a pool that has more than two members, and that pool. */
    async findPool() {
      const { listeners } = await world.ask(
        "{ listeners(first: 200) { nodes { id pools { nodes { id members { nodes { id } } } } } } }",
      );
      const pools = listeners.nodes.flatMap(({ id, pools }) =>
        pools.nodes.map((pool) => ({ listenerId: id, ...pool })),
      );
      return pools.find(({ members }) => members.nodes.length > 2);
    },
    /** Opens a listener, for a client to find. */
    async openListener(name, port) {
      const { listenerParents } = await world.ask(
        "{ listenerParents(first: 200) { nodes { id provider listeners { totalCount } } } }",
      );
      const parents = listenerParents.nodes.filter(({ provider }) => provider === "HUAWEI_GA");
      const [{ id: parentId }] = parents.sort((a, b) => a.listeners.totalCount - b.listeners.totalCount);
      const input = { parentId, name, protocol: "TCP", portRanges: [{ fromPort: port, toPort: port }] };
      const { createListener } = await world.ask(
        "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { message } } }",
        { input },
      );
      assert.deepEqual(createListener.problems, []);
      return createListener.listener;
    },
  };
  let warnings;
  before(async () => {
    warnings = ["warn", "error"].map((level) => mock.method(console, level));
    world.product = await startProduct({ config });
    world.lastCloud = world.product.clouds.at(-1);
    world.examples = writeExamples(world.product.endpoint);
    for (const script of ["schema-facts", "urql-schema"]) world.examples.run(`caches/${script}.mjs`);
  });
  after(() => world.product?.stop());

  describe("Apollo Client", () => checkApollo(world));
  describe("urql", () => checkUrql(world));
  describe("Relay", () => checkRelay(world));

  // They say so on the console when their caches miss something in their set-up.
  it("no client warned of anything", () => {
    const said = warnings.flatMap(({ mock }) => mock.calls.map(({ arguments: words }) => words.join(" ")));
    assert.deepEqual(said, []);
  });
});
