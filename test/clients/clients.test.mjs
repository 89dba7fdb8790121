import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { fileURLToPath } from "node:url";
import { startProduct } from "../support/product.mjs";
import { checkRelay } from "./checks/relay.mjs";
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
    /** A listener whose pools are as wanted. */
    async findListener(isWanted) {
      const { listeners } = await world.ask(
        "{ listeners(first: 200) { nodes { id pools { nodes { id members { nodes { id } } } } } } }",
      );
      return listeners.nodes.find(({ pools }) => isWanted(pools.nodes));
    },
    /** Opens a listener, for a client to find. */
    async openListener(name) {
      const { listenerParents } = await world.ask("{ listenerParents(first: 200) { nodes { id provider } } }");
      const parentId = listenerParents.nodes.find(({ provider }) => provider === "HUAWEI_GA").id;
      const input = { parentId, name, protocol: "TCP", portRanges: [{ fromPort: 50_000, toPort: 50_000 }] };
      const { createListener } = await world.ask(
        "mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { message } } }",
        { input },
      );
      assert.deepEqual(createListener.problems, []);
      return createListener.listener;
    },
  };
  before(async () => {
    world.product = await startProduct({ config });
    world.lastCloud = world.product.clouds.at(-1);
    world.examples = writeExamples(world.product.endpoint);
  });
  after(() => world.product?.stop());

  describe("Relay", () => checkRelay(world));
});
