import assert from "node:assert/strict";
import { it } from "node:test";

const UPDATE = `mutation ($input: UpdateListenerInput!) {
  updateListener(input: $input) { change { id } problems { code message } }
}`;
const FOLLOW = `subscription ($id: ID!) {
  cloudChangeProgressed(id: $id) { id state target { __typename ... on Listener { id owner alarmCount } } }
}`;
const WATCH = `subscription ($ids: [ID!]) {
  listenerChanged(filter: { ids: $ids }) { __typename id description owner }
}`;

/** Subscriptions through a gateway that can: it asks the subgraph for server-sent events by itself. */
export function checkSubscriptions(world) {
  /** The background change of a listener that others know things about. */
  async function change() {
    const { ownership, alarms, listeners } = world.graph;
    const listener = listeners.find(({ provider }) => provider === "HUAWEI_GA");
    ownership.claim([listener], "games", 1);
    alarms.raise([listener]);
    const input = { id: listener.id, description: `at ${performance.now()}`, background: true };
    const { data } = await world.ask(UPDATE, { variables: { input } });
    assert.deepEqual(data.updateListener.problems, []);
    return { id: data.updateListener.change.id, listener };
  }

  it("a change is followed to its end, each event joined with fields of other subgraphs", async () => {
    const { id, listener } = await change();
    const results = await world.follow(FOLLOW, { id });
    assert.deepEqual(results.at(-1).data, {
      cloudChangeProgressed: {
        id,
        state: "SUCCEEDED",
        target: { __typename: "Listener", id: listener.id, owner: "games", alarmCount: 1 },
      },
    });
    for (const { errors } of results) assert.equal(errors, undefined);
  });

  it("a listener is watched, each event joined with fields of other subgraphs", async () => {
    const { ownership, listeners } = world.graph;
    const listener = listeners.find(({ provider }) => provider === "HUAWEI_GA");
    ownership.claim([listener], "games", 1);
    let turn = 0;
    const { data, errors } = await world.firstEvent(WATCH, { ids: [listener.id] }, async () => {
      turn += 1;
      const input = { id: listener.id, description: `turn ${turn} at ${performance.now()}` };
      const { data } = await world.ask(UPDATE, { variables: { input } });
      assert.deepEqual(data.updateListener.problems, []);
    });
    assert.equal(errors, undefined);
    const { description, ...listenerChanged } = data.listenerChanged;
    assert.match(description, /^turn \d+ at /);
    assert.deepEqual(listenerChanged, { __typename: "Listener", id: listener.id, owner: "games" });
  });

  it("nobody follows what is not theirs", async () => {
    const { id } = await change();
    const { headers } = await world.graph.identities.signIn("bob");
    const results = await world.follow(FOLLOW, { id }, headers);
    assert.equal(results.length, 1);
    assert.equal(results[0].data?.cloudChangeProgressed ?? null, null);
    assert.equal(results[0].errors[0].extensions.code, "NOT_FOUND");
  });
}
