import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { ask } from "../support/product.mjs";
import { checkAccess } from "./checks/access.mjs";
import { checkChanges } from "./checks/changes.mjs";
import { checkCosts } from "./checks/costs.mjs";
import { checkFailures } from "./checks/failures.mjs";
import { checkJoins } from "./checks/joins.mjs";
import { checkSubscriptions } from "./checks/subscriptions.mjs";
import { startApolloGateway, startHiveGateway } from "./gateways.mjs";
import { GATEWAY_TOKEN, startWholeGraph, USER } from "./whole-graph.mjs";

const GATEWAYS = { "@apollo/gateway": startApolloGateway, "Hive Gateway": startHiveGateway };

describe("cloud listeners in a supergraph", () => {
  let graph;
  before(async () => {
    graph = await startWholeGraph();
  });
  after(() => graph?.stop());

  it("composes with two other subgraphs without errors and hints", () => assert.equal(graph.hints, ""));

  for (const [who, headers] of Object.entries({
    "lacks the gateways' token": USER,
    "lacks a token of a user": { "x-gateway-token": GATEWAY_TOKEN },
  }))
    it(`answers nobody who ${who}`, async () => {
      const { status, errors } = await ask(graph.product.endpoint, "{ __typename }", { headers });
      assert.equal(status, 401);
      assert.equal(errors[0].extensions.code, "UNAUTHENTICATED");
    });

  it("with directives for access, @apollo/gateway does not start, and says why", async () => {
    await assert.rejects(startApolloGateway(graph.forRouter), /authenticated|requiresScopes/);
  });

  it("with directives for access, Hive Gateway answers", async () => {
    const gateway = await startHiveGateway(graph.forRouter);
    try {
      const { headers } = await graph.identities.signIn("bob");
      const { data, errors } = await ask(gateway.endpoint, "{ cloudAccounts { provider } }", { headers });
      assert.deepEqual({ data, errors }, { data: { cloudAccounts: [{ provider: "ALIBABA_GA" }] }, errors: undefined });
    } finally {
      await gateway.stop();
    }
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
        /** Asks the gateway, as the suite or as who the headers say. */
        ask: (query, { headers, ...options } = {}) =>
          ask(gateway.endpoint, query, { ...options, headers: { ...USER, ...headers } }),
        /** The results of a subscription, up to its end. */
        async follow(query, variables, headers) {
          const response = await fetch(gateway.endpoint, {
            method: "POST",
            headers: { "content-type": "application/json", accept: "text/event-stream", ...USER, ...headers },
            body: JSON.stringify({ query, variables }),
          });
          const text = await response.text();
          assert.ok(text.includes("event: complete"), text);
          return [...text.matchAll(/^event: next\ndata: (.*)$/gm)].map(([, result]) => JSON.parse(result));
        },
        /** The first result of a subscription that goes on; `act` is called again and again until there is one. */
        async firstEvent(query, variables, act) {
          const leaving = new AbortController();
          const response = await fetch(gateway.endpoint, {
            method: "POST",
            headers: { "content-type": "application/json", accept: "text/event-stream", ...USER },
            body: JSON.stringify({ query, variables }),
            signal: leaving.signal,
          });
          const pieces = response.body.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
          const first = (async () => {
            for (let text = ""; ; ) {
              const found = /^event: next\ndata: (.*)\n\n/m.exec(text);
              if (found) return JSON.parse(found[1]);
              const { done, value } = await pieces.next();
              assert.ok(!done, text);
              text += value;
            }
          })();
          for (let isOver = false; !isOver; ) {
            await act();
            const pause = new Promise((resolve) => setTimeout(() => resolve(false), 500));
            isOver = await Promise.race([first.then(() => true), pause]);
          }
          leaving.abort();
          return first;
        },
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
      // @apollo/gateway has no subscriptions.
      if (name === "Hive Gateway") checkSubscriptions(world);
      checkChanges(world);
      checkFailures(world);
      checkAccess(world);
      if (start === startHiveGateway) checkCosts(world);
    });
  }

  it("the product stops with 0 when asked to", async () => assert.equal(await graph.product.stop(), 0));

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
          { headers: USER },
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
