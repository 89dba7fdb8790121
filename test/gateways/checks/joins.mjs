import assert from "node:assert/strict";
import { it } from "node:test";

const MANY = 100;
const TEAM = "platform";
const FIELDS = "id urn name provider protocol portRanges { fromPort toPort }";

/** Listeners, picked from each cloud in turn, so that a hundred of them are of all clouds. */
function pickInTurn(listeners, count) {
  const clouds = [...new Set(listeners.map(({ provider }) => provider))];
  const lists = clouds.map((cloud) => listeners.filter(({ provider }) => provider === cloud));
  const inTurn = listeners.flatMap((_, index) => lists.flatMap((list) => list.slice(index, index + 1)));
  return inTurn.slice(0, count);
}

const total = (calls) => Object.values(calls).reduce((sum, count) => sum + count, 0);
const inWords = (calls) =>
  Object.entries(calls)
    .map(([cloud, count]) => `${cloud} ${count}`)
    .join(", ");
const named = ({ id, urn, name, provider }) => ({ id, urn, name, provider });

/** Asks the product itself for entities, as a gateway does. */
function askEntities(product, keys, fields) {
  const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Listener { ${fields} } } }`;
  return product.ask(query, { keys: keys.map((key) => ({ __typename: "Listener", ...key })) });
}

/** Fields of one listener that come from several subgraphs, and what they cost. */
export function checkJoins(world) {
  it("listed listeners have an owner, a cost and alarms, which other subgraphs know", async () => {
    const { ownership, alarms, listeners } = world.graph;
    const [first, second, third] = listeners;
    ownership.claim([second], TEAM, 12.5);
    alarms.raise([third, third]);
    const { data, errors } = await world.ask(
      "{ listeners(first: 3) { nodes { urn name owner monthlyCost alarmCount } } }",
    );
    assert.equal(errors, undefined);
    assert.deepEqual(data.listeners.nodes, [
      { urn: first.urn, name: first.name, owner: null, monthlyCost: null, alarmCount: 0 },
      { urn: second.urn, name: second.name, owner: TEAM, monthlyCost: 12.5, alarmCount: 0 },
      { urn: third.urn, name: third.name, owner: null, monthlyCost: null, alarmCount: 2 },
    ]);
  });

  it("a listener that came from another subgraph has fields of all three, and its parent and pools", async () => {
    const { ownership, alarms, listeners } = world.graph;
    const listener = listeners.at(-1);
    ownership.claim([listener], TEAM, 3);
    alarms.raise([listener]);
    const { data, errors } = await world.ask(`{
      alarms { listener { urn owner name parent { __typename id } pools { isComplete } account { id provider } } }
    }`);
    assert.equal(errors, undefined);
    const [{ listener: joined }] = data.alarms;
    assert.equal(joined.urn, listener.urn);
    assert.equal(joined.owner, TEAM);
    assert.equal(joined.name, listener.name);
    assert.match(joined.parent.__typename, /^(Accelerator|LoadBalancer)$/);
    assert.equal(joined.pools.isComplete, true);
    assert.equal(joined.account.provider, listener.provider);
  });

  it("a parent of a type that the other subgraph does not know, and servers behind a pool, are joined by their ids", async () => {
    const { product, ownership } = world.graph;
    const query = `{ listenerParents(first: 200) { nodes { __typename id name addresses } } pools(first: 1) { nodes {
      members { nodes { id address health } } } } }`;
    const { data: known } = await product.ask(query);
    const kinds = new Map(known.listenerParents.nodes.map((parent) => [parent.__typename, parent]));
    const members = known.pools.nodes[0].members.nodes;
    assert.equal(kinds.size, 2);
    for (const { id, __typename } of kinds.values())
      ownership.cover(
        id,
        `pays for the ${__typename}`,
        members.map(({ id }) => id),
      );
    const { data, errors } = await world.ask(`{
      contracts { covers { __typename id name addresses costCenter } servers { id address health rack } }
    }`);
    assert.equal(errors, undefined);
    assert.deepEqual(
      data.contracts,
      [...kinds.values()].map((parent) => ({
        covers: { ...parent, costCenter: `pays for the ${parent.__typename}` },
        servers: members.map((member) => ({ ...member, rack: `rack of ${member.id}` })),
      })),
    );
    // Hive Gateway answers with null for what another subgraph adds to the interface, where it comes from ours.
    if (world.name === "Hive Gateway") return;
    const back = await world.ask("{ listenerParents(first: 200) { nodes { id costCenter } } }");
    assert.equal(back.errors, undefined);
    const paid = back.data.listenerParents.nodes.filter(({ costCenter }) => costCenter !== null);
    assert.deepEqual(paid.map(({ id }) => id).sort(), [...kinds.values()].map(({ id }) => id).sort());
  });

  for (const { key, deeper } of [
    { key: "id", deeper: "" },
    { key: "urn", deeper: "" },
    { key: "id", deeper: "pools { nodes { name members { nodes { address } } } }" },
  ]) {
    const what = `${MANY} listeners known by ${key}${deeper && ", with pools and members"}`;
    it(`${what}: one operation, no request to a cloud more than without a gateway, and none for each`, async (t) => {
      const { product, ownership, alarms, listeners } = world.graph;
      const picked = pickInTurn(listeners, MANY);
      ownership.claim(picked, TEAM, 1);
      alarms.raise(picked);
      const fields = `${FIELDS} ${deeper}`;
      const keys = picked.map((listener) => ({ [key]: listener[key] }));
      const direct = await product.countCalls(() => askEntities(product, keys, fields));
      const query = {
        id: `{ listenersOf(team: "${TEAM}") { owner ${fields} } }`,
        urn: `{ alarms { listener { alarmCount ${fields} } } }`,
      }[key];
      const { result, calls, operations } = await product.countCalls(() => world.ask(query));
      t.diagnostic(`${what}: ${total(calls)} requests to clouds (${inWords(calls)})`);
      assert.equal(result.errors, undefined);
      const { listenersOf, alarms: seen } = result.data;
      const joined = listenersOf ?? seen.map(({ listener }) => listener);
      assert.deepEqual(joined.map(named), picked.map(named));
      assert.equal(operations, 1);
      assert.deepEqual(calls, direct.calls);
      assert.ok(total(calls) <= MANY / (deeper ? 1 : 5), `${total(calls)} requests`);
    });
  }
}
