import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask } from "../support/product.mjs";
import { checkChanges } from "./checks/changes.mjs";
import { checkFailures } from "./checks/failures.mjs";
import { checkJoins } from "./checks/joins.mjs";
import { startApolloGateway, startHiveGateway } from "./gateways.mjs";
import { startWholeGraph } from "./whole-graph.mjs";

const GATEWAYS = { "@apollo/gateway": startApolloGateway, "Hive Gateway": startHiveGateway };

describe("cloud listeners in a supergraph", () => {
  let graph;
  before(async () => {
    graph = await startWholeGraph();
  });
  after(() => graph?.stop());

  it("composes with two other subgraphs without errors and hints", () => assert.equal(graph.hints, ""));

  it("answers nobody who lacks the gateways' token", async () => {
    const { status, errors } = await ask(graph.product.endpoint, "{ __typename }");
    assert.equal(status, 401);
    assert.equal(errors[0].extensions.code, "UNAUTHENTICATED");
  });

  for (const [name, start] of Object.entries(GATEWAYS)) {
    describe(`behind ${name}`, () => {
      let gateway;
      before(async () => {
        gateway = await start(graph.supergraph);
      });
      afterEach(() => {
        graph.ownership.clear();
        graph.alarms.clear();
      });
      after(() => gateway?.stop());

      const world = {
        get graph() {
          return graph;
        },
        /** Asks the gateway. */
        ask: (query, options) => ask(gateway.endpoint, query, options),
      };
      checkJoins(world);
      checkChanges(world);
      checkFailures(world);
    });
  }

  it("the product stops with 0 when it is told to", async () => assert.equal(await graph.product.stop(), 0));
});
