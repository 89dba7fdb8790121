import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask } from "../support/product.mjs";
import { checkChanges } from "./checks/changes.mjs";
import { checkCosts } from "./checks/costs.mjs";
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
        name,
        get graph() {
          return graph;
        },
        /** Asks the gateway. */
        ask: (query, options) => ask(gateway.endpoint, query, options),
        /** The id of an accelerator with room for another listener. */
        async findParent() {
          const { data } = await world.ask(
            "{ listenerParents(first: 200) { nodes { id provider listeners { totalCount } } } }",
          );
          const parents = data.listenerParents.nodes.filter(({ provider }) => provider === "HUAWEI_GA");
          return parents.sort((a, b) => a.listeners.totalCount - b.listeners.totalCount)[0].id;
        },
      };
      checkJoins(world);
      checkChanges(world);
      checkFailures(world);
      if (start === startHiveGateway) checkCosts(world);
    });
  }

  it("the product stops with 0 when it is told to", async () => assert.equal(await graph.product.stop(), 0));

  for (const [name, start] of Object.entries(GATEWAYS))
    it(`with the product stopped, ${name} has the other subgraphs' data, and errors for ours`, async () => {
      const gateway = await start(graph.supergraph);
      try {
        graph.ownership.claim(graph.listeners.slice(0, 1), "everyone", 1);
        graph.alarms.raise(graph.listeners.slice(0, 1));
        const { data, errors } = await ask(
          gateway.endpoint,
          `{
            alarms { text listener { urn alarmCount description } }
            listenersOf(team: "everyone") { owner description }
            listeners { totalCount }
            pools { totalCount }
            listenerParents { totalCount }
            cloudAccounts { id }
          }`,
        );
        const [{ urn }] = graph.listeners;
        assert.deepEqual(data, {
          alarms: [{ text: "No healthy server", listener: { urn, alarmCount: 1, description: null } }],
          listenersOf: [{ owner: "everyone", description: null }],
          listeners: null,
          pools: null,
          listenerParents: null,
          cloudAccounts: null,
        });
        assert.ok(errors.length > 0);
      } finally {
        graph.ownership.clear();
        graph.alarms.clear();
        await gateway.stop();
      }
    });
});
